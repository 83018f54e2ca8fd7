import type { VerifierKey } from './verifier-key.ts';

/** A log whose checkpoints are accepted. */
export interface PolicyLog {
  /** Its name is the log's origin. */
  readonly key: VerifierKey;
  readonly url?: string;
}

export interface PolicyWitness {
  /** As the policy calls it; it has no meaning outside. */
  readonly name: string;
  readonly key: VerifierKey;
  /** The submission prefix of C2SP tlog-witness. */
  readonly url?: string;
}

/** Which witnesses have to have cosigned. */
export type Quorum =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'WITNESS'; readonly witness: PolicyWitness }
  | { readonly kind: 'GROUP'; readonly name: string; readonly threshold: number; readonly members: readonly Quorum[] };

/** Whom a verifier trusts (C2SP tlog-policy). Given by whoever verifies, and never taken from what is verified. */
export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: Quorum;
}

/** Whether these witnesses are enough. A group counts if at least as many of its members do as its threshold says. */
export const isMet = (quorum: Quorum, cosigned: ReadonlySet<PolicyWitness>): boolean => {
  switch (quorum.kind) {
    case 'NONE':
      return true;
    case 'WITNESS':
      return cosigned.has(quorum.witness);
    case 'GROUP':
      return quorum.members.filter((member) => isMet(member, cosigned)).length >= quorum.threshold;
  }
};

/** What the quorum asks for: `2 of (a, b, c)`. */
export const quorumInWords = (quorum: Quorum): string => {
  switch (quorum.kind) {
    case 'NONE':
      return 'no witness';
    case 'WITNESS':
      return quorum.witness.name;
    case 'GROUP':
      return `${quorum.threshold} of (${quorum.members.map(quorumInWords).join(', ')})`;
  }
};
