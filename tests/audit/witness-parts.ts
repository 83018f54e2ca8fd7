import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { parsePolicy } from '../../src/audit/note/parse-policy.ts';
import type { Policy } from '../../src/audit/note/policy.ts';
import { generateSignerKey, parseSignerKey, type SignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { formatAddCheckpoint } from '../../src/audit/witness/add-checkpoint.ts';
import { type HeadStore, openHeadStore } from '../../src/audit/witness/head-store.ts';
import { createWitness, type Witness } from '../../src/audit/witness/witness.ts';
import { type SmallTree, smallTree } from './small-tree.ts';

export const ORIGIN = 'example.org/log';
/** 2023-11-14T22:13:20Z. */
export const NOW = 1_700_000_000_000;
export const newLogKey = (origin = ORIGIN) => parseSignerKey(generateSignerKey(origin, signatureTypes.ED25519));
export const newWitnessKey = (name = 'example.org/w1') =>
  parseSignerKey(generateSignerKey(name, signatureTypes.COSIGNATURE_V1));

/** A log that signs whatever it is told to, a fork too. */
export const aLog = (key: SignerKey = newLogKey(), tree: SmallTree = smallTree()) => ({
  key,
  tree,
  vkey: formatVerifierKey(key.verifier),
  checkpoint: (size: number) => checkpointSigner(key.verifier.name, [key]).sign({ size, root: tree.root(size) }),
  /** The body of a request that goes from one size to another, as an honest log sends it. */
  request(old: number, size: number) {
    const proof = old === 0 || old >= size ? [] : tree.consistency(old, size);
    return formatAddCheckpoint({ old, proof, checkpoint: this.checkpoint(size) });
  },
});
export type ALog = ReturnType<typeof aLog>;

export interface AWitness extends Witness {
  readonly key: SignerKey;
  readonly heads: HeadStore;
}

export const aWitness = (directory: string, log: ALog, key = newWitnessKey()): AWitness => {
  const heads = openHeadStore(directory);
  const logs = new Map([[log.key.verifier.name, [log.key.verifier]]]);
  return { ...createWitness({ key, logs, heads, now: () => NOW }), key, heads };
};

/** Witnesses by their keys and addresses, and how many of them have to have cosigned. */
export const policyOf = (
  log: ALog,
  witnesses: readonly { readonly key: SignerKey; readonly url?: string }[],
  threshold = witnesses.length,
): Policy => {
  const lines = witnesses.map(
    ({ key, url }, index) => `witness w${index + 1} ${formatVerifierKey(key.verifier)} ${url ?? ''}\n`,
  );
  const names = witnesses.map((_, index) => `w${index + 1}`).join(' ');
  return parsePolicy(`log ${log.vkey}\n${lines.join('')}group all ${threshold} ${names}\nquorum all\n`);
};
