import type { BundleFiles } from './bundle-files.ts';
import { drop, inClass, type Json, swap, type Tampering } from './bundle-tampering.ts';

const dropAt = (bundle: BundleFiles, at: number): void => {
  const id = idAt(bundle, at);
  drop(bundle, (leaf) => leaf.id === id);
};
const idAt = (bundle: BundleFiles, at: number): string =>
  JSON.parse(bundle.read('leaves.jsonl').split('\n').slice(0, -1).at(at) ?? '').id;
const dropAll = (bundle: BundleFiles): void => drop(bundle, () => true);

/** An event of the bundle as its neighbour, as a forger would make it: nothing about it is wrong. */
const asNeighbour = (bundle: BundleFiles, at: number): Json => {
  const leaf = bundle.read('leaves.jsonl').split('\n').slice(0, -1).at(at);
  const { index, proof } = JSON.parse(bundle.read('proofs.jsonl').split('\n').slice(0, -1).at(at) ?? '');
  return { leaf, index, proof };
};
const neighbours = (change: (neighbours: Json) => void) => (bundle: BundleFiles) =>
  bundle.document('neighbours.json', (value) => {
    change(value);
    return value;
  });
const stretch = (change: (scope: Json) => void) => (bundle: BundleFiles) =>
  bundle.document('manifest.json', (manifest) => {
    change(manifest.scope);
    return manifest;
  });
const recordedAt = (leaf: string): string => JSON.parse(leaf).meta.recordedAt;

/** Bundles of a stretch of time that are cut, widened, or emptied. */
export const stretchTamperings: readonly Tampering[] = [
  ...inClass('time', [
    {
      name: 'an event is left out of a stretch of time',
      of: 'TIME',
      apply: (bundle) => dropAt(bundle, 2),
      expected: 'RANGE_GAP',
    },
    { name: 'a stretch is cut at its front', of: 'TIME', apply: (bundle) => dropAt(bundle, 0), expected: 'RANGE_OPEN' },
    { name: 'a stretch is cut at its end', of: 'TIME', apply: (bundle) => dropAt(bundle, -1), expected: 'RANGE_OPEN' },
    {
      name: 'a stretch is cut at its front, and what was cut off is said to stand before it',
      of: 'TIME',
      apply: (bundle) => {
        const first = asNeighbour(bundle, 0);
        dropAt(bundle, 0);
        neighbours((sides) => (sides.before = first))(bundle);
      },
      expected: 'RANGE_OPEN',
    },
    {
      name: 'a stretch is cut at its end, and what was cut off is said to stand after it',
      of: 'TIME',
      apply: (bundle) => {
        const last = asNeighbour(bundle, -1);
        dropAt(bundle, -1);
        neighbours((sides) => (sides.after = last))(bundle);
      },
      expected: 'RANGE_OPEN',
    },
    { name: 'a stretch is emptied', of: 'TIME', apply: dropAll, expected: 'RANGE_OPEN' },
    {
      name: 'a stretch is emptied, and its log said to be empty',
      of: 'TIME',
      apply: (bundle) => {
        dropAll(bundle);
        bundle.document('neighbours.json', () => ({}));
      },
      expected: 'RANGE_OPEN',
    },
    {
      name: 'a stretch is emptied, and its events are its neighbours',
      of: 'TIME',
      apply: (bundle) => {
        const [before, after] = [asNeighbour(bundle, 0), asNeighbour(bundle, 1)];
        dropAll(bundle);
        bundle.document('neighbours.json', () => ({ before, after }));
      },
      expected: 'RANGE_OPEN',
    },
    {
      name: 'a stretch is said to begin earlier',
      of: 'TIME',
      apply: (bundle) => {
        const { before } = JSON.parse(bundle.read('neighbours.json'));
        stretch((scope) => (scope.from = recordedAt(before.leaf)))(bundle);
      },
      expected: 'RANGE_OPEN',
    },
    {
      name: 'a stretch is said to end later',
      of: 'TIME',
      apply: (bundle) => {
        const { after } = JSON.parse(bundle.read('neighbours.json'));
        stretch((scope) => (scope.to = recordedAt(after.leaf)))(bundle);
      },
      expected: 'RANGE_OPEN',
    },
    {
      name: 'a stretch in which nothing was recorded is said to be longer',
      of: 'NOTHING',
      apply: stretch((scope) => (scope.to = '2030-01-01T00:00:00.000Z')),
      expected: 'RANGE_OPEN',
    },
    {
      name: 'a stretch holds events from before it',
      of: 'TIME',
      apply: (bundle) => {
        const { before } = JSON.parse(bundle.read('neighbours.json'));
        bundle.lines('leaves.jsonl', (lines) => [before.leaf, ...lines]);
        const { index, proof } = before;
        bundle.json('proofs.jsonl', (proofs) => [{ id: JSON.parse(before.leaf).id, index, proof }, ...proofs]);
        neighbours((sides) => delete sides.before)(bundle);
      },
      expected: 'SCOPE_EXCEEDED',
    },
    {
      name: 'a stretch holds events from after it',
      of: 'TIME',
      apply: (bundle) => {
        const { after } = JSON.parse(bundle.read('neighbours.json'));
        bundle.lines('leaves.jsonl', (lines) => [...lines, after.leaf]);
        const { index, proof } = after;
        bundle.json('proofs.jsonl', (proofs) => [...proofs, { id: JSON.parse(after.leaf).id, index, proof }]);
        neighbours((sides) => delete sides.after)(bundle);
      },
      expected: 'SCOPE_EXCEEDED',
    },
    {
      name: 'a stretch is said to begin later than its first event',
      of: 'TIME',
      apply: (bundle) => stretch((scope) => (scope.from = scope.to))(bundle),
      expected: 'SCOPE_EXCEEDED',
    },
    {
      name: 'a stretch is said to end before its last event',
      of: 'TIME',
      apply: (bundle) => stretch((scope) => (scope.to = scope.from))(bundle),
      expected: 'SCOPE_EXCEEDED',
    },
    {
      name: 'a stretch is said to end before it begins',
      of: 'TIME',
      apply: stretch((scope) => swapBounds(scope)),
      expected: 'MANIFEST_MALFORMED',
    },
    {
      name: 'the log is said to begin with a stretch',
      of: 'TIME',
      apply: neighbours((sides) => delete sides.before),
      expected: 'RANGE_OPEN',
    },
    {
      name: 'the log is said to end with a stretch',
      of: 'TIME',
      apply: neighbours((sides) => delete sides.after),
      expected: 'RANGE_OPEN',
    },
    {
      name: 'neighbours of a stretch change places',
      of: 'TIME',
      apply: neighbours((sides) => {
        const both = [sides.before, sides.after];
        swap(both, 0, 1);
        [sides.before, sides.after] = both;
      }),
      expected: 'RANGE_OPEN',
    },
    {
      name: 'a neighbour of a stretch is back-dated',
      of: 'TIME',
      apply: neighbours(({ before }) => {
        before.leaf = before.leaf.replace(recordedAt(before.leaf), '2024-01-07T00:00:00.000Z');
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      class: 'proofs',
      name: 'a neighbour of a stretch has the place of another',
      of: 'TIME',
      apply: neighbours(({ after }) => {
        after.index += 1;
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      class: 'encoding',
      name: 'a neighbour of a stretch is written otherwise',
      of: 'TIME',
      apply: neighbours(({ after }) => {
        after.leaf = after.leaf.replace(',', ', ');
      }),
      expected: 'FILE_MALFORMED',
    },
    {
      class: 'encoding',
      name: 'neighbours of a stretch are something else',
      of: 'TIME',
      apply: (bundle) => bundle.document('neighbours.json', () => [1]),
      expected: 'FILE_MALFORMED',
    },
    {
      class: 'storage',
      name: 'neighbours of a stretch are missing',
      of: 'TIME',
      apply: (bundle) => bundle.remove('neighbours.json'),
      expected: 'FILE_MISSING',
    },
    {
      class: 'storage',
      name: 'neighbours stand beside what is no stretch of time',
      apply: (bundle) => bundle.write('neighbours.json', '{}\n'),
      expected: 'FILE_EXTRA',
    },
    {
      name: 'a nomination is said to be a stretch of time',
      apply: (bundle) => {
        bundle.write('neighbours.json', '{}\n');
        bundle.document('manifest.json', (manifest) => {
          manifest.scope = { kind: 'TIME', from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
        });
      },
      expected: 'RANGE_GAP',
    },
  ]),
];

const swapBounds = (scope: Json): void => {
  [scope.from, scope.to] = [scope.to, scope.from];
};
