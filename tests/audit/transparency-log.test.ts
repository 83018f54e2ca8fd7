import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseEntryBundle } from '../../src/audit/merkle/entry-bundle.ts';
import { leafHash } from '../../src/audit/merkle/hashing.ts';
import { verifyConsistency, verifyInclusion } from '../../src/audit/merkle/verify.ts';
import { openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import type { TransparencyLog } from '../../src/audit/tree/transparency-log.ts';
import { NotIntegrated } from '../../src/audit/tree/waiters.ts';
import { leafText } from '../../src/log/leaf.ts';
import { everythingIn } from '../log/facts.ts';
import { type LogInTree, logInTree, newLogKey, ORIGIN, signedBy } from './log-in-tree.ts';
import { naiveRoot } from './naive-tree.ts';

let place: LogInTree;
beforeEach(() => {
  place = logInTree();
});
afterEach(() => place.remove());

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** From the log itself, without the tree. */
const leavesOfLog = async () => (await everythingIn(place.log)).map((event) => leafHash(sha256(leafText(event))));

const headIn = (tree: TransparencyLog) => {
  const { text = '' } = tree.checkpoint() ?? {};
  return openCheckpoint(text, { origin: ORIGIN, logKeys: [place.key.verifier] });
};

describe('the tree follows the log', () => {
  test('from its beginning, and then live, and signs what it comes to', async () => {
    await place.append(300);
    const tree = await place.open();
    expect(headIn(tree)).toMatchObject({ size: 300 });
    const { position } = await place.append(7);
    await tree.integrated(position);
    expect(tree.size()).toBe(307);
    expect(headIn(tree).root.equals(naiveRoot(await leavesOfLog()))).toBe(true);
    expect(tree.isIntegrated(position)).toBe(true);
  });

  test('in order, each event at its index with the digest of its leaf', async () => {
    await place.append(20);
    const tree = await place.open();
    const recorded = await everythingIn(place.log);
    const entries = recorded.map((event, index) => ({
      index,
      eventId: event.id,
      position: event.position,
      digest: sha256(leafText(event)),
    }));
    expect(tree.entriesBetween(0, 20)).toEqual(entries);
    expect(tree.entryOf(entries[7]?.eventId ?? '')).toEqual(entries[7]);
    expect(tree.entryOf('nothing')).toBeUndefined();
    const texts = await tree.leafTexts([entries[9], entries[3], entries[4]].flatMap((entry) => entry ?? []));
    expect([...texts.keys()].sort()).toEqual([9, 3, 4].map((i) => entries[i]?.eventId).sort());
    for (const [id, text] of texts) expect(tree.entryOf(id)?.digest).toEqual(sha256(text));
  });

  test('in big batches at the start, and tells how far it is', async () => {
    for (let i = 0; i < 11; i++) await place.append(1000);
    const told: number[] = [];
    const tree = await place.open({ onProgress: ({ applied, share }) => told.push(applied, share) });
    expect(told).toEqual([5000, 5000 / 11_000, 10_000, 10_000 / 11_000, 11_000, 1]);
    expect(tree.checkpoints().map(({ size }) => size)).toEqual([5000, 10_000, 11_000]);
    expect(headIn(tree).root.equals(naiveRoot(await leavesOfLog()))).toBe(true);
  });

  test('and nothing is signed of an empty log', async () => {
    const tree = await place.open();
    expect([tree.size(), tree.checkpoint(), tree.checkpoints()]).toEqual([0, undefined, []]);
  });
});

describe('proofs', () => {
  test('hold for every entry in every signed head, and between any two heads', async () => {
    const tree = await place.open();
    for (const count of [1, 2, 5, 250, 3, 40]) await tree.integrated((await place.append(count)).position);
    const heads = tree.checkpoints();
    expect(heads.map(({ size }) => size)).toEqual([1, 3, 8, 258, 261, 301]);
    for (const { size, root } of heads) {
      for (const { index, digest } of tree.entriesBetween(0, size)) {
        const proof = tree.inclusionProof(index, size);
        expect(verifyInclusion({ index, size, leafHash: leafHash(digest), root, proof })).toEqual({ valid: true });
      }
      for (const later of heads.filter((head) => head.size >= size)) {
        const proof = tree.consistencyProof(size, later.size);
        const claim = { from: size, to: later.size, fromRoot: root, toRoot: later.root, proof };
        expect(verifyConsistency(claim)).toEqual({ valid: true });
      }
      expect(tree.rootAt(size).equals(root)).toBe(true);
    }
    expect(() => tree.inclusionProof(0, 302)).toThrow(RangeError);
    expect(() => tree.consistencyProof(1, 302)).toThrow(RangeError);
    expect(() => tree.rootAt(302)).toThrow(RangeError);
  });
});

describe('tiles and bundles', () => {
  test('are as wide as asked for, up to what there is', async () => {
    await place.append(300);
    const tree = await place.open();
    const whole = tree.tile(0, 0, 256);
    expect(whole).toHaveLength(8192);
    expect(tree.tile(0, 0, 3)).toEqual(whole?.subarray(0, 96));
    expect(tree.tile(0, 1, 44)).toHaveLength(44 * 32);
    expect(tree.tile(1, 0, 1)).toHaveLength(32);
    for (const [level, index, width] of [
      [0, 1, 45],
      [0, 1, 256],
      [0, 2, 1],
      [1, 0, 2],
      [1, 1, 1],
      [2, 0, 1],
      [0, 0, 0],
    ] as const) {
      expect(tree.tile(level, index, width)).toBeUndefined();
    }
    const bundle = parseEntryBundle(tree.entryTile(1, 44) ?? Buffer.alloc(0));
    expect(bundle).toEqual(tree.entriesBetween(256, 300).map(({ digest }) => digest));
    expect(tree.entryTile(1, 45)).toBeUndefined();
  });
});

describe('heads', () => {
  test('are signed once for each batch, told to whoever listens, and outlive the process', async () => {
    const tree = await place.open();
    const told: number[] = [];
    tree.onSigned(({ size }) => told.push(size));
    for (const count of [2, 3]) await tree.integrated((await place.append(count)).position);
    expect(told).toEqual([2, 5]);
    const before = tree.checkpoints();
    await tree.close();
    const again = await place.open();
    expect(again.checkpoints()).toEqual(before);
  });

  test('carry the cosignatures that came later', async () => {
    await place.append(3);
    const tree = await place.open();
    const before = tree.checkpoint()?.text;
    const line = '— example.org/witness AAAAAAAAAA==\n';
    tree.addCosignature(3, line);
    tree.addCosignature(3, line.trimEnd());
    expect(tree.checkpoint()).toMatchObject({ note: before, text: `${before}${line}`, cosignatures: [line] });
    await tree.close();
    expect((await place.open()).checkpoint()?.text).toBe(`${before}${line}`);
  });

  test('are not signed without a signer, and are by one who comes later', async () => {
    const { position } = await place.append(3);
    const replica = await place.open({ signer: undefined });
    expect([replica.origin, replica.size(), replica.checkpoint()]).toEqual(['', 3, undefined]);
    expect(replica.isIntegrated(position)).toBe(false);
    await expect(replica.integrated(position, { timeoutMs: 1 })).rejects.toBeInstanceOf(NotIntegrated);
    const signing = await place.open();
    expect(headIn(signing).size).toBe(3);
    expect(replica.isIntegrated(position)).toBe(true);
  });

  test('are signed by a new key beside the old one first, then by the new one alone', async () => {
    const next = newLogKey();
    await place.append(3);
    await (await place.open()).close();
    const both = await place.open({ signer: signedBy(next, place.key) });
    const newest = both.checkpoint()?.text ?? '';
    expect(openCheckpoint(newest, { origin: ORIGIN, logKeys: [next.verifier] }).size).toBe(3);
    expect(headIn(both).size).toBe(3);
    await both.close();
    const alone = await place.open({ signer: signedBy(next) });
    expect(alone.fault()).toBeUndefined();
    await alone.integrated((await place.append(1)).position);
    const { text = '' } = alone.checkpoint() ?? {};
    expect(openCheckpoint(text, { origin: ORIGIN, logKeys: [next.verifier] }).size).toBe(4);
  });
});

describe('two processes on one directory', () => {
  test('integrate every event once, and sign one history', async () => {
    const trees = [await place.open(), await place.open()];
    for (let i = 0; i < 30; i++) {
      const { position } = await place.append(1 + (i % 3));
      for (const tree of trees) await tree.integrated(position);
    }
    const [one, other] = trees;
    expect(one?.size()).toBe(60);
    expect(one?.checkpoints()).toEqual(other?.checkpoints());
    expect(trees.map((tree) => tree.fault())).toEqual([undefined, undefined]);
    expect(one?.rootAt(60).equals(naiveRoot(await leavesOfLog()))).toBe(true);
  });
});

test('a tree that is lost is built anew from the log, to the same root', async () => {
  await place.append(300);
  const tree = await place.open();
  const before = tree.checkpoint();
  await tree.close();
  const elsewhere = logInTree(place.log);
  const rebuilt = await elsewhere.open();
  expect(rebuilt.checkpoint()?.root.equals(before?.root ?? Buffer.alloc(0))).toBe(true);
  await elsewhere.remove();
});

test('a wait ends when the log is closed', async () => {
  const tree = await place.open({ signer: undefined });
  const { position } = await place.append(1);
  const waiting = tree.integrated(position, { timeoutMs: 60_000 });
  const refused = expect(waiting).rejects.toBeInstanceOf(NotIntegrated);
  await tree.close();
  await refused;
});
