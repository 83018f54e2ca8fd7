import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Operations, startOperations } from '../../src/server/operations/operations.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { ask, postBody, silent } from '../support/http.ts';
import { scrape } from './exposition.ts';
import { gate, librarySchema } from './library.ts';

let operations: Operations;
let server: RunningServer;

beforeEach(async () => {
  operations = await startOperations({ port: 0 });
  server = await startServer({
    schema: await librarySchema(),
    buildContext: () => ({}),
    limits: { rate: undefined },
    logger: silent,
    port: 0,
    measured: operations,
  });
});
afterEach(async () => {
  await server.close();
  await operations.close();
});

const countOf = (kind: string, outcome: string) =>
  `laurel_graphql_operation_duration_seconds_count{kind="${kind}",outcome="${outcome}"}`;

it('counts operations by kind and by the code of what they end with', async () => {
  await ask(server.url, '{ square(of: 3) }');
  await ask(server.url, 'mutation { complain }');
  await ask(server.url, '{ crash }');
  await ask(server.url, '{ nobody }');
  await ask(server.url, '{ square(');
  await ask(server.url, '{ square(of: 3) }', { token: 'nonsense' });
  const { value, types } = await scrape(operations.url);
  expect(types.get('laurel_graphql_operation_duration_seconds')).toBe('histogram');
  expect(value(countOf('query', 'OK'))).toBe(1);
  expect(value(countOf('mutation', 'OK'))).toBe(1);
  expect(value(countOf('query', 'INTERNAL_SERVER_ERROR'))).toBe(1);
  expect(value(countOf('none', 'GRAPHQL_VALIDATION_FAILED'))).toBe(1);
  expect(value(countOf('none', 'GRAPHQL_PARSE_FAILED'))).toBe(1);
  expect(value('laurel_graphql_requests_refused_total{outcome="UNAUTHENTICATED"}')).toBe(1);
});

it('tells how many requests are under way, and how they ended', async () => {
  const before = { ...gate };
  let open = () => {};
  const entered = new Promise<void>((resolve) => {
    gate.entered = resolve;
  });
  gate.opened = new Promise((resolve) => {
    open = resolve;
  });
  const answer = ask(server.url, '{ gated }');
  await entered;
  expect((await scrape(operations.url)).value('laurel_http_requests_under_way')).toBe(1);
  open();
  await answer;
  Object.assign(gate, before);
  await fetch(`${server.url}/nowhere`);
  const shown = async (sample: string) => (await scrape(operations.url)).value(sample);
  await expect.poll(() => shown('laurel_http_requests_under_way')).toBe(0);
  expect(await shown('laurel_http_responses_total{status="2xx"}')).toBe(1);
  expect(await shown('laurel_http_responses_total{status="4xx"}')).toBe(1);
});

it('holds nothing that clients say, and does not grow with what they say', async () => {
  const odd = (i: number) => {
    const name = `Zhang${i}`;
    const queries = [
      `query ${name} { square(of: ${i}) }`,
      `query ${name} { ${name} }`,
      `mutation ${name} { complain }`,
      `{ ${name}: values(day: "${name}") { day } }`,
      `subscription ${name} { ${name} }`,
      `${name} {`,
    ];
    return postBody(
      `${server.url}`,
      JSON.stringify({ query: queries[i % queries.length], operationName: i % 4 === 0 ? name : undefined }),
      { 'user-agent': name, 'x-request-id': name, 'apollographql-client-name': name },
    );
  };
  for (let i = 0; i < 60; i++) await odd(i);
  const few = await scrape(operations.url);
  for (let i = 60; i < 1_000; i++) await odd(i);
  const many = await scrape(operations.url);
  const own = ({ samples }: typeof few) => [...samples.keys()].filter((sample) => sample.startsWith('laurel_'));
  expect(own(many)).toEqual(own(few));
  expect(many.text).not.toContain('Zhang');
  const operationCount = [...many.samples]
    .filter(([sample]) => sample.startsWith('laurel_graphql_operation_duration_seconds_count'))
    .reduce((sum, [, count]) => sum + count, 0);
  expect(operationCount).toBe(1_000);
});
