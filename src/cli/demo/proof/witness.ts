import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { parsePolicy } from '../../../audit/note/parse-policy.ts';
import type { Policy } from '../../../audit/note/policy.ts';
import { openHeadStore } from '../../../audit/witness/head-store.ts';
import { startWitnessServer } from '../../../audit/witness/server.ts';
import { createWitness } from '../../../audit/witness/witness.ts';
import { logKey, logOrigin, policyText, witnessKey } from './signing.ts';

export interface DemoWitness {
  readonly policy: Policy;
  /** Where the policy is written down. */
  readonly policyFile: string;
  close(): Promise<void>;
}

interface WitnessOptions {
  readonly directory: string;
  readonly seed: number;
  readonly clock: { now(): number };
}

/** A witness of its own for the demo, which in real life another organization runs; and the policy that asks for it. */
export const startDemoWitness = async ({ directory, seed, clock }: WitnessOptions): Promise<DemoWitness> => {
  const heads = openHeadStore(join(directory, 'witness'));
  const logs = new Map([[logOrigin, [logKey(seed).verifier]]]);
  const witness = createWitness({ key: witnessKey(seed), logs, heads, now: () => clock.now() });
  const running = await startWitnessServer({ witness, logger: pino({ level: 'silent' }), port: 0 });
  const text = policyText(seed, running.url);
  const policyFile = join(directory, 'witness-policy');
  await writeFile(policyFile, text);
  return {
    policy: parsePolicy(text),
    policyFile,
    async close() {
      await running.close();
      heads.close();
    },
  };
};
