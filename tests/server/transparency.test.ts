import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TransparencyLog } from '../../src/audit/tree/transparency-log.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { type LogInTree, logInTree } from '../audit/log-in-tree.ts';
import { silent } from '../support/http.ts';
import { librarySchema } from './library.ts';
import { hashOfEntry, rootOfLeaves, tileReader } from './tile-reader.ts';

const SIZE = 600;

let place: LogInTree;
let tree: TransparencyLog;
let server: RunningServer;

const serve = async (limits: object = { rate: undefined }) =>
  startServer({
    schema: await librarySchema(),
    buildContext: () => ({}),
    logger: silent,
    port: 0,
    limits,
    transparency: tree,
  });

beforeAll(async () => {
  place = logInTree();
  await place.append(SIZE);
  tree = await place.open();
  server = await serve();
});
afterAll(async () => {
  await server.close();
  await place.remove();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}/log/${path}`, { headers });

describe('whoever reads tiles', () => {
  test('comes to the signed root from the leaves, from the entries, and from every level', async () => {
    const reader = tileReader(`${server.url}/log`);
    const { size, root } = await reader.checkpoint();
    expect(size).toBe(SIZE);
    const leaves = await reader.leaves(size);
    expect(leaves).toHaveLength(SIZE);
    expect(rootOfLeaves(leaves)).toBe(root);
    const entries = await reader.entries(size);
    expect(entries).toHaveLength(SIZE);
    expect(rootOfLeaves(entries.map(hashOfEntry))).toBe(root);
    const above = await reader.level(1, size);
    expect(above.map((hash) => hash.toString('base64'))).toEqual([
      rootOfLeaves(leaves.slice(0, 256)),
      rootOfLeaves(leaves.slice(256, 512)),
    ]);
  });
});

describe('the checkpoint', () => {
  test('is the signed note, and asked for anew each time', async () => {
    const answer = await get('checkpoint');
    expect([answer.status, await answer.text()]).toEqual([200, tree.checkpoint()?.text]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    });
    const etag = answer.headers.get('etag') ?? '';
    expect((await get('checkpoint', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('checkpoint', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('changes, and its tag with it, when a witness cosigns', async () => {
    const before = (await get('checkpoint')).headers.get('etag') ?? '';
    tree.addCosignature(SIZE, '— example.org/witness AAAAAAAAAA==');
    const answer = await get('checkpoint', { 'if-none-match': before });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('— example.org/witness AAAAAAAAAA==\n');
  });

  test('is not there while nothing is signed', async () => {
    const unsigned = logInTree();
    await unsigned.append(1);
    const alone = await startServer({
      schema: await librarySchema(),
      buildContext: () => ({}),
      logger: silent,
      port: 0,
      transparency: await unsigned.open({ signer: undefined }),
    });
    expect((await fetch(`${alone.url}/log/checkpoint`)).status).toBe(404);
    await alone.close();
    await unsigned.remove();
  });
});

describe('a tile', () => {
  test.each(['tile/0/000', 'tile/0/002.p/88', 'tile/1/000.p/2', 'tile/entries/000', 'tile/entries/002.p/88'])(
    '%s is kept by caches for ever',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
      });
    },
  );

  test('is served as narrow as an earlier head had it', async () => {
    const wide = Buffer.from(await (await get('tile/0/002.p/88')).arrayBuffer());
    const narrow = Buffer.from(await (await get('tile/0/002.p/5')).arrayBuffer());
    expect(narrow).toEqual(wide.subarray(0, 160));
  });

  test.each([
    'tile/0/002',
    'tile/0/002.p/89',
    'tile/0/003',
    'tile/1/000',
    'tile/2/000.p/1',
    'tile/entries/002',
    'tile/entries/003.p/1',
    'tile/0/2.p/88',
    'tile/00/000',
    'tile/0/x000/000',
    'tile/0/000.p/256',
    'tile/64/000',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    'tile/0/../checkpoint/x',
    'tile/',
    'tile',
    'elsewhere',
  ])('%s is not there', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(((await answer.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
  });

  test('counts against the requests of its address', async () => {
    const rate = {
      requests: { points: 2, seconds: 60 },
      cost: { points: 1, seconds: 1 },
      publicCost: { points: 1, seconds: 1 },
      actions: {},
    };
    const limited = await serve({ rate });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${limited.url}/log/tile/0/000`)).status);
    expect(statuses).toEqual([200, 200, 429]);
    await limited.close();
  });
});
