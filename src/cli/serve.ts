import { pino } from 'pino';
import { systemClock } from '../app/clock.ts';
import { composeLaurel } from '../compose.ts';
import { type Operations, startOperations } from '../server/operations/operations.ts';
import {
  BadEnvironment,
  type Environment,
  pseudonymKey,
  readEnvironment,
  tokenKeys,
  unknownSettings,
} from './environment.ts';
import { explainStart } from './explain.ts';
import { readPrograms } from './programs.ts';
import { progressLine } from './progress.ts';
import { storeSettings } from './stored-log.ts';
import { transparencySettings } from './transparency.ts';

/** Serves the API until it is told to stop. @throws {BadEnvironment} */
export const serve = async (): Promise<void> => {
  const environment = readEnvironment(process.env);
  const logger = pino({ level: environment.LAUREL_LOG_LEVEL });
  const unknown = unknownSettings(process.env);
  if (unknown.length > 0) logger.warn({ unknown }, 'these variables are no settings of Laurel, and are ignored');
  const place = { directory: environment.LAUREL_DATA, port: environment.LAUREL_PORT };
  const operations = await operationsOf(environment);
  const running = await composeLaurel({
    ...storeSettings(environment),
    port: place.port,
    clock: systemClock,
    hashKey: pseudonymKey(environment),
    transparency: transparencySettings(environment),
    tokens: {
      keys: await tokenKeys(environment),
      issuer: environment.LAUREL_TOKEN_ISSUER,
      audience: environment.LAUREL_TOKEN_AUDIENCE,
      algorithm: environment.LAUREL_TOKEN_ALGORITHM,
    },
    logger,
    host: environment.LAUREL_HOST,
    ide: environment.LAUREL_IDE,
    programs: readPrograms(environment.LAUREL_PROGRAMS),
    ...(environment.LAUREL_TRUST_PROXY !== undefined && { trustProxy: environment.LAUREL_TRUST_PROXY }),
    ...(operations && { operations }),
    onProgress: progressLine('Building the read models'),
    onIntegration: progressLine('Building the transparency log'),
  }).catch(explainStart({ ...place, directorySetting: 'LAUREL_DATA', portSetting: 'LAUREL_PORT' }));
  logger.info({ url: running.url, ...(operations && { operations: operations.url }) }, 'serving');

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    await running.close();
    await operations?.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
};

/** Before anything else, so that a long build is told from a process that hangs. @throws {BadEnvironment} */
const operationsOf = async ({
  LAUREL_OPERATIONS_PORT: port,
  LAUREL_OPERATIONS_HOST: host,
  LAUREL_PORT,
}: Environment): Promise<Operations | undefined> => {
  if (port === undefined) return undefined;
  if (port === LAUREL_PORT && port !== 0) {
    throw new BadEnvironment(
      `LAUREL_OPERATIONS_PORT is ${port}, which is the port of the API (LAUREL_PORT): metrics are for the inside only. Choose another one.`,
    );
  }
  return startOperations({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw new BadEnvironment(
      `LAUREL_OPERATIONS_HOST and LAUREL_OPERATIONS_PORT: ${host}:${port} cannot be listened on (${error.code}). Choose another one.`,
      { cause: error },
    );
  });
};
