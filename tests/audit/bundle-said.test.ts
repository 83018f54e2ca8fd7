import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../src/audit/bundle/verify-bundle.ts';
import { formatVerifierKey } from '../../src/audit/note/verifier-key.ts';
import { trustRoots } from '../../src/cli/audit/trust.ts';
import { judgedByBoth, saidBySecond } from '../attack/both-verifiers.ts';
import { copyOf } from '../attack/bundle-files.ts';
import { at, type MadeUpLog, madeUpLog } from '../attack/bundle-made-up.ts';
import { laurel } from '../support/command-line.ts';
import { newLogKey, signedBy } from './log-in-tree.ts';

const [former, present] = [newLogKey(), newLogKey()];
const oldKey = formatVerifierKey(former.verifier);
const newKey = formatVerifierKey(present.verifier);
/** Its heads of 2, 4 and 8 entries are signed by the old key, by both, and by the new one. */
let log: MadeUpLog;
let bundle: string;

beforeAll(async () => {
  log = await madeUpLog([1, 2, 3, 4, 5, 6, 7, 8], [2, 4, 8], (size) =>
    signedBy(...(size > 4 ? [present] : size > 2 ? [present, former] : [former])),
  );
  ({ bundle } = await log.stretch({ from: at(1), to: at(8) }));
});
afterAll(() => log.remove());

describe('a log whose signing key was changed', () => {
  it('is verified with the old key and the new one', () => {
    expect(judgedByBoth(bundle, { keys: [newKey, oldKey] })).toMatchObject({ verdict: 'VALID', problems: [] });
  });

  it('is not with the new one alone, and both verifiers say to give the old one too', async () => {
    expect(judgedByBoth(bundle, { keys: [newKey] })).toMatchObject({
      verdict: 'INVALID',
      problems: [{ code: 'KEY_UNKNOWN', where: 'consistency.json#1' }],
      counts: { INVALID: 0 },
    });
    const said = [await laurel(['audit', 'verify', bundle, '--key', newKey]), saidBySecond(bundle, ['--key', newKey])];
    for (const { stdout, status } of said) {
      expect(status).toBe(1);
      expect(stdout.match(/give the old verifier key too.*--key may be repeated/g)).toHaveLength(1);
      expect(stdout).toContain(`from ${at(1)} to ${at(8)}`);
    }
  }, 60_000);
});

describe('what cannot be read is named, with what is wrong with it', () => {
  const said = (of: string, keys: readonly string[], policy?: string): readonly string[] => {
    const options = [...keys.flatMap((key) => ['--key', key]), ...(policy === undefined ? [] : ['--policy', policy])];
    const { stderr, status } = saidBySecond(of, options);
    expect(status).toBe(2);
    try {
      verifyBundle(of, trustRoots(keys, policy));
    } catch (error) {
      return [(error as Error).message, stderr];
    }
    throw new Error('It was read.');
  };

  it.each([
    [
      'that lacks something',
      { counts: { events: 8, openings: 0 } },
      /manifest\.json.*(counts\.chain|counts lacks chain)/,
    ],
    ['that has a number of the wrong kind', { treeSize: -1 }, /manifest\.json.*treeSize/],
    ['about what is no instant', { scope: { kind: 'TIME', from: '2024', to: at(1) } }, /manifest\.json.*scope\.from/],
    ['about a time that ends first', { scope: { kind: 'TIME', from: at(1), to: at(0) } }, /manifest.*from is after to/],
    ['with what it may not have', { keys: [] }, /manifest\.json.*keys/],
  ])('a manifest %s', (_, change, expected) => {
    const copy = copyOf(bundle, `${bundle}-malformed`);
    copy.document('manifest.json', (manifest) => ({ ...manifest, ...change }));
    for (const message of said(copy.directory, [newKey])) expect(message).toMatch(expected);
  });

  it('a manifest that is not canonical', () => {
    const copy = copyOf(bundle, `${bundle}-malformed`);
    copy.write('manifest.json', copy.read('manifest.json').replace(',', ', '));
    for (const message of said(copy.directory, [newKey])) expect(message).toMatch(/manifest\.json.*canonical/);
  });

  it('a key', () => {
    const renamed = newKey.replace(`+${present.verifier.id}+`, '+00000000+');
    for (const message of said(bundle, [renamed])) expect(message).toContain(present.verifier.id);
  });

  it('a line of a policy', () => {
    const policy = join(bundle, '..', 'bad-policy.txt');
    writeFileSync(policy, `log ${newKey}\nquorum nobody\n`);
    for (const message of said(bundle, [], policy)) expect(message).toMatch(/[Ll]ine 2: .*nobody/);
    expect(saidBySecond(bundle, ['--policy', policy]).stderr).toContain(policy);
  });
});
