import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, Api } from '../support/api.ts';
import { atWork } from '../support/at-work.ts';
import { inFlex } from '../support/dossiers.ts';

let api: Api;
let authorization: string;

beforeAll(async () => {
  ({ api } = await atWork('FLEX_STAR'));
  authorization = `Bearer ${await api.tokenOf('COUNTY_CLERK', '410122')}`;
});
afterAll(() => api.close());

const post = async (query: string, headers: Record<string, string> = {}, variables: object = {}) => {
  const response = await fetch(`${api.running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
};
const list = '{ nominations(first: 1) { totalCount } }';

test('an answer says which position of the log it shows, a mutation one that has its own events', async () => {
  const { headers, body } = await post(
    'mutation ($input: NominateInput!) { nominate(input: $input) { position } }',
    {},
    { input: inFlex() },
  );
  expect(headers.get('laurel-position')).toBe(body.data.nominate.position);
  expect((await post(list)).headers.get('laurel-position')).toBe(body.data.nominate.position);
});

test('sent back, it is what the next answer shows at least, at whichever replica', async () => {
  const { headers } = await post(list);
  const answer = await post(list, { 'laurel-position': headers.get('laurel-position') ?? '' });
  expect([answer.status, answer.body.data.nominations.totalCount]).toEqual([200, 1]);
});

test('a position that is not reached in time is told as such, and nothing is answered', async () => {
  const ahead = api.running.follower.position()?.includes('/') ? '999999999/999999999' : '999999999';
  const { status, body } = await post(list, { 'laurel-position': ahead });
  expect(status).toBe(503);
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'READ_MODEL_BEHIND', asked: ahead } }] });
  expect(body.data).toBeUndefined();
});

test('what is no position is refused', async () => {
  const { status, body } = await post(list, { 'laurel-position': 'yesterday' });
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([
    {
      message: 'The header Laurel-Position takes a position as an answer of this API gave it.',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});
