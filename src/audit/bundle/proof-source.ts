import { consistencyProof, inclusionProof } from '../merkle/prove.ts';
import type { TreeStore } from '../tree/tree-store.ts';

/** What proofs are made of. */
export interface ProofSource extends Pick<TreeStore, 'entriesOf' | 'entryAt' | 'headCovering'> {
  inclusionProof(index: number, size: number): readonly Buffer[];
  consistencyProof(from: number, to: number): readonly Buffer[];
}

export const proofsOf = (store: TreeStore): ProofSource => ({
  entriesOf: (ids) => store.entriesOf(ids),
  entryAt: (index) => store.entryAt(index),
  headCovering: (index) => store.headCovering(index),
  inclusionProof: (index, size) => inclusionProof(store.rangeHash, index, size),
  consistencyProof: (from, to) => consistencyProof(store.rangeHash, from, to),
});
