import { createHash } from 'node:crypto';
import { FileCorrupted } from './file-store.ts';

/**
 * The same chunks, the last one held back until all of them are known to have that hash: whoever counts on a length,
 * or on a proper end, never takes damaged content for whole.
 *
 * @throws {FileCorrupted}
 */
export async function* verified(chunks: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let held: Uint8Array | undefined;
  for await (const chunk of chunks) {
    if (held) yield held;
    hash.update(chunk);
    held = chunk;
  }
  if (hash.digest('hex') !== sha256) throw new FileCorrupted(sha256);
  if (held) yield held;
}
