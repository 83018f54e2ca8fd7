import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Recorded } from '../domain/event.ts';

/** What of a stored event its digest covers: everything but the ciphertexts and its place in the log. */
export type Leaf = Pick<Recorded, 'id' | 'type' | 'schemaVersion' | 'stream' | 'revision' | 'data' | 'meta'>;

/**
 * The canonical JSON (RFC 8785) of an event as it is stored: personal fields stand in it as commitments, so that it
 * stays as it is when a person is erased.
 *
 * @throws {TypeError} for what JSON cannot hold
 */
export const leafText = (event: Leaf): string => {
  const texts = storedTexts.get(event);
  if (texts) return leafTextOf(event, texts.data, texts.meta);
  const { id, type, schemaVersion, stream, revision, data, meta } = event;
  return canonicalJson({ data, id, meta, revision, schemaVersion, stream, type });
};

/** Canonical texts that events were parsed from, so that their leaves need not be written anew. */
const storedTexts = new WeakMap<object, { readonly data: string; readonly meta: string }>();

/** To be told of an event as it is parsed; a copy of it, changed or not, is another event. */
export const rememberTexts = (event: Leaf, texts: { readonly data: string; readonly meta: string }): void => {
  storedTexts.set(event, texts);
};

/** The texts of data and meta as the store has them; canonical ones where it did not tell. */
export const storedTextsOf = (event: Leaf): { readonly data: string; readonly meta: string } => {
  const { data, meta } = storedTexts.get(event) ?? { data: canonicalJson(event.data), meta: canonicalJson(event.meta) };
  return { data, meta };
};

/** The same from canonical texts of data and meta, without parsing them; the names stand in canonical order. */
export const leafTextOf = (
  { id, type, schemaVersion, stream, revision }: Omit<Leaf, 'data' | 'meta'>,
  data: string,
  meta: string,
): string =>
  `{"data":${data},"id":${JSON.stringify(id)},"meta":${meta},"revision":${revision},"schemaVersion":${schemaVersion},` +
  `"stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)}}`;

/** SHA-256 of a leaf text: the event's entry in the transparency log, 32 bytes. */
export const digestOf = (leaf: string): Buffer => createHash('sha256').update(leaf).digest();

/** @throws {TypeError} for what JSON cannot hold, such as undefined, NaN and lone surrogates */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value cannot be written as JSON.');
  if (text.includes('\\ud') && loneSurrogate.test(text)) throw new TypeError('A text holds half a character.');
  return text;
};

/** As JSON escapes it (RFC 8785, section 3.2.2.2, forbids it). */
const loneSurrogate = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;
