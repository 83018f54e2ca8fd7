import { leafHash } from '../../../audit/merkle/hashing.ts';
import { verifyConsistency, verifyInclusion } from '../../../audit/merkle/verify.ts';
import type { Policy } from '../../../audit/note/policy.ts';
import { verifyCheckpoint } from '../../../audit/note/verify-checkpoint.ts';
import { digestOf } from '../../../log/leaf.ts';
import type { Api } from '../api.ts';
import type { Member } from '../cast.ts';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

export const proofOf = `query Proof($id: ID!) {
  eventProof(id: $id) { leaf leafIndex treeSize hashes checkpoint { note } }
}`;
interface Proof {
  readonly eventProof: {
    readonly leaf: string;
    readonly leafIndex: number;
    readonly hashes: readonly string[];
    readonly checkpoint: { readonly note: string };
  };
}

/** Type of the event that a proof is of, once it is verified from the answer alone; else why it does not hold. */
export const provenType = async (api: Api, member: Member, id: string, policy: Policy): Promise<string> => {
  const { leaf, leafIndex, hashes, checkpoint } = (await api.ask<Proof>(member, proofOf, { id })).eventProof;
  const { size, root } = verifyCheckpoint(checkpoint.note, policy);
  const hash = leafHash(digestOf(leaf));
  const found = verifyInclusion({ index: leafIndex, size, leafHash: hash, root, proof: hashes.map(bytesOf) });
  const said = JSON.parse(leaf) as { readonly id: string; readonly type: string };
  if (!found.valid) return found.reason;
  return said.id === id ? said.type : 'another event';
};

const consistencyOf = `query Consistency($from: Int!, $to: Int!) { consistencyProof(from: $from, to: $to) { hashes } }`;
interface Consistency {
  readonly consistencyProof: { readonly hashes: readonly string[] };
}

/** CONSISTENT where a later head extends one that was kept; anybody may ask for the proof. */
export const consistencyBetween = async (api: Api, kept: string, newest: string, policy: Policy): Promise<string> => {
  const [from, to] = [verifyCheckpoint(kept, policy), verifyCheckpoint(newest, policy)];
  const variables = { from: from.size, to: to.size };
  const { hashes } = (await api.ask<Consistency>(undefined, consistencyOf, variables)).consistencyProof;
  const claim = { ...variables, fromRoot: from.root, toRoot: to.root, proof: hashes.map(bytesOf) };
  const found = verifyConsistency(claim);
  return found.valid ? 'CONSISTENT' : found.reason;
};

const revokedOf = `query Revoked($editionId: ID!) {
  honorees(filter: { editionId: $editionId, status: REVOKED }, first: 1) { nodes { nomination { id } } }
}`;
interface Revoked {
  readonly honorees: { readonly nodes: readonly { readonly nomination: { readonly id: string } }[] };
}

/** The nomination of the one honoree of an edition whose honor was revoked. */
export const revokedNomination = async (api: Api, member: Member, editionId: string): Promise<string> => {
  const [revoked] = (await api.ask<Revoked>(member, revokedOf, { editionId })).honorees.nodes;
  if (!revoked) throw new Error('Nobody’s honor was revoked.');
  return revoked.nomination.id;
};

const traceOf = `query Trace($id: ID!) {
  decisionTrace(nominationId: $id) {
    outcome { code }
    questions { kind answer conclusion { code } entries { event { id type } says } }
  }
}`;
export interface Trace {
  readonly outcome: { readonly code: string };
  readonly questions: readonly {
    readonly kind: string;
    readonly answer: string;
    readonly conclusion: { readonly code: string };
    readonly entries: readonly { readonly event: { readonly id: string; readonly type: string } }[];
  }[];
}

export const decisionTrace = async (api: Api, member: Member, id: string): Promise<Trace> =>
  (await api.ask<{ readonly decisionTrace: Trace }>(member, traceOf, { id })).decisionTrace;

const readsOf = 'query Reads($id: ID!) { nomination(id: $id) { accessHistory { nodes { role purpose } } } }';
interface Reads {
  readonly nomination: {
    readonly accessHistory: { readonly nodes: readonly { readonly role: string; readonly purpose: string }[] };
  };
}

/** Who read the personal data of a nomination to watch over others, and what for: `role: purpose`. */
export const readsOnRecord = async (api: Api, member: Member, id: string): Promise<readonly string[]> => {
  const { nomination } = await api.ask<Reads>(member, readsOf, { id });
  return nomination.accessHistory.nodes.map(({ role, purpose }) => `${role}: ${purpose}`);
};
