import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file as it came in: on disk without a name, so that a crash leaves nothing of it behind. */
export interface Spooled {
  readonly sha256: string;
  /** UTF-8 if every byte of it is; GB18030 else, as spreadsheets in China write it, which the reading has to prove. */
  readonly encoding: 'utf-8' | 'gb18030';
  /** The bytes from the beginning, as often as asked for. */
  read(): AsyncIterable<Uint8Array>;
  /** Gives the file up. */
  close(): Promise<void>;
}

export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
}

/**
 * Takes a file in as it comes, and never holds it in memory.
 * @throws {TooManyBytes} as soon as it is larger than accepted
 */
export const spool = async (body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Spooled> => {
  const handle = await openNameless();
  try {
    const hash = createHash('sha256');
    const utf8 = strictUtf8();
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new TooManyBytes();
      hash.update(chunk);
      utf8.look(chunk);
      await handle.writeFile(chunk);
    }
    return {
      sha256: hash.digest('hex'),
      encoding: utf8.held() ? 'utf-8' : 'gb18030',
      read: () => handle.createReadStream({ start: 0, autoClose: false }),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
};

/** For its owner only, and unlinked at once: the file lives as long as it is open. */
const openNameless = async (): Promise<FileHandle> => {
  const path = join(tmpdir(), `laurel-import-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
};

const strictUtf8 = () => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let holds = true;
  const attempt = (decode: () => unknown): void => {
    if (!holds) return;
    try {
      decode();
    } catch {
      holds = false;
    }
  };
  return {
    look: (chunk: Uint8Array) => attempt(() => decoder.decode(chunk, { stream: true })),
    /** Whether all of it was UTF-8, to the last byte. */
    held(): boolean {
      attempt(() => decoder.decode());
      return holds;
    },
  };
};
