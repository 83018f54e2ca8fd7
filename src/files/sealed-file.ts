import { createCipheriv, createDecipheriv } from 'node:crypto';
import { decrypt, encrypt, keyBytes, overheadBytes, SealBroken } from '../privacy/aead.ts';
import type { DataKey } from '../privacy/vault.ts';
import { FileNotSealed } from './file-store.ts';
import { mediaTypeOf } from './media-type.ts';

/**
 * A sealed file: a header, then the content in chunks of 64 KiB.
 *
 *     "LRLF" ‖ version 1 (1 byte) ‖ generation of the vault's key file/<sha256> (uint32) ‖ sealed content key (60 bytes)
 *     ciphertext ‖ tag (16 bytes), for each chunk
 *
 * The content key is random and this file's alone, since the hash is known only when everything is written. It is sealed
 * under the vault's key, with the hash as additional data, so that no file can take the place of another. Chunks are
 * sealed by AES-256-GCM as in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is 7 zero
 * bytes ‖ counter (uint32) ‖ 1 for the last chunk and 0 for the others, so that none can be dropped, doubled or moved.
 */
const magic = Buffer.from('LRLF', 'latin1');
const version = 1;
const generationAt = magic.length + 1;
const contentKeyAt = generationAt + 4;
export const headerBytes = contentKeyAt + keyBytes + overheadBytes;
const chunkBytes = 64 * 1024;
const tagBytes = 16;
const sealedChunkBytes = chunkBytes + tagBytes;
const chunkContext = Buffer.from('laurel/file/v1');

/** Bytes of the content of a sealed file of that size. */
export const plainSize = (sealedSize: number): number => {
  const body = Math.max(0, sealedSize - headerBytes);
  return Math.max(0, body - Math.ceil(body / sealedChunkBytes) * tagBytes);
};

const contextOf = (sha256: string): string => `laurel/file-key/v1\0${sha256}`;

/** `key`: the vault's key of that file. */
export const headerOf = (sha256: string, contentKey: Buffer, key: DataKey): Buffer => {
  const fixed = Buffer.alloc(contentKeyAt);
  magic.copy(fixed);
  fixed.writeUInt8(version, magic.length);
  fixed.writeUInt32BE(Number(key.name.slice(key.name.lastIndexOf('/') + 1)), generationAt);
  return Buffer.concat([fixed, encrypt(key.bytes, contentKey, contextOf(sha256))]);
};

/** Name of the vault's key that opens a file. @throws {FileNotSealed} @throws {SealBroken} */
export const keyNameIn = (header: Buffer, sha256: string): string => {
  if (mediaTypeOf(header)) throw new FileNotSealed(sha256);
  const isSealed = header.length === headerBytes && header.subarray(0, magic.length).equals(magic);
  if (!isSealed || header.readUInt8(magic.length) !== version) throw new SealBroken(`the stored file ${sha256}`);
  return `file/${sha256}/${header.readUInt32BE(generationAt)}`;
};

/** @throws {SealBroken} */
export const contentKeyIn = (header: Buffer, sha256: string, key: DataKey): Buffer =>
  decrypt(key.bytes, header.subarray(contentKeyAt), contextOf(sha256), `the stored file ${sha256}`);

const nonceOf = (counter: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(counter, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
};

/** Seals content piece by piece, and keeps no more than one chunk of it. */
export const contentSealer = (contentKey: Buffer) => {
  const held = Buffer.alloc(chunkBytes);
  let length = 0;
  let counter = 0;
  const sealed = (isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', contentKey, nonceOf(counter++, isLast));
    cipher.setAAD(chunkContext);
    const chunk = Buffer.concat([cipher.update(held.subarray(0, length)), cipher.final(), cipher.getAuthTag()]);
    length = 0;
    return chunk;
  };
  return {
    /** What can be written by now. */
    *update(piece: Uint8Array): Generator<Buffer> {
      let at = 0;
      while (at < piece.byteLength) {
        if (length === chunkBytes) yield sealed(false);
        const taken = piece.subarray(at, at + chunkBytes - length);
        held.set(taken, length);
        length += taken.byteLength;
        at += taken.byteLength;
      }
    },
    final: (): Buffer => sealed(true),
  };
};

/** The content, of what follows the header. @throws {SealBroken} */
export async function* openedContent(
  chunks: AsyncIterable<{ readonly bytes: Buffer; readonly isLast: boolean }>,
  contentKey: Buffer,
  sha256: string,
): AsyncGenerator<Uint8Array> {
  const broken = () => new SealBroken(`the stored file ${sha256}`);
  let counter = 0;
  for await (const { bytes, isLast } of chunks) {
    if (bytes.length <= tagBytes) throw broken();
    const decipher = createDecipheriv('aes-256-gcm', contentKey, nonceOf(counter++, isLast), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(chunkContext);
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    const plain = decipher.update(bytes.subarray(0, bytes.length - tagBytes));
    try {
      decipher.final();
    } catch {
      throw broken();
    }
    yield plain;
  }
  if (counter === 0) throw broken();
}

/** Where the sealed chunks of a file of that size begin and end, and which is the last. */
export function* sealedChunks(
  size: number,
): Generator<{ readonly at: number; readonly length: number; readonly isLast: boolean }> {
  for (let at = headerBytes; at < size; at += sealedChunkBytes) {
    const length = Math.min(sealedChunkBytes, size - at);
    yield { at, length, isLast: at + length >= size };
  }
}
