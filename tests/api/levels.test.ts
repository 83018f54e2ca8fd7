import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/api.ts';
import { type Publicized, publicized } from '../support/selection.ts';

const reads = `query ($id: ID!, $editionId: ID!) {
  nomination(id: $id) { id }
  nominations { totalCount }
  quotaTallies(editionId: $editionId) { totalCount }
  edition(id: $editionId) { totals { level } experts { id } shortlist { decidedAt } }
  slate(editionId: $editionId, bureau: "410100") { id }
  scoreboard(editionId: $editionId) { totalCount }
  reviews(editionId: $editionId) { totalCount }
  reviewQueues(editionId: $editionId) { totalCount }
  objections { totalCount }
}`;
const timeline = '{ timeline(first: 1) { totalCount nodes { id } } }';

const nothing = {
  nomination: null,
  nominations: { totalCount: 0 },
  quotaTallies: { totalCount: 0 },
  edition: { totals: null, experts: null, shortlist: null },
  slate: null,
  scoreboard: { totalCount: 0 },
  reviews: { totalCount: 0 },
  reviewQueues: { totalCount: 0 },
  objections: { totalCount: 0 },
};

let given: Publicized;
let entry: string;
beforeAll(async () => {
  given = await publicized();
  entry = (await given.approver.ask(timeline)).timeline.nodes[0].id;
});
afterAll(() => given.api.close());

const asked = (caller: Caller) => caller.ask(reads, { id: given.nominations[0], editionId: given.editionId });
const seesHistory = async (caller: Caller) => {
  const { node } = await caller.ask('query ($id: ID!) { node(id: $id) { id } }', { id: entry });
  const { totalCount } = (await caller.ask(timeline)).timeline;
  expect(node !== null).toBe(totalCount > 0);
  return totalCount > 0;
};

describe('a role of one level in a bureau of another', () => {
  test.each([
    ['a county clerk at the province', 'COUNTY_CLERK', '410000'],
    ['a city reviewer at the province', 'CITY_REVIEWER', '410000'],
    ['a county approver at a city', 'COUNTY_APPROVER', '410100'],
    ['a province approver at a city', 'PROVINCE_APPROVER', '410100'],
    ['a province officer at a county', 'PROVINCE_OFFICER', '410122'],
    ['a province approver of another province', 'PROVINCE_APPROVER', '420000'],
    ['a vetting body whose token names none', 'VETTING_BODY', '410000'],
  ] as const)('reads nothing: %s', async (_, role, bureau) => {
    const caller = await given.api.as(role, bureau);
    expect(await asked(caller)).toEqual(nothing);
    expect(await seesHistory(caller)).toBe(false);
  });

  test('reads what another role of the same person holds there', async () => {
    const both = await given.api.as(['COUNTY_CLERK', 'PROVINCE_OFFICER'], '410000');
    expect((await asked(both)).nominations.totalCount).toBe(given.nominations.length);
  });
});

describe('the whole history', () => {
  test.each([
    ['an approver of the province', 'PROVINCE_APPROVER', '410000', true],
    ['an auditor bound to no bureau', 'AUDITOR', undefined, true],
    ['an inspector of the province', 'DISCIPLINE_INSPECTOR', '410000', true],
    ['an auditor of a city', 'AUDITOR', '410100', false],
    ['an inspector of a county', 'DISCIPLINE_INSPECTOR', '410122', false],
    ['an officer of the province', 'PROVINCE_OFFICER', '410000', false],
    ['an approver bound to no bureau', 'PROVINCE_APPROVER', undefined, false],
  ] as const)('of %s', async (_, role, bureau, whole) => {
    expect(await seesHistory(await given.api.as(role, bureau))).toBe(whole);
  });
});
