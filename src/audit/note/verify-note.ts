import { verifyCosignature } from './cosignature.ts';
import { SIGNATURE_BYTES, signEd25519, verifyEd25519 } from './ed25519.ts';
import { type NoteSignature, parseNote, type SignedNote } from './note.ts';
import { NoteError } from './note-error.ts';
import type { SignerKey } from './signer-key.ts';
import {
  formatVerifierKey,
  identityOf,
  mustBeOfType,
  sameKey,
  signatureTypes,
  type VerifierKey,
} from './verifier-key.ts';

export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly signature: NoteSignature;
  /** Seconds since the epoch, as a cosigner says it; only of cosignatures. */
  readonly time?: bigint;
}

export interface VerifiedNote extends SignedNote {
  /** One or more, in the order of the note; those of unknown keys are not among them. */
  readonly verified: readonly VerifiedSignature[];
}

/** An Ed25519 note signature (type 0x01) over the text. */
export const signText = (key: SignerKey, text: string): NoteSignature => {
  mustBeOfType(signatureTypes.ED25519, key.verifier);
  const { name, id } = key.verifier;
  return { name, keyId: id, signature: signEd25519(key.privateKey, Buffer.from(text)) };
};

/**
 * Checks a note against the keys that are known (C2SP signed-note, "Signatures"): signatures of other keys are ignored,
 * each of a known one has to verify, and at least one has to be there.
 * @throws {NoteError} NOTE_MALFORMED, KEY_AMBIGUOUS, SIGNATURE_INVALID, KEY_UNKNOWN
 */
export const openNote = (note: string | Uint8Array, keys: readonly VerifierKey[]): VerifiedNote => {
  const parsed = parseNote(note);
  return { ...parsed, verified: verifySignatures(parsed, keys) };
};

/** The same for a note that is parsed already. @throws {NoteError} KEY_AMBIGUOUS, SIGNATURE_INVALID, KEY_UNKNOWN */
export const verifySignatures = (
  { text, signatures }: SignedNote,
  keys: readonly VerifierKey[],
): readonly VerifiedSignature[] => {
  const known = new Map<string, VerifierKey>();
  for (const key of keys) addKey(known, key);
  const verified = signatures.flatMap((signature) => {
    const key = known.get(identityOf({ name: signature.name, id: signature.keyId }));
    return key ? [verifySignature(key, text, signature)] : [];
  });
  if (verified.length > 0) return verified;
  const wanted = [...known.keys()].join(', ') || 'none';
  throw new NoteError('KEY_UNKNOWN', `No known key signed. Known keys: ${wanted}.`);
};

const addKey = (known: Map<string, VerifierKey>, key: VerifierKey): void => {
  const identity = identityOf(key);
  const other = known.get(identity);
  if (other && !sameKey(other, key)) {
    throw new NoteError('KEY_AMBIGUOUS', `Two known keys are called ${identity}: ${formatVerifierKey(other)} is one.`);
  }
  known.set(identity, key);
};

const verifySignature = (key: VerifierKey, text: string, signature: NoteSignature): VerifiedSignature => {
  if (key.type === signatureTypes.COSIGNATURE_V1) {
    const time = verifyCosignature(key.publicKey, text, signature.signature);
    if (time !== undefined) return { key, signature, time };
  } else if (
    signature.signature.length === SIGNATURE_BYTES &&
    verifyEd25519(key.publicKey, Buffer.from(text), signature.signature)
  ) {
    return { key, signature };
  }
  throw new NoteError('SIGNATURE_INVALID', `The signature of ${identityOf(key)} does not verify.`);
};
