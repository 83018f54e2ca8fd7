import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { lockDirectory } from './lock.ts';

/** The last checkpoint of each log that a witness cosigned, as the signed note that it answered for. */
export interface HeadStore {
  /** @returns the note; undefined if there is none yet */
  read(originHash: string): string | undefined;
  /** On disk when it returns. */
  replace(originHash: string, note: string): void;
  close(): void;
}

/** SHA-256 of the origin in lowercase hexadecimal (C2SP tlog-witness, "Monitor Retrieval Mechanism"). */
export const originHashOf = (origin: string): string => createHash('sha256').update(origin).digest('hex');

const TEMPORARY = '.new';

/**
 * One file an origin, `<origin hash>.checkpoint`, in a directory that belongs to one process at a time: a second one,
 * which would know of other heads, could otherwise cosign a fork. Everything is synchronous, so that nothing comes
 * between the look at a head and its replacement.
 *
 * @throws {WitnessStateInUse} while another process has the directory
 */
export const openHeadStore = (directory: string): HeadStore => {
  const made = mkdirSync(directory, { recursive: true });
  if (made !== undefined) syncDirectory(dirname(made));
  const unlock = lockDirectory(directory);
  for (const name of readdirSync(directory)) {
    if (name.endsWith(TEMPORARY)) rmSync(join(directory, name));
  }
  const pathOf = (originHash: string) => join(directory, `${originHash}.checkpoint`);
  return {
    read(originHash) {
      try {
        return readFileSync(pathOf(originHash), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    replace(originHash, note) {
      const temporary = join(directory, `${randomUUID()}${TEMPORARY}`);
      try {
        writeDurably(temporary, note);
        renameSync(temporary, pathOf(originHash));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      syncDirectory(directory);
    },
    close: unlock,
  };
};

const writeDurably = (path: string, text: string): void => {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** A rename is on disk when the directory is. */
const syncDirectory = (path: string): void => {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};
