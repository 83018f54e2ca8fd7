import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files below a folder of the repository whose names end in some way. */
export const filesUnder = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
