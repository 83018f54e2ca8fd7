import { pino } from 'pino';
import { systemClock } from './app/clock.ts';
import { BadEnvironment, pseudonymKey, readEnvironment, tokenKeys } from './cli/environment.ts';
import { progressLine } from './cli/progress.ts';
import { composeLaurel } from './compose.ts';

/** Serves the API on the embedded store until it is told to stop. */
export const serve = async (): Promise<void> => {
  const environment = readEnvironment(process.env);
  const logger = pino({ level: environment.LAUREL_LOG_LEVEL });
  const running = await composeLaurel({
    directory: environment.LAUREL_DATA,
    clock: systemClock,
    hashKey: pseudonymKey(environment),
    tokens: {
      keys: tokenKeys(environment),
      issuer: environment.LAUREL_TOKEN_ISSUER,
      audience: environment.LAUREL_TOKEN_AUDIENCE,
    },
    logger,
    host: environment.LAUREL_HOST,
    port: environment.LAUREL_PORT,
    ide: environment.LAUREL_IDE,
    onProgress: progressLine('Building the read models'),
  });
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

/** What an official can mend is said in words; anything else keeps its stack. */
export const orExplain = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      console.error(error instanceof BadEnvironment ? error.message : error);
      process.exit(1);
    },
  );

if (process.argv[1] === import.meta.filename) await orExplain(serve());
