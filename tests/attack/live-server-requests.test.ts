import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveServer, liveServer, stating } from './live-server.ts';
import { attacks } from './tally.ts';

let at: LiveServer;
beforeAll(async () => {
  at = await liveServer();
}, 120_000);
afterAll(() => at.close());

const MOST = 2 ** 31 - 1;
const visibility = `visibilityAt(actor: { id: "x" }, at: { time: "2024-01-08T02:00:00Z" }, nominationId: "N") { __typename }`;

describe('requests that ask for too much, or for what there is not', () => {
  const size = () => at.api.running.transparency.checkpoint()?.size ?? 0;
  const get = (path: string) => at.send('GET', path, {});

  it('are answered where they ask for what there is', async () => {
    expect((await get(`/log/tile/0/000.p/${size()}`)).status).toBe(200);
    expect((await at.query(`{ consistencyProof(from: 1, to: ${size()}) { hashes } }`)).text).not.toContain('errors');
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
    async ({ document, expected }) => expect((await at.query(document)).text).toContain(expected),
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
    async ({ document, expected }) => expect((await at.query(document(), stating)).text).toContain(expected),
  );
});
