import { printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf } from '../../schema/context.ts';
import { encodeCursor } from '../../schema/cursor.ts';
import { userErrorOf } from '../../schema/errors.ts';
import { messages } from '../../src/domain/messages.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { ask, silent } from '../support/http.ts';
import { books, counted, librarySchema } from './library.ts';

let server: RunningServer;
beforeAll(async () => {
  const schema = await librarySchema();
  server = await startServer({ schema, buildContext: () => ({}), logger: silent, port: 0 });
});
afterAll(() => server.close());

describe('connections', () => {
  const page = (args: string) =>
    ask(
      server.url,
      `{ books(${args}) { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    );

  it('lead through the whole list, once each', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await page(`first: 20${after ? `, after: "${after}"` : ''}`);
      const { nodes, pageInfo, edges } = data.books;
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges.at(-1).cursor]);
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(books.map(({ id }) => id));
  });

  it('have 20 items unless asked for another number', async () => {
    const { data } = await ask(server.url, '{ books { nodes { id } } }');
    expect(data.books.nodes).toHaveLength(20);
  });

  it('count only when asked', async () => {
    const before = counted.times;
    await page('first: 1');
    expect(counted.times).toBe(before);
    const { data } = await ask(server.url, '{ books(first: 1) { totalCount } }');
    expect(data.books.totalCount).toBe(books.length);
  });

  it.each([0, -1, 101])('take no first: %i', async (first) => {
    const { errors } = await ask(server.url, `{ books(first: ${first}) { pageInfo { hasNextPage } } }`);
    expect(errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['first'], message: 'first takes 1 to 100.' }],
    });
  });

  it.each([
    '',
    'abc',
    '%%%',
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('["PAGES",{},"b","7"]').toString('base64url'),
  ])('take no cursor %j', async (after) => {
    const { errors } = await page(`after: "${after}"`);
    expect(errors[0]).toMatchObject({
      message: '"after" takes a cursor as an earlier page gave it.',
      extensions: { code: 'BAD_USER_INPUT', path: ['after'] },
    });
  });

  it('take no cursor of another order', async () => {
    const after = encodeCursor({ order: 'TITLE', key: ['x', 'b1'], position: '7' });
    const { errors } = await page(`after: "${after}"`);
    expect(errors[0]?.message).toContain('ordered by TITLE; this list is ordered by PAGES');
  });
});

describe('scalars', () => {
  const value = async (name: string, given: unknown) => {
    const type = { at: 'DateTimeISO', day: 'LocalDate', position: 'Position', form: 'JSONObject' }[name];
    const { data, status } = await ask(server.url, `query ($v: ${type}) { values(${name}: $v) { ${name} } }`, {
      variables: { v: given },
    });
    return status === 200 ? data.values[name] : status;
  };

  it.each([
    ['at', '2024-01-25T23:59:59.999+08:00', '2024-01-25T15:59:59.999Z'],
    ['at', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['at', '2023-02-29T00:00:00Z', 400],
    ['at', '2024-01-25T23:59:59', 400],
    ['at', '2024-01-25T23:59:60Z', 400],
    ['at', '2024-01-25', 400],
    ['at', 1706198399999, 400],
    ['day', '2024-02-29', '2024-02-29'],
    ['day', '2023-02-29', 400],
    ['day', '2024-2-9', 400],
    ['position', '1024/1000', '1024/1000'],
    ['position', '7', '7'],
    ['position', '-1', 400],
    ['form', { name: '张三', years: [1, { a: null }] }, { name: '张三', years: [1, { a: null }] }],
    ['form', [1], 400],
    ['form', 'text', 400],
  ])('%s: %j → %j', async (name, given, expected) => {
    expect(await value(name, given)).toEqual(expected);
  });

  it('take literals, with variables inside', async () => {
    const { data } = await ask(
      server.url,
      'query ($n: String) { values(form: {name: $n, a: [1]}, day: "2024-01-25") { form day } }',
      {
        variables: { n: 'x' },
      },
    );
    expect(data.values).toEqual({ form: { name: 'x', a: [1] }, day: '2024-01-25' });
  });
});

describe('refusals', () => {
  const rename = (headers: Record<string, string>) =>
    ask(
      server.url,
      `mutation { rename(input: {commandId: "6F1C1B8E-6A52-4A3E-9D3A-0C7F7A4F2B11", title: "x", expectedRevision: 1}) {
        book { id } position commandId errors { __typename code message path ruleId ... on FieldError { label } } } }`,
      { headers },
    );

  it('are data, with rule and path, in the language asked for', async () => {
    const [en, zh] = [await rename({}), await rename({ 'accept-language': 'zh' })];
    expect(en.errors).toEqual([]);
    expect(en.data.rename).toEqual({
      book: null,
      position: null,
      commandId: '6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11',
      errors: [
        {
          __typename: 'FieldError',
          code: 'FIELD_REQUIRED',
          message: 'Title is required. Fill it in.',
          path: ['title'],
          ruleId: 'R-B1',
          label: 'Title',
        },
      ],
    });
    expect(zh.data.rename.errors[0].message).toBe('“Title”不得空项，请填写。');
  });

  it('say their numbers in fields where they have some', () => {
    const refusal = { code: 'FIELD_UNKNOWN', path: [] } as const;
    expect(userErrorOf({ ...refusal, params: { expected: 3, actual: 5 } }, 'en')).toMatchObject({
      expected: 3,
      actual: 5,
    });
    expect(userErrorOf({ ...refusal, params: { quota: 10, taken: 10 } }, 'en')).toMatchObject({ quota: 10, taken: 10 });
  });

  it('have every code of the catalog in the schema, described in both languages', async () => {
    const sdl = printSchema(await librarySchema());
    for (const [code, { zh }] of Object.entries(messages)) {
      expect(sdl).toMatch(new RegExp(`^  ${code}$`, 'm'));
      expect(sdl).toContain(zh.slice(0, 6));
    }
    for (const type of ['CommandRefused', 'RevisionConflict', 'QuotaConflict', 'FieldError']) {
      expect(sdl).toContain(`type ${type} implements UserError`);
    }
  });
});

describe('the language of a request', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['en;q=0.1, zh-Hans;q=0.5', 'zh'],
    ['fr, zh;q=0.2', 'zh'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['fr', 'en'],
  ])('%s → %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
