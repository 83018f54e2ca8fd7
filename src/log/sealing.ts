import type { Recorded, SealedFields } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import { decrypt, encrypt, randomBytes, SealBroken } from '../privacy/aead.ts';
import { commitmentBytes, commitmentTo, saltOf } from '../privacy/commitment.ts';
import type { DataKey } from '../privacy/vault.ts';
import type { NewEvent } from './event-log.ts';
import { pointerToken, withValues } from './json-pointer.ts';
import { canonicalJson } from './leaf.ts';

/** Fields of an event to be sealed under the same keys. */
export interface ToSeal {
  /** All are needed to open it: whoever of their owners is erased, nobody can. */
  readonly keys: readonly DataKey[];
  /** By JSON pointer from the event, such as `/data/form`. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** Where what a command said stands. */
export const saidPointer = '/meta/command/said';

type Placed = Pick<Recorded, 'id' | 'type' | 'stream'>;

/** The event as it is stored: a commitment in the place of every value sealed, the ciphertexts beside it. */
export const seal = ({ said: _, ...event }: NewEvent, stream: StreamName, parts: readonly ToSeal[]): NewEvent => {
  if (parts.length === 0) return event;
  const commitments = new Map<string, unknown>();
  const sealed = parts.map(({ keys, values }) => {
    const seed = randomBytes(commitmentBytes);
    for (const [pointer, value] of values) commitments.set(pointer, commitmentsTo(seed, pointer, value));
    const plaintext = canonicalJson({ seed: seed.toString('base64url'), values: [...values.values()] });
    return keys
      .reduce(
        (bytes: Buffer, key) => encrypt(key.bytes, bytes, contextOf({ ...event, stream }, key.name)),
        Buffer.from(plaintext),
      )
      .toString('base64url');
  });
  const fields: SealedFields[] = parts.map(({ keys, values }) => ({
    keys: keys.map(({ name }) => name),
    fields: [...values.keys()],
  }));
  const { data, meta } = withValues({ data: event.data, meta: event.meta }, commitments) as Pick<
    NewEvent,
    'data' | 'meta'
  >;
  return { ...event, data, meta: { ...meta, sealed: fields }, sealed };
};

/**
 * Every property of an object has its own commitment, so that one can be told without the others. What a command said
 * is told as a whole or not at all.
 */
const commitmentsTo = (seed: Buffer, pointer: string, value: unknown): unknown =>
  isInParts(pointer, value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, commit(seed, `${pointer}/${pointerToken(name)}`, inner)]),
      )
    : commit(seed, pointer, value);

const commit = (seed: Buffer, pointer: string, value: unknown): string =>
  commitmentTo(saltOf(seed, pointer), canonicalJson(value));

const isInParts = (pointer: string, value: unknown): value is Record<string, unknown> =>
  pointer !== saidPointer && isObject(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What binds a ciphertext to its event and its key, so that it cannot be moved to another place. */
const contextOf = ({ id, stream, type }: Placed, key: string): string =>
  `laurel/seal/v1\0${JSON.stringify([id, stream, type, key])}`;

/** Fields that were sealed together, opened: their values, and the seed that their salts come from. */
export interface OpenedPart {
  readonly seed: Buffer;
  /** By JSON pointer from the event. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** Looks a key up by its name. */
export type KeyByName = (name: string) => DataKey | 'DESTROYED';

/**
 * One sealed part of a stored event; undefined if a key of it was destroyed.
 * @throws {SealBroken} if the ciphertext is missing, was changed, or belongs elsewhere
 */
export const openPart = (event: Recorded, index: number, keyOf: KeyByName): OpenedPart | undefined => {
  const part = event.meta.sealed?.[index];
  if (!part) return undefined;
  const keys = part.keys.map(keyOf);
  if (keys.includes('DESTROYED')) return undefined;
  const ciphertext = event.sealed?.[index];
  if (ciphertext === undefined) throw new SealBroken(whatIn(event));
  const plaintext = (keys as DataKey[]).reduceRight<Buffer>(
    (bytes, key) => decrypt(key.bytes, bytes, contextOf(event, key.name), whatIn(event)),
    Buffer.from(ciphertext, 'base64url'),
  );
  const { seed, values } = JSON.parse(plaintext.toString()) as { seed: string; values: unknown[] };
  return { seed: Buffer.from(seed, 'base64url'), values: new Map(part.fields.map((field, i) => [field, values[i]])) };
};

const whatIn = ({ id, type, stream, revision }: Recorded): string =>
  `event ${id} (${type}, revision ${revision} of ${stream})`;

/**
 * The event as it was before it was sealed, but for what its command said; null for every field whose key was destroyed.
 * @throws {SealBroken}
 */
export const unsealed = (event: Recorded, keyOf: KeyByName): Recorded => {
  const parts = event.meta.sealed;
  if (!parts) return event;
  const values = new Map<string, unknown>();
  for (const [i, { fields }] of parts.entries()) {
    if (fields.every((field) => field === saidPointer)) continue;
    const opened = openPart(event, i, keyOf);
    for (const field of fields) if (field !== saidPointer) values.set(field, opened?.values.get(field) ?? null);
  }
  const { sealed: _, ...rest } = event;
  const { sealed: __, ...meta } = event.meta;
  const { said: ___, ...command } = meta.command;
  const { data } = withValues({ data: event.data }, values) as Pick<Recorded, 'data'>;
  return { ...rest, data, meta: { ...meta, command } };
};

/** One field as it is told to someone: with its salt, so that its commitment in the leaf can be checked. */
export interface Opening {
  /** JSON pointer from the event; of each property, where the value sealed is an object. */
  readonly pointer: string;
  /** 32 bytes, base64url. */
  readonly salt: string;
  readonly value: unknown;
}

/** Every commitment of a part that was opened, as it can be told alone. */
export const openingsOf = ({ seed, values }: OpenedPart): readonly Opening[] =>
  [...values].flatMap(([pointer, value]) => {
    const of = (at: string, inner: unknown): Opening => ({
      pointer: at,
      salt: saltOf(seed, at).toString('base64url'),
      value: inner,
    });
    if (!isInParts(pointer, value)) return [of(pointer, value)];
    return Object.entries(value).map(([name, inner]) => of(`${pointer}/${pointerToken(name)}`, inner));
  });

/** The commitment that an opening must lead to. */
export const commitmentOf = ({ salt, value }: Opening): string =>
  commitmentTo(Buffer.from(salt, 'base64url'), canonicalJson(value));
