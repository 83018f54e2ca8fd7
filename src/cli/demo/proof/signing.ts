import { createHash } from 'node:crypto';
import { privateKeyOf, publicKeyOf } from '../../../audit/note/ed25519.ts';
import type { SignerKey } from '../../../audit/note/signer-key.ts';
import {
  formatVerifierKey,
  type SignatureType,
  signatureTypes,
  verifierKey,
} from '../../../audit/note/verifier-key.ts';

export const logOrigin = 'laurel/demo';
const witnessName = 'laurel/demo-witness';

/** 32 bytes of the seed: anybody can work them out, so they keep nothing but a demo's. */
export const demoKey = (seed: number, purpose: string): Buffer =>
  createHash('sha256').update(`laurel demo ${purpose} ${seed}`).digest();

const signerKey = (seed: number, name: string, type: SignatureType): SignerKey => {
  const privateKey = privateKeyOf(demoKey(seed, name));
  return { verifier: verifierKey(name, type, publicKeyOf(privateKey)), privateKey };
};

export const logKey = (seed: number): SignerKey => signerKey(seed, logOrigin, signatureTypes.ED25519);
export const witnessKey = (seed: number): SignerKey => signerKey(seed, witnessName, signatureTypes.COSIGNATURE_V1);

/** The policy of the demo, as text (C2SP tlog-policy): one log, one witness, and that witness has to cosign. */
export const policyText = (seed: number, witnessUrl: string): string => {
  const [log, witness] = [logKey(seed), witnessKey(seed)].map(({ verifier }) => formatVerifierKey(verifier));
  return `log ${log}\nwitness demo-witness ${witness} ${witnessUrl}\nquorum demo-witness\n`;
};
