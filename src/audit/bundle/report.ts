import type { NoteReason } from '../note/note-error.ts';
import type { Scope } from './format.ts';

/**
 * VALID: proven under a checkpoint that a given key signed (and the quorum of a given policy cosigned), every
 * commitment in it opened. SEALED: proven, but not everything in it is opened. ERASED: proven, and a key it was sealed
 * under is named by a proven PersonalDataErased. INVALID: anything else, with its reason.
 */
export const statuses = ['VALID', 'SEALED', 'ERASED', 'INVALID'] as const;
export type Status = (typeof statuses)[number];

/** Why a single event is INVALID, in the order in which they are looked for. */
export type EventReason =
  /** The line is not canonical JSON in UTF-8. */
  | 'LEAF_NOT_CANONICAL'
  /** It is, but not an event. */
  | 'LEAF_MALFORMED'
  /** An earlier line is the same event. */
  | 'DUPLICATE_EVENT'
  /** The checkpoint that all proofs lead to does not hold. */
  | HeadReason
  | 'PROOF_MISSING'
  | 'INCLUSION_FAILED'
  /** An opening for something of it that is not sealed. */
  | 'OPENING_UNKNOWN'
  | 'OPENING_DUPLICATE'
  | 'OPENING_MISMATCH'
  /** A value was told whose key a proven event says was destroyed. */
  | 'OPENING_OF_ERASED'
  /** It stands in the tree before the one on the line above. */
  | 'OUT_OF_ORDER'
  /** A revision that is not above the one before it in the tree. */
  | 'STREAM_ORDER'
  /** A revision is left out of a stream that the bundle claims to hold whole. */
  | 'STREAM_GAP'
  /** An event is left out of a stretch of time. */
  | 'RANGE_GAP'
  | 'TIME_BACKWARDS'
  /** It was recorded outside the stretch of time that the bundle is about. */
  | 'SCOPE_EXCEEDED';

export type HeadReason =
  | Extract<
      NoteReason,
      | 'NOTE_MALFORMED'
      | 'CHECKPOINT_MALFORMED'
      | 'ORIGIN_MISMATCH'
      | 'KEY_UNKNOWN'
      | 'SIGNATURE_INVALID'
      | 'QUORUM_NOT_MET'
    >
  | 'CHECKPOINT_MISSING';

/** What is wrong with the bundle and not with one event. */
export type ProblemCode =
  | HeadReason
  | 'FILE_MISSING'
  | 'FILE_EXTRA'
  | 'FILE_DUPLICATE'
  | 'FILE_MALFORMED'
  /** Its content, a count, origin or size is not as the manifest says. */
  | 'MANIFEST_MISMATCH'
  | 'CONSISTENCY_FAILED'
  | 'OPENING_MALFORMED'
  | 'OPENING_UNKNOWN'
  | 'PROOF_MALFORMED'
  | 'PROOF_UNKNOWN'
  | 'PROOF_DUPLICATE'
  /** What the bundle is about is not in it. */
  | 'SCOPE_INCOMPLETE'
  /** A neighbour of a stretch of time is not in the tree. */
  | 'INCLUSION_FAILED'
  /** Nothing proves that the bundle begins, or ends, where its stretch of time does. */
  | 'RANGE_OPEN';

export interface Problem {
  readonly code: ProblemCode;
  /** A file, `file#line` (1-based), stream or id. */
  readonly where: string;
}

/** Why nothing was checked. */
export type UnusableReason =
  | 'NO_TRUST_ROOT'
  | 'TRUST_ROOT_MALFORMED'
  | 'NOT_A_BUNDLE'
  | 'MANIFEST_MALFORMED'
  | 'UNSAFE_FILE'
  | 'TOO_LARGE';

export class UnusableBundle extends Error {
  override readonly name = 'UnusableBundle';
  constructor(
    readonly reason: UnusableReason,
    message: string,
  ) {
    super(message);
  }
}

export interface EventVerdict {
  /** 1-based, in `leaves.jsonl`. */
  readonly line: number;
  readonly status: Status;
  readonly reason: EventReason | null;
  /** As the leaf says; null where it cannot be read. */
  readonly id: string | null;
  readonly type: string | null;
  readonly stream: string | null;
  readonly revision: number | null;
}

export interface BundleReport {
  readonly verdict: 'VALID' | 'INVALID';
  readonly origin: string;
  readonly treeSize: number;
  /** What the bundle is about, as it says itself: whether that is what was asked for is for the reader to see. */
  readonly scope: Scope;
  readonly problems: readonly Problem[];
  readonly events: readonly EventVerdict[];
  readonly counts: Readonly<Record<Status, number>>;
}
