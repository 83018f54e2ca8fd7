import { describe, expect, it } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from '../../src/audit/note/checkpoint.ts';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { cosign } from '../../src/audit/note/cosignature.ts';
import { formatNote, parseNote } from '../../src/audit/note/note.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { parseVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { openNote, signText } from '../../src/audit/note/verify-note.ts';
import { arche, behindTheSofa, cosignedInTheWild, witnessesInTheWild } from './note-vectors.ts';
import { reasonOf } from './reason.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const logKey = (origin = 'example.org/log') => parseSignerKey(generateSignerKey(origin, signatureTypes.ED25519));
const witnessKey = (name = 'example.org/w1') => parseSignerKey(generateSignerKey(name, signatureTypes.COSIGNATURE_V1));

describe('A checkpoint', () => {
  it('is that of the specification, read and written again', () => {
    const { text } = parseNote(behindTheSofa);
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163, extensions: [] });
    expect(checkpoint.root.toString('base64')).toBe(ROOT);
    expect(formatCheckpoint(checkpoint)).toBe(text);
  });

  it('may have extension lines, and an origin that is no URL', () => {
    expect(parseCheckpoint(`a log of ours+\n0\n${ROOT}\nfirst\nsecond\n`)).toMatchObject({
      origin: 'a log of ours+',
      size: 0,
      extensions: ['first', 'second'],
    });
  });

  it.each([
    ['two lines', 'log\n1\n'],
    ['no origin', `\n1\n${ROOT}\n`],
    ['a leading zero', `log\n01\n${ROOT}\n`],
    ['a sign', `log\n+1\n${ROOT}\n`],
    ['a fraction', `log\n1.0\n${ROOT}\n`],
    ['an exponent', `log\n1e3\n${ROOT}\n`],
    ['other digits', `log\n١\n${ROOT}\n`],
    ['a size beyond what can be counted', `log\n9007199254740993\n${ROOT}\n`],
    ['a space after the size', `log\n1 \n${ROOT}\n`],
    ['a shorter root', `log\n1\n${ROOT.slice(4)}\n`],
    ['a root without padding', `log\n1\n${ROOT.slice(0, -1)}\n`],
    ['an empty extension line', `log\n1\n${ROOT}\n\nmore\n`],
    ['no newline at the end', `log\n1\n${ROOT}`],
  ])('is none with %s', (_, text) => {
    expect(reasonOf(() => parseCheckpoint(text))).toBe('CHECKPOINT_MALFORMED');
  });

  it('is opened for its own log only, and only if that signed it', () => {
    const [ours, other] = [logKey(), logKey()];
    const note = checkpointSigner('example.org/log', [ours]).sign({ size: 3, root: Buffer.alloc(32, 1) });
    const open = (origin: string, logKeys = [ours.verifier], witnessKeys = [other.verifier]) =>
      reasonOf(() => openCheckpoint(note, { origin, logKeys, witnessKeys }));
    expect(open('example.org/log')).toBe('accepted');
    expect(open('example.org/other')).toBe('ORIGIN_MISMATCH');
    expect(open('example.org/log', [other.verifier])).toBe('KEY_UNKNOWN');
    expect(open('example.org/log', [other.verifier], [ours.verifier])).toBe('KEY_UNKNOWN');
  });
});

describe('The signer of a log', () => {
  it('lets a key be replaced: who knows the former one, the next one, or both, accepts what they know', () => {
    const [former, next] = [logKey(), logKey()];
    const head = { size: 9, root: Buffer.alloc(32, 9) };
    const sign = (...keys: (typeof former)[]) => checkpointSigner('example.org/log', keys).sign(head);
    const accepts = (note: string, ...keys: (typeof former)[]) =>
      reasonOf(() =>
        openCheckpoint(note, { origin: 'example.org/log', logKeys: keys.map(({ verifier }) => verifier) }),
      );
    const [before, during, after] = [sign(former), sign(next, former), sign(next)];
    expect([before, during, after].map((note) => accepts(note, former))).toEqual([
      'accepted',
      'accepted',
      'KEY_UNKNOWN',
    ]);
    expect([before, during, after].map((note) => accepts(note, next))).toEqual(['KEY_UNKNOWN', 'accepted', 'accepted']);
    expect([before, during, after].map((note) => accepts(note, former, next))).toEqual(Array(3).fill('accepted'));
    expect(parseNote(during).signatures[0]?.keyId).toBe(next.verifier.id);
  });

  it('takes keys of that log only', () => {
    const key = logKey();
    expect(reasonOf(() => checkpointSigner('example.org/log', []))).toBe('KEY_MALFORMED');
    expect(reasonOf(() => checkpointSigner('example.org/other', [key]))).toBe('KEY_MALFORMED');
    expect(reasonOf(() => checkpointSigner('example.org/log', [key, key]))).toBe('KEY_MALFORMED');
    expect(reasonOf(() => checkpointSigner('example.org/w1', [witnessKey()]))).toBe('KEY_UNSUPPORTED');
  });
});

describe('A cosignature', () => {
  it.each(witnessesInTheWild)('of a public witness verifies: %s', (vkey) => {
    const { verified } = openNote(cosignedInTheWild, [parseVerifierKey(arche), parseVerifierKey(vkey)]);
    expect(verified).toHaveLength(2);
    expect(verified[1]?.time).toBe(1_779_573_024n);
  });

  it.each([
    ['size', '1432088532', '1432088531'],
    ['root', 'U7WM79', 'U7WM78'],
    ['origin', 'arche2025h1.staging.ct.transparency.dev\n1', 'arche2025h2.staging.ct.transparency.dev\n1'],
    ['time', '2net5wAAAABqEiEg', '2net5wAAAABqEiEh'],
    ['signature', 'PlfF3V06', 'PlfF3V07'],
  ])('does not verify with another %s', (_, from, to) => {
    expect(cosignedInTheWild).toContain(from);
    const keys = [parseVerifierKey('remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2')];
    expect(reasonOf(() => openNote(cosignedInTheWild.replace(from, to), keys))).toBe('SIGNATURE_INVALID');
  });

  it('covers extension lines', () => {
    const key = witnessKey();
    const text = `log\n1\n${ROOT}\nextension\n`;
    const note = formatNote({ text, signatures: [cosign(key, text, 1_700_000_000)] });
    expect(openNote(note, [key.verifier]).verified[0]?.time).toBe(1_700_000_000n);
    expect(reasonOf(() => openNote(note.replace('extension', 'Extension'), [key.verifier]))).toBe('SIGNATURE_INVALID');
  });

  it('is no signature of a log, nor the other way round, even under one public key', () => {
    const key = witnessKey();
    const asLog = { ...key, verifier: { ...key.verifier, type: signatureTypes.ED25519 } };
    const text = `log\n1\n${ROOT}\n`;
    const cosigned = formatNote({ text, signatures: [cosign(key, text, 1)] });
    const signed = formatNote({ text, signatures: [signText(asLog, text)] });
    expect(reasonOf(() => openNote(cosigned, [asLog.verifier]))).toBe('SIGNATURE_INVALID');
    expect(reasonOf(() => openNote(signed, [key.verifier]))).toBe('SIGNATURE_INVALID');
    expect(reasonOf(() => signText(key, text))).toBe('KEY_UNSUPPORTED');
    expect(reasonOf(() => cosign(logKey(), text, 1))).toBe('KEY_UNSUPPORTED');
  });
});
