import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { silent } from '../support/http.ts';
import { librarySchema } from './library.ts';

let server: RunningServer;
beforeAll(async () => {
  const schema = await librarySchema();
  server = await startServer({ schema, buildContext: () => ({}), logger: silent, showSchema: true, port: 0 });
});
afterAll(() => server.close());

it('passes the audits of GraphQL over HTTP', async () => {
  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...init.headers, 'apollo-require-preflight': 'true' } }),
  });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  expect(audits.length).toBeGreaterThanOrEqual(60);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
});
