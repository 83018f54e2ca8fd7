import { GraphQLClient } from 'graphql-request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { ask, postBody, silent } from '../support/http.ts';
import { gate, librarySchema } from './library.ts';

const start = async (settings: object = {}) =>
  startServer({ schema: await librarySchema(), buildContext: () => ({}), logger: silent, port: 0, ...settings });

let server: RunningServer;
beforeAll(async () => {
  server = await start();
});
afterAll(() => server.close());

const body = JSON.stringify({ query: '{ book { id } }' });

describe('operations', () => {
  it('answers a client of others', async () => {
    const client = new GraphQLClient(`${server.url}/graphql`);
    expect(await client.request('query Q($of: Int!) { square(of: $of) }', { of: 7 })).toEqual({ square: 49 });
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
  ])('answers %s with %s', async (accept, type) => {
    const { headers } = await postBody(server.url, body, { accept });
    expect(headers.get('content-type')).toBe(type);
  });

  it('says which request it was, and that the answer is not to be kept', async () => {
    const { headers } = await postBody(server.url, body);
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('takes none by GET', async () => {
    const query = encodeURIComponent('{ book { id } }');
    const response = await fetch(`${server.url}/graphql?query=${query}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'takes none as %s, which a page of another site could send unasked',
    async (type) => {
      const { status, errors } = await postBody(server.url, body, { 'content-type': type });
      expect(status).toBe(415);
      expect(errors[0]?.extensions.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    },
  );

  it('takes no batches', async () => {
    const { status, errors } = await postBody(server.url, `[${body},${body}]`);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it.each(['{"query": ', '', '"text"', 'null', '{"query": 7}', '{"query": "{book{id}}", "variables": []}'])(
    'refuses the body %j as a GraphQL error',
    async (malformed) => {
      const { status, errors } = await postBody(server.url, malformed);
      expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    },
  );

  it('refuses a body over 100 KB as a GraphQL error, in the media type asked for', async () => {
    const accept = 'application/graphql-response+json';
    const { status, errors, headers } = await postBody(server.url, body + ' '.repeat(100 * 1024), { accept });
    expect([status, errors[0]?.extensions.code]).toEqual([413, 'BODY_TOO_LARGE']);
    expect(headers.get('content-type')).toContain(accept);
    expect((await postBody(server.url, body + ' '.repeat(100 * 1024 - body.length))).status).toBe(200);
  });

  it('answers an unknown path as a GraphQL error', async () => {
    const response = await fetch(`${server.url}/grapql`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it('answers a path that cannot be decoded alike, and repeats nothing of it', async () => {
    const response = await fetch(`${server.url}/410102199001010020/%ff`);
    const text = await response.text();
    expect([response.status, JSON.parse(text).errors?.[0]?.extensions.code]).toEqual([404, 'NOT_FOUND']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(text).not.toContain('4101');
  });
});

describe('what errors do not say', () => {
  it('nothing of a crash but that it happened', async () => {
    const { data, errors } = await ask(server.url, '{ crash }');
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: 'Internal server error.',
        path: ['crash'],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
  });

  it('no values of inputs that class-validator refuses, but where and why', async () => {
    const { errors } = await ask(server.url, 'mutation ($input: RenameInput!) { rename(input: $input) { position } }', {
      variables: {
        input: { commandId: crypto.randomUUID(), title: '410101199001011234', author: { idNumber: '' } },
      },
    });
    expect(errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [
        { path: ['title'], message: 'title takes at most 10 characters.' },
        { path: ['author', 'idNumber'], message: 'idNumber is required.' },
      ],
    });
    expect(JSON.stringify(errors)).not.toContain('4101');
  });

  it.each([
    [
      { title: 410101 },
      'Variable "$input" is not acceptable at "input.title": String cannot represent a non string value.',
    ],
    [{ title: { name: '410101 at "x"; y' } }, 'at "input.title": String cannot represent a non string value.'],
    [{ title: 'a', commandId: '410101; 410101' }, 'at "input.commandId": UUID takes a UUID'],
    [{ title: 'a', nmae: '410101' }, 'Field "nmae" is not defined by type "RenameInput".'],
    ['410101 at "input.x"; because', 'at "input": Expected type "RenameInput" to be an object.'],
  ])('no values of variables: %j', async (input, message) => {
    const commandId = crypto.randomUUID();
    const { status, errors } = await ask(
      server.url,
      'mutation ($input: RenameInput!) { rename(input: $input) { position } }',
      { variables: { input: typeof input === 'object' ? { commandId, ...input } : input } },
    );
    expect(status).toBe(400);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain(message);
    expect(JSON.stringify(errors)).not.toContain('410101');
  });

  it.each(['{ square(of: "410101") }', '{ values(day: "410101") { day } }', '{ square("410101") }', '{ 410101 }'])(
    'no values of literals: %s',
    async (query) => {
      const { status, errors } = await ask(server.url, query);
      expect(status).toBe(400);
      expect(JSON.stringify(errors)).not.toContain('410101');
    },
  );

  it('no names of the schema, unless it is shown', async () => {
    const misspelt = '{ boook { id } }';
    const introspection = '{ __schema { queryType { name } } }';
    expect((await ask(server.url, misspelt)).errors[0]?.message).toBe('Cannot query field "boook" on type "Query".');
    expect((await ask(server.url, introspection)).status).toBe(400);
    const open = await start({ showSchema: true });
    try {
      expect((await ask(open.url, misspelt)).errors[0]?.message).toContain('Did you mean "book"');
      expect((await ask(open.url, introspection)).data.__schema.queryType.name).toBe('Query');
    } finally {
      await open.close();
    }
  });
});

describe('health and closing', () => {
  it('tells liveness from readiness', async () => {
    const state = { ready: false, reason: 'read models are 12 events behind' };
    const behind = await start({ ready: () => state });
    try {
      expect((await fetch(`${behind.url}/health/live`)).status).toBe(200);
      const notReady = await fetch(`${behind.url}/health/ready`);
      expect([notReady.status, await notReady.json()]).toEqual([503, { status: 'not ready', reason: state.reason }]);
      state.ready = true;
      expect((await fetch(`${behind.url}/health/ready`)).status).toBe(200);
    } finally {
      await behind.close();
    }
  });

  it('finishes what is under way before it closes, and takes nothing new', async () => {
    const closing = await start();
    let open = () => {};
    gate.opened = new Promise((resolve) => {
      open = resolve;
    });
    const entered = new Promise<void>((resolve) => {
      gate.entered = resolve;
    });
    const underWay = ask(closing.url, '{ gated }', { headers: { connection: 'close' } });
    await entered;
    const closed = closing.close();
    await expect(ask(closing.url, '{ book { id } }')).rejects.toThrow();
    open();
    expect((await underWay).data).toEqual({ gated: 'through' });
    await closed;
  });
});
