import type { Readable } from 'node:stream';
import { FileStoreUnavailable } from '../file-store.ts';
import type { SealedSource } from '../read-sealed.ts';

/** A download, piece by piece; closing it ends the connection if there is more to come. */
export const streamedSource = (body: Readable, size: number, patienceMs: number): SealedSource => {
  // A connection that breaks while nobody reads is told to the next who does.
  body.on('error', () => undefined);
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<Buffer | undefined> => {
    const timer = setTimeout(
      () => body.destroy(new Error('The S3 server stopped in the middle of a file.')),
      patienceMs,
    );
    try {
      const { done, value } = await chunks.next();
      return done ? undefined : value;
    } catch (error) {
      throw new FileStoreUnavailable(error);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    size,
    async next(length) {
      const pieces: Buffer[] = [held];
      let got = held.length;
      while (got < length) {
        const piece = await more();
        if (!piece) throw new FileStoreUnavailable(new Error('The S3 server ended a file too early.'));
        pieces.push(piece);
        got += piece.length;
      }
      const all = Buffer.concat(pieces);
      held = all.subarray(length);
      return all.subarray(0, length);
    },
    async close() {
      body.destroy();
    },
  };
};
