import { writeFile } from 'node:fs/promises';
import { BadEnvironment } from './environment.ts';

/**
 * Lines that a shell can source: on standard output, or in a new file for its owner's eyes only.
 *
 * @returns whether they are in a file
 * @throws {BadEnvironment} where the file is there already: what was begun with its keys could not go on
 */
export const writeSecrets = async (lines: readonly string[], out: string | undefined): Promise<boolean> => {
  const text = `${lines.join('\n')}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return false;
  }
  await writeFile(out, text, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new BadEnvironment(error.code === 'EEXIST' ? isThere(out) : error.message, { cause: error });
  });
  return true;
};

const isThere = (out: string): string =>
  `${out} is there already, and is not overwritten: a log goes with the keys it was begun with.`;
