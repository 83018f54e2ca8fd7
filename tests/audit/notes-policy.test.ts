import { describe, expect, it } from 'vitest';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { cosign } from '../../src/audit/note/cosignature.ts';
import { parseNote, signatureLine } from '../../src/audit/note/note.ts';
import { parsePolicy } from '../../src/audit/note/parse-policy.ts';
import { isMet } from '../../src/audit/note/policy.ts';
import { generateSignerKey, parseSignerKey, type SignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, signatureTypes, verifierKey } from '../../src/audit/note/verifier-key.ts';
import { verifyCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { reasonOf } from './reason.ts';

const ORIGIN = 'example.org/log';
const log = parseSignerKey(generateSignerKey(ORIGIN, signatureTypes.ED25519));
const witness = (name: string) => parseSignerKey(generateSignerKey(name, signatureTypes.COSIGNATURE_V1));
const names = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'] as const;
const keys = Object.fromEntries(names.map((name) => [name, witness(`example.org/${name}`)])) as Record<
  (typeof names)[number],
  SignerKey
>;
const vkey = ({ verifier }: SignerKey) => formatVerifierKey(verifier);
const logLine = `log ${vkey(log)}\n`;
const witnessLines = names.map((name) => `witness ${name} ${vkey(keys[name])}\n`).join('');
const policyOf = (rest: string) => parsePolicy(logLine + witnessLines + rest);

/** A checkpoint of the log, cosigned by some witnesses. */
const cosignedBy = (...by: readonly SignerKey[]) => {
  const note = checkpointSigner(ORIGIN, [log]).sign({ size: 5, root: Buffer.alloc(32, 5) });
  const { text } = parseNote(note);
  return note + by.map((key, index) => signatureLine(cosign(key, text, 1_700_000_000 + index))).join('');
};

describe('A policy', () => {
  const twoLevels = `group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

  it.each([
    ['none', 'quorum none\n', '', true],
    ['one witness', 'quorum X1\n', 'X1', true],
    ['one witness', 'quorum X1\n', 'X2 X3 Y1', false],
    ['any', 'group g any X1 X2\nquorum g\n', 'X2', true],
    ['any', 'group g any X1 X2\nquorum g\n', 'Y1', false],
    ['all', 'group g all X1 X2\nquorum g\n', 'X1 X2', true],
    ['all', 'group g all X1 X2\nquorum g\n', 'X1', false],
    ['2 of 3', 'group g 2 X1 X2 X3\nquorum g\n', 'X1 X3', true],
    ['2 of 3', 'group g 2 X1 X2 X3\nquorum g\n', 'X3', false],
    ['the example of the specification', twoLevels, 'X1 X2 Y3', true],
    ['the example of the specification', twoLevels, 'X1 X2 X3', false],
    ['the example of the specification', twoLevels, 'X1 Y1 Y2 Y3', false],
  ] as const)('of %s: %j is met by %j: %s', (_, rest, by, met) => {
    const policy = policyOf(rest);
    const cosigned = by.split(' ').filter((name) => name !== '');
    expect(isMet(policy.quorum, new Set(policy.witnesses.filter(({ name }) => cosigned.includes(name))))).toBe(met);
    const note = cosignedBy(...cosigned.map((name) => keys[name as keyof typeof keys]));
    expect(reasonOf(() => verifyCheckpoint(note, policy))).toBe(met ? 'accepted' : 'QUORUM_NOT_MET');
  });

  it('counts a witness once, however often it cosigned, and nobody it does not name', () => {
    const policy = policyOf('group g 2 X1 X2 X3\nquorum g\n');
    const twice = cosignedBy(keys.X1, keys.X1, witness('example.org/X2'));
    expect(reasonOf(() => verifyCheckpoint(twice, policy))).toBe('QUORUM_NOT_MET');
    expect(verifyCheckpoint(cosignedBy(keys.X3, keys.X1), policy).cosigned).toEqual([
      { witness: policy.witnesses[0], time: 1_700_000_001n },
      { witness: policy.witnesses[2], time: 1_700_000_000n },
    ]);
  });

  it('accepts no checkpoint of another log, and none with a bad signature of a witness it names', () => {
    const policy = policyOf('quorum none\n');
    const bad = cosignedBy(keys.X1).replace(/(.{8})==\n$/, (end) =>
      end.startsWith('A') ? `B${end.slice(1)}` : `A${end.slice(1)}`,
    );
    expect(bad).not.toBe(cosignedBy(keys.X1));
    expect(reasonOf(() => verifyCheckpoint(bad, policy))).toBe('SIGNATURE_INVALID');
    expect(reasonOf(() => verifyCheckpoint(cosignedBy(), policy, 'example.org/other'))).toBe('ORIGIN_MISMATCH');
    expect(reasonOf(() => verifyCheckpoint(cosignedBy(), parsePolicy('quorum none\n')))).toBe('ORIGIN_MISMATCH');
    const stranger = parseSignerKey(generateSignerKey(ORIGIN, signatureTypes.ED25519));
    const strangers = checkpointSigner(ORIGIN, [stranger]).sign({ size: 5, root: Buffer.alloc(32, 5) });
    expect(reasonOf(() => verifyCheckpoint(strangers, policy))).toBe('KEY_UNKNOWN');
  });

  it('is read with blanks, tabs, comments, addresses, and names beyond ASCII', () => {
    const { logs, witnesses, quorum } = parsePolicy(
      `# whom we trust\n\n \t log\t${vkey(log)}  https://example.org/log \n  # more\nwitness 见证 ${vkey(keys.X1)} http://127.0.0.1:4100\nwitness none-of-it ${vkey(keys.X2)}\nquorum 见证\n`,
    );
    expect(logs).toEqual([{ key: log.verifier, url: 'https://example.org/log' }]);
    expect(witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['见证', 'http://127.0.0.1:4100'],
      ['none-of-it', undefined],
    ]);
    expect(quorum).toEqual({ kind: 'WITNESS', witness: witnesses[0] });
  });

  it('takes names as octets: K is not the Kelvin sign', () => {
    const text = `witness K ${vkey(keys.X1)}\nwitness \u212a ${vkey(keys.X2)}\nquorum K\n`;
    const { quorum, witnesses } = parsePolicy(text);
    expect(quorum).toEqual({ kind: 'WITNESS', witness: witnesses[0] });
    const notUtf8 = Buffer.from(`witness \xff ${vkey(keys.X1)}\nquorum \xff\n`, 'latin1');
    expect(parsePolicy(notUtf8).witnesses).toHaveLength(1);
  });

  const renamed = formatVerifierKey(verifierKey('other', signatureTypes.COSIGNATURE_V1, keys.X1.verifier.publicKey));
  it.each([
    ['no quorum', ''],
    ['two quorums', 'quorum none\nquorum none\n'],
    ['a quorum of nobody', 'quorum\n'],
    ['a quorum of two names', 'quorum X1 X2\n'],
    ['a quorum that is defined after it', 'quorum g\ngroup g any X1\n'],
    ['a group that is defined after it', 'group g any h\ngroup h any X1\nquorum g\n'],
    ['a group of itself', 'group g any g\nquorum g\n'],
    ['a group without members', 'group g any\nquorum g\n'],
    ['a group of none', 'group g any none\nquorum g\n'],
    ['a group called none', 'group none any X1\nquorum none\n'],
    ['a group called as a witness', 'group X1 any X2\nquorum none\n'],
    ['a member twice in a group', 'group g any X1 X1\nquorum g\n'],
    ['a member in two groups', 'group g any X1\ngroup h any X1\nquorum g\n'],
    ['a threshold of zero', 'group g 0 X1\nquorum g\n'],
    ['a threshold beyond the members', 'group g 3 X1 X2\nquorum g\n'],
    ['a threshold in hexadecimal', 'group g 0x1 X1\nquorum g\n'],
    ['a threshold that is a fraction', 'group g 1.5 X1 X2\nquorum g\n'],
    ['the same public key under another name', `witness Z ${renamed}\nquorum none\n`],
    ['the same log twice', `${logLine}quorum none\n`],
    ['a key of a log as a witness', `witness Z ${vkey(log)}\nquorum none\n`],
    ['a key of a witness as a log', `log ${vkey(witness('example.org/Z'))}\nquorum none\n`],
    ['a word of another language', 'threshold 1\nquorum none\n'],
    ['a carriage return', 'quorum none\r\n'],
    ['another control character', '# \u007f\nquorum none\n'],
    ['no newline at its end', 'quorum none'],
    ['a blank that is not ASCII', 'quorum\u00a0none\n'],
  ])('is none with %s', (_, rest) => {
    expect(reasonOf(() => policyOf(rest))).toBe('POLICY_MALFORMED');
  });

  it('says which line does not hold', () => {
    expect(() => parsePolicy(`${logLine}# fine\ngroup g any nobody\n`)).toThrow(/^Line 3: "nobody" is no witness/);
    expect(() => parsePolicy('quorum none\n\r\n')).toThrow(/^Line 2: /);
  });

  it('has room for a hundred witnesses and groups', () => {
    const many = Array.from({ length: 100 }, (_, index) => index);
    const lines = many.map(
      (index) => `witness w${index} ${vkey(witness(`example.org/${index}`))}\ngroup g${index} any w${index}\n`,
    );
    const { quorum } = parsePolicy(
      `${lines.join('')}group all 51 ${many.map((index) => `g${index}`).join(' ')}\nquorum all\n`,
    );
    expect(quorum).toMatchObject({ kind: 'GROUP', threshold: 51 });
  });
});
