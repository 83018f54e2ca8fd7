import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { silent } from '../support/http.ts';
import { librarySchema } from './library.ts';

const start = async (settings: object) =>
  startServer({ schema: await librarySchema(), buildContext: () => ({}), logger: silent, port: 0, ...settings });

let server: RunningServer;
beforeAll(async () => {
  server = await start({ ide: { defaultQuery: '# Start here\n{ book { id } }' }, showSchema: true });
});
afterAll(() => server.close());

it('comes whole from this server, and may ask no other', async () => {
  const page = await fetch(`${server.url}/`);
  expect([page.status, new URL(page.url).pathname]).toEqual([200, '/ide']);
  const html = await page.text();
  expect(html).not.toMatch(/https?:\/\//);

  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/);

  const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
  const own = assets.filter((path) => !path.startsWith('data:'));
  expect(own).toHaveLength(5);
  for (const path of own) {
    const asset = await fetch(server.url + path);
    expect([path, asset.status]).toEqual([path, 200]);
    expect(asset.headers.get('content-type')).toMatch(/^text\/(css|javascript)/);
    // What a style sheet or script could load by itself.
    expect(await asset.text()).not.toMatch(
      /@import\s+(url\()?["']?(https?:)?\/\/|url\(["']?(https?:)?\/\/|import\(["']https?:/,
    );
  }
});

it('opens with the query given', async () => {
  expect(await (await fetch(`${server.url}/ide/start.js`)).text()).toContain('# Start here\\n{ book { id } }');
});

it('is not there unless asked for', async () => {
  const plain = await start({});
  const { status } = await fetch(`${plain.url}/ide`).finally(() => plain.close());
  expect(status).toBe(404);
});
