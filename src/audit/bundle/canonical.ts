import { canonicalJson } from '../../log/leaf.ts';

/** Far deeper than any event, and far less than what a recursion can take. */
const maxDepth = 100;

/** JSON as it was read, in the one canonical spelling (RFC 8785) that a value has. */
export interface Canonical {
  readonly value: unknown;
}

/**
 * Reads canonical JSON, and nothing else: no repeated names, no other order, no blanks, no lone surrogates. Two readers
 * of such a text cannot disagree on what it says.
 * @returns undefined for any other text
 */
export const fromCanonical = (text: string): Canonical | undefined => {
  if (text.includes('\\ud') && loneSurrogate.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isShallow(value) && isSpelling(text, value) ? { value } : undefined;
  } catch {
    return undefined;
  }
};

/** Canonical JSON escapes a surrogate only where it stands alone, which RFC 8785, section 3.2.2.2, forbids. */
const loneSurrogate = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/;

const isShallow = (value: unknown, depth = 1): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth <= maxDepth && Object.values(value).every((inner) => isShallow(inner, depth + 1)));

/**
 * ECMAScript writes numbers and strings as RFC 8785 has them: where it gives the same text, only the order of names is
 * left to be checked. Names that are whole numbers it puts first; these are left to the longer way.
 */
const isSpelling = (text: string, value: unknown): boolean =>
  JSON.stringify(value) === text ? isSorted(value) || canonicalJson(value) === text : canonicalJson(value) === text;

const isSorted = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let last: string | undefined;
  for (const [name, inner] of Object.entries(value)) {
    if ((last !== undefined && name < last) || !isSorted(inner)) return false;
    last = name;
  }
  return true;
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @returns undefined where the bytes are not UTF-8 */
export const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
};

/** @returns undefined unless the bytes are UTF-8 of canonical JSON */
export const canonicalOf = (bytes: Uint8Array): Canonical | undefined => {
  const text = textOf(bytes);
  return text === undefined ? undefined : fromCanonical(text);
};
