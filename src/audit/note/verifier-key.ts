import { createHash } from 'node:crypto';
import { KEY_BYTES } from './ed25519.ts';
import { fromBase64, toBase64 } from './encoding.ts';
import { NoteError } from './note-error.ts';

/**
 * The signature types (C2SP signed-note, "Signature types") that are made and checked here. A log signs its
 * checkpoints with the first, a witness cosigns them with the second.
 */
export const signatureTypes = { ED25519: 0x01, COSIGNATURE_V1: 0x04 } as const;
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

const typeNames: ReadonlyMap<number, string> = new Map([
  [signatureTypes.ED25519, '0x01 (Ed25519)'],
  [signatureTypes.COSIGNATURE_V1, '0x04 (cosignature/v1)'],
]);

export interface VerifierKey {
  readonly name: string;
  /** Eight lowercase hexadecimal digits. Name and id together tell a key from every other. */
  readonly id: string;
  readonly type: SignatureType;
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Buffer;
}

/**
 * Whether a key may have this name: not empty, no Unicode spaces, no plus (C2SP signed-note, "Format"). Control
 * characters are out too, since no note may contain them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Surrogate}+\u0000-\u001f]+$/u.test(name);

/** SHA-256(key name || 0x0A || signature type || public key)[:4] (C2SP signed-note, "Signatures"). */
export const keyIdOf = (name: string, type: number, publicKey: Uint8Array): string =>
  createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(publicKey).digest('hex').slice(0, 8);

/** @throws {NoteError} KEY_MALFORMED if no key may have that name */
export const verifierKey = (name: string, type: SignatureType, publicKey: Buffer): VerifierKey => {
  if (!isKeyName(name)) throw new NoteError('KEY_MALFORMED', nameRule);
  return { name, id: keyIdOf(name, type, publicKey), type, publicKey };
};

const nameRule = 'The name of a key is a schema-less URL such as example.org/log, without spaces and without "+".';

/** `<key name>+hex(32-bit key ID)+base64(signature type || public key)` (C2SP signed-note, "Verifier keys"). */
export const formatVerifierKey = ({ name, id, type, publicKey }: VerifierKey): string =>
  `${name}+${id}+${toBase64(Buffer.concat([Uint8Array.of(type), publicKey]))}`;

/**
 * Reads a vkey. The key id has to be the one that its contents give.
 * @throws {NoteError} KEY_MALFORMED, KEY_UNSUPPORTED
 */
export const parseVerifierKey = (text: string): VerifierKey => {
  const { name, id, type, material } = parseKeyText(text, 'verifier key');
  const key = verifierKey(name, type, material);
  if (key.id !== id) throw new NoteError('KEY_MALFORMED', `The key id of ${name} should be ${key.id}, not ${id}.`);
  return key;
};

/** What tells a key from every other: `<name>+<id>`. */
export const identityOf = ({ name, id }: Pick<VerifierKey, 'name' | 'id'>): string => `${name}+${id}`;

/** Whether both are the same key of the same name, type and id. */
export const sameKey = (a: VerifierKey, b: VerifierKey): boolean =>
  a.name === b.name && a.id === b.id && a.publicKey.equals(b.publicKey);

/** @throws {NoteError} KEY_UNSUPPORTED unless the key is of that type */
export const mustBeOfType = (
  type: SignatureType,
  key: { readonly name: string; readonly type: SignatureType },
): void => {
  if (key.type === type) return;
  const [expected, found] = [type, key.type].map((each) => typeNames.get(each));
  throw new NoteError('KEY_UNSUPPORTED', `The key of ${key.name} is of type ${found}; expected type ${expected}.`);
};

interface KeyText {
  readonly name: string;
  readonly id: string;
  readonly type: SignatureType;
  /** 32 bytes: a public key, or the seed of a private one. */
  readonly material: Buffer;
}

/**
 * The three parts of a key in text form. Nothing of the material is repeated in errors.
 * @throws {NoteError} KEY_MALFORMED, KEY_UNSUPPORTED
 */
export const parseKeyText = (text: string, what: 'verifier key' | 'signer key'): KeyText => {
  const [, name = '', id = '', encoded = ''] = /^([^+]*)\+([^+]*)\+(.*)$/su.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || !/^[\da-f]{8}$/.test(id) || !bytes || bytes.length < 2) {
    const form = `${what === 'signer key' ? 'PRIVATE+KEY+' : ''}<name>+<8 hexadecimal digits>+<base64>`;
    throw new NoteError('KEY_MALFORMED', `A ${what} has the form ${form}. ${nameRule}`);
  }
  const [type] = bytes;
  if (type !== signatureTypes.ED25519 && type !== signatureTypes.COSIGNATURE_V1) {
    throw new NoteError(
      'KEY_UNSUPPORTED',
      `The key of ${name} is of a type other than ${[...typeNames.values()].join(' and ')}.`,
    );
  }
  if (bytes.length !== 1 + KEY_BYTES) {
    throw new NoteError(
      'KEY_MALFORMED',
      `The key of ${name} should have ${KEY_BYTES} bytes, and has ${bytes.length - 1}.`,
    );
  }
  return { name, id, type, material: bytes.subarray(1) };
};
