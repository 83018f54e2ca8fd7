import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/actor.ts';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { fileOf } from '../support/bytes.ts';
import { codes } from '../support/caller.ts';
import { accepted, drafted, inFlex, passed, prepared, ready, stamped } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

const wanting = (nominationId: string, text = '请补充无犯罪记录证明原件。') => ({
  ...{ nominationId, decision: 'SUPPLEMENT' },
  opinion: stamped(text),
});

const STANDING = /* GraphQL */ `
  query Standing($id: ID!) {
    nomination(id: $id) {
      status returns holder { code } seats { forwarded bureau { code } }
      supplement { dueOn dueAt reason from { code } }
    }
  }
`;
const standing = async (by: Caller, id: string): Promise<Answer> => (await by.ask(STANDING, { id })).nomination;

/** What the quota of a bureau says, so that nothing is counted twice on the way. */
const TALLY = /* GraphQL */ `
  query Tally($bureau: ID!) {
    slate(editionId: "flex-star-2023", bureau: $bureau) {
      seats { forwarded } tally { drafted received forwarded taken submitted }
    }
  }
`;
const tallyOf = async (by: Caller, bureau: string): Promise<Answer> => (await by.ask(TALLY, { bureau })).slate.tally;

describe('asked for by the province on Wednesday 7 February 2024', () => {
  let api: Api;
  let clerk: Caller;
  let approver: Caller;
  let officer: Caller;
  const nominations: string[] = [];
  let nominationId: string;

  beforeAll(async () => {
    api = await startApi();
    [clerk, approver, officer] = await Promise.all([
      api.as('CITY_CLERK', bureaus.city),
      api.as('CITY_APPROVER', bureaus.city),
      api.as('PROVINCE_OFFICER', bureaus.province),
    ]);
    await accepted(officer, 'openEdition', { program: 'FLEX_STAR' });
    await prepared(clerk, flexId, bureaus.city);
    for (let i = 0; i < 5; i++) {
      const id = await ready(clerk, inFlex({ bureau: bureaus.city }));
      await passed(approver, id);
      await accepted(clerk, 'forward', { nominationId: id });
      nominations.push(id);
    }
    await accepted(approver, 'submitSlate', { editionId: flexId, bureau: bureaus.city, confirmFewer: true });
    await api.passTo('2024-02-07T02:00:00.000Z');
  });
  afterAll(() => api.close());
  beforeEach(() => {
    nominationId = nominations.shift() ?? '';
  });

  /**
   * Counted by hand: the day itself is not counted. Thursday 8 and Friday 9 February are the first and second working
   * day; 10 to 17 February are the Spring Festival; Sunday 18 is worked to make up for it, the third; Monday 19 and
   * Tuesday 20 are the fourth and fifth.
   */
  const due = { dueOn: '2024-02-20', dueAt: '2024-02-20T15:59:59.999Z' };

  test('it is due after five working days; the seat is kept, and everyone sees by when', async () => {
    const before = await tallyOf(officer, bureaus.city);
    const answered = await accepted(officer, 'review', wanting(nominationId), 'nomination { status }');
    expect(answered.nomination.status).toBe('RETURNED');
    expect(await standing(clerk, nominationId)).toEqual({
      status: 'RETURNED',
      returns: 1,
      holder: { code: bureaus.city },
      seats: [{ forwarded: true, bureau: { code: bureaus.city } }],
      supplement: { ...due, reason: '请补充无犯罪记录证明原件。', from: { code: bureaus.province } },
    });
    expect(await tallyOf(officer, bureaus.city)).toEqual(before);
    const board =
      'query ($due: Boolean!) { nominations(filter: { supplementDue: $due }, first: 100) { nodes { id } } }';
    expect((await clerk.ask(board, { due: true })).nominations.nodes).toContainEqual({ id: nominationId });
    expect((await clerk.ask(board, { due: false })).nominations.nodes).not.toContainEqual({ id: nominationId });
  });

  test('what is missing is supplied, and it goes back to the province with its seat', async () => {
    await accepted(officer, 'review', wanting(nominationId));
    const before = await tallyOf(officer, bureaus.city);
    const sha256 = await clerk.upload(fileOf('application/pdf', 400, 'the original'));
    await accepted(clerk, 'attachMaterial', { nominationId, material: 'NO_CRIME_PROOF', sha256 });
    await accepted(clerk, 'amendForm', { nominationId, form: { remark: '已补充原件' } });
    await accepted(clerk, 'resubmit', { nominationId, note: '已补充。' });
    expect(await standing(clerk, nominationId)).toEqual({
      status: 'SUBMITTED',
      returns: 1,
      holder: { code: bureaus.province },
      seats: [{ forwarded: true, bureau: { code: bureaus.city } }],
      supplement: null,
    });
    expect(await tallyOf(officer, bureaus.city)).toEqual(before);
    await passed(officer, nominationId);
    await api.passTo('2024-02-21T02:00:00.000Z');
    expect((await standing(clerk, nominationId)).status).toBe('SUBMITTED');
  });

  test('a second time it has five working days of its own', async () => {
    await accepted(officer, 'review', wanting(nominationId));
    await accepted(clerk, 'resubmit', { nominationId, note: '已补充。' });
    await accepted(officer, 'review', wanting(nominationId, '复印件不清晰。'));
    // From Wednesday 21 February: Thursday, Friday, Monday, Tuesday, Wednesday.
    expect(await standing(clerk, nominationId)).toMatchObject({
      returns: 2,
      supplement: { dueOn: '2024-02-28', reason: '复印件不清晰。' },
    });
  });

  test('through the last millisecond of the day it is in time; after it, it is out and its seat is free', async () => {
    const inTime = nominations.shift() ?? '';
    for (const id of [nominationId, inTime]) await accepted(officer, 'review', wanting(id));
    const before = await tallyOf(officer, bureaus.city);
    await api.passTo('2024-02-28T15:59:59.999Z');
    expect((await standing(clerk, nominationId)).status).toBe('RETURNED');
    await accepted(clerk, 'resubmit', { nominationId: inTime, note: '已补充。' });
    api.clock.advanceTo(Date.parse('2024-02-28T16:00:00.000Z'));
    expect((await clerk.run('resubmit', { nominationId, note: '已补充。' })).errors).toEqual([
      expect.objectContaining({ code: 'SUPPLEMENT_OVERDUE' }),
    ]);
    await api.passTo('2024-02-28T16:00:01.000Z');
    expect(await standing(clerk, nominationId)).toEqual({
      status: 'LAPSED',
      returns: 1,
      holder: { code: bureaus.city },
      seats: [],
      supplement: null,
    });
    expect((await standing(clerk, inTime)).status).toBe('SUBMITTED');
    const after = await tallyOf(officer, bureaus.city);
    expect(after.drafted).toBe(before.drafted);
    expect(after.taken).toBeLessThan(before.taken);
    const { nomination } = await clerk.ask(
      `query ($id: ID!) { nomination(id: $id) { history(first: 50) { nodes {
        type reason actor { channel }
        ... on SupplementRequiredEntry { dueOn from { code } to { code } }
        ... on SupplementExpiredEntry { bureau { code } }
      } } } }`,
      { id: nominationId },
    );
    const told = nomination.history.nodes.filter(({ type }: Answer) => type.startsWith('SUPPLEMENT_'));
    expect(told).toMatchObject([
      {
        type: 'SUPPLEMENT_REQUIRED',
        dueOn: '2024-02-28',
        from: { code: bureaus.province },
        to: { code: bureaus.city },
      },
      { type: 'SUPPLEMENT_EXPIRED', bureau: { code: bureaus.city } },
    ]);
    expect(codes(await clerk.run('resubmit', { nominationId, note: '太晚。' }))).toEqual(['OUT_OF_THE_RUNNING']);
  });
});

describe('asked for by the city', () => {
  let api: Api;
  let clerk: Caller;
  let reviewer: Caller;
  let nominationId: string;

  beforeAll(async () => {
    api = await startApi();
    [clerk, reviewer] = await Promise.all([
      api.as('COUNTY_CLERK', bureaus.county),
      api.as('CITY_REVIEWER', bureaus.city),
    ]);
    await accepted(await api.as('PROVINCE_OFFICER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
    await prepared(clerk, flexId, bureaus.county);
    nominationId = await ready(clerk, inFlex());
    await passed(await api.as('COUNTY_APPROVER', bureaus.county), nominationId);
    await accepted(clerk, 'forward', { nominationId });
  });
  afterAll(() => api.close());

  test.each<[string, Role, string, string]>([
    ['a clerk', 'CITY_CLERK', bureaus.city, 'NOT_PERMITTED'],
    ['another city', 'CITY_REVIEWER', bureaus.otherCity, 'NOMINATION_NOT_FOUND'],
    ['the county that has handed it on', 'COUNTY_APPROVER', bureaus.county, 'OUT_OF_JURISDICTION'],
  ])('not by %s', async (_, role, bureau, code) => {
    const caller = await api.as(role, bureau);
    expect(codes(await caller.run('review', wanting(nominationId)))).toEqual([code]);
  });

  test('not of a draft, which the county simply returns', async () => {
    const approver = await api.as('COUNTY_APPROVER', bureaus.county);
    const draft = await drafted(clerk, inFlex());
    expect(codes(await approver.run('review', wanting(draft)))).toEqual(['NOT_REVIEWABLE']);
  });

  test('it goes back to the county and comes again to the city, in the seat it had', async () => {
    const tallies = () => Promise.all([tallyOf(clerk, bureaus.county), tallyOf(reviewer, bureaus.city)]);
    const before = await tallies();
    await accepted(reviewer, 'review', wanting(nominationId));
    expect(await standing(clerk, nominationId)).toMatchObject({
      status: 'RETURNED',
      holder: { code: bureaus.county },
      seats: [{ forwarded: true, bureau: { code: bureaus.county } }],
      supplement: { dueOn: '2024-01-15', from: { code: bureaus.city } },
    });
    expect(await tallies()).toEqual(before);
    await accepted(clerk, 'resubmit', { nominationId, note: '已补充。' });
    expect(await standing(clerk, nominationId)).toMatchObject({
      status: 'RECEIVED',
      holder: { code: bureaus.city },
      seats: [{ forwarded: true, bureau: { code: bureaus.county } }],
    });
    expect(await tallies()).toEqual(before);
    await passed(reviewer, nominationId);
  });

  test('withdrawn meanwhile, it is out, and the county has its seat again', async () => {
    const id = await ready(clerk, inFlex());
    await passed(await api.as('COUNTY_APPROVER', bureaus.county), id);
    await accepted(clerk, 'forward', { nominationId: id });
    const before = await tallyOf(clerk, bureaus.county);
    await accepted(reviewer, 'review', wanting(id));
    await accepted(clerk, 'withdraw', { nominationId: id, reason: '本人放弃。' });
    expect(await standing(clerk, id)).toMatchObject({ status: 'WITHDRAWN', seats: [], supplement: null });
    const after = await tallyOf(clerk, bureaus.county);
    expect([after.drafted, after.taken]).toEqual([before.drafted, before.taken - 1]);
  });
});
