import type { MediaType } from '../domain/program/definition.ts';
import { mediaTypes } from './file-store.ts';

/**
 * How a file of each type begins: PDF by ISO 32000-2, 7.5.2; JPEG by ITU-T T.81, B.1.1.3 (SOI, and the first byte of
 * the next marker); PNG by its specification, 5.2. Nothing after that is looked at: a parser of many formats would
 * have to hold, and unpack, what nobody accepts.
 */
const signatures: Readonly<Record<MediaType, Uint8Array>> = {
  'application/pdf': Buffer.from('%PDF-', 'latin1'),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
};

/** So many bytes of the beginning are enough to tell. */
export const SIGNATURE_BYTES = Math.max(...Object.values(signatures).map(({ length }) => length));

/** What a file is by how it begins, whatever it is called; undefined for what is not accepted. */
export const mediaTypeOf = (head: Uint8Array): MediaType | undefined =>
  mediaTypes.find((mediaType) => {
    const signature = signatures[mediaType];
    return Buffer.compare(head.subarray(0, signature.length), signature) === 0;
  });

export const extensionOf = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
} as const satisfies Record<MediaType, string>;

export const mediaTypeOfExtension = (extension: string | undefined): MediaType | undefined =>
  mediaTypes.find((mediaType) => extensionOf[mediaType] === extension);
