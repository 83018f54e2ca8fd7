import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { parseNote } from './note.ts';
import { NoteError } from './note-error.ts';
import { isMet, type Policy, type PolicyWitness, quorumInWords } from './policy.ts';
import { sameKey, type VerifierKey } from './verifier-key.ts';
import { type VerifiedNote, verifySignatures } from './verify-note.ts';

/** A checkpoint that its log signed. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly note: VerifiedNote;
}

export interface Cosigned {
  readonly witness: PolicyWitness;
  /** Seconds since the epoch, as the witness says it. */
  readonly time: bigint;
}

/** A checkpoint that a policy accepts. */
export interface AcceptedCheckpoint extends OpenedCheckpoint {
  /** One entry a witness of the policy. */
  readonly cosigned: readonly Cosigned[];
}

export interface KnownKeys {
  /** The log that the checkpoint has to be of. */
  readonly origin: string;
  /** At least one of these has to have signed. */
  readonly logKeys: readonly VerifierKey[];
  /** Cosignatures of these are checked too, if there are any. */
  readonly witnessKeys?: readonly VerifierKey[];
}

/**
 * A checkpoint of one log, signed by one of its keys.
 * @throws {NoteError} NOTE_MALFORMED, CHECKPOINT_MALFORMED, ORIGIN_MISMATCH, KEY_AMBIGUOUS, KEY_UNKNOWN,
 * SIGNATURE_INVALID
 */
export const openCheckpoint = (note: string | Uint8Array, known: KnownKeys): OpenedCheckpoint => {
  const parsed = parseNote(note);
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint.origin !== known.origin) {
    throw new NoteError('ORIGIN_MISMATCH', `The checkpoint is of ${checkpoint.origin}, and not of ${known.origin}.`);
  }
  const verified = verifySignatures(parsed, [...known.logKeys, ...(known.witnessKeys ?? [])]);
  if (!verified.some(({ key }) => known.logKeys.some((logKey) => sameKey(logKey, key)))) {
    throw new NoteError('KEY_UNKNOWN', `No known key of the log ${known.origin} signed its checkpoint.`);
  }
  return { ...checkpoint, note: { ...parsed, verified } };
};

/**
 * Whether a checkpoint holds under a policy: signed by a log of it, and cosigned by its quorum (C2SP tlog-policy, "What
 * is a policy?"). A log is named by its origin; where `origin` is given, it has to be that one.
 * @throws {NoteError} those of `openCheckpoint`, and QUORUM_NOT_MET
 */
export const verifyCheckpoint = (note: string | Uint8Array, policy: Policy, origin?: string): AcceptedCheckpoint => {
  const claimed = origin ?? parseCheckpoint(parseNote(note).text).origin;
  const logKeys = policy.logs.map(({ key }) => key).filter(({ name }) => name === claimed);
  if (logKeys.length === 0) throw new NoteError('ORIGIN_MISMATCH', `The policy names no log ${claimed}.`);
  const opened = openCheckpoint(note, {
    origin: claimed,
    logKeys,
    witnessKeys: policy.witnesses.map(({ key }) => key),
  });
  const cosigned = cosignedBy(policy, opened.note);
  if (isMet(policy.quorum, new Set(cosigned.map(({ witness }) => witness)))) return { ...opened, cosigned };
  const names = cosigned.map(({ witness }) => witness.name).join(', ') || 'nobody';
  throw new NoteError('QUORUM_NOT_MET', `The policy asks for ${quorumInWords(policy.quorum)}; cosigned by ${names}.`);
};

const cosignedBy = ({ witnesses }: Policy, { verified }: VerifiedNote): readonly Cosigned[] =>
  witnesses.flatMap((witness) => {
    const found = verified.find(({ key }) => sameKey(key, witness.key));
    return found?.time === undefined ? [] : [{ witness, time: found.time }];
  });
