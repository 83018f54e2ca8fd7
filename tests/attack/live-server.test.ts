import { request } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newLogKey, signedBy } from '../audit/log-in-tree.ts';
import { type Answer, type Api, type Caller, headersOf, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex, ready, someoneFlexible } from '../support/dossiers.ts';
import { erased, filesWith } from '../support/erasing.ts';
import { bureaus } from '../support/people.ts';
import { riderForm } from '../support/rider.ts';
import { type AttackClass, attacks } from './tally.ts';

const name = '古今绝';
const gone = '风满楼';
const purpose = '年度审计抽查';

let api: Api;
let clerk: Caller;
let chief: Caller;
let token: string;
let nominationId: string;
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
  api = await startApi(undefined, {
    transparency: { signer: signedBy(newLogKey()) },
    logger: pino({ level: 'trace' }, { write: (line) => logged.push(line) }),
  });
  [clerk, chief, token] = await Promise.all([
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('PROVINCE_APPROVER', bureaus.province),
    api.tokenOf('AUDITOR', undefined, 'auditor'),
  ]);
  await accepted(chief, 'openEdition', { program: 'FLEX_STAR' });
  nominationId = await ready(clerk, inFlex({ form: { ...riderForm(1), name, coverName: name } }));
  const other = { name: gone, coverName: gone };
  erasedId = await drafted(clerk, inFlex({ form: someoneFlexible(other) }));
  await accepted(clerk, 'withdraw', { nominationId: erasedId, reason: `${gone}本人不愿参加。` });
  for (const { document } of asksOfErased) before.set(document, (await query(document(), stating)).text);
  await erased(api, { nominationId: erasedId });
}, 120_000);
afterAll(() => api.close());

interface Sent {
  readonly status: number;
  readonly text: string;
}

/** To the letter, headers that stand twice included. */
const send = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string | string[]>>,
  body?: string,
): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.running.url);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const query = (document: string, headers: Readonly<Record<string, string | string[]>> = {}): Promise<Sent> =>
  send(
    'POST',
    '/graphql',
    { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    JSON.stringify({ query: document }),
  );

const reads = async (): Promise<number> => {
  await api.running.follower.waitFor((await api.running.log.head()) ?? ('0' as never));
  return (await chief.ask('{ personalDataReads { totalCount } }')).personalDataReads.totalCount;
};

interface Asked {
  readonly class: AttackClass;
  readonly name: string;
  readonly ask: () => Promise<Sent>;
  /** What stands in the answer: a code of a refusal, or a value that tells nothing. */
  readonly expected: string;
}

const byId = () => `nomination(id: "${nominationId}")`;
const stating = headersOf({ purpose });
const json = { 'content-type': 'application/json' };
const bearer = () => ({ authorization: `Bearer ${token}` });

const unstated: readonly Asked[] = [
  {
    name: 'a field under another name',
    ask: () => query(`{ a: ${byId()} { id: name status: name } }`),
    expected: '"id":null',
  },
  {
    name: 'a fragment',
    ask: () => query(`query { ${byId()} { ...F } } fragment F on Nomination { name ... on Nomination { form } }`),
    expected: '"form":null',
  },
  {
    name: 'node',
    ask: () => query(`{ node(id: "${nominationId}") { ... on Nomination { name form } } }`),
    expected: '"name":null',
  },
  {
    name: 'nodes',
    ask: () => query(`{ nodes(ids: ["${nominationId}"]) { ... on Nomination { name form } } }`),
    expected: '"name":null',
  },
  {
    name: 'a batch',
    ask: () =>
      send('POST', '/graphql', { ...json, ...bearer() }, JSON.stringify([{ query: `{ ${byId()} { name } }` }])),
    expected: 'errors',
  },
  {
    name: 'GET',
    ask: () => send('GET', `/graphql?query=${encodeURIComponent(`{ ${byId()} { name } }`)}`, bearer()),
    expected: 'errors',
  },
  {
    name: 'a persisted query',
    ask: () =>
      send(
        'POST',
        '/graphql',
        { ...json, ...bearer() },
        JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }),
      ),
    expected: 'errors',
  },
  {
    name: 'an empty purpose',
    ask: () => query(`{ ${byId()} { name } }`, { 'laurel-purpose': '' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose of blanks',
    ask: () => query(`{ ${byId()} { name } }`, { 'laurel-purpose': '%20%20%20%20%20%20' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose with a line end',
    ask: () => query(`{ ${byId()} { name } }`, { 'laurel-purpose': 'audit%0Aof%20all' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose of marks that nobody sees',
    ask: () => query(`{ ${byId()} { name } }`, { 'laurel-purpose': '%E2%80%8B'.repeat(6) }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose cut within a letter',
    ask: () => query(`{ ${byId()} { name } }`, { 'laurel-purpose': 'audit%E5%AE' }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a purpose without end',
    ask: () => query(`{ ${byId()} { name } }`, { 'laurel-purpose': 'a'.repeat(5_000) }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'two purposes, one of them too short',
    ask: () => query(`{ ${byId()} { name } }`, { 'laurel-purpose': ['x', ''] }),
    expected: 'PURPOSE_INVALID',
  },
  {
    name: 'a search',
    ask: () => query(`{ nominations(filter: { search: "${name}" }) { totalCount } }`),
    expected: 'PURPOSE_NEEDED',
  },
  {
    name: 'an order',
    ask: () => query('{ nominations(orderBy: { field: NAME }) { nodes { id } } }'),
    expected: 'PURPOSE_NEEDED',
  },
  {
    name: 'a cursor of another order',
    ask: () =>
      query(
        `{ nominations(after: "${Buffer.from(JSON.stringify(['NAME_ASC', ['一', '0'], '1'])).toString('base64url')}") { totalCount } }`,
      ),
    expected: 'BAD_USER_INPUT',
  },
  {
    name: 'the time line',
    ask: () => query('{ timeline(first: 30) { nodes { id type ... on TimelineEntry { proof { leaf } } } } }'),
    expected: '"leaf"',
  },
  {
    name: 'an earlier moment',
    ask: () => query(`{ nomination(id: "${nominationId}", asOf: { time: "2024-01-08T02:00:00Z" }) { name form } }`),
    expected: '"name":null',
  },
  {
    name: 'changes',
    ask: () =>
      query(
        `{ changes(of: { nomination: "${nominationId}" }, from: { time: "2023-01-01T00:00:00Z" }) { nodes { __typename ... on FormFieldChanged { before after } } } }`,
      ),
    expected: 'data',
  },
  {
    name: 'the trace of decisions',
    ask: () =>
      query(
        `{ decisionTrace(nominationId: "${nominationId}") { questions { entries { says documents { title } } } } }`,
      ),
    expected: 'data',
  },
].map((one) => ({ class: 'privacy' as const, ...one, name: `personal data without a purpose: ${one.name}` }));

describe('who watches over others, without a purpose', () => {
  it('is shown it with one, and that is on record', async () => {
    const before = await reads();
    expect((await query(`{ ${byId()} { name } }`, stating)).text).toContain(name);
    expect(await reads()).toBe(before + 1);
  });

  attacks(unstated, async ({ ask, expected }) => {
    const before = await reads();
    const { text } = await ask();
    expect(text).toContain(expected);
    expect(text).not.toContain(name);
    expect(await reads()).toBe(before);
  });
});

const end = (order: string, key: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([order, key, '1'])).toString('base64url');

const unrecorded: readonly Asked[] = [
  {
    name: 'beside an error',
    ask: () =>
      query(
        `{ ${byId()} { name } b: nomination(id: "${nominationId}", asOf: { time: "2999-01-01T00:00:00Z" }) { id } }`,
        stating,
      ),
    expected: name,
  },
  {
    name: 'many times under other names',
    ask: () => query(`{ ${byId()} { a: name b: name c: name } }`, stating),
    expected: name,
  },
  {
    name: 'in an operation called like another',
    ask: () => query(`query __proto__ { ${byId()} { name } }`, stating),
    expected: name,
  },
  {
    name: 'by a total alone',
    ask: () => query(`{ nominations(filter: { search: "${name}" }) { totalCount } }`, stating),
    expected: '"totalCount":1',
  },
  {
    name: 'by a total behind the last page',
    ask: () =>
      query(
        `{ nominations(filter: { search: "${name}" }, orderBy: { field: NAME }, after: "${end('NAME_ASC', ['龥', 'z'])}") { totalCount } }`,
        stating,
      ),
    expected: '"totalCount":1',
  },
  {
    name: 'by a file, asked for twice over',
    ask: async () => {
      const { nomination } = await clerk.ask(`{ ${byId()} { checklist { files { path } } } }`);
      const path = nomination.checklist.flatMap(({ files }: Answer) => files)[0].path;
      return send('GET', path, { ...bearer(), ...stating, range: 'bytes=0-3' });
    },
    expected: '',
  },
].map((one) => ({ class: 'privacy' as const, ...one, name: `to read and not be recorded: ${one.name}` }));

describe('what is shown is on record', () => {
  attacks(unrecorded, async ({ ask, expected }) => {
    const before = await reads();
    expect((await ask()).text).toContain(expected);
    expect(await reads()).toBe(before + 1);
  });

  attacks(
    [{ class: 'privacy', name: 'to read and not be recorded: hanging up at once', expected: 'recorded' }],
    async () => {
      const before = await reads();
      await Promise.all(
        Array.from(
          { length: 5 },
          () =>
            new Promise<void>((resolve) => {
              const { hostname, port } = new URL(api.running.url);
              const sent = request({
                hostname,
                port,
                method: 'POST',
                path: '/graphql',
                headers: { ...json, ...bearer(), ...stating },
              });
              sent.on('response', (response) =>
                response.once('data', () => {
                  sent.destroy();
                  resolve();
                }),
              );
              sent.on('error', () => resolve());
              sent.end(JSON.stringify({ query: `{ ${byId()} { name } }` }));
            }),
        ),
      );
      expect(await reads()).toBe(before + 5);
    },
  );
});

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
      const { text } = await query(document(), stating);
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
      await api.running.database.rebuild();
      expect(filesWith(api.directory, gone)).toEqual([]);
      expect(filesWith(api.directory, name)).toEqual([expect.stringMatching(/^read-/)]);
    },
  );
});

const MOST = 2 ** 31 - 1;
const visibility = `visibilityAt(actor: { id: "x" }, at: { time: "2024-01-08T02:00:00Z" }, nominationId: "N") { __typename }`;

describe('requests that ask for too much, or for what there is not', () => {
  const size = () => api.running.transparency.checkpoint()?.size ?? 0;
  const get = (path: string) => send('GET', path, {});

  it('are answered where they ask for what there is', async () => {
    expect((await get(`/log/tile/0/000.p/${size()}`)).status).toBe(200);
    expect((await query(`{ consistencyProof(from: 1, to: ${size()}) { hashes } }`)).text).not.toContain('errors');
  });

  attacks(
    [
      ['a way out of the directory', '/log/tile/0/../../../keys.db'],
      ['a way out of the directory, encoded', '/log/tile/0/..%2f..%2f..%2fkeys.db'],
      ['a way out of the directory, encoded twice', '/log/tile/0/%252e%252e/keys.db'],
      ['a tile of no hashes', '/log/tile/0/000.p/0'],
      ['a tile of 257 hashes', '/log/tile/0/000.p/257'],
      ['a tile of 256 hashes, called partial', '/log/tile/0/000.p/256'],
      ['a tile wider than the tree', '/log/tile/0/000.p/255'],
      ['a full tile that is not full yet', '/log/tile/0/000'],
      ['entries beyond the tree', '/log/tile/entries/001'],
      ['a negative tile', '/log/tile/0/-01'],
      ['a tile of a number beyond all', '/log/tile/0/x999/x999/x999/x999/x999/x999/x999/999'],
      ['a level that there is not', '/log/tile/64/000'],
      ['a tile with a zero byte in its name', '/log/tile/0/000%00'],
    ].map(([what = '', path = '']) => ({ class: 'proofs' as const, name: what, path, expected: 'NOT_FOUND' })),
    async ({ path, expected }) => {
      const { status, text } = await get(path);
      expect([status, text]).toEqual([404, expect.stringContaining(expected)]);
    },
  );

  attacks(
    [
      {
        name: 'a proof to a size beyond the tree',
        document: `{ consistencyProof(from: 1, to: ${MOST}) { hashes } }`,
        expected: 'BAD_USER_INPUT',
      },
      {
        name: 'a proof from nothing',
        document: '{ consistencyProof(from: 0, to: 1) { hashes } }',
        expected: 'BAD_USER_INPUT',
      },
      {
        name: 'a proof from a negative size',
        document: '{ consistencyProof(from: -5, to: 1) { hashes } }',
        expected: 'BAD_USER_INPUT',
      },
      { name: 'a proof back', document: '{ consistencyProof(from: 3, to: 2) { hashes } }', expected: 'BAD_USER_INPUT' },
      {
        name: 'a size that is no integer',
        document: `{ consistencyProof(from: 1, to: ${MOST + 1}) { hashes } }`,
        expected: 'errors',
      },
      {
        name: 'a proof of an event that is guessed',
        document: '{ eventProof(id: "00000000-0000-5000-8000-000000000000") { leaf } }',
        expected: '"eventProof":null',
      },
    ].map((one) => ({ class: 'proofs' as const, ...one })),
    async ({ document, expected }) => expect((await query(document)).text).toContain(expected),
  );

  attacks(
    [
      {
        name: 'one question under sixteen names',
        document: () => `{ ${Array.from({ length: 16 }, (_, i) => `v${i}: ${visibility}`).join(' ')} }`,
        expected: 'LIMIT_EXCEEDED',
      },
      {
        name: 'a page of a million',
        document: () => '{ timeline(first: 1000000) { nodes { id } } }',
        expected: 'LIMIT_EXCEEDED',
      },
      {
        name: 'a page of less than nothing',
        document: () => '{ timeline(first: -1) { nodes { id } } }',
        expected: 'BAD_USER_INPUT',
      },
      {
        name: 'fragments that open into thousands of fields',
        document: () =>
          `query { ...F0 } ${Array.from({ length: 14 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} a${i}: __typename ...F${i + 1} }`).join(' ')} fragment F14 on Query { __typename }`,
        expected: 'errors',
      },
      {
        name: 'a list of a thousand ids',
        document: () => `{ nodes(ids: [${'"x",'.repeat(900)}]) { id } }`,
        expected: 'errors',
      },
    ].map((one) => ({ class: 'load' as const, ...one })),
    async ({ document, expected }) => expect((await query(document(), stating)).text).toContain(expected),
  );
});
