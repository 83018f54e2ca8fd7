import { UnusableTreeFile } from '../audit/tree/tree-file.ts';
import { FileStoreUnavailable } from '../files/file-store.ts';
import { UnusableLogFile } from '../log/sqlite/format.ts';
import { WrongPseudonymKey } from '../privacy/pseudonym-key.ts';
import { KeyMissing, VaultUnavailable } from '../privacy/vault.ts';
import { BadEnvironment } from './environment.ts';

const explained = [BadEnvironment, UnusableLogFile, UnusableTreeFile, VaultUnavailable, KeyMissing, WrongPseudonymKey];

/** What an official can mend is said in words; anything else keeps its stack. */
export const orExplain = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      console.error(explained.some((kind) => error instanceof kind) ? (error as Error).message : error);
      process.exit(1);
    },
  );

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
