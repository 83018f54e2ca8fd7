import { verifyConsistency } from '../merkle/verify.ts';
import { NoteError } from '../note/note-error.ts';
import type { Policy } from '../note/policy.ts';
import { type AcceptedCheckpoint, verifyCheckpoint } from '../note/verify-checkpoint.ts';
import { consistencySchema, type Manifest } from './format.ts';
import { documentOf } from './read-bundle.ts';
import type { HeadReason, Problem } from './report.ts';

/** Whom the verifier trusts: the keys of the log, and the witnesses and quorum where a policy was given. */
export type TrustRoots = Policy;

export const openHead = (note: Buffer | string | undefined, trust: TrustRoots): AcceptedCheckpoint | HeadReason => {
  if (note === undefined) return 'CHECKPOINT_MISSING';
  try {
    return verifyCheckpoint(note, trust);
  } catch (error) {
    if (error instanceof NoteError) return error.reason as HeadReason;
    throw error;
  }
};

/** What of the head is not as the manifest says. */
export const headProblems = (head: AcceptedCheckpoint | HeadReason, manifest: Manifest): readonly Problem[] => {
  if (typeof head === 'string') return [{ code: head, where: 'checkpoint.txt' }];
  if (head.origin === manifest.origin && head.size === manifest.treeSize) return [];
  return [{ code: 'MANIFEST_MISMATCH', where: 'checkpoint.txt' }];
};

export interface Chain {
  readonly length: number;
  readonly problems: readonly Problem[];
}

/**
 * Earlier heads that the one of the bundle extends. They have to be signed by the log; a quorum is asked of the last one
 * only, since the policy of today says nothing of the witnesses of then.
 */
export const checkChain = (
  bytes: Buffer | undefined,
  head: AcceptedCheckpoint | HeadReason,
  trust: TrustRoots,
): Chain => {
  if (!bytes) return { length: 0, problems: [] };
  const parsed = consistencySchema.safeParse(documentOf(bytes)?.value);
  if (!parsed.success) return { length: 0, problems: [{ code: 'FILE_MALFORMED', where: 'consistency.json' }] };
  const { chain } = parsed.data;
  const heads = [...chain.map(({ checkpoint }) => openHead(checkpoint, { ...trust, quorum: { kind: 'NONE' } })), head];
  const problems = chain.flatMap(({ proof }, i): Problem[] => {
    const where = `consistency.json#${i + 1}`;
    const [from, to] = [heads[i], heads[i + 1]] as const;
    if (typeof from === 'string') return [{ code: from, where }];
    if (!from || !to || typeof to === 'string') return [];
    return extendsIt(from, to, proof) ? [] : [{ code: 'CONSISTENCY_FAILED', where }];
  });
  return { length: chain.length, problems };
};

const extendsIt = (from: AcceptedCheckpoint, to: AcceptedCheckpoint, proof: readonly string[]): boolean =>
  from.origin === to.origin &&
  from.size < to.size &&
  verifyConsistency({
    from: from.size,
    to: to.size,
    fromRoot: from.root,
    toRoot: to.root,
    proof: proof.map((hash) => Buffer.from(hash, 'base64')),
  }).valid;
