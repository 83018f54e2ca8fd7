import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the read models are made by: themselves, the domain's events and agenda, and the way out of the log. */
const sources = ['.', '../src/domain', '../src/log'];

/**
 * Names the definition of the read models: 12 hexadecimal digits over the program text they are made by, as it was
 * loaded (TypeScript or compiled). Whatever changes there leads to a new read database; that is more often than
 * needed, and never too seldom.
 */
export const definitionHash = (): string => {
  const own = fileURLToPath(import.meta.url);
  const hash = createHash('sha256');
  for (const path of sources.flatMap((folder) => filesIn(join(own, '..', folder), extname(own)))) {
    hash
      .update(path.slice(join(own, '..', '..').length))
      .update('\0')
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
};

const filesIn = (folder: string, extension: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => join(folder, name));
