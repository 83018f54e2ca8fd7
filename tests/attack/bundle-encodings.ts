import { inClass, rawLeaf, type Tampering } from './bundle-tampering.ts';

/** The same said in other bytes, and bytes that say nothing. */
export const encodingTamperings: readonly Tampering[] = [
  ...inClass('encoding', [
    {
      name: 'a blank is put into a leaf',
      apply: rawLeaf((text) => text.replace(',', ', ')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a name stands twice in a leaf',
      apply: rawLeaf((text) => `{"data":null,${text.slice(1)}`),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'names stand in another order',
      apply: rawLeaf((text) => `{"type":"X",${text.slice(1)}`),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a letter is escaped',
      apply: rawLeaf((text) => text.replace('"data"', '"d\\u0061ta"')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a number is written otherwise',
      apply: rawLeaf((text) => text.replace(/"revision":(\d+)/, '"revision":$1.0')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a number is no number',
      apply: rawLeaf((text) => text.replace(/"revision":\d+/, '"revision":NaN')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a lone surrogate is put in',
      apply: rawLeaf((text) => text.replace('"data":{', '"data":{"\\ud800":1,')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a byte order mark stands in front',
      apply: rawLeaf((text) => `\ufeff${text}`),
      expected: 'LEAF_NOT_CANONICAL',
    },
    { name: 'a leaf is nested without end', apply: rawLeaf(() => '['.repeat(50_000)), expected: 'LEAF_NOT_CANONICAL' },
    { name: 'a leaf is no event', apply: rawLeaf(() => '{}'), expected: 'LEAF_MALFORMED' },
    {
      name: 'a leaf is not UTF-8',
      apply: (bundle) =>
        bundle.write(
          'leaves.jsonl',
          Buffer.concat([Buffer.of(0xff, 0xfe, 0x0a), Buffer.from(bundle.read('leaves.jsonl'))]),
        ),
      expected: 'LEAF_NOT_CANONICAL',
    },
    { name: 'a carriage return ends a line', apply: rawLeaf((text) => `${text}\r`), expected: 'LEAF_NOT_CANONICAL' },
  ]),
];
