/**
 * Standard base64 (RFC 4648, section 4) in its one canonical spelling: padded, unused bits zero, nothing else in it.
 * @returns undefined for anything else
 */
export const fromBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @returns undefined where the bytes are not UTF-8, or the string has a lone surrogate and so no UTF-8 */
export const fromUtf8 = (bytes: string | Uint8Array): string | undefined => {
  if (typeof bytes === 'string') return /\p{Surrogate}/u.test(bytes) ? undefined : bytes;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

/** A number of leaves: ASCII decimal without leading zeros. @returns undefined for anything else, and beyond 2^53 - 1 */
export const fromDecimal = (text: string): number | undefined => {
  const value = Number(text);
  return /^(0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
};

/** A hash of the tree: 32 bytes in base64. */
export const fromHash = (text: string): Buffer | undefined => {
  const bytes = fromBase64(text);
  return bytes?.length === 32 ? bytes : undefined;
};
