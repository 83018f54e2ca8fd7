import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type BundleReport, UnusableBundle } from '../../src/audit/bundle/report.ts';
import { verifyBundle } from '../../src/audit/bundle/verify-bundle.ts';
import { trustRoots } from '../../src/cli/audit/trust.ts';

/** What a verifier says of a bundle. */
export type Judgment = BundleReport | { readonly verdict: 'UNUSABLE'; readonly reason: string };

export interface Trust {
  readonly keys: readonly string[];
  /** Text of a policy. */
  readonly policy?: string;
}

const script = 'tests/verifier/verify_bundle.py';

const hasCryptography = (command: string): boolean =>
  spawnSync(command, ['-c', 'import cryptography'], { stdio: 'ignore' }).status === 0;

/** The first Python that has what the verifier needs; another one may stand before Debian's. */
const found = ['python3', '/usr/bin/python3'].find(hasCryptography);

/** @throws {Error} that says what to install */
export const python = (): string => {
  if (found !== undefined) return found;
  throw new Error('The second verifier needs python3 and its package cryptography (Debian: python3-cryptography).');
};

/** The judgment of both verifiers, which have to agree to the last event and exit status. */
export const judgedByBoth = (bundle: string, { keys, policy }: Trust): Judgment => {
  const policyFile = policy === undefined ? undefined : join(bundle, '..', 'policy-of-the-verifier.txt');
  if (policyFile !== undefined) writeFileSync(policyFile, policy ?? '');
  const first = judge(bundle, keys, policyFile);
  const options = [...keys.flatMap((key) => ['--key', key]), ...(policyFile ? ['--policy', policyFile] : [])];
  const { stdout, stderr, status } = spawnSync(python(), [script, bundle, '--json', ...options], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (stdout === '') throw new Error(`The second verifier ended with status ${status}:\n${stderr}`);
  expect(comparable(JSON.parse(stdout))).toEqual(comparable(first));
  expect(status).toBe({ VALID: 0, INVALID: 1, UNUSABLE: 2 }[first.verdict]);
  return first;
};

/** What the second verifier says to people. */
export const saidBySecond = (bundle: string, options: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(python(), [script, bundle, ...options], { encoding: 'utf8' });
  return { stdout, stderr, status };
};

const judge = (bundle: string, keys: readonly string[], policyFile: string | undefined): Judgment => {
  try {
    return verifyBundle(bundle, trustRoots(keys, policyFile));
  } catch (error) {
    if (error instanceof UnusableBundle) return { verdict: 'UNUSABLE', reason: error.reason };
    throw error;
  }
};

/** In which order problems are named is of no consequence. */
const comparable = (judgment: Judgment): unknown =>
  judgment.verdict === 'UNUSABLE'
    ? judgment
    : { ...judgment, problems: judgment.problems.map(({ code, where }) => `${code} ${where}`).sort() };
