import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, json, type LiveServer, liveServer, name, stating } from './live-server.ts';
import { attacks } from './tally.ts';

let at: LiveServer;
beforeAll(async () => {
  at = await liveServer();
}, 120_000);
afterAll(() => at.close());

const byId = () => at.nomination;

const unstated: readonly Asked[] = [
  {
    name: 'a field under another name',
    ask: () => at.query(`{ a: ${byId()} { id: name status: name } }`),
    expected: '"id":null',
  },
  {
    name: 'a fragment',
    ask: () => at.query(`query { ${byId()} { ...F } } fragment F on Nomination { name ... on Nomination { form } }`),
    expected: '"form":null',
  },
  {
    name: 'node',
    ask: () => at.query(`{ node(id: "${at.nominationId}") { ... on Nomination { name form } } }`),
    expected: '"name":null',
  },
  {
    name: 'nodes',
    ask: () => at.query(`{ nodes(ids: ["${at.nominationId}"]) { ... on Nomination { name form } } }`),
    expected: '"name":null',
  },
  {
    name: 'a batch',
    ask: () =>
      at.send('POST', '/graphql', { ...json, ...at.bearer() }, JSON.stringify([{ query: `{ ${byId()} { name } }` }])),
    expected: 'errors',
  },
  {
    name: 'GET',
    ask: () => at.send('GET', `/graphql?query=${encodeURIComponent(`{ ${byId()} { name } }`)}`, at.bearer()),
    expected: 'errors',
  },
  {
    name: 'a persisted query',
    ask: () =>
      at.send(
        'POST',
        '/graphql',
        { ...json, ...at.bearer() },
        JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }),
      ),
    expected: 'errors',
  },
  {
    name: 'an empty purpose',
    ask: () => at.query(`{ ${byId()} { name } }`, { 'laurel-purpose': '' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose of blanks',
    ask: () => at.query(`{ ${byId()} { name } }`, { 'laurel-purpose': '%20%20%20%20%20%20' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose with a line end',
    ask: () => at.query(`{ ${byId()} { name } }`, { 'laurel-purpose': 'audit%0Aof%20all' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose of marks that nobody sees',
    ask: () => at.query(`{ ${byId()} { name } }`, { 'laurel-purpose': '%E2%80%8B'.repeat(6) }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose cut within a letter',
    ask: () => at.query(`{ ${byId()} { name } }`, { 'laurel-purpose': 'audit%E5%AE' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose without end',
    ask: () => at.query(`{ ${byId()} { name } }`, { 'laurel-purpose': 'a'.repeat(5_000) }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'two purposes, one of them too short',
    ask: () => at.query(`{ ${byId()} { name } }`, { 'laurel-purpose': ['x', ''] }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a search',
    ask: () => at.query(`{ nominations(filter: { search: "${name}" }) { totalCount } }`),
    expected: 'PURPOSE_NEEDED',
  },
  {
    name: 'an order',
    ask: () => at.query('{ nominations(orderBy: { field: NAME }) { nodes { id } } }'),
    expected: 'PURPOSE_NEEDED',
  },
  {
    name: 'a cursor of another order',
    ask: () =>
      at.query(
        `{ nominations(after: "${Buffer.from(JSON.stringify(['NAME_ASC', ['一', '0'], '1'])).toString('base64url')}") { totalCount } }`,
      ),
    expected: 'BAD_USER_INPUT',
  },
  {
    name: 'the time line',
    ask: () => at.query('{ timeline(first: 30) { nodes { id type ... on TimelineEntry { proof { leaf } } } } }'),
    expected: '"leaf"',
  },
  {
    name: 'an earlier moment',
    ask: () =>
      at.query(`{ nomination(id: "${at.nominationId}", asOf: { time: "2024-01-08T02:00:00Z" }) { name form } }`),
    expected: '"name":null',
  },
  {
    name: 'changes',
    ask: () =>
      at.query(
        `{ changes(of: { nomination: "${at.nominationId}" }, from: { time: "2023-01-01T00:00:00Z" }) { nodes { __typename ... on FormFieldChanged { before after } } } }`,
      ),
    expected: 'data',
  },
  {
    name: 'the trace of decisions',
    ask: () =>
      at.query(
        `{ decisionTrace(nominationId: "${at.nominationId}") { questions { entries { says documents { title } } } } }`,
      ),
    expected: 'data',
  },
].map((one) => ({ class: 'privacy' as const, ...one, name: `personal data without a purpose: ${one.name}` }));

describe('who watches over others, without a purpose', () => {
  it('is shown it with one, and that is on record', async () => {
    const before = await at.reads();
    expect((await at.query(`{ ${byId()} { name } }`, stating)).text).toContain(name);
    expect(await at.reads()).toBe(before + 1);
  });

  attacks(unstated, async ({ ask, expected }) => {
    const before = await at.reads();
    const { text } = await ask();
    expect(text).toContain(expected);
    expect(text).not.toContain(name);
    expect(await at.reads()).toBe(before);
  });
});
