import { SIGNATURE_BYTES, signEd25519, verifyEd25519 } from './ed25519.ts';
import type { NoteSignature } from './note.ts';
import type { SignerKey } from './signer-key.ts';
import { mustBeOfType, signatureTypes } from './verifier-key.ts';

const TIMESTAMP_BYTES = 8;
/** `timestamped_signature` of C2SP tlog-cosignature, "Format". */
const COSIGNATURE_BYTES = TIMESTAMP_BYTES + SIGNATURE_BYTES;
const LATEST = 2n ** 63n - 1n;

/** C2SP tlog-cosignature, "Ed25519 signed message": header line, timestamp line, the whole text of the note. */
const signedMessage = (text: string, time: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);

/**
 * @param text of a checkpoint, with its final newline
 * @param time in whole seconds since the epoch
 */
export const cosign = (key: SignerKey, text: string, time: number): NoteSignature => {
  mustBeOfType(signatureTypes.COSIGNATURE_V1, key.verifier);
  const timestamp = Buffer.alloc(TIMESTAMP_BYTES);
  timestamp.writeBigUInt64BE(BigInt(time));
  const signature = signEd25519(key.privateKey, signedMessage(text, BigInt(time)));
  return { name: key.verifier.name, keyId: key.verifier.id, signature: Buffer.concat([timestamp, signature]) };
};

/** Seconds since the epoch, as a cosignature says; whether it verifies is another question. */
export const cosignedAt = (cosignature: Buffer): bigint => cosignature.readBigUInt64BE();

/** @returns the time in seconds since the epoch, as signed; undefined if the signature does not verify */
export const verifyCosignature = (publicKey: Uint8Array, text: string, cosignature: Buffer): bigint | undefined => {
  if (cosignature.length !== COSIGNATURE_BYTES) return undefined;
  const time = cosignedAt(cosignature);
  const holds =
    time <= LATEST && verifyEd25519(publicKey, signedMessage(text, time), cosignature.subarray(TIMESTAMP_BYTES));
  return holds ? time : undefined;
};
