import { createHash } from 'node:crypto';
import {
  EmptyFile,
  FileTooLarge,
  OtherFileType,
  type PutOptions,
  type StoredFile,
  UnknownFileType,
} from './file-store.ts';
import { mediaTypeOf, SIGNATURE_BYTES } from './media-type.ts';

/**
 * Takes an upload chunk by chunk: the next one is asked for when `write` is done with the last. Stops at the first
 * byte that is too many, and as soon as the beginning tells that it is not an acceptable file.
 *
 * @throws {FileTooLarge} @throws {UnknownFileType} @throws {OtherFileType} @throws {EmptyFile}
 */
export const receive = async (
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, declared }: PutOptions,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<StoredFile> => {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new FileTooLarge(maxBytes);
    if (head.length < SIGNATURE_BYTES) {
      head = Buffer.concat([head, chunk.subarray(0, SIGNATURE_BYTES - head.length)]);
      if (head.length === SIGNATURE_BYTES) acceptable(head, declared);
    }
    hash.update(chunk);
    await write(chunk);
  }
  if (size === 0) throw new EmptyFile();
  return { sha256: hash.digest('hex'), size, mediaType: acceptable(head, declared) };
};

const acceptable = (head: Uint8Array, declared: PutOptions['declared']) => {
  const found = mediaTypeOf(head);
  if (!found) throw new UnknownFileType();
  if (declared && declared !== found) throw new OtherFileType(declared, found);
  return found;
};
