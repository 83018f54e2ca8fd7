import { drop, firstOf, inClass, type Json, leaf, swap, type Tampering } from './bundle-tampering.ts';

/** What is recorded, and which events there are. */
export const eventTamperings: readonly Tampering[] = [
  // What is recorded.
  ...inClass('storage', [
    {
      name: 'a decision is turned round',
      apply: leaf(({ data }) => (data.decision = 'RETURN')),
      expected: 'INCLUSION_FAILED',
    },
    {
      class: 'time',
      name: 'an event is back-dated',
      apply: leaf(({ meta }) => (meta.recordedAt = '2024-01-07T00:00:00.000Z')),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'another is said to have acted',
      apply: leaf(({ meta }) => (meta.actor.name = '别人')),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'an event is of another type',
      apply: leaf((one) => (one.type = 'Rejected')),
      expected: 'INCLUSION_FAILED',
    },
    { name: 'a revision is changed', apply: leaf((one) => (one.revision += 1)), expected: 'INCLUSION_FAILED' },
    {
      name: 'a version of the schema is changed',
      apply: leaf((one) => (one.schemaVersion = 2)),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'an event is moved to another stream',
      apply: leaf((one) => (one.stream += 'x')),
      expected: 'INCLUSION_FAILED',
    },
    { name: 'a field is added', apply: leaf(({ data }) => (data.note = 'x')), expected: 'INCLUSION_FAILED' },
    {
      name: 'what is sealed is said to be under another key',
      apply: leaf(({ meta }) => (meta.sealed[0].keys = ['person/x/1']), 'Nominated'),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a personal field is put in the open',
      apply: leaf(({ data }) => (data.form.name = '周长河'), 'Nominated'),
      expected: 'LEAF_MALFORMED',
    },
    {
      name: 'an id is changed',
      apply: leaf((one) => (one.id = one.id.replace(/.$/, one.id.endsWith('0') ? '1' : '0'))),
      expected: 'PROOF_MISSING',
    },
  ]),
  // Which events there are.
  ...inClass('storage', [
    {
      name: 'an event is left out of a whole stream',
      apply: (bundle) => drop(bundle, firstOf('Reviewed')),
      expected: 'STREAM_GAP',
    },
    {
      name: 'the first event of a stream is left out',
      apply: (bundle) => drop(bundle, firstOf('Nominated')),
      expected: 'STREAM_GAP',
    },
    {
      name: 'the stream it is about is left out',
      apply: (bundle) => drop(bundle, ({ stream }) => stream.startsWith('nomination-')),
      expected: 'SCOPE_INCOMPLETE',
    },
    {
      name: 'the stream it is about is not claimed whole',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.whole = [];
        }),
      expected: 'SCOPE_INCOMPLETE',
    },
    {
      name: 'an event stands twice',
      apply: (bundle) => bundle.lines('leaves.jsonl', (lines) => [...lines, lines[3] as string]),
      expected: 'DUPLICATE_EVENT',
    },
    {
      name: 'events are reordered',
      apply: (bundle) =>
        bundle.lines('leaves.jsonl', (lines) => {
          swap(lines, 3, 4);
          return lines;
        }),
      expected: 'OUT_OF_ORDER',
    },
    {
      name: 'all of a stream is reversed',
      apply: (bundle) => bundle.lines('leaves.jsonl', (lines) => lines.reverse()),
      expected: 'OUT_OF_ORDER',
    },
    {
      name: 'an event is made up',
      apply: (bundle) =>
        bundle.json('leaves.jsonl', (leaves) => [
          ...leaves,
          { ...leaves.at(-1), id: '00000000-0000-5000-8000-000000000000', revision: leaves.at(-1).revision + 1 },
        ]),
      expected: 'PROOF_MISSING',
    },
    {
      name: 'an event is made up, with the proof of another',
      apply: (bundle) => {
        const id = '00000000-0000-5000-8000-000000000000';
        bundle.json('leaves.jsonl', (leaves) => [
          ...leaves,
          { ...leaves.at(-1), id, revision: leaves.at(-1).revision + 1 },
        ]);
        bundle.json('proofs.jsonl', (proofs) => [...proofs, { ...proofs.at(-1), id }]);
      },
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'an erasure is made up',
      apply: (bundle) =>
        bundle.json('leaves.jsonl', (leaves) => [
          ...leaves,
          {
            ...leaves.at(-1),
            id: '00000000-0000-5000-8000-000000000000',
            type: 'PersonalDataErased',
            stream: 'person-x',
            revision: 0,
            data: { keys: leaves.flatMap(({ meta }) => (meta.sealed ?? []).flatMap(({ keys }: Json) => keys)) },
            meta: { recordedAt: '2024-05-01T00:00:00.000Z' },
          },
        ]),
      expected: 'PROOF_MISSING',
    },
  ]),
];
