/** Why a note, key, checkpoint or policy is not accepted: the reasons that reports of verification give. */
export const noteReasons = [
  /** Not in the form of C2SP signed-note. */
  'NOTE_MALFORMED',
  /** The text of the note is not that of C2SP tlog-checkpoint. */
  'CHECKPOINT_MALFORMED',
  /** Not a verifier key or signer key, or its key id is not that of its contents. */
  'KEY_MALFORMED',
  /** A key of a signature type that is not checked here, or not of the type that is asked for. */
  'KEY_UNSUPPORTED',
  /** Two known keys share name and id. */
  'KEY_AMBIGUOUS',
  /** No known key signed. */
  'KEY_UNKNOWN',
  /** A known key signed, and its signature does not verify. */
  'SIGNATURE_INVALID',
  /** The checkpoint is of another log than asked for, or of none that is known. */
  'ORIGIN_MISMATCH',
  /** Not in the form of C2SP tlog-policy. */
  'POLICY_MALFORMED',
  /** Fewer witnesses cosigned than the policy asks for. */
  'QUORUM_NOT_MET',
] as const;
export type NoteReason = (typeof noteReasons)[number];

/** The message says what would be accepted, and never holds a private key. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
  readonly reason: NoteReason;

  constructor(reason: NoteReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
