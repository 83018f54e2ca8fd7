import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTransparencyLog } from '../../src/audit/tree/transparency-log.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { startServer } from '../../src/server/server.ts';
import type { PublishedLog } from '../../src/server/transparency/routes.ts';
import { signer } from '../audit/real-log.ts';
import { librarySchema } from '../server/library.ts';
import { hashOfEntry, rootOfLeaves, type TileReader, tileReader } from '../server/tile-reader.ts';
import { silent } from '../support/http.ts';
import { type LargeLog, largeLog } from './large-log.ts';
import { attacks } from './tally.ts';
import { tileTamperings } from './tile-tamperings.ts';
import { newest, verified } from './verified.ts';

let log: LargeLog;
beforeAll(async () => {
  log = await largeLog();
});
afterAll(() => log?.remove());

describe('a tree of more than two full tiles, checked in its files', () => {
  it('is intact, and is as large as that', async () => {
    const report = await verified(log.copied());
    expect(report).toMatchObject({ verdict: 'INTACT', damages: [] });
    expect(report.integrated).toBeGreaterThan(2 * 256);
    expect(report.integrated).toBeLessThan(3 * 256);
  });

  attacks(tileTamperings, async ({ apply, expected }) => {
    const copy = log.copied();
    apply(copy);
    const { verdict, damages } = await verified(copy);
    expect([verdict, damages.map(({ kind }) => kind)]).toEqual(['DAMAGED', [expected]]);
  });
});

/** Serves the tree of a copy while `work` reads from it; `changed` is what comes between tree and server. */
const served = async (
  work: (reader: TileReader, directory: string) => Promise<void>,
  changed: (tree: PublishedLog) => Partial<PublishedLog> = () => ({}),
): Promise<void> => {
  const directory = log.copied();
  const raw = new SqliteEventLog({ path: join(directory, 'log.db') });
  const tree = await openTransparencyLog({ path: join(directory, 'tree.db'), log: raw, signer });
  const server = await startServer({
    schema: await librarySchema(),
    buildContext: () => ({}),
    logger: silent,
    port: 0,
    limits: { rate: undefined },
    transparency: { ...tree, ...changed(tree) },
  });
  try {
    await work(tileReader(`${server.url}/log`), directory);
  } finally {
    await server.close();
    await tree.close();
    await raw.close();
  }
};

/** Everything that does not lead to the signed root, as somebody finds who reads all of it. */
const foundBy = async (reader: TileReader): Promise<readonly string[]> => {
  const { size, root } = await reader.checkpoint();
  const rootsOf = async (what: string, read: () => Promise<readonly string[]>): Promise<readonly string[]> => {
    const roots = await read().catch(() => undefined);
    return roots === undefined ? [`${what}_NOT_SERVED`] : roots.every((one) => one === root) ? [] : [what];
  };
  const above = async () => {
    const [leaves, hashes] = [await reader.leaves(size), await reader.level(1, size)];
    const computed = hashes.map((_, i) => rootOfLeaves(leaves.slice(i * 256, (i + 1) * 256)));
    return hashes.map((hash, i) => (hash.toString('base64') === computed[i] ? root : ''));
  };
  return [
    ...(await rootsOf('LEAVES', async () => [rootOfLeaves(await reader.leaves(size))])),
    ...(await rootsOf('ENTRIES', async () => [rootOfLeaves((await reader.entries(size)).map(hashOfEntry))])),
    ...(await rootsOf('LEVEL_1', above)),
  ];
};

describe('a tree of more than two full tiles, read over HTTP', () => {
  it('leads to the signed root by its leaves, its entries and the level above', () =>
    served(async (reader, directory) => {
      expect((await reader.checkpoint()).note).toBe(newest(directory));
      expect(await foundBy(reader)).toEqual([]);
    }));

  attacks(
    tileTamperings.map((one) => ({ ...one, expected: one.read })),
    ({ apply, read }) =>
      served(async (reader, directory) => {
        apply(directory);
        expect(await foundBy(reader)).toContain(read);
      }),
  );

  it('leads to the root of an earlier head too, by the partial tile of that head', () =>
    served(async (reader) => {
      const earlier = log.heads.find(({ size }) => size === 520);
      expect(rootOfLeaves(await reader.leaves(520))).toBe(earlier?.root.toString('base64'));
      expect(rootOfLeaves((await reader.entries(520)).map(hashOfEntry))).toBe(earlier?.root.toString('base64'));
    }));

  attacks(
    [
      {
        class: 'storage',
        name: 'a cache answers with the partial tile of an earlier head',
        expected: 'LEAVES',
        changed: ({ tile }: PublishedLog) => ({
          tile: (level: number, index: number, width: number) => tile(level, index, index === 2 ? 8 : width),
        }),
      },
      {
        class: 'storage',
        name: 'a cache answers with the bundle of an earlier head',
        expected: 'ENTRIES',
        changed: ({ entryTile }: PublishedLog) => ({
          entryTile: (index: number, width: number) => entryTile(index, index === 2 ? 8 : width),
        }),
      },
      {
        class: 'storage',
        name: 'a cache answers with one bundle for another',
        expected: 'ENTRIES',
        changed: ({ entryTile }: PublishedLog) => ({
          entryTile: (index: number, width: number) => entryTile(width === 256 ? 1 - index : index, width),
        }),
      },
    ] as const,
    ({ changed, expected }) => served(async (reader) => expect(await foundBy(reader)).toEqual([expected]), changed),
  );
});
