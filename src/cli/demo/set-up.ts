import { pino } from 'pino';
import { simulatedClock } from '../../app/clock.ts';
import { checkpointSigner } from '../../audit/note/checkpoint-signer.ts';
import { composeLaurel, type RunningLaurel } from '../../compose.ts';
import type { Bureau, Program } from '../../domain/program/program.ts';
import type { KeyEncryptionKeys } from '../../privacy/key-wrapping.ts';
import { LIMITS } from '../../server/limits.ts';
import type { RateLimits } from '../../server/rate-limit.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../server/token-issuer.ts';
import { explainStart } from '../explain.ts';
import { apiOf } from './api.ts';
import { castOf } from './cast.ts';
import { cosignedHead } from './proof/heads.ts';
import { demoKey, logKey, logOrigin } from './proof/signing.ts';
import { type DemoWitness, startDemoWitness } from './proof/witness.ts';
import { runsOf } from './runs.ts';
import type { Stage } from './script/stage.ts';
import { demoTime, instantOf } from './time.ts';

/** The script asks in seconds, from one address, what all offices of a province ask in weeks. */
const usual = LIMITS.rate as RateLimits;

const tokenNames = { issuer: 'laurel-demo', audience: 'laurel-demo' } as const;

export interface SetUp {
  readonly directory: string;
  readonly running: RunningLaurel;
  readonly witness: DemoWitness;
  readonly sealing: KeyEncryptionKeys;
  readonly stage: Stage;
  close(): Promise<void>;
}

/**
 * A server of its own on a simulated clock, on the morning of the notice, with a witness of its log, and everything the
 * script needs to use it.
 */
export const setUp = async (
  directory: string,
  { port, seed }: { readonly port: number; readonly seed: number },
): Promise<SetUp> => {
  const clock = simulatedClock(instantOf('2023-12-27T08:00'));
  const { privateKey, publicKey } = await generateIssuerKeys();
  const witness = await startDemoWitness({ directory, seed, clock });
  const sealing = { current: demoKey(seed, 'keys') };
  const running = await composeLaurel({
    directory,
    clock,
    hashKey: demoKey(seed, 'pseudonyms'),
    sealing,
    transparency: { signer: checkpointSigner(logOrigin, [logKey(seed)]), policy: witness.policy },
    tokens: { keys: { publicKey }, ...tokenNames },
    logger: pino({ level: 'silent' }),
    port,
    ide: true,
    limits: { rate: { ...usual, requests: { points: 10 * usual.requests.points, seconds: usual.requests.seconds } } },
  })
    .catch(explainStart({ directory, port, directorySetting: '--directory', portSetting: '--port' }))
    .catch(async (error: unknown) => {
      await witness.close();
      throw error;
    });
  const time = demoTime(clock, () => running.laurel.agenda.runDue());
  const issuer = await createTokenIssuer({ privateKey, ...tokenNames, clock: () => new Date(clock.now()) });
  const { youth, flex } = runsOf(seed);
  const stage: Stage = {
    api: apiOf({ url: running.url, issuer, time, seed }),
    cast: castOf(seed, provinceOf(youth.plan.program)),
    time,
    seed,
    youth,
    flex,
    incidents: [],
    checks: [],
    newestHead: async () => (await cosignedHead(running, time)).text,
    keptHead: '',
    progress: () => {},
  };
  return {
    directory,
    running,
    witness,
    sealing,
    stage,
    async close() {
      await running.close();
      await witness.close();
    },
  };
};

const provinceOf = ({ bureaus, code }: Program): Bureau => {
  const province = bureaus.find(({ parent }) => parent === null);
  if (!province) throw new Error(`Program ${code} has no bureau at the top.`);
  return province;
};
