import type { CheckpointSigner } from '../tree/signer.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { formatNote } from './note.ts';
import { NoteError } from './note-error.ts';
import type { SignerKey } from './signer-key.ts';
import { mustBeOfType, sameKey, signatureTypes } from './verifier-key.ts';
import { signText } from './verify-note.ts';

/**
 * Signs with every key, so that a key can be replaced while some verifiers still know the former one only. The first
 * key is the present one. Each is named as the log is: C2SP tlog-policy, "Defining a log", asks for it.
 * @throws {NoteError} KEY_MALFORMED, KEY_UNSUPPORTED where a key cannot be one of this log
 */
export const checkpointSigner = (origin: string, keys: readonly SignerKey[]): CheckpointSigner => {
  if (keys.length === 0) throw new NoteError('KEY_MALFORMED', 'A log signs with at least one key.');
  for (const [index, { verifier }] of keys.entries()) {
    mustBeOfType(signatureTypes.ED25519, verifier);
    if (verifier.name !== origin) {
      throw new NoteError('KEY_MALFORMED', `A signer key of ${origin} is named so too, and not ${verifier.name}.`);
    }
    if (keys.slice(0, index).some((before) => sameKey(before.verifier, verifier))) {
      throw new NoteError('KEY_MALFORMED', `The signer key ${verifier.name}+${verifier.id} is there twice.`);
    }
  }
  return {
    origin,
    sign({ size, root }) {
      const text = formatCheckpoint({ origin, size, root });
      return formatNote({ text, signatures: keys.map((key) => signText(key, text)) });
    },
  };
};
