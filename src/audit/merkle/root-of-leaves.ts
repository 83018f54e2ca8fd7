import type { Recorded } from '../../domain/event.ts';
import { digestOf, leafText } from '../../log/leaf.ts';
import { EMPTY_ROOT, leafHash, nodeHash } from './hashing.ts';

/** The root of a tree of which only the right edge is kept: as many hashes as the tree is high (RFC 6962, section 2.1). */
export const rootOfLeaves = () => {
  /** Roots of perfect trees, the largest first. */
  const edge: { readonly leaves: number; readonly hash: Buffer }[] = [];
  return {
    /** The next event, as it is stored. */
    add(event: Recorded): void {
      let leaves = 1;
      let hash = leafHash(digestOf(leafText(event)));
      while (edge.at(-1)?.leaves === leaves) {
        hash = nodeHash((edge.pop() as { hash: Buffer }).hash, hash);
        leaves *= 2;
      }
      edge.push({ leaves, hash });
    },
    root: (): Buffer =>
      edge.length === 0 ? EMPTY_ROOT : edge.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right)),
  };
};
