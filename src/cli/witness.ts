import { type Logger, pino } from 'pino';
import { generateSignerKey, parseSignerKey, type SignerKey } from '../audit/note/signer-key.ts';
import { formatVerifierKey, identityOf, signatureTypes, type VerifierKey } from '../audit/note/verifier-key.ts';
import type { KnownLogs } from '../audit/witness/decide.ts';
import { type HeadStore, openHeadStore } from '../audit/witness/head-store.ts';
import { WitnessStateInUse } from '../audit/witness/lock.ts';
import { type RunningWitness, startWitnessServer } from '../audit/witness/server.ts';
import { createWitness, WitnessStateDamaged } from '../audit/witness/witness.ts';
import { BadEnvironment, type Environment, readEnvironment } from './environment.ts';
import { explainStart } from './explain.ts';
import { writeSecrets } from './secrets-file.ts';
import { readSignerKey } from './transparency.ts';

export interface WitnessKeysOptions {
  readonly name: string;
  readonly out?: string;
}

/** A new signer key of a witness, and the line that a log's policy takes for it. */
export const makeWitnessKeys = async ({ name, out }: WitnessKeysOptions): Promise<void> => {
  const key = generateSignerKey(name, signatureTypes.COSIGNATURE_V1);
  await writeSecrets([`LAUREL_WITNESS_KEY='${key}'`], out);
  console.error(
    `Verifier key of the witness, for the policy of a log: ${formatVerifierKey(parseSignerKey(key).verifier)}`,
  );
};

export interface WitnessOptions {
  readonly origin: readonly string[];
  readonly logKey: readonly VerifierKey[];
  readonly state: string;
  readonly host: string;
  readonly port: number;
}

/** Serves a witness until it is told to stop. @throws {BadEnvironment} */
export const serveWitness = async (options: WitnessOptions): Promise<void> => {
  const environment = readEnvironment(process.env);
  const logger: Logger = pino({ level: environment.LAUREL_LOG_LEVEL });
  const key = witnessKey(environment);
  const { running, heads } = await start(options, key, logger).catch(
    explainStart({ directory: options.state, port: options.port, directorySetting: '--state', portSetting: '--port' }),
  );
  logger.info({ url: running.url, key: formatVerifierKey(key.verifier) }, 'witnessing');

  const stop = async (signal: string) => {
    logger.info({ signal }, 'stopping');
    await running.close();
    heads.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop('SIGTERM'));
  process.once('SIGINT', () => void stop('SIGINT'));
};

const witnessKey = ({ LAUREL_WITNESS_KEY }: Environment): SignerKey => {
  if (LAUREL_WITNESS_KEY === undefined) {
    throw new BadEnvironment('LAUREL_WITNESS_KEY is not set. Make one with `laurel witness keys --name … --out …`.');
  }
  return readSignerKey('LAUREL_WITNESS_KEY', LAUREL_WITNESS_KEY, signatureTypes.COSIGNATURE_V1);
};

interface Started {
  readonly running: RunningWitness;
  readonly heads: HeadStore;
}

const start = async (options: WitnessOptions, key: SignerKey, logger: Logger): Promise<Started> => {
  const logs = knownLogs(options);
  const heads = orBad(() => openHeadStore(options.state));
  const witness = orBad(() => createWitness({ key, logs, heads, now: () => Date.now() }));
  const running = await startWitnessServer({ witness, logger, host: options.host, port: options.port });
  return { running, heads };
};

const orBad = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof WitnessStateInUse || error instanceof WitnessStateDamaged) {
      throw new BadEnvironment(error.message, { cause: error });
    }
    throw error;
  }
};

/** Every log has a key, and every key is one of a log: a key of the wrong log is no key at all. */
const knownLogs = ({ origin: origins, logKey: keys }: WitnessOptions): KnownLogs => {
  const stray = keys.find(({ name, type }) => !origins.includes(name) || type !== signatureTypes.ED25519);
  if (stray) {
    throw new BadEnvironment(`--log-key: ${identityOf(stray)} is no Ed25519 key (type 01) of ${origins.join(', ')}.`);
  }
  const logs = new Map(origins.map((origin) => [origin, keys.filter(({ name }) => name === origin)]));
  const without = origins.find((origin) => !logs.get(origin)?.length);
  if (without !== undefined) throw new BadEnvironment(`--log-key: there is none of ${without}.`);
  return logs;
};
