import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Test vectors of others; where they come from, README.txt beside them says. */
const place = new URL('../vectors/', import.meta.url).pathname;

export const vectorFile = (path: string): Buffer => readFileSync(join(place, path));

/** Every JSON file below a folder, by its path. */
export const jsonVectors = <Vector>(folder: string): readonly (readonly [string, Vector])[] =>
  readdirSync(join(place, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, JSON.parse(vectorFile(join(folder, name)).toString()) as Vector] as const);

export const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
