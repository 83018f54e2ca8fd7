import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyVersion } from '../../src/app/permissions.ts';
import type { Answer, Caller } from '../support/api.ts';
import { accepted, inFlex, passed, prepared, ready } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { beforeThePanel, type Selection } from '../support/selection.ts';

const asked = /* GraphQL */ `
  query Visibility($actor: ViewedByInput!, $at: AsOfInput!, $id: ID!) {
    visibilityAt(actor: $actor, at: $at, nominationId: $id) {
      actor { id roles bureau body fromRecord } visible view reason text withheld { field reason }
      status holder policyVersion policyVersionThen samePolicy asOfPosition
    }
  }
`;

let given: Selection;
let auditor: Caller;
let nominationId: string;
let ofCounty: string;
const at = (time: string) => ({ time });
const first = at('2024-01-08T03:00:00.000Z');
const assigned = at('2024-01-25T03:00:00.000Z');
const aside = at('2024-01-26T03:00:00.000Z');
const dismissed = at('2024-01-27T03:00:00.000Z');

beforeAll(async () => {
  given = await beforeThePanel();
  const { api, editionId, officer, approver } = given;
  nominationId = given.nominations[0] as string;
  auditor = await api.as('AUDITOR');
  const [clerk, countyApprover] = await Promise.all([
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('COUNTY_APPROVER', bureaus.county),
  ]);
  await prepared(clerk, editionId, bureaus.county);
  ofCounty = await ready(clerk, inFlex());
  await passed(countyApprover, ofCounty);
  await api.passTo('2024-01-10T01:00:00.000Z');
  await accepted(clerk, 'forward', { nominationId: ofCounty });

  await api.passTo('2024-01-25T02:00:00.000Z');
  await accepted(approver, 'freezeRubric', { editionId });
  for (const expert of ['wu', 'zheng']) {
    await accepted(officer, 'appointExpert', { editionId, expert, name: '方专家', fields: ['就业'] });
  }
  const assignments = ['wu', 'zheng'].map((expert) => ({ nominationId, expert }));
  await accepted(officer, 'assignReviews', { editionId, assignments });
  await api.passTo('2024-01-26T02:00:00.000Z');
  await accepted(await api.as('EXPERT', undefined, 'wu'), 'recuse', { nominationId, reason: '同单位。' });
  await api.passTo('2024-01-27T02:00:00.000Z');
  await accepted(officer, 'dismissExpert', { editionId, expert: 'zheng', reason: '另有任务。' });
  await api.passTo('2024-02-01T02:00:00.000Z');
});
afterAll(() => given.api.close());

const seen = async (actor: object, when: object, id = nominationId, by = auditor): Promise<Answer> =>
  (await by.ask(asked, { actor, at: when, id })).visibilityAt;

const expert = (id: string) => ({ id, roles: ['EXPERT'] });
const fieldsOf = ({ withheld }: Answer): string[] => withheld.map(({ field }: Answer) => field);

describe('what an expert could see', () => {
  test('nothing before the assignment', async () => {
    expect(await seen(expert('wu'), first)).toMatchObject({ visible: false, view: null, reason: 'NOT_ASSIGNED' });
  });

  test('what scoring needs, while assigned, as the API showed it then', async () => {
    const answer = await seen(expert('wu'), assigned);
    expect(answer).toMatchObject({ visible: true, view: 'TO_SCORE', reason: 'ASSIGNED_EXPERT', status: 'SUBMITTED' });
    expect(fieldsOf(answer)).toEqual(expect.arrayContaining(['form.idNumber', 'form.phone', 'drafters', 'vetting']));
    expect(fieldsOf(answer)).not.toContain('form.deeds');
  });

  test('nothing after stepping aside, while the other expert still saw it', async () => {
    expect(await seen(expert('wu'), aside)).toMatchObject({ visible: false, reason: 'RECUSED' });
    expect(await seen(expert('zheng'), aside)).toMatchObject({ visible: true, view: 'TO_SCORE' });
  });

  test('nothing once dismissed', async () => {
    expect(await seen(expert('zheng'), dismissed)).toMatchObject({ visible: false, reason: 'DISMISSED' });
  });
});

describe('what a bureau could see', () => {
  test.each([
    ['the clerk of the county that nominated', ['COUNTY_CLERK'], bureaus.county, true, 'OWN_BUREAU'],
    ['the reviewer of the city above', ['CITY_REVIEWER'], bureaus.city, true, 'BUREAU_ABOVE'],
    ['the clerk of another city', ['CITY_CLERK'], bureaus.otherCity, false, 'ANOTHER_BUREAU'],
    ['a county role at the city', ['COUNTY_CLERK'], bureaus.city, false, 'ROLE_OF_ANOTHER_LEVEL'],
    ['an auditor bound to no bureau', ['AUDITOR'], undefined, true, 'OVERSIGHT'],
    ['an administrator', ['ADMIN'], undefined, false, 'NO_ROLE_FOR_IT'],
  ])('%s', async (_, roles, bureau, visible, reason) => {
    const answer = await seen({ id: 'somebody', roles, bureau }, first, ofCounty);
    expect(answer).toMatchObject({ visible, reason, view: visible ? 'FULL' : null });
    if (reason === 'OWN_BUREAU') expect(fieldsOf(answer)).toEqual(['standingObjections']);
  });

  test('a body was asked until the nomination had gone forward', async () => {
    const body = { id: 'police', roles: ['VETTING_BODY'], bureau: bureaus.county, body: 'PUBLIC_SECURITY' };
    const before = await seen(body, first, ofCounty);
    expect(before).toMatchObject({ view: 'TO_VET', reason: 'VETTING', holder: bureaus.county, status: 'PASSED' });
    expect(fieldsOf(before)).toContain('reviews');
    expect(await seen(body, assigned, ofCounty)).toMatchObject({
      visible: false,
      reason: 'VETTING_OVER',
      holder: bureaus.city,
    });
    expect(await seen({ ...body, body: 'FIRE_BRIGADE' }, first, ofCounty)).toMatchObject({
      reason: 'NOT_ASKED_TO_VET',
    });
  });
});

describe('an account known by its id only', () => {
  test('is taken as it was when it last acted by then', async () => {
    const answer = await seen({ id: `city_reviewer-${bureaus.city}` }, first);
    expect(answer).toMatchObject({
      actor: { roles: ['CITY_REVIEWER'], bureau: bureaus.city, fromRecord: true },
      visible: true,
      view: 'FULL',
    });
  });

  test('that had never acted is said to be unknown', async () => {
    expect(await seen({ id: 'wu' }, assigned)).toMatchObject({
      actor: { roles: [], fromRecord: false },
      visible: null,
      view: null,
      reason: 'NEVER_ACTED',
      text: expect.stringContaining('Name them in roles'),
    });
    expect(await seen({ id: 'wu' }, aside)).toMatchObject({ actor: { fromRecord: true }, reason: 'RECUSED' });
  });
});

test('before it was nominated there was nothing to see', async () => {
  const { nodes } = (await auditor.ask('{ timeline(first: 1) { nodes { position } } }')).timeline;
  const answer = await seen({ id: 'somebody', roles: ['AUDITOR'] }, { position: nodes[0].position });
  expect(answer).toMatchObject({ visible: false, reason: 'NOT_NOMINATED_YET', status: null });
});

test('says by which policy it is answered, and whether that was in force', async () => {
  expect(await seen(expert('wu'), assigned)).toMatchObject({
    policyVersion,
    policyVersionThen: policyVersion,
    samePolicy: true,
  });
});

test.each([
  ['an approver of the province', 'PROVINCE_APPROVER', bureaus.province, true],
  ['an inspector', 'DISCIPLINE_INSPECTOR', undefined, true],
  ['an officer of the province', 'PROVINCE_OFFICER', bureaus.province, false],
  ['an auditor of one city', 'AUDITOR', bureaus.city, false],
  ['the clerk who drafted it', 'CITY_CLERK', bureaus.city, false],
] as const)('who may ask: %s', async (_, role, bureau, may) => {
  const answer = await seen(expert('wu'), assigned, nominationId, await given.api.as(role, bureau));
  expect(answer !== null).toBe(may);
});

test('the moment must have come', async () => {
  const [error] = await auditor.refusedAsk(asked, {
    actor: expert('wu'),
    at: at('2030-01-01T00:00:00.000Z'),
    id: nominationId,
  });
  expect(error?.extensions.code).toBe('BAD_USER_INPUT');
});
