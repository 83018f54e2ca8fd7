import type { StoredCheckpoint } from '../../src/audit/tree/stored-checkpoint.ts';
import type { Entry } from '../../src/audit/tree/tree-store.ts';

/** An entry that a signed head covers. */
export interface Proof {
  readonly entry: Entry;
  /** From the leaf up (RFC 6962, section 2.1.1). */
  readonly hashes: readonly Buffer[];
  readonly checkpoint: StoredCheckpoint;
}
