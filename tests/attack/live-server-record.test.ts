import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Answer } from '../support/api.ts';
import { type Asked, json, type LiveServer, liveServer, name, stating } from './live-server.ts';
import { attacks } from './tally.ts';

let at: LiveServer;
beforeAll(async () => {
  at = await liveServer();
}, 120_000);
afterAll(() => at.close());

const byId = () => at.nomination;

const end = (order: string, key: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([order, key, '1'])).toString('base64url');

const unrecorded: readonly Asked[] = [
  {
    name: 'beside an error',
    ask: () =>
      at.query(
        `{ ${byId()} { name } b: nomination(id: "${at.nominationId}", asOf: { time: "2999-01-01T00:00:00Z" }) { id } }`,
        stating,
      ),
    expected: name,
  },
  {
    name: 'many times under other names',
    ask: () => at.query(`{ ${byId()} { a: name b: name c: name } }`, stating),
    expected: name,
  },
  {
    name: 'in an operation called like another',
    ask: () => at.query(`query __proto__ { ${byId()} { name } }`, stating),
    expected: name,
  },
  {
    name: 'by a total alone',
    ask: () => at.query(`{ nominations(filter: { search: "${name}" }) { totalCount } }`, stating),
    expected: '"totalCount":1',
  },
  {
    name: 'by a total behind the last page',
    ask: () =>
      at.query(
        `{ nominations(filter: { search: "${name}" }, orderBy: { field: NAME }, after: "${end('NAME_ASC', ['龥', 'z'])}") { totalCount } }`,
        stating,
      ),
    expected: '"totalCount":1',
  },
  {
    name: 'by a file, asked for twice over',
    ask: async () => {
      const { nomination } = await at.clerk.ask(`{ ${byId()} { checklist { files { path } } } }`);
      const path = nomination.checklist.flatMap(({ files }: Answer) => files)[0].path;
      return at.send('GET', path, { ...at.bearer(), ...stating, range: 'bytes=0-3' });
    },
    expected: '',
  },
].map((one) => ({ class: 'privacy' as const, ...one, name: `to read and not be recorded: ${one.name}` }));

describe('what is shown is on record', () => {
  attacks(unrecorded, async ({ ask, expected }) => {
    const before = await at.reads();
    expect((await ask()).text).toContain(expected);
    expect(await at.reads()).toBe(before + 1);
  });

  attacks(
    [{ class: 'privacy', name: 'to read and not be recorded: hanging up at once', expected: 'recorded' }],
    async () => {
      const before = await at.reads();
      await Promise.all(
        Array.from(
          { length: 5 },
          () =>
            new Promise<void>((resolve) => {
              const { hostname, port } = new URL(at.api.running.url);
              const sent = request({
                hostname,
                port,
                method: 'POST',
                path: '/graphql',
                headers: { ...json, ...at.bearer(), ...stating },
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
      expect(await at.reads()).toBe(before + 5);
    },
  );
});
