import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Files below a directory in which a text stands as it is, as paths from there; an open database's journals too. */
export const filesWith = async (directory: string, text: string): Promise<readonly string[]> => {
  const wanted = Buffer.from(text, 'utf8');
  const found: string[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(path)).includes(wanted)) found.push(relative(directory, path));
  }
  return found.sort();
};
