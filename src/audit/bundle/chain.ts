import type { StoredCheckpoint } from '../tree/stored-checkpoint.ts';
import type { ProofSource } from './proof-source.ts';

export interface Link {
  readonly checkpoint: string;
  /** That the next head extends this one. */
  readonly proof: readonly string[];
}

const mostLinks = 1000;

/** For each event the first head that covered it, so that it is shown when the log was first bound to it. */
export const chainOf = (indexes: Iterable<number>, head: StoredCheckpoint, tree: ProofSource): readonly Link[] => {
  const first = firstHeads([...indexes], head, tree);
  const step = Math.ceil(first.length / mostLinks);
  const kept = first.filter((_, i) => i % step === 0);
  return kept.map((link, i) => ({
    checkpoint: link.text,
    proof: tree.consistencyProof(link.size, (kept[i + 1] ?? head).size).map((hash) => hash.toString('base64')),
  }));
};

/** Of those below `head`, ascending. Each is looked for once, however many events it covers. */
const firstHeads = (
  indexes: readonly number[],
  head: StoredCheckpoint,
  tree: ProofSource,
): readonly StoredCheckpoint[] => {
  const found: StoredCheckpoint[] = [];
  let covered = 0;
  for (const index of indexes.toSorted((a, b) => a - b)) {
    if (index < covered) continue;
    const first = tree.headCovering(index);
    if (!first || first.size >= head.size) break;
    found.push(first);
    covered = first.size;
  }
  return found;
};
