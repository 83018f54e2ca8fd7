import { pino } from 'pino';
import { simulatedClock } from '../../app/clock.ts';
import { checkpointSigner } from '../../audit/note/checkpoint-signer.ts';
import { type Composition, composeLaurel, type RunningLaurel } from '../../compose.ts';
import type { Bureau, Program } from '../../domain/program/program.ts';
import { LIMITS } from '../../server/limits.ts';
import type { RateLimits } from '../../server/rate-limit.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../server/token-issuer.ts';
import { openRawLog, type StoreSettings } from '../../stores.ts';
import { BadEnvironment } from '../environment.ts';
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
  /** Where everything is kept. */
  readonly stores: StoreSettings;
  /** The first replica. */
  readonly running: RunningLaurel;
  readonly witness: DemoWitness;
  readonly stage: Stage;
  close(): Promise<void>;
}

export interface SetUpOptions {
  readonly port: number;
  readonly seed: number;
  /** How many servers; 1 by default. All but the first choose their own ports. */
  readonly replicas?: number;
  /** `esdb://…`, an empty database; the log is in the directory without it. */
  readonly eventStore?: string;
}

/**
 * A server of its own on a simulated clock, on the morning of the notice, with a witness of its log, and everything the
 * script needs to use it.
 */
export const setUp = async (
  directory: string,
  { port, seed, replicas = 1, eventStore }: SetUpOptions,
): Promise<SetUp> => {
  const clock = simulatedClock(instantOf('2023-12-27T08:00'));
  const { privateKey, publicKey } = await generateIssuerKeys();
  const witness = await startDemoWitness({ directory, seed, clock });
  const stores: StoreSettings = { directory, sealing: { current: demoKey(seed, 'keys') }, eventStore };
  const settings: Omit<Composition, 'port'> = {
    ...stores,
    clock,
    hashKey: demoKey(seed, 'pseudonyms'),
    transparency: { signer: checkpointSigner(logOrigin, [logKey(seed)]), policy: witness.policy },
    tokens: { keys: { publicKey }, ...tokenNames },
    logger: pino({ level: 'silent' }),
    ide: true,
    limits: { rate: { ...usual, requests: { points: 10 * usual.requests.points, seconds: usual.requests.seconds } } },
  };
  const servers: RunningLaurel[] = [];
  const close = async () => {
    for (const server of servers) await server.close();
    await witness.close();
  };
  const start = async (at: number): Promise<RunningLaurel> => {
    const server = await composeLaurel({ ...settings, port: at });
    servers.push(server);
    return server;
  };
  const startAll = async (): Promise<RunningLaurel> => {
    if (eventStore !== undefined) await mustBeEmpty(stores);
    const first = await start(port);
    for (let n = 1; n < replicas; n++) await start(0);
    return first;
  };
  const running = await startAll()
    .catch(explainStart({ directory, port, directorySetting: '--directory', portSetting: '--port' }))
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  const time = demoTime(clock, async () => {
    await Promise.all(servers.map(({ laurel }) => laurel.agenda.runDue()));
  });
  const issuer = await createTokenIssuer({ privateKey, ...tokenNames, clock: () => new Date(clock.now()) });
  const { youth, flex } = runsOf(seed);
  const stage: Stage = {
    api: apiOf({ urls: servers.map(({ url }) => url), issuer, time, seed }),
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
  return { stores, running, witness, stage, close };
};

const mustBeEmpty = async (stores: StoreSettings): Promise<void> => {
  const log = openRawLog(stores);
  try {
    if ((await log.head()) === undefined) return;
  } finally {
    await log.close();
  }
  throw new BadEnvironment('The event store holds events. The demo begins with an empty one.');
};

const provinceOf = ({ bureaus, code }: Program): Bureau => {
  const province = bureaus.find(({ parent }) => parent === null);
  if (!province) throw new Error(`Program ${code} has no bureau at the top.`);
  return province;
};
