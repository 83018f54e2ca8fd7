import type { Policy } from '../note/policy.ts';
import { identityOf } from '../note/verifier-key.ts';
import { httpPost, type Post } from './post.ts';
import {
  type FailureReason,
  type ProofFrom,
  type ReachableWitness,
  requestCosignature,
  type SignedHead,
} from './request-cosignature.ts';

export interface Collection {
  readonly policy: Policy;
  readonly checkpoint: SignedHead;
  readonly proofFrom: ProofFrom;
  /** By the key of a witness, `<name>+<id>`: the size it is known to have cosigned. Those not in it begin at 0. */
  readonly lastKnownSizes: ReadonlyMap<string, number>;
  readonly timeoutMs?: number;
  readonly post?: Post;
}

export interface Collected {
  /** Lines for the note, each of them verified. */
  readonly cosignatures: readonly string[];
  readonly failures: readonly Failure[];
  /** `lastKnownSizes` as they are now. */
  readonly sizes: ReadonlyMap<string, number>;
}

export interface Failure {
  /** As the policy calls it. */
  readonly witness: string;
  readonly reason: FailureReason;
  readonly detail: string;
}

export const POST_TIMEOUT_MS = 5_000;

/** The witnesses of a policy that have an address. */
export const reachable = ({ witnesses }: Policy): readonly ReachableWitness[] =>
  witnesses.filter((witness): witness is ReachableWitness => witness.url !== undefined);

/** Asks every witness of the policy that has an address, side by side, to cosign one checkpoint. */
export const collectCosignatures = async (collection: Collection): Promise<Collected> => {
  const { policy, checkpoint, proofFrom, lastKnownSizes, timeoutMs = POST_TIMEOUT_MS } = collection;
  const post = collection.post ?? httpPost(timeoutMs);
  const answers = await Promise.all(
    reachable(policy).map(async (witness) => {
      const lastKnownSize = lastKnownSizes.get(identityOf(witness.key)) ?? 0;
      return {
        witness,
        outcome: await requestCosignature({ witness, head: checkpoint, proofFrom, lastKnownSize, post }),
      };
    }),
  );
  const sizes = new Map(lastKnownSizes);
  for (const { witness, outcome } of answers) {
    const size = outcome.kind === 'COSIGNED' ? checkpoint.size : outcome.knownSize;
    if (size !== undefined) sizes.set(identityOf(witness.key), size);
  }
  return {
    cosignatures: answers.flatMap(({ outcome }) => (outcome.kind === 'COSIGNED' ? [outcome.line] : [])),
    failures: answers.flatMap(({ witness: { name }, outcome }) =>
      outcome.kind === 'FAILED' ? [{ witness: name, reason: outcome.reason, detail: outcome.detail }] : [],
    ),
    sizes,
  };
};
