import { pino } from 'pino';
import { systemClock } from '../app/clock.ts';
import { composeLaurel } from '../compose.ts';
import { pseudonymKey, readEnvironment, tokenKeys } from './environment.ts';
import { explainStart } from './explain.ts';
import { readPrograms } from './programs.ts';
import { progressLine } from './progress.ts';
import { storeSettings } from './stored-log.ts';
import { transparencySettings } from './transparency.ts';

/** Serves the API until it is told to stop. @throws {BadEnvironment} */
export const serve = async (): Promise<void> => {
  const environment = readEnvironment(process.env);
  const logger = pino({ level: environment.LAUREL_LOG_LEVEL });
  const place = { directory: environment.LAUREL_DATA, port: environment.LAUREL_PORT };
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
    onProgress: progressLine('Building the read models'),
    onIntegration: progressLine('Building the transparency log'),
  }).catch(explainStart({ ...place, directorySetting: 'LAUREL_DATA', portSetting: 'LAUREL_PORT' }));
  logger.info({ url: running.url }, 'serving');

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    await running.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
};
