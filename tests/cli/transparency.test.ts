import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { parseNote } from '../../src/audit/note/note.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, parseVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { BadEnvironment, readEnvironment } from '../../src/cli/environment.ts';
import { transparencySettings } from '../../src/cli/transparency.ts';
import { laurel } from '../support/command-line.ts';

const directory = mkdtempSync(join(tmpdir(), 'laurel-policy-'));
afterAll(() => rmSync(directory, { recursive: true }));

const ORIGIN = 'example.org/log';
const [present, former] = [0, 1].map(() => generateSignerKey(ORIGIN, signatureTypes.ED25519)) as [string, string];
const witness = generateSignerKey('example.org/w1', signatureTypes.COSIGNATURE_V1);
const vkeyOf = (skey: string) => formatVerifierKey(parseSignerKey(skey).verifier);
const settings = (variables: Record<string, string>) => transparencySettings(readEnvironment(variables));
const signed = { LAUREL_LOG_ORIGIN: ORIGIN, LAUREL_LOG_SIGNING_KEY: present };

let files = 0;
const policyFile = (text: string | Buffer) => {
  const path = join(directory, `policy-${files++}`);
  writeFileSync(path, text);
  return path;
};

describe('The settings of the transparency log', () => {
  it('sign nothing where there is no key', () => {
    expect(settings({})).toEqual({});
    expect(settings({ LAUREL_LOG_ORIGIN: ORIGIN })).toEqual({});
  });

  it('sign with every key, the first being the present one', () => {
    const { signer } = settings({ ...signed, LAUREL_LOG_SIGNING_KEY: ` ${present}\n${former} ` });
    const note = parseNote(signer?.sign({ size: 1, root: Buffer.alloc(32) }) ?? '');
    expect(signer?.origin).toBe(ORIGIN);
    expect(note.signatures.map(({ keyId }) => keyId)).toEqual([present, former].map((skey) => skey.split('+')[3]));
  });

  it('take a policy that names this log, or none', () => {
    const line = `witness w1 ${vkeyOf(witness)} http://127.0.0.1:4100/\nquorum w1\n`;
    for (const logs of ['', `log ${vkeyOf(former)}\nlog ${vkeyOf(present)}\n`]) {
      const { policy } = settings({ ...signed, LAUREL_WITNESS_POLICY: policyFile(logs + line) });
      expect(policy?.witnesses).toMatchObject([{ name: 'w1', url: 'http://127.0.0.1:4100/' }]);
    }
  });

  const secret = present.split('+').slice(4).join('+');
  it.each([
    ['no origin', { LAUREL_LOG_SIGNING_KEY: present }, 'LAUREL_LOG_ORIGIN is not set'],
    ['an origin that is none', { LAUREL_LOG_ORIGIN: 'a log' }, 'LAUREL_LOG_ORIGIN: expected a name'],
    [
      'the key of another log',
      { ...signed, LAUREL_LOG_ORIGIN: 'x' },
      `LAUREL_LOG_ORIGIN is x, but a key in LAUREL_LOG_SIGNING_KEY is named ${ORIGIN}`,
    ],
    ['a key twice', { ...signed, LAUREL_LOG_SIGNING_KEY: `${present} ${present}` }, 'is there twice'],
    ['the key of a witness', { ...signed, LAUREL_LOG_SIGNING_KEY: witness }, 'a signer key of the log (type 01)'],
    ['a verifier key', { ...signed, LAUREL_LOG_SIGNING_KEY: vkeyOf(present) }, 'expected PRIVATE+KEY+<name>'],
    ['a part of a key', { ...signed, LAUREL_LOG_SIGNING_KEY: present.slice(12) }, 'expected PRIVATE+KEY+<name>'],
    [
      'parts of a key in disorder',
      { LAUREL_LOG_ORIGIN: ORIGIN, LAUREL_LOG_SIGNING_KEY: `PRIVATE+KEY+${secret}` },
      'expected PRIVATE+KEY+<name>',
    ],
  ])('are refused with %s, and never show a secret', (_, variables, said) => {
    const read = () => settings(variables as Record<string, string>);
    expect(read).toThrow(BadEnvironment);
    expect(read).toThrow(said);
    expect(read).not.toThrow(secret.slice(0, 12));
  });

  it.each([
    ['is not there', () => join(directory, 'none'), 'cannot be read (ENOENT)'],
    ['does not hold', () => policyFile('quorum w1\n'), 'Line 1: "w1" is no witness'],
    ['is not of this log', () => policyFile(`log ${vkeyOf(former)}\nquorum none\n`), 'no key of this one'],
    [
      'has an address that cannot be asked',
      () => policyFile(`witness w1 ${vkeyOf(witness)} ftp://example.org\nquorum w1\n`),
      'the witness w1',
    ],
  ])('are refused with a policy that %s', (_, file, said) => {
    const read = () => settings({ ...signed, LAUREL_WITNESS_POLICY: file() });
    expect(read).toThrow(BadEnvironment);
    expect(read).toThrow(said);
  });
});

describe('laurel log key', () => {
  it('prints what outsiders need of the keys that laurel keys made', async () => {
    const { stdout, stderr } = await laurel(['keys', '--log-origin', ORIGIN]);
    const variables = parseEnv(stdout) as Record<string, string>;
    const told = stderr.trim().split(' ').at(-1) ?? '';
    expect(parseVerifierKey(told)).toMatchObject({ name: ORIGIN, type: signatureTypes.ED25519 });
    expect(await laurel(['log', 'key'], variables)).toEqual({ status: 0, stdout: `${told}\n`, stderr: '' });
  });

  it('says how to make one where there is none', async () => {
    const { status, stderr } = await laurel(['log', 'key'], { LAUREL_LOG_SIGNING_KEY: '' });
    expect([status, stderr.trim()]).toEqual([1, expect.stringContaining('LAUREL_LOG_SIGNING_KEY is not set')]);
  });
});
