import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted, drafted, inFlex, someoneFlexible } from '../support/dossiers.ts';
import { erased, filesWith } from '../support/erasing.ts';
import { type LiveServer, liveServer, name, stating } from './live-server.ts';
import { attacks } from './tally.ts';

/** Whose data is erased. */
const gone = '风满楼';

let at: LiveServer;
let erasedId: string;
const logged: string[] = [];
/** What was answered before the erasure. */
const before = new Map<() => string, string>();

const asksOfErased = [
  {
    name: 'the dossier',
    document: () => `{ nomination(id: "${erasedId}") { name form redactions { reason } } }`,
    expected: 'ERASED',
  },
  {
    name: 'the dossier of another moment',
    document: () => `{ nomination(id: "${erasedId}", asOf: { time: "2024-01-08T02:00:00Z" }) { name form } }`,
    expected: '"name":null',
  },
  {
    name: 'node',
    document: () => `{ node(id: "${erasedId}") { ... on Nomination { name form } } }`,
    expected: '"name":null',
  },
  {
    name: 'its history',
    document: () => `{ nomination(id: "${erasedId}") { history(first: 50) { nodes { type reason } } } }`,
    expected: '"reason":null',
  },
  {
    name: 'a search',
    document: () => `{ nominations(filter: { search: "${gone}" }) { nodes { name } } }`,
    expected: '"nodes":[]',
  },
  {
    name: 'an order',
    document: () => '{ nominations(orderBy: { field: NAME }) { nodes { name } edges { cursor } } }',
    expected: '"name":null',
  },
  {
    name: 'changes',
    document: () =>
      `{ changes(of: { nomination: "${erasedId}" }, from: { time: "2023-01-01T00:00:00Z" }) { nodes { __typename ... on FormFieldChanged { before after } } } }`,
    expected: 'StatusChanged',
  },
  {
    name: 'history for an auditor',
    document: () => `{ history(of: { nomination: "${erasedId}" }, audience: AUDITOR) { entries { __typename } } }`,
    expected: '',
  },
  {
    name: 'the trace of decisions',
    document: () =>
      `{ decisionTrace(nominationId: "${erasedId}") { questions { entries { says documents { title } } } } }`,
    expected: 'questions',
  },
  {
    name: 'leaves',
    document: () => '{ timeline(first: 20, direction: DESC) { nodes { type proof { leaf } } } }',
    expected: 'leaf',
  },
] as const;

beforeAll(async () => {
  at = await liveServer({ logger: pino({ level: 'trace' }, { write: (line) => logged.push(line) }) });
  erasedId = await drafted(at.clerk, inFlex({ form: someoneFlexible({ name: gone, coverName: gone }) }));
  await accepted(at.clerk, 'withdraw', { nominationId: erasedId, reason: `${gone}本人不愿参加。` });
  for (const { document } of asksOfErased) before.set(document, (await at.query(document(), stating)).text);
  await erased(at.api, { nominationId: erasedId });
}, 120_000);
afterAll(() => at.close());

describe('who was erased', () => {
  it('was shown before', () => {
    const shown = asksOfErased.filter(({ document }) => before.get(document)?.includes(gone));
    expect(shown.map(({ name }) => name)).toEqual([
      'the dossier',
      'the dossier of another moment',
      'node',
      'its history',
      'a search',
      'an order',
      'changes',
      'the trace of decisions',
    ]);
  });

  attacks(
    asksOfErased.map((one) => ({ class: 'privacy' as const, ...one, name: `what was erased, by ${one.name}` })),
    async ({ document, expected }) => {
      const { text } = await at.query(document(), stating);
      expect(text).toContain(expected);
      expect(text).not.toContain(gone);
    },
  );

  attacks(
    [
      { class: 'privacy', name: 'what was erased, on the disk', expected: 'nowhere' },
      { class: 'privacy', name: 'what was erased, in what the server logged', expected: 'nowhere' },
    ],
    async ({ name: where }) => {
      if (where.endsWith('logged')) {
        expect(logged.length).toBeGreaterThan(0);
        expect(logged.filter((line) => line.includes(gone) || line.includes(name))).toEqual([]);
        return;
      }
      await at.api.running.database.rebuild();
      expect(filesWith(at.api.directory, gone)).toEqual([]);
      expect(filesWith(at.api.directory, name)).toEqual([expect.stringMatching(/^read-/)]);
    },
  );
});
