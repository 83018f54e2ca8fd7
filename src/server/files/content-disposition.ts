import type { MediaType } from '../../domain/program/definition.ts';
import { extensionOf } from '../../files/media-type.ts';

/** Long enough for a name and a title; file systems take 255 bytes, which are 85 Chinese characters. */
const MOST_CHARACTERS = 60;

/**
 * Content-Disposition for a file to be saved (RFC 6266), under a name of any characters (RFC 8187) with the extension
 * of its type. What could lead into another directory, hide the extension or break the header is taken out of it.
 */
export const savedAs = (name: string | undefined, mediaType: MediaType): string => {
  const extension = extensionOf[mediaType];
  const safe = [...(name ?? '').normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/g, ' ')]
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const plain = `attachment; filename="material.${extension}"`;
  return safe === '' ? plain : `${plain}; filename*=UTF-8''${encoded(`${safe}.${extension}`)}`;
};

/** Separators and what Windows reserves; control, format (which turn the direction of text) and lone surrogates. */
const UNSAFE = /[/\\:*?"<>|]|\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/gu;

/** As encodeURIComponent, and also what RFC 8187 does not let stand (attr-char, 3.2.1). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
