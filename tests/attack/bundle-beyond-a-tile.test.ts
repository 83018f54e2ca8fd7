import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/audit/note/checkpoint.ts';
import { parseNote } from '../../src/audit/note/note.ts';
import { signer, vkey } from '../audit/real-log.ts';
import { judgedByBoth, python } from './both-verifiers.ts';
import { type BundleFiles, copyOf } from './bundle-files.ts';
import { at, type MadeUpLog, madeUpLog } from './bundle-made-up.ts';
import { chain, drop, flipped, inClass, type Json, reasonsIn, swap, type Tampering } from './bundle-tampering.ts';
import { attacks } from './tally.ts';

const size = 600;
const [first, last] = [250, 520];
let log: MadeUpLog;
let bundle: string;

beforeAll(async () => {
  python();
  log = await madeUpLog(
    Array.from({ length: size }, (_, i) => i),
    [100, 256, 300, 512, 520, size],
  );
  ({ bundle } = await log.stretch({ from: at(first), to: at(last) }));
});
afterAll(() => log.remove());

/** The proof of an entry of the tree. */
const proofOf = (index: number, change: (proof: Json, all: Json[]) => void) => (files: BundleFiles) =>
  files.json('proofs.jsonl', (proofs) => {
    change(
      proofs.find((proof) => proof.index === index),
      proofs,
    );
    return proofs;
  });
const sizeOf = (link: Json): number => parseCheckpoint(parseNote(link.checkpoint).text).size;
const linkOf = (of: number, change: (link: Json) => void) =>
  chain((links) => change(links.find((link) => sizeOf(link) === of)));

/** Tiles have 256 hashes: entries 255 and 256 stand in different ones, and so do 511 and 512. */
const tamperings: readonly Tampering[] = inClass('proofs', [
  ...[255, 256, 511, 512].flatMap((index) => [
    {
      name: `entry ${index}: a hash above its tile is changed`,
      apply: proofOf(index, ({ proof }) => {
        proof[proof.length - 1] = flipped(proof.at(-1));
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: `entry ${index}: its proof ends below the root`,
      apply: proofOf(index, ({ proof }) => proof.pop()),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: `entry ${index}: it is said to stand at the same place of another tile`,
      apply: proofOf(index, (one) => {
        one.index = (one.index + 256) % 512;
      }),
      expected: 'INCLUSION_FAILED',
    },
  ]),
  ...[255, 511].map((index) => ({
    name: `entries ${index} and ${index + 1} change places and proofs`,
    apply: proofOf(index, (one, all) => {
      const next = all.find((proof) => proof.index === index + 1);
      [one.id, next.id] = [next.id, one.id];
    }),
    expected: 'INCLUSION_FAILED',
  })),
  {
    name: 'the highest hash within a tile and the lowest above it change places',
    apply: proofOf(255, ({ proof }) => swap(proof, 7, 8)),
    expected: 'INCLUSION_FAILED',
  },
  {
    class: 'storage',
    name: 'a whole tile is left out',
    apply: (files) => drop(files, ({ data }) => data.i >= 256 && data.i < 512),
    expected: 'RANGE_GAP',
  },
  {
    class: 'time',
    name: 'everything up to the border of a tile is left out',
    apply: (files) => drop(files, ({ data }) => data.i < 256),
    expected: 'RANGE_OPEN',
  },
  {
    class: 'time',
    name: 'everything from the border of a tile on is left out',
    apply: (files) => drop(files, ({ data }) => data.i >= 512),
    expected: 'RANGE_OPEN',
  },
  ...[256, 300, 512].flatMap((of) => [
    {
      class: 'heads' as const,
      name: `the head of ${of}: a hash of what extends it is changed`,
      apply: linkOf(of, ({ proof }) => {
        proof[proof.length - 1] = flipped(proof.at(-1));
      }),
      expected: 'CONSISTENCY_FAILED',
    },
    {
      class: 'heads' as const,
      name: `the head of ${of}: the log signs its root for one entry more`,
      apply: linkOf(of, (link) => {
        const { root } = parseCheckpoint(parseNote(link.checkpoint).text);
        link.checkpoint = signer.sign({ size: of + 1, root });
      }),
      expected: 'CONSISTENCY_FAILED',
    },
  ]),
]);

describe('a bundle of a tree of several tiles', () => {
  it('is proven, with the heads under which its events first were', () => {
    expect(judgedByBoth(bundle, { keys: [vkey] })).toMatchObject({
      verdict: 'VALID',
      problems: [],
      counts: { VALID: last - first + 1, INVALID: 0 },
    });
    const { chain: links } = JSON.parse(copyOf(bundle, `${bundle}-control`).read('consistency.json'));
    expect(links.map(sizeOf)).toEqual([256, 300, 512, 520]);
  });

  it('looks for the heads of many events once each', async () => {
    const asked: number[] = [];
    const counted = {
      ...log.tree,
      headCovering: (index: number) => {
        asked.push(index);
        return log.tree.headCovering(index);
      },
    };
    await log.stretch({ from: at(0), to: at(size) }, counted);
    expect(asked).toEqual([0, 100, 256, 300, 512, 520]);
  });

  attacks(tamperings, ({ apply, expected }) => {
    const copy = copyOf(bundle, join(bundle, '..', 'tampered'));
    apply(copy);
    copy.reseal();
    const judgment = judgedByBoth(copy.directory, { keys: [vkey] });
    expect(judgment.verdict).toBe('INVALID');
    expect(reasonsIn(judgment)).toContain(expected);
  });
});
