import { describe, expect, it } from 'vitest';
import { formatAddCheckpoint, parseAddCheckpoint } from '../../src/audit/witness/add-checkpoint.ts';
import { decide } from '../../src/audit/witness/decide.ts';
import { reasonOf } from './reason.ts';
import { smallTree } from './small-tree.ts';
import { aLog, newLogKey, ORIGIN } from './witness-parts.ts';

const log = aLog();
/** The same log with another history from its sixth entry on. */
const fork = aLog(log.key, smallTree('other', 5));
const logs = new Map([[ORIGIN, [log.key.verifier]]]);

/** What a witness decides that remembers a size of the log; undefined for one that never cosigned it. */
const decided = (request: string, remembered?: number) => {
  const last = remembered === undefined ? undefined : { size: remembered, root: log.tree.root(remembered) };
  const decision = decide(parseAddCheckpoint(request), { logs, lastOf: () => last });
  if (decision.status === 200) return [200, decision.checkpoint.size];
  return decision.status === 409 ? [409, decision.size] : [decision.status, decision.reason];
};

const otherProof = (old: number, size: number, proof: readonly Buffer[]) =>
  formatAddCheckpoint({ old, proof, checkpoint: log.checkpoint(size) });

describe('A witness cosigns', () => {
  it.each([
    ['the first head it sees', undefined, 0, 1],
    ['a first head of any size', undefined, 0, 1_000],
    ['an empty tree', undefined, 0, 0],
    ['the first entries after an empty tree', 0, 0, 7],
    ['the same head again', 7, 7, 7],
    ['an empty tree again', 0, 0, 0],
  ])('%s', (_, remembered, old, size) => {
    expect(decided(log.request(old, size), remembered)).toEqual([200, size]);
  });

  it('every larger head that follows from the last', () => {
    for (let old = 1; old < 20; old++) {
      for (let size = old; size < 20; size++) expect(decided(log.request(old, size), old)).toEqual([200, size]);
    }
  });
});

describe('A witness refuses', () => {
  const strange = aLog(newLogKey(), log.tree);
  const elsewhere = aLog(newLogKey('example.org/other'), log.tree);
  const emptyRoot = formatAddCheckpoint({
    old: 0,
    proof: [],
    checkpoint: aLog(log.key, { ...log.tree, root: () => log.tree.root(1) }).checkpoint(0),
  });
  const badSignature = log
    .request(5, 9)
    .replace(/\n(— \S+ \S{20})(.)/, (_, head, digit) => `\n${head}${digit === 'A' ? 'B' : 'A'}`);

  it.each([
    ['an unknown log', elsewhere.request(0, 3), undefined, [404, 'ORIGIN_MISMATCH']],
    ['a log that did not sign', strange.request(5, 9), 5, [403, 'KEY_UNKNOWN']],
    ['a signature that does not verify', badSignature, 5, [403, 'SIGNATURE_INVALID']],
    ['a checkpoint that is none', log.request(5, 9).replace('\n9\n', '\n09\n'), 5, [400, 'CHECKPOINT_MALFORMED']],
    ['a note that is none', log.request(5, 9).slice(0, -1), 5, [400, 'NOTE_MALFORMED']],
    ['an old size beyond the checkpoint', log.request(9, 5), 9, [400, 'OLD_SIZE_TOO_LARGE']],
    ['an old size that it does not remember', log.request(4, 9), 5, [409, 5]],
    ['an old size where it remembers nothing', log.request(4, 9), undefined, [409, 0]],
    ['whoever asks from zero for what it remembers', log.request(0, 9), 5, [409, 5]],
    ['to go back', log.request(4, 4), 5, [409, 5]],
    ['to go back, said from zero', log.request(0, 4), 5, [409, 5]],
    ['an empty tree that is not empty', emptyRoot, undefined, [422, 'ROOT_CONFLICT']],
    ['another root at the same size', fork.request(7, 7), 7, [422, 'ROOT_CONFLICT']],
    ['a fork', fork.request(7, 12), 7, [422, 'PROOF_INVALID']],
    ['no proof', otherProof(5, 9, []), 5, [422, 'PROOF_INVALID']],
    ['a proof from zero', otherProof(0, 9, log.tree.consistency(5, 9)), undefined, [422, 'PROOF_INVALID']],
    ['a proof to the same size', otherProof(5, 5, log.tree.consistency(4, 5)), 5, [422, 'PROOF_INVALID']],
    ['a proof of other sizes', otherProof(5, 9, log.tree.consistency(4, 9)), 5, [422, 'PROOF_INVALID']],
    [
      'a proof with a hash more',
      otherProof(5, 9, [...log.tree.consistency(5, 9), Buffer.alloc(32)]),
      5,
      [422, 'PROOF_INVALID'],
    ],
    ['a proof with a hash less', otherProof(5, 9, log.tree.consistency(5, 9).slice(1)), 5, [422, 'PROOF_INVALID']],
  ] as const)('%s', (_, request, remembered, expected) => {
    expect(decided(request, remembered)).toEqual(expected);
  });

  it('a fork from any size to any other', () => {
    for (let old = 6; old < 16; old++) {
      for (let size = old; size < 16; size++) {
        expect(decided(fork.request(old, size), old)[0]).toBe(422);
      }
    }
  });
});

describe('A request', () => {
  it('is the one of the specification, read and written again', () => {
    const proof = [
      'PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=',
      'jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=',
      '5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=',
      '/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=',
    ];
    const text = `old 20852014\n${proof.join('\n')}\n\nexample.com/behind-the-sofa\n…`;
    const request = parseAddCheckpoint(text);
    expect(request).toMatchObject({ old: 20_852_014, checkpoint: 'example.com/behind-the-sofa\n…' });
    expect(request.proof.map((hash) => hash.toString('base64'))).toEqual(proof);
    expect(formatAddCheckpoint(request)).toBe(text);
  });

  const [line] = log.tree.consistency(5, 9).map((hash) => `${hash.toString('base64')}\n`);
  it.each([
    ['nothing in it', ''],
    ['no empty line', 'old 0\n'],
    ['no old size', `${line}\n${log.checkpoint(1)}`],
    ['an old size with a leading zero', log.request(0, 1).replace('old 0', 'old 00')],
    ['a negative old size', log.request(0, 1).replace('old 0', 'old -1')],
    ['two spaces', log.request(0, 1).replace('old 0', 'old  0')],
    ['another word', log.request(0, 1).replace('old 0', 'Old 0')],
    ['a carriage return', log.request(0, 1).replace('old 0', 'old 0\r')],
    ['a line of proof that is no hash', log.request(0, 1).replace('old 0\n', 'old 0\nAAAA\n')],
    ['sixty-four lines of proof', log.request(0, 1).replace('old 0\n', `old 0\n${line?.repeat(64)}`)],
  ])('is refused with %s', (_, text) => {
    expect(reasonOf(() => parseAddCheckpoint(text))).toBe('NOTE_MALFORMED');
  });

  it('has room for sixty-three lines of proof', () => {
    expect(parseAddCheckpoint(`old 5\n${line?.repeat(63)}\n${log.checkpoint(9)}`).proof).toHaveLength(63);
  });

  it('is refused if it is not UTF-8', () => {
    expect(reasonOf(() => parseAddCheckpoint(Buffer.concat([Buffer.from(log.request(0, 1)), Buffer.of(0xc0)])))).toBe(
      'NOTE_MALFORMED',
    );
  });
});
