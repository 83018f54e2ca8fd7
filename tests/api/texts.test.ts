import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, inFlex, passing, ready, someoneFlexible, stamped } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let head: Caller;
let clerk: Caller;
let approver: Caller;
beforeAll(async () => {
  api = await startApi();
  head = await api.as('PROVINCE_APPROVER', bureaus.province);
  clerk = await api.as('COUNTY_CLERK', bureaus.county);
  approver = await api.as('COUNTY_APPROVER', bureaus.county);
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
});
afterAll(() => api.close());

/** Sends JSON text as it is: what JSON.stringify would not write. */
const sendRaw = async (body: string): Promise<{ readonly status: number; readonly errors: Answer }> => {
  const response = await fetch(`${api.running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { status: response.status, errors: ((await response.json()) as Answer).errors };
};

const refusedFields = async (command: string, input: object): Promise<string[]> => {
  const type = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${command}(input: $input) { commandId } }`;
  const [error] = await head.refusedAsk(document, { input });
  expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  return error?.extensions.fields.map(({ path }: Answer) => path.join('.'));
};

describe('a text that people write', () => {
  const amendment = { editionId: flexId, bureau: bureaus.city, seats: 12 };

  test.each([
    ['blank', ' '],
    ['a line break and an ideographic space', '\n\u3000'],
    ['NUL', '\u0000'],
    ['a control character within', '增\u0007补'],
    ['half of a surrogate pair', '增\ud83c'],
    ['zero-width characters', '\u200b\u2060'],
    ['a filler that shows nothing', '\u3164'],
    ['too long', '长'.repeat(2001)],
  ])('is refused if it is %s, naming the field and what is accepted', async (_, reason) => {
    const document = 'mutation ($input: AdjustQuotaInput!) { adjustQuota(input: $input) { commandId } }';
    const [error] = await head.refusedAsk(document, { input: { ...amendment, reason } });
    expect(error?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['reason'], message: expect.stringMatching(/^reason takes 1 to 2000 characters/) }],
    });
  });

  test('is recorded without white space at its ends, and counted by characters', async () => {
    const id = await ready(clerk, inFlex());
    const text = `同意，\n材料属实\u{20000}`;
    const said = { text: `\u3000 ${text.replace('\n', '\r\n')}\n`, signer: ' 王主任 ' };
    await accepted(approver, 'review', await passing(approver, id, said));
    const { nomination } = await clerk.ask(
      'query ($id: ID!) { nomination(id: $id) { reviews { opinion { text signer } } } }',
      { id },
    );
    expect(nomination.reviews).toEqual([{ opinion: { text, signer: '王主任' } }]);
    await accepted(head, 'adjustQuota', { ...amendment, reason: '\u{20000}'.repeat(2000) });
  });

  test('is refused wherever it stands', async () => {
    const blank = '\u3000';
    const evidence = [{ title: blank }];
    expect(
      await refusedFields('object', {
        ...{ noticeId: 'none', nominationId: 'none', grounds: blank, evidence },
        objector: { name: blank, contact: blank },
      }),
    ).toEqual(['objector.name', 'objector.contact', 'grounds', 'evidence.0.title']);
    expect(
      await refusedFields('appointExpert', { editionId: flexId, expert: blank, name: blank, fields: ['农', blank] }),
    ).toEqual(['name', 'expert', 'fields']);
    const opinion = stamped(blank, { signer: blank, contact: { name: blank, phone: blank } });
    expect(await refusedFields('review', { nominationId: 'none', decision: 'PASS', opinion })).toEqual(
      expect.arrayContaining(['opinion.text', 'opinion.signer', 'opinion.contact.name', 'opinion.contact.phone']),
    );
    const revocation = { certificate: 'none', ground: blank, statement: blank, impact: blank, evidence };
    expect(await refusedFields('revoke', revocation)).toEqual(
      expect.arrayContaining(['ground', 'statement', 'impact', 'evidence.0.title']),
    );
  });

  test('to search for is refused as well, instead of finding everyone', async () => {
    for (const search of ['\u0000', '\u200b']) {
      const [register] = await api.anyone.refusedAsk(
        'query ($search: String) { honorees(filter: { search: $search }) { totalCount } }',
        { search },
      );
      expect(register?.extensions.code).toBe('BAD_USER_INPUT');
      const [board] = await clerk.refusedAsk(
        'query ($search: String) { nominations(filter: { search: $search }) { totalCount } }',
        { search },
      );
      expect(board?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a form', () => {
  const nominate = 'mutation ($input: NominateInput!) { nominate(input: $input) { commandId } }';
  const asVariable = async (value: string) => {
    const input = JSON.stringify(inFlex({ form: { remark: 'HERE' } })).replace('"HERE"', value);
    return sendRaw(`{"query":${JSON.stringify(nominate)},"variables":{"input":${input}}}`);
  };
  const asLiteral = async (value: string) => {
    const input = `{ editionId: "${flexId}", bureau: "${bureaus.county}", category: "NEW_FORM", form: { remark: ${value} } }`;
    return sendRaw(JSON.stringify({ query: `mutation { nominate(input: ${input}) { commandId } }` }));
  };
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test.each([
    ['a number beyond all numbers', '1e999'],
    ['values eleven deep', nested(10)],
    ['values hundreds deep', nested(400)],
    ['NUL in a text', '"a\\u0000"'],
    ['half of a surrogate pair', '"\\ud800"'],
    ['NUL in a key', '{"a\\u0000":1}'],
  ])('with %s is refused as a mistake of the client', async (_, value) => {
    const { status, errors } = await asVariable(value);
    expect([status, errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(errors[0].message).toContain('JSONObject takes');
  });

  test.each([
    ['a number beyond all numbers', '1e999'],
    ['values eleven deep', nested(10)],
    ['NUL in a text', '"a\\u0000"'],
  ])('written out with %s does not hold as a query', async (_, value) => {
    const { status, errors } = await asLiteral(value);
    expect([status, errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(errors[0].message).toContain('JSONObject takes');
  });

  test.each([
    ['values too deep', 'JSONObject', JSON.parse(`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`)],
    ['NUL in a text', 'String', 'secret\u0000'],
  ])('with a variable inside that brings %s is refused, without the value', async (_, type, x) => {
    const input = `{ editionId: "${flexId}", bureau: "${bureaus.county}", category: "NEW_FORM", form: { a: { b: $x } } }`;
    const query = `mutation ($x: ${type}) { nominate(input: ${input}) { commandId } }`;
    const { status, errors } = await sendRaw(JSON.stringify({ query, variables: { x } }));
    expect([status, errors]).toEqual([
      400,
      [
        {
          message: 'Argument "input" has a value that its type does not accept.',
          locations: expect.any(Array),
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    ]);
  });

  test('as deep as is accepted, or with what no field takes, is judged by the program', async () => {
    const form = someoneFlexible({ remark: JSON.parse(nested(9)) });
    const { errors } = await clerk.run('nominate', inFlex({ form }));
    expect(errors).toEqual([expect.objectContaining({ code: 'FIELD_INVALID', path: ['form', 'remark'] })]);
  });
});

test('an operation of a kind that the API has not got is refused as such', async () => {
  const { status, errors } = await sendRaw(JSON.stringify({ query: 'subscription { x }' }));
  expect([status, errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  expect(errors[0].message).toBe('This API has no subscription operations.');
});
