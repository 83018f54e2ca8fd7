import { describe, expect, it } from 'vitest';
import { consistencyProof, inclusionProof } from '../../src/audit/merkle/prove.ts';
import { type Verification, verifyConsistency, verifyInclusion } from '../../src/audit/merkle/verify.ts';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { signatureLine } from '../../src/audit/note/note.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { signText } from '../../src/audit/note/verify-note.ts';
import { formatAddCheckpoint, parseAddCheckpoint } from '../../src/audit/witness/add-checkpoint.ts';
import { decide } from '../../src/audit/witness/decide.ts';
import { hashesOf, madeUpLeaves, naiveRoot } from '../audit/naive-tree.ts';
import { reasonOf } from '../audit/reason.ts';
import { smallTree } from '../audit/small-tree.ts';
import { aLog, newLogKey, ORIGIN } from '../audit/witness-parts.ts';
import { type AttackClass, attacks } from './tally.ts';

const classed = <One extends object>(name: AttackClass, list: readonly One[]) =>
  list.map((one) => ({ class: name, ...one }));
const reason = (verification: Verification): string => (verification.valid ? 'VALID' : verification.reason);

const leaves = madeUpLeaves(300);
const hashOf = hashesOf(leaves);
const [index, size] = [77, 300];
const inclusion = {
  index,
  size,
  leafHash: leaves[index] as Buffer,
  root: naiveRoot(leaves),
  proof: inclusionProof(hashOf, index, size),
};
const [from, to] = [200, 300];
const consistency = {
  from,
  to,
  fromRoot: naiveRoot(leaves.slice(0, from)),
  toRoot: naiveRoot(leaves),
  proof: consistencyProof(hashOf, from, to),
};
const swapped = ([first, second, ...rest]: readonly Buffer[]) => [second, first, ...rest] as Buffer[];
const short = ([first, ...rest]: readonly Buffer[]) => [(first as Buffer).subarray(1), ...rest];

describe('a proof that is none', () => {
  it('is told from one that is', () => {
    expect([verifyInclusion(inclusion), verifyConsistency(consistency)]).toEqual([{ valid: true }, { valid: true }]);
  });

  attacks(
    classed('proofs', [
      { name: 'of a leaf beyond the tree', change: { index: 300 }, expected: 'INDEX_OUT_OF_RANGE' },
      { name: 'of a leaf far beyond the tree', change: { index: 300 + 2 ** 40 }, expected: 'INDEX_OUT_OF_RANGE' },
      { name: 'of a negative leaf', change: { index: -1 }, expected: 'INDEX_OUT_OF_RANGE' },
      { name: 'of half a leaf', change: { index: 76.5 }, expected: 'INDEX_OUT_OF_RANGE' },
      { name: 'in an empty tree', change: { index: 0, size: 0, proof: [] }, expected: 'INDEX_OUT_OF_RANGE' },
      { name: 'of the next leaf', change: { index: 78 }, expected: 'ROOT_MISMATCH' },
      { name: 'in a tree of a tenth of the size', change: { index: 7, size: 30 }, expected: 'PROOF_TOO_LONG' },
      { name: 'in a tree of ten times the size', change: { size: 3000 }, expected: 'PROOF_TOO_SHORT' },
      { name: 'cut short', change: { proof: inclusion.proof.slice(1) }, expected: 'PROOF_TOO_SHORT' },
      {
        name: 'with a hash more',
        change: { proof: [...inclusion.proof, Buffer.alloc(32)] },
        expected: 'PROOF_TOO_LONG',
      },
      { name: 'with hashes out of order', change: { proof: swapped(inclusion.proof) }, expected: 'ROOT_MISMATCH' },
      { name: 'with a hash of 31 bytes', change: { proof: short(inclusion.proof) }, expected: 'HASH_MALFORMED' },
      {
        name: 'of a node in place of a leaf',
        change: { leafHash: hashOf(76, 78), proof: inclusion.proof.slice(1) },
        expected: 'PROOF_TOO_SHORT',
      },
    ]),
    ({ change, expected }) => expect(reason(verifyInclusion({ ...inclusion, ...change }))).toBe(expected),
  );

  attacks(
    classed('proofs', [
      { name: 'that a tree grew out of nothing', change: { from: 0, proof: [] }, expected: 'EMPTY_TREE' },
      { name: 'that a tree shrank', change: { from: 300, to: 200 }, expected: 'SIZES_OUT_OF_ORDER' },
      { name: 'that a tree of one size has two roots', change: { from: 300, proof: [] }, expected: 'ROOT_MISMATCH' },
      {
        name: 'that a tree of one size grew',
        change: { from: 300, fromRoot: consistency.toRoot },
        expected: 'PROOF_TOO_LONG',
      },
      { name: 'of growth from another size', change: { from: 201 }, expected: 'PROOF_TOO_SHORT' },
      { name: 'of growth from another root', change: { fromRoot: Buffer.alloc(32) }, expected: 'START_MISMATCH' },
      { name: 'of growth to another root', change: { toRoot: Buffer.alloc(32) }, expected: 'ROOT_MISMATCH' },
      { name: 'of growth, empty', change: { proof: [] }, expected: 'PROOF_TOO_SHORT' },
      {
        name: 'of growth, with a hash more',
        change: { proof: [...consistency.proof, Buffer.alloc(32)] },
        expected: 'PROOF_TOO_LONG',
      },
      {
        name: 'of growth, with a hash of 31 bytes',
        change: { proof: short(consistency.proof) },
        expected: 'HASH_MALFORMED',
      },
    ]),
    ({ change, expected }) => expect(reason(verifyConsistency({ ...consistency, ...change }))).toBe(expected),
  );
});

const log = aLog();
const note = log.checkpoint(7);
const [text = '', line = ''] = note.split('\n\n');
/** Signed to the letter, whatever it says. */
const signed = (said: string, key = log.key): string => `${said}\n${signatureLine(signText(key, said))}`;
const lines = text.split('\n');
const root = lines[2] ?? '';
const known = { origin: ORIGIN, logKeys: [log.key.verifier] };
const other = newLogKey();
const elsewhere = parseSignerKey(generateSignerKey('example.org/elsewhere', signatureTypes.ED25519));

describe('a checkpoint that is none', () => {
  it('is told from one that is, whoever else signed it', () => {
    expect(openCheckpoint(note, known).size).toBe(7);
    expect(openCheckpoint(signed(`${ORIGIN}\n7\n${root}\n`), known).size).toBe(7);
    expect(openCheckpoint(note + signatureLine(signText(elsewhere, `${text}\n`)), known).size).toBe(7);
  });

  attacks(
    [
      ...classed('encoding', [
        {
          name: 'a size with a leading zero, signed',
          note: signed(`${ORIGIN}\n07\n${root}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a size with a sign, signed',
          note: signed(`${ORIGIN}\n+7\n${root}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a size with a blank, signed',
          note: signed(`${ORIGIN}\n7 \n${root}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a size in hexadecimal, signed',
          note: signed(`${ORIGIN}\n0x7\n${root}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a size with an exponent, signed',
          note: signed(`${ORIGIN}\n7e0\n${root}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a size in other digits, signed',
          note: signed(`${ORIGIN}\n７\n${root}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a size beyond what can be counted, signed',
          note: signed(`${ORIGIN}\n9007199254740993\n${root}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a root without padding, signed',
          note: signed(`${ORIGIN}\n7\n${root.replace('=', '')}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'a root of 31 bytes, signed',
          note: signed(`${ORIGIN}\n7\n${Buffer.alloc(31).toString('base64')}\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        {
          name: 'an empty line in the text, signed',
          note: signed(`${ORIGIN}\n7\n${root}\n\nmore\n`),
          expected: 'CHECKPOINT_MALFORMED',
        },
        { name: 'carriage returns', note: note.replaceAll('\n', '\r\n'), expected: 'NOTE_MALFORMED' },
        { name: 'a hyphen for the dash', note: note.replace('\u2014', '-'), expected: 'NOTE_MALFORMED' },
        { name: 'no last line end', note: note.slice(0, -1), expected: 'NOTE_MALFORMED' },
        { name: 'a blank at the end of a signature', note: note.replace(/\n$/, ' \n'), expected: 'NOTE_MALFORMED' },
        { name: 'a byte order mark', note: `\ufeff${note}`, expected: 'ORIGIN_MISMATCH' },
      ]),
      ...classed('signatures', [
        { name: 'no signature', note: `${text}\n\n`, expected: 'NOTE_MALFORMED' },
        {
          name: 'a signature that stands twice, once broken',
          note: note + line.replace(/.{6}\n$/, 'AAAA==\n'),
          expected: 'SIGNATURE_INVALID',
        },
        { name: 'a hundred and one signatures', note: note + line.repeat(100), expected: 'NOTE_MALFORMED' },
        {
          name: 'a signature of another text',
          note: `${text.replace('\n7\n', '\n8\n')}\n\n${line}`,
          expected: 'SIGNATURE_INVALID',
        },
        {
          name: 'a stranger who calls himself like the log',
          note: signed(`${text}\n`, other),
          expected: 'KEY_UNKNOWN',
        },
        {
          name: 'the id of the key, and the signature of a stranger',
          note: `${text}\n\n${signatureLine({ ...signText(other, `${text}\n`), keyId: log.key.verifier.id })}`,
          expected: 'SIGNATURE_INVALID',
        },
        {
          name: 'a line more under the signature that was',
          note: note.replace('\n\n', '\nmore\n\n'),
          expected: 'SIGNATURE_INVALID',
        },
      ]),
      ...classed('heads', [
        {
          name: 'another origin, by the same key',
          note: signed(`example.org/other\n7\n${root}\n`),
          expected: 'ORIGIN_MISMATCH',
        },
        {
          name: 'another log, under its own name',
          note: checkpointSigner(elsewhere.verifier.name, [elsewhere]).sign({ size: 7, root: Buffer.alloc(32) }),
          expected: 'ORIGIN_MISMATCH',
        },
      ]),
    ].map((one) => ({ ...one, name: `a checkpoint with ${one.name}` })),
    (attack) => expect(reasonOf(() => openCheckpoint(attack.note, known))).toBe(attack.expected),
  );
});

const fork = aLog(log.key, smallTree('other', 5));
const proofOf = (old: number, end: number, proof: readonly Buffer[], by = log) =>
  formatAddCheckpoint({ old, proof, checkpoint: by.checkpoint(end) });

describe('a witness that remembers seven entries', () => {
  const decided = (request: string): string => {
    const last = { size: 7, root: log.tree.root(7) };
    const decision = decide(parseAddCheckpoint(request), {
      logs: new Map([[ORIGIN, known.logKeys]]),
      lastOf: () => last,
    });
    return decision.status === 200 ? '200' : `${decision.status} ${decision.reason}`;
  };

  it('cosigns what follows', () => {
    expect([decided(log.request(7, 7)), decided(log.request(7, 12))]).toEqual(['200', '200']);
  });

  attacks(
    classed(
      'heads',
      [
        { name: 'an older head, sent again', request: log.request(5, 7), expected: '409 OLD_SIZE_CONFLICT' },
        { name: 'a smaller head', request: log.request(7, 5), expected: '400 OLD_SIZE_TOO_LARGE' },
        { name: 'a start from nothing', request: log.request(0, 12), expected: '409 OLD_SIZE_CONFLICT' },
        { name: 'an old size that was never cosigned', request: log.request(8, 12), expected: '409 OLD_SIZE_CONFLICT' },
        { name: 'another root of the same size', request: fork.request(7, 7), expected: '422 ROOT_CONFLICT' },
        { name: 'another history, with its own proof', request: fork.request(7, 12), expected: '422 PROOF_INVALID' },
        {
          name: 'another history, with the proof of the true one',
          request: proofOf(7, 12, log.tree.consistency(7, 12), fork),
          expected: '422 PROOF_INVALID',
        },
        { name: 'no proof', request: proofOf(7, 12, []), expected: '422 PROOF_INVALID' },
        {
          name: 'a proof with a hash more',
          request: proofOf(7, 12, [...log.tree.consistency(7, 12), Buffer.alloc(32)]),
          expected: '422 PROOF_INVALID',
        },
        { name: 'a proof of the same size', request: proofOf(7, 7, [Buffer.alloc(32)]), expected: '422 PROOF_INVALID' },
        { name: 'an empty tree', request: log.request(0, 0), expected: '409 OLD_SIZE_CONFLICT' },
        {
          name: 'a stranger who calls himself like the log',
          request: aLog(newLogKey(), log.tree).request(7, 12),
          expected: '403 KEY_UNKNOWN',
        },
        {
          name: 'a log nobody knows',
          request: aLog(elsewhere, log.tree).request(7, 12),
          expected: '404 ORIGIN_MISMATCH',
        },
      ].map((one) => ({ ...one, name: `a witness is sent ${one.name}` })),
    ),
    ({ request, expected }) => expect(decided(request)).toBe(expected),
  );
});
