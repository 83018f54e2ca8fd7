import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, type Caller, startApi } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let clerk: Caller;

beforeAll(async () => {
  api = await startApi();
  clerk = await api.as('COUNTY_CLERK', bureaus.county);
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
});
afterAll(() => api.close());

describe('what a query costs', () => {
  test.each([
    ['editions with all their bureaus', '{ editions(first: 20) { nodes { bureaus { code } } } }', 2041],
    ['editions with all their quotas', '{ editions(first: 40) { nodes { quotas { seats bureau { code } } } } }', 2241],
    ['dossiers, which the log is read for', '{ nominations(first: 100) { nodes { form drafters } } }', 1101],
    ['rules assessed, on all of a dossier', '{ nominations(first: 100) { nodes { eligibility { outcome } } } }', 1201],
    [
      'what is gathered in dossiers',
      '{ nominations(first: 50) { nodes { checklist { missing } vetting { answer } steps { step } waivers { status } } } }',
      1251,
    ],
    [
      'notices of the past, which are replayed',
      `{ ${Array.from({ length: 10 }, (_, i) => `n${i}: notice(id: "x", asOf: { position: "0" }) { id }`).join(' ')} }`,
      1010,
    ],
    [
      'objections of the past, which are replayed with their notices',
      `{ ${Array.from({ length: 10 }, (_, i) => `o${i}: objection(id: "x", asOf: { position: "0" }) { id }`).join(' ')} }`,
      1010,
    ],
    [
      'lists of notices of the past',
      '{ notices(first: 100, asOf: { position: "0" }) { nodes { id status days publishedOn } } }',
      1001,
    ],
    [
      'objects by their ids',
      `{ nodes(ids: ${JSON.stringify(Array(20).fill(flexId))}) { ... on Edition { bureaus { code } } } }`,
      2021,
    ],
  ])('counts %s', async (_, document, asked) => {
    const [error] = await clerk.refusedAsk(document);
    expect(error?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'cost', asked });
  });

  test('one edition with the tree of its bureaus is within it', async () => {
    const { edition } = await clerk.ask(
      `{ edition(id: "${flexId}") { bureaus { code name { zh en } level parent { code } } } }`,
    );
    expect(edition.bureaus.length).toBeGreaterThan(100);
  });
});
