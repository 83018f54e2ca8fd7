import { leafHash } from '../merkle/hashing.ts';
import { verifyInclusion } from '../merkle/verify.ts';
import type { AcceptedCheckpoint } from '../note/verify-checkpoint.ts';
import { type Neighbour, neighboursSchema, type Scope, type TimeScope } from './format.ts';
import { type ReadLeaf, readLeaf } from './leaf-line.ts';
import { documentOf } from './read-bundle.ts';
import type { Problem, ProblemCode } from './report.ts';

/** A line of the bundle that is an event. */
export interface PlacedLeaf {
  readonly id: string;
  readonly recordedAt: string;
  /** In the tree; undefined where the bundle does not say. */
  readonly index: number | undefined;
}

/**
 * Events above the first one recorded at or after `from`, and below the last one recorded at or before `to`. Between
 * the two stands whatever the log has there: time goes forward in each stream, and need not in all of them together.
 */
export const idsOutside = (scope: Scope, leaves: readonly PlacedLeaf[]): ReadonlySet<string> => {
  if (scope.kind !== 'TIME') return new Set();
  const first = leaves.findIndex(({ recordedAt }) => recordedAt >= scope.from);
  const last = leaves.findLastIndex(({ recordedAt }) => recordedAt <= scope.to);
  const outside = leaves.filter((_, i) => first < 0 || i < first || i > last);
  return new Set(outside.map(({ id }) => id));
};

type Side = 'before' | 'after';
const whereOf = (side: Side): string => `neighbours.json#${side}`;
const problem = (code: ProblemCode, side: Side): Problem => ({ code, where: whereOf(side) });

/**
 * That a stretch of time is all there: the entry just before its first event was recorded before `from`, or there is
 * none in the log; and the entry just after its last event was recorded after `to`, or the head covers none.
 * @param bytes of `neighbours.json`
 */
export const checkEnds = (
  bytes: Buffer | undefined,
  scope: Scope,
  leaves: readonly PlacedLeaf[],
  head: AcceptedCheckpoint | string,
): readonly Problem[] => {
  // A file that is missing and a head that does not hold are problems already.
  if (scope.kind !== 'TIME' || !bytes || typeof head === 'string') return [];
  const parsed = neighboursSchema.safeParse(documentOf(bytes)?.value);
  if (!parsed.success) return [{ code: 'FILE_MALFORMED', where: 'neighbours.json' }];
  const { before, after } = parsed.data;
  const indexes = leaves.flatMap(({ index }) => index ?? []);
  const from = before ? before.index + 1 : 0;
  const to = after ? after.index : head.size;
  const begin = indexes[0] ?? to;
  const end = (indexes.at(-1) ?? from - 1) + 1;
  return [
    ...checkNeighbour('before', before, begin === from, scope, head),
    ...checkNeighbour('after', after, end === to, scope, head),
  ];
};

const checkNeighbour = (
  side: Side,
  neighbour: Neighbour | undefined,
  adjacent: boolean,
  scope: TimeScope,
  head: AcceptedCheckpoint,
): readonly Problem[] => {
  const open = adjacent ? [] : [problem('RANGE_OPEN', side)];
  if (!neighbour) return open;
  const read = readLeaf(Buffer.from(neighbour.leaf));
  if (typeof read === 'string') return [problem('FILE_MALFORMED', side)];
  if (!isIncluded(read, neighbour, head)) return [problem('INCLUSION_FAILED', side)];
  const { recordedAt } = read.leaf.meta;
  const isOutside = side === 'before' ? recordedAt < scope.from : recordedAt > scope.to;
  return isOutside ? open : [problem('RANGE_OPEN', side)];
};

/** Whether it stands where its proof says, in the tree of the head. */
export const isIncluded = (
  { digest }: ReadLeaf,
  { index, proof }: Pick<Neighbour, 'index' | 'proof'>,
  { size, root }: AcceptedCheckpoint,
): boolean =>
  verifyInclusion({
    index,
    size,
    leafHash: leafHash(digest),
    root,
    proof: proof.map((hash) => Buffer.from(hash, 'base64')),
  }).valid;
