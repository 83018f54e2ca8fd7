/** What does not fit together. */
export type Inconsistency =
  /** The log no longer holds what the tree was built of, or holds something else in its place. */
  | 'LOG_DIFFERS'
  /** The stored hashes do not lead to the root that was signed. */
  | 'SIGNED_ROOT_DIFFERS'
  /** The newest head bears no signature of the keys that sign now: another name, other keys, or a forged head. */
  | 'SIGNATURE_UNKNOWN'
  /** A head of more entries than are stored was signed. */
  | 'ENTRIES_MISSING'
  /** Stored hashes are missing. */
  | 'HASHES_MISSING'
  /** A stored checkpoint is none. */
  | 'CHECKPOINT_UNREADABLE';

/** The tree is not what it was, or not of this log: nothing is added to it any more, and no head is signed. */
export class InconsistentTree extends Error {
  constructor(
    readonly inconsistency: Inconsistency,
    problem: string,
  ) {
    super(
      `${problem} No further head is signed. Compare tree.db and log.db with their backups; ` +
        'a checkpoint that others hold tells which of them is right.',
    );
    this.name = 'InconsistentTree';
  }
}
