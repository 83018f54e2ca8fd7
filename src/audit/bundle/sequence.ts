import type { LeafLine, Manifest } from './format.ts';
import type { EventReason } from './report.ts';

/** Judges each event by those on the lines above it. */
export interface Sequence {
  /** `index`: of the event in the tree, undefined where the bundle does not say. */
  next(leaf: LeafLine, index: number | undefined): EventReason | undefined;
}

/**
 * Events stand in the order of the tree; revisions of a stream go up, from 0 and without a gap where the bundle claims
 * to hold the stream whole; time does not go back in a stream; a stretch of time leaves nothing of the tree out.
 * @param outside ids of events that are not of the bundle's stretch of time
 */
export const sequence = ({ whole, scope }: Manifest, outside: ReadonlySet<string>): Sequence => {
  const wholeStreams = new Set(whole);
  const lastOf = new Map<string, LeafLine>();
  let lastIndex: number | undefined;

  const inTree = (index: number | undefined): EventReason | undefined => {
    const before = lastIndex;
    lastIndex = index ?? lastIndex;
    if (index === undefined || before === undefined) return undefined;
    if (index <= before) return 'OUT_OF_ORDER';
    return scope.kind === 'TIME' && index > before + 1 ? 'RANGE_GAP' : undefined;
  };

  const inStream = (leaf: LeafLine): EventReason | undefined => {
    const before = lastOf.get(leaf.stream);
    lastOf.set(leaf.stream, leaf);
    if (before && leaf.revision <= before.revision) return 'STREAM_ORDER';
    if (wholeStreams.has(leaf.stream) && leaf.revision !== (before ? before.revision + 1 : 0)) return 'STREAM_GAP';
    return before && leaf.meta.recordedAt < before.meta.recordedAt ? 'TIME_BACKWARDS' : undefined;
  };

  return {
    next(leaf, index) {
      const [tree, stream] = [inTree(index), inStream(leaf)];
      return tree ?? stream ?? (outside.has(leaf.id) ? 'SCOPE_EXCEEDED' : undefined);
    },
  };
};
