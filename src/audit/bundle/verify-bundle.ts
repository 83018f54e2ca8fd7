import { commitmentOf } from '../../log/sealing.ts';
import type { AcceptedCheckpoint } from '../note/verify-checkpoint.ts';
import { type Manifest, type OpeningLine, type ProofLine, streamOfScope } from './format.ts';
import { checkChain, headProblems, openHead, type TrustRoots } from './head.ts';
import { type ReadLeaf, readLeaf } from './leaf-line.ts';
import { readOpenings, readProofs } from './proof-lines.ts';
import { linesOf, readBundle } from './read-bundle.ts';
import {
  type BundleReport,
  type EventReason,
  type EventVerdict,
  type HeadReason,
  type Problem,
  type Status,
  statuses,
  UnusableBundle,
} from './report.ts';
import { sequence } from './sequence.ts';
import { checkEnds, idsOutside, isIncluded, type PlacedLeaf } from './stretch.ts';

/** A line of `leaves.jsonl`, with what the other files say of it. */
type Line =
  | { readonly reason: 'LEAF_NOT_CANONICAL' | 'LEAF_MALFORMED' | 'DUPLICATE_EVENT'; readonly read?: ReadLeaf }
  | {
      readonly reason: HeadReason | 'PROOF_MISSING' | 'INCLUSION_FAILED' | undefined;
      readonly read: ReadLeaf;
      readonly proof: ProofLine | undefined;
    };

/**
 * Checks a bundle offline. Whom to trust comes from the user; nothing in the bundle is believed before it is proven.
 *
 * @param trust at least one log; a quorum of NONE asks for no witness
 * @throws {UnusableBundle} where there is nothing that could be checked
 */
export const verifyBundle = (directory: string, trust: TrustRoots): BundleReport => {
  if (trust.logs.length === 0) {
    throw new UnusableBundle('NO_TRUST_ROOT', 'Give a verifier key of the log: it is never taken from the bundle.');
  }
  const { manifest, files, problems } = readBundle(directory);
  const empty = Buffer.alloc(0);
  const head = openHead(files.get('checkpoint.txt'), trust);
  const chain = checkChain(files.get('consistency.json'), head, trust);
  const proofs = readProofs(files.get('proofs.jsonl') ?? empty);
  const openings = readOpenings(files.get('openings.jsonl') ?? empty);
  const { lines } = linesOf(files.get('leaves.jsonl') ?? empty);
  const events = placed(lines, proofs.byId, head);
  const leaves = leavesOf(events);
  const verdicts = judged(events, leaves, manifest, openings.byId);
  const ids = new Set(events.flatMap(({ read }) => (read ? [read.leaf.id] : [])));

  const found: readonly Problem[] = [
    ...problems,
    ...headProblems(head, manifest),
    ...chain.problems,
    ...truncated(files),
    ...proofs.problems,
    ...strangers('PROOF_UNKNOWN', proofs.byId, ids),
    ...openings.problems,
    ...strangers('OPENING_UNKNOWN', openings.byId, ids),
    ...miscounted(manifest, { events: lines.length, openings: openings.count, chain: chain.length }),
    ...incomplete(manifest, verdicts),
    ...checkEnds(files.get('neighbours.json'), manifest.scope, leaves, head),
  ];
  const counts = Object.fromEntries(
    statuses.map((status) => [status, verdicts.filter((verdict) => verdict.status === status).length]),
  ) as Record<Status, number>;
  return {
    verdict: found.length === 0 && counts.INVALID === 0 ? 'VALID' : 'INVALID',
    origin: manifest.origin,
    treeSize: manifest.treeSize,
    scope: manifest.scope,
    problems: found,
    events: verdicts,
    counts,
  };
};

/** Whether each line is an event that stands in the tree. */
const placed = (
  lines: readonly Buffer[],
  proofs: ReadonlyMap<string, ProofLine>,
  head: AcceptedCheckpoint | HeadReason,
): readonly Line[] => {
  const seen = new Set<string>();
  return lines.map((line): Line => {
    const read = readLeaf(line);
    if (typeof read === 'string') return { reason: read };
    if (seen.has(read.leaf.id)) return { reason: 'DUPLICATE_EVENT', read };
    seen.add(read.leaf.id);
    const proof = proofs.get(read.leaf.id);
    return { reason: placeReason(read, proof, head), read, proof };
  });
};

const placeReason = (
  read: ReadLeaf,
  proof: ProofLine | undefined,
  head: AcceptedCheckpoint | HeadReason,
): HeadReason | 'PROOF_MISSING' | 'INCLUSION_FAILED' | undefined => {
  if (typeof head === 'string') return head;
  if (!proof) return 'PROOF_MISSING';
  return isIncluded(read, proof, head) ? undefined : 'INCLUSION_FAILED';
};

/** Lines that are events, and the first of their id. */
const leavesOf = (lines: readonly Line[]): readonly PlacedLeaf[] =>
  lines.flatMap((one) =>
    'proof' in one
      ? [{ id: one.read.leaf.id, recordedAt: one.read.leaf.meta.recordedAt, index: one.proof?.index }]
      : [],
  );

const judged = (
  lines: readonly Line[],
  leaves: readonly PlacedLeaf[],
  manifest: Manifest,
  openings: ReadonlyMap<string, readonly OpeningLine[]>,
): readonly EventVerdict[] => {
  const erased = erasedKeys(lines);
  const order = sequence(manifest, idsOutside(manifest.scope, leaves));
  return lines.map((line, i) => {
    const { reason, read } = line;
    if (!read || reason === 'DUPLICATE_EVENT') return verdictOf(i, read, 'INVALID', reason ?? null);
    const proof = 'proof' in line ? line.proof : undefined;
    const misplaced = order.next(read.leaf, proof?.index);
    const opened = statusOf(read, openings.get(read.leaf.id) ?? [], erased);
    const why = reason ?? (isStatus(opened) ? misplaced : opened);
    return verdictOf(i, read, why === undefined && isStatus(opened) ? opened : 'INVALID', why ?? null);
  });
};

/** Keys that events which stand in the tree say are destroyed. */
const erasedKeys = (lines: readonly Line[]): ReadonlySet<string> =>
  new Set(
    lines.flatMap(({ reason, read }) =>
      reason === undefined && read?.leaf.type === 'PersonalDataErased' ? keysIn(read.leaf.data) : [],
    ),
  );

const keysIn = (data: unknown): readonly string[] => {
  const keys = (data as { readonly keys?: unknown } | null)?.keys;
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
};

const isStatus = (value: Status | EventReason): value is Status => (statuses as readonly string[]).includes(value);

/** What the openings make of a proven event. */
const statusOf = (
  { commitments }: ReadLeaf,
  openings: readonly OpeningLine[],
  erased: ReadonlySet<string>,
): Exclude<Status, 'INVALID'> | EventReason => {
  const at = new Map(commitments.map((commitment) => [commitment.pointer, commitment]));
  const opened = new Set<string>();
  for (const opening of openings) {
    const commitment = at.get(opening.pointer);
    if (!commitment) return 'OPENING_UNKNOWN';
    if (opened.has(opening.pointer)) return 'OPENING_DUPLICATE';
    if (commitmentOf(opening) !== commitment.value) return 'OPENING_MISMATCH';
    if (commitment.keys.some((key) => erased.has(key))) return 'OPENING_OF_ERASED';
    opened.add(opening.pointer);
  }
  if (commitments.some(({ keys }) => keys.some((key) => erased.has(key)))) return 'ERASED';
  return opened.size === commitments.length ? 'VALID' : 'SEALED';
};

const verdictOf = (
  i: number,
  read: ReadLeaf | undefined,
  status: Status,
  reason: EventReason | null,
): EventVerdict => ({
  line: i + 1,
  status,
  reason,
  id: read?.leaf.id ?? null,
  type: read?.leaf.type ?? null,
  stream: read?.leaf.stream ?? null,
  revision: read?.leaf.revision ?? null,
});

const truncated = (files: ReadonlyMap<string, Buffer>): readonly Problem[] =>
  ['leaves.jsonl', 'proofs.jsonl', 'openings.jsonl']
    .filter((name) => !linesOf(files.get(name) ?? Buffer.alloc(0)).whole)
    .map((name) => ({ code: 'FILE_MALFORMED', where: name }));

const strangers = (
  code: 'PROOF_UNKNOWN' | 'OPENING_UNKNOWN',
  byId: ReadonlyMap<string, unknown>,
  ids: ReadonlySet<string>,
): readonly Problem[] => [...byId.keys()].filter((id) => !ids.has(id)).map((id) => ({ code, where: id }));

const miscounted = ({ counts }: Manifest, found: Manifest['counts']): readonly Problem[] =>
  (['events', 'openings', 'chain'] as const)
    .filter((what) => counts[what] !== found[what])
    .map((what) => ({ code: 'MANIFEST_MISMATCH', where: `counts.${what}` }));

/** Every stream that the bundle is about or claims to hold is there, and begins to be proven. */
const incomplete = ({ scope, whole }: Manifest, verdicts: readonly EventVerdict[]): readonly Problem[] => {
  const about = streamOfScope(scope);
  const claimed = about === undefined || whole.includes(about) ? whole : [about, ...whole];
  const present = new Set(verdicts.map(({ stream }) => stream));
  return claimed
    .filter((stream) => !present.has(stream) || !whole.includes(stream))
    .map((stream) => ({ code: 'SCOPE_INCOMPLETE', where: stream }));
};
