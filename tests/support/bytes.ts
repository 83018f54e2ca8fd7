import { createHash } from 'node:crypto';
import type { MediaType } from '../../src/domain/program/definition.ts';

const beginnings: Readonly<Record<MediaType, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-1.7\n'),
  'image/jpeg': Buffer.from('ffd8ffe000104a464946', 'hex'),
  'image/png': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
};

/** A file of so many bytes that begins as its type does; `fill` tells one content from another. */
export const fileOf = (mediaType: MediaType, size: number, fill: string | number = 0): Buffer => {
  const bytes = Buffer.alloc(size, fill);
  beginnings[mediaType].copy(bytes);
  return bytes;
};

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function* inChunks(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

export const listOf = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
};

export const collected = async (chunks: AsyncIterable<Uint8Array> | undefined): Promise<Buffer | undefined> =>
  chunks && Buffer.concat(await listOf(chunks));
