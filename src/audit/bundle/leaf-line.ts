import type { SealedFields } from '../../domain/event.ts';
import { pointerToken, valueAt } from '../../log/json-pointer.ts';
import { digestOf } from '../../log/leaf.ts';
import { fromCanonical, textOf } from './canonical.ts';
import { isBase64Url32, type LeafLine, leafSchema } from './format.ts';

/** A commitment of a leaf. */
export interface Commitment {
  /** JSON pointer from the event, such as `/data/form/name`. */
  readonly pointer: string;
  /** 32 bytes, base64url. */
  readonly value: string;
  /** Names of the keys that what it commits to is sealed under. */
  readonly keys: readonly string[];
}

/** An event as a line of `leaves.jsonl` has it. */
export interface ReadLeaf {
  readonly leaf: LeafLine;
  /** SHA-256 of the line: the entry of the transparency log. */
  readonly digest: Buffer;
  readonly commitments: readonly Commitment[];
}

export const readLeaf = (line: Uint8Array): ReadLeaf | 'LEAF_NOT_CANONICAL' | 'LEAF_MALFORMED' => {
  const text = textOf(line);
  const canonical = text === undefined ? undefined : fromCanonical(text);
  if (text === undefined || !canonical) return 'LEAF_NOT_CANONICAL';
  const parsed = leafSchema.safeParse(canonical.value);
  if (!parsed.success) return 'LEAF_MALFORMED';
  // As it was read: a parsed copy may lack what a schema passes over.
  const leaf = canonical.value as LeafLine;
  const commitments = commitmentsOf(leaf);
  return commitments ? { leaf, digest: digestOf(text), commitments } : 'LEAF_MALFORMED';
};

interface Sealed {
  readonly meta: { readonly sealed?: readonly SealedFields[] | undefined };
}

/** In the order of `meta.sealed`, properties in canonical order; undefined if a pointer leads to none or is there twice. */
export const commitmentsOf = (leaf: Sealed): readonly Commitment[] | undefined => {
  const found: Commitment[] = [];
  for (const { keys, fields } of leaf.meta.sealed ?? []) {
    for (const pointer of fields) {
      const committed = commitmentsAt(pointer, valueAt(leaf, pointer));
      if (!committed) return undefined;
      for (const [at, value] of committed) found.push({ pointer: at, value, keys });
    }
  }
  return new Set(found.map(({ pointer }) => pointer)).size === found.length ? found : undefined;
};

/** One, or one a property where the value sealed is an object. */
const commitmentsAt = (pointer: string, value: unknown): readonly (readonly [string, string])[] | undefined => {
  if (isCommitment(value)) return [[pointer, value]];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every(([, inner]) => isCommitment(inner))
    ? entries.map(([name, inner]) => [`${pointer}/${pointerToken(name)}`, inner])
    : undefined;
};

const isCommitment = (value: unknown): value is string => typeof value === 'string' && isBase64Url32(value);
