import { UnusableTreeFile } from '../audit/tree/tree-file.ts';
import { FileCorrupted, FileStoreUnavailable } from '../files/file-store.ts';
import { BucketNotReached } from '../files/s3/s3-store.ts';
import { UnusableFileStoreUrl } from '../files/s3/url.ts';
import { NotACopy } from '../log/copy.ts';
import { LogUnavailable } from '../log/event-log.ts';
import { UnusableConnectionString } from '../log/eventstoredb/client.ts';
import { LogAccessDenied, StreamRemoved } from '../log/eventstoredb/failures.ts';
import { UnusableLogFile } from '../log/sqlite/format.ts';
import { SealBroken } from '../privacy/aead.ts';
import { OtherVault } from '../privacy/copy.ts';
import { WrongPseudonymKey } from '../privacy/pseudonym-key.ts';
import { KeyMissing, VaultUnavailable } from '../privacy/vault.ts';
import { LogLeftBehind, VaultOfAnotherLog } from '../stores.ts';
import { BadEnvironment } from './environment.ts';

const explained = [
  BadEnvironment,
  UnusableLogFile,
  UnusableTreeFile,
  UnusableConnectionString,
  StreamRemoved,
  NotACopy,
  LogLeftBehind,
  VaultOfAnotherLog,
  OtherVault,
  SealBroken,
  FileCorrupted,
  UnusableFileStoreUrl,
  BucketNotReached,
  KeyMissing,
  WrongPseudonymKey,
];

/** Why is what the machine or another one says. */
const outOfReach = [LogAccessDenied, FileStoreUnavailable, VaultUnavailable];

/** What an official can mend is said in words; anything else keeps its stack. */
export const orExplain = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      console.error(inWords(error));
      process.exit(1);
    },
  );

const inWords = (error: unknown): unknown => {
  if (outOfReach.some((kind) => error instanceof kind)) return withReason(error as Error);
  if (explained.some((kind) => error instanceof kind)) return (error as Error).message;
  if (!(error instanceof LogUnavailable)) return error;
  return withReason(
    new Error('The event log cannot be reached. Check LAUREL_EVENT_STORE, and that the event store runs.', {
      cause: error.cause,
    }),
  );
};

/** What the machine or the network said; neither tells a password. */
const withReason = ({ message, cause }: Error): string => {
  const reason = cause instanceof Error ? firstLine(cause.message) : '';
  return reason === '' || message.includes(reason) ? message : `${message} (${reason})`;
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

interface Place {
  readonly directory: string;
  readonly port: number;
  /** How another directory and another port are chosen: a variable or an option. */
  readonly directorySetting: string;
  readonly portSetting: string;
}

/** What names the file, and has the reason of the machine as its cause. */
const isWrapped = (error: unknown): error is Error =>
  [FileStoreUnavailable, UnusableLogFile, VaultUnavailable, UnusableTreeFile].some((kind) => error instanceof kind);

/** For what keeps a server from starting: throws it as `BadEnvironment` where the machine is at fault, else as it is. */
export const explainStart =
  (place: Place) =>
  (error: unknown): never => {
    const { code = '', syscall } = (isWrapped(error) ? (error.cause ?? error) : error) as NodeJS.ErrnoException;
    const network = syscall === 'listen' || syscall === 'getaddrinfo';
    const problem = network ? addressProblem(code, place) : directoryProblem(code, place);
    throw problem === undefined ? error : new BadEnvironment(problem, { cause: error });
  };

const addressProblem = (code: string, { port, portSetting }: Place): string | undefined => {
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one with ${portSetting}.`;
  if (code === 'EACCES') return `Port ${port} is not for this user. Choose another one with ${portSetting}.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'LAUREL_HOST names no address of this machine.';
  return undefined;
};

/** Of the file system (errno), and of SQLite, which says in its own codes that it cannot make or write a file. */
const notWritable = ['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY'];

const directoryProblem = (code: string, { directory, directorySetting }: Place): string | undefined => {
  const choose = `Choose another one with ${directorySetting}.`;
  if (notWritable.includes(code)) return `The data directory ${directory} cannot be written to. ${choose}`;
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return `The data directory ${directory} is a file, or lies below one. ${choose}`;
  }
  return undefined;
};
