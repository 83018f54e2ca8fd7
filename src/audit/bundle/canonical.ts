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
  if (loneSurrogate.test(text) || depthOf(text) > maxDepth) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? { value } : undefined;
  } catch {
    return undefined;
  }
};

/** Canonical JSON escapes a surrogate only where it stands alone, which RFC 8785, section 3.2.2.2, forbids. */
const loneSurrogate = /(?:^|[^\\])(?:\\\\)*\\u[dD][89a-fA-F]/;

const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.replace(/"(?:[^"\\]|\\.)*"/gs, '').matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
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
