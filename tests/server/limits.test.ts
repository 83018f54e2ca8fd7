import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../../src/server/limits.ts';
import { createRateLimiter } from '../../src/server/rate-limit.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { ask, silent } from '../support/http.ts';
import { librarySchema } from './library.ts';

const start = async (limits: object = {}) =>
  startServer({ schema: await librarySchema(), buildContext: () => ({}), logger: silent, port: 0, limits });

let server: RunningServer;
beforeAll(async () => {
  server = await start();
});
afterAll(() => server.close());

/** `{ book { sequel { … { id } } } }`, so many fields deep. */
const deep = (depth: number) => `{ book ${'{ sequel '.repeat(depth - 2)}{ id }${' }'.repeat(depth - 2)} }`;
const aliases = (count: number) =>
  `{ book { ${Array.from({ length: count }, (_, index) => `a${index}: id`).join(' ')} } }`;
const rootFields = (count: number) => `query { ${'...One '.repeat(count)} } fragment One on Query { whoAmI }`;
const tokens = (count: number) => `{ values(form: {a: [${'1 '.repeat(count - 16)}]}) { day } }`;

describe('the shape of a query', () => {
  it.each([
    ['depth', deep(10), deep(11), 11, 10],
    ['aliases', aliases(15), aliases(16), 16, 15],
    ['root fields', rootFields(10), rootFields(11), 11, 10],
    [
      'cost',
      '{ books(first: 99) { nodes { id title pages shelf lent sequel { id title } } } }',
      '{ books(first: 100) { nodes { id title pages shelf lent sequel { id title shelf } } } }',
      1001,
      1000,
    ],
  ])('is limited in %s', async (limit, fits, exceeds, asked, accepted) => {
    expect((await ask(server.url, fits)).status).toBe(200);
    const { status, errors } = await ask(server.url, exceeds);
    expect(status).toBe(400);
    expect(errors[0]?.extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit, asked, accepted });
    expect(errors[0]?.message).toContain(`limit of ${limit} is ${accepted}; it has ${asked}.`);
  });

  it('is limited in tokens', async () => {
    const { errors } = await ask(server.url, tokens(LIMITS.tokens + 1));
    expect(errors[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'tokens', accepted: 1000 });
    expect((await ask(server.url, tokens(LIMITS.tokens))).errors).toEqual([]);
  });

  it('is measured with fragments opened, and in the operation that runs', async () => {
    const nested = `query Small { whoAmI }
      query Large { book { ...Deep } }
      fragment Deep on Book { sequel { sequel { sequel { ...Deeper } } } }
      fragment Deeper on Book { sequel { sequel { sequel { sequel { sequel { sequel { id } } } } } } }`;
    const run = (operationName: string) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: nested, operationName }),
      }).then((response) => response.json());
    expect(await run('Small')).toMatchObject({ data: { whoAmI: expect.any(String) } });
    expect(await run('Large')).toMatchObject({ errors: [{ extensions: { limit: 'depth', asked: 11 } }] });
  });

  it('cannot keep validation busy by repeating a field', async () => {
    const { status, errors } = await ask(server.url, `{ book { ${'id '.repeat(900)} } }`);
    expect([status, errors[0]?.message]).toEqual([400, 'The query repeats the same fields too often.']);
  });

  it('cannot grow without bound by fragments in fragments', async () => {
    const doubling = Array.from({ length: 20 }, (_, n) => `fragment F${n} on Book { ...F${n + 1} ...F${n + 1} }`);
    const query = `{ book { ...F0 } } ${doubling.join(' ')} fragment F20 on Book { id }`;
    expect((await ask(server.url, query)).status).toBe(400);
  });

  it('costs by the variables of each request, though the query is known already', async () => {
    const query =
      'query ($first: Int! = 20) { books(first: $first) { nodes { id title pages shelf } edges { node { id title pages shelf } } } }';
    expect((await ask(server.url, query, { variables: { first: 10 } })).status).toBe(200);
    expect((await ask(server.url, query, { variables: { first: 100 } })).errors[0]?.extensions.limit).toBe('cost');
    expect((await ask(server.url, query)).status).toBe(200);
    const bad = await ask(server.url, query, { variables: { first: 'many' } });
    expect([bad.status, bad.errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

describe('time', () => {
  it('ends an operation at its deadline', async () => {
    const hasty = await start({ operationMs: 30 });
    try {
      const { status, errors } = await ask(hasty.url, '{ endless }');
      expect([status, errors[0]?.extensions.code]).toEqual([503, 'OPERATION_TIMEOUT']);
      expect((await ask(hasty.url, '{ whoAmI }')).status).toBe(200);
    } finally {
      await hasty.close();
    }
  });
});

describe('the time of a request', () => {
  it('ends when its body does not arrive whole, but not when it does', async () => {
    const hasty = await start({ requestMs: 40 });
    try {
      const { hostname, port } = new URL(hasty.url);
      const socket = connect(Number(port), hostname);
      const head = ['POST /graphql HTTP/1.1', `host: ${hostname}`, 'content-type: application/json'];
      socket.write(`${head.join('\r\n')}\r\ncontent-length: 100\r\n\r\n{"query": `);
      const [answer] = await once(socket.setEncoding('utf8'), 'data');
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      await once(socket, 'close');
      expect((await ask(hasty.url, '{ whoAmI }')).status).toBe(200);
    } finally {
      await hasty.close();
    }
  });
});

describe('the rate', () => {
  const plenty = { points: 1_000, seconds: 60 };
  const rate = {
    requests: plenty,
    cost: plenty,
    publicCost: plenty,
    actions: { object: { points: 2, seconds: 3600 } },
  };

  const withRate = async (changes: object, test: (url: string) => Promise<void>) => {
    const rationed = await start({ rate: { ...rate, ...changes } });
    await test(rationed.url).finally(() => rationed.close());
  };

  it('is limited by requests', () =>
    withRate({ requests: { points: 2, seconds: 60 } }, async (url) => {
      const statuses = [];
      for (let n = 0; n < 3; n++) statuses.push((await ask(url, '{ whoAmI }')).status);
      expect(statuses).toEqual([200, 200, 429]);
    }));

  it('is limited by cost, and says when to try again', () =>
    withRate({ publicCost: { points: 50, seconds: 60 } }, async (url) => {
      const costs41 = '{ books(first: 20) { nodes { id } } }';
      expect((await ask(url, costs41)).status).toBe(200);
      const { status, errors, headers } = await ask(url, costs41);
      expect([status, errors[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }));

  it('is limited more strictly where a resolver says so', () =>
    withRate({}, async (url) => {
      const lodge = () => ask(url, 'mutation { complain }');
      expect([(await lodge()).status, (await lodge()).status]).toEqual([200, 200]);
      const third = await lodge();
      expect([third.status, third.errors[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
      expect((await ask(url, '{ whoAmI }')).status).toBe(200);
    }));

  describe('over time', () => {
    afterEach(() => void vi.useRealTimers());

    it('recovers, and one caller does not use up what is another’s', async () => {
      vi.useFakeTimers();
      const limiter = createRateLimiter({ ...rate, requests: { points: 1, seconds: 60 } });
      await limiter.chargeRequest('192.0.2.1');
      await limiter.chargeRequest('192.0.2.2');
      await expect(limiter.chargeRequest('192.0.2.1')).rejects.toMatchObject({
        extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 60 },
      });
      vi.advanceTimersByTime(60_000);
      await limiter.chargeRequest('192.0.2.1');
    });
  });
});
