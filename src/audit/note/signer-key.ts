import type { KeyObject } from 'node:crypto';
import { generateSeed, privateKeyOf, publicKeyOf } from './ed25519.ts';
import { toBase64 } from './encoding.ts';
import { NoteError } from './note-error.ts';
import { parseKeyText, type SignatureType, type VerifierKey, verifierKey } from './verifier-key.ts';

export interface SignerKey {
  /** What others check its signatures with. */
  readonly verifier: VerifierKey;
  readonly privateKey: KeyObject;
}

const PREFIX = 'PRIVATE+KEY+';

/** A new signer key as text: `PRIVATE+KEY+<name>+<key id>+base64(signature type || seed)`, as golang.org/x/mod/sumdb/note has it. */
export const generateSignerKey = (name: string, type: SignatureType): string => {
  const seed = generateSeed();
  const { id } = verifierKey(name, type, publicKeyOf(privateKeyOf(seed)));
  return `${PREFIX}${name}+${id}+${toBase64(Buffer.concat([Uint8Array.of(type), seed]))}`;
};

/**
 * Reads a signer key. The id is that of the verifier key that goes with it. Errors never repeat any of the key.
 * @throws {NoteError} KEY_MALFORMED, KEY_UNSUPPORTED
 */
export const parseSignerKey = (text: string): SignerKey => {
  if (!text.startsWith(PREFIX)) {
    throw new NoteError('KEY_MALFORMED', `A signer key starts with ${PREFIX}.`);
  }
  const { name, id, type, material } = parseKeyText(text.slice(PREFIX.length), 'signer key');
  const privateKey = privateKeyOf(material);
  const verifier = verifierKey(name, type, publicKeyOf(privateKey));
  if (verifier.id !== id) {
    throw new NoteError('KEY_MALFORMED', `The key id of the signer key of ${name} is not that of its contents.`);
  }
  return { verifier, privateKey };
};
