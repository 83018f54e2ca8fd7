import type { Position } from '../../domain/event.ts';

/** What `laurel log verify` can find. */
export const damageKinds = [
  /** SQLite says that the file is damaged. */
  'STORAGE_DAMAGED',
  /** A position is left out or stands twice. */
  'POSITION_GAP',
  /** Revisions of a stream are not 0, 1, 2 … in the order of the log. */
  'REVISION_GAP',
  'TIME_BACKWARDS',
  'DUPLICATE_ID',
  /** Not the UUID of the command and the place among what it led to. */
  'ID_MISMATCH',
  'TYPE_UNKNOWN',
  'VERSION_UNKNOWN',
  /** The text of data or meta is not the one canonical JSON of what it says. */
  'NOT_CANONICAL',
  'META_MALFORMED',
  'DATA_MALFORMED',
  /** A personal field stands in the open, or what is sealed is not personal, or no commitment is in its place. */
  'SEALING_MALFORMED',
  'CIPHERTEXT_MISSING',
  /** What is sealed was changed, moved, or sealed under another key. */
  'CIPHERTEXT_BROKEN',
  /** What is sealed is not what the commitment in the event says. */
  'COMMITMENT_MISMATCH',
  'KEY_MISSING',
  /** A key was destroyed, and no event says so. */
  'KEY_DESTROYED',
  /** An event says that a key was destroyed, and it is there. */
  'KEY_NOT_DESTROYED',
  'TREE_MISSING',
  /** An entry of the tree is not the digest of the event in its place. */
  'ENTRY_MISMATCH',
  /** The tree has more entries than the log has events. */
  'EVENT_MISSING',
  'TILE_MISMATCH',
  /** An entry or a tile stands where a tree of this size has none. */
  'TREE_STRAY',
  /** A signed root is not the one that the log leads to. */
  'HEAD_MISMATCH',
  'HEAD_UNREADABLE',
  /** A head is of another log, or a signature of a known key does not verify. */
  'HEAD_SIGNATURE',
  /** No key that was given signed the head: one from before or after a rotation did, or a stranger's. */
  'HEAD_KEY_UNKNOWN',
  /** A head was signed of more entries than there are. */
  'HEAD_BEYOND',
  /** Keys of the log are known, and no head is there. */
  'HEAD_MISSING',
] as const;
export type DamageKind = (typeof damageKinds)[number];

/** Where, and what was expected and found: hashes, names and numbers, never a personal value. */
export interface Damage {
  readonly position?: number | Position;
  readonly eventId?: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly expected: string;
  readonly found: string;
}

export interface DamageOfKind {
  readonly kind: DamageKind;
  readonly count: number;
  readonly first: Damage;
}

/** The first damage of each kind, and how many there are. */
export class Damages {
  readonly #found = new Map<DamageKind, { count: number; readonly first: Damage }>();

  add(kind: DamageKind, damage: Damage): void {
    const known = this.#found.get(kind);
    if (known) known.count++;
    else this.#found.set(kind, { count: 1, first: damage });
  }

  /** In the order of `damageKinds`. */
  all(): readonly DamageOfKind[] {
    return damageKinds.flatMap((kind) => {
      const found = this.#found.get(kind);
      return found ? [{ kind, ...found }] : [];
    });
  }
}
