import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, inFlex, inYouth, passed, prepared, ready, someoneFlexible } from '../support/dossiers.ts';
import { flexId, youthId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let head: Caller;
let cityClerk: Caller;
let cityApprover: Caller;

beforeAll(async () => {
  api = await startApi();
  head = await api.as('PROVINCE_APPROVER', bureaus.province);
  cityClerk = await api.as('CITY_CLERK', bureaus.city);
  cityApprover = await api.as('CITY_APPROVER', bureaus.city);
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
  await accepted(head, 'openEdition', { program: 'YOUTH_STAR', quotas: [{ bureau: bureaus.city, seats: 4 }] });
});
afterAll(() => api.close());

/** Drafted and passed by the city itself, and given a seat on its slate. */
const seated = async (category: string): Promise<string> => {
  const id = await ready(cityClerk, inYouth({ category }));
  await passed(cityApprover, id);
  await accepted(cityClerk, 'forward', { nominationId: id });
  return id;
};

const submit = (caller: Caller) =>
  caller.run(
    'submitSlate',
    { editionId: youthId, bureau: bureaus.city, confirmFewer: true },
    'slate { status seats { forwarded } tally { submitted remaining } }',
  );

describe('the county of a flexible program', () => {
  test('puts forward two; the third is refused with quota and seats taken', async () => {
    const clerk = await api.as('COUNTY_CLERK', bureaus.county);
    const approver = await api.as('COUNTY_APPROVER', bureaus.county);
    await prepared(clerk, flexId, bureaus.county);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      const id = await ready(clerk, inFlex());
      await passed(approver, id);
      ids.push(id);
    }
    const [first, second, third] = ids;
    const selection = 'nomination { status holder { code } seats { forwarded bureau { code } } }';
    expect((await accepted(clerk, 'forward', { nominationId: first }, selection)).nomination).toEqual({
      status: 'RECEIVED',
      holder: { code: bureaus.city },
      seats: [{ forwarded: true, bureau: { code: bureaus.county } }],
    });
    await accepted(clerk, 'forward', { nominationId: second });
    const { nomination, errors } = await clerk.run('forward', { nominationId: third }, selection);
    expect(nomination).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({
        __typename: 'QuotaConflict',
        code: 'QUOTA_EXCEEDED',
        ruleId: 'R-F17',
        quota: 2,
        taken: 2,
      }),
    ]);
  });
});

describe('a county that comes late', () => {
  test('is let in only by its city, with a reason', async () => {
    const late = '410181';
    const clerk = await api.as('COUNTY_CLERK', late);
    await prepared(clerk, flexId, late);
    const nominationId = await ready(clerk, inFlex({ bureau: late, form: someoneFlexible({ location: late }) }));
    await passed(await api.as('COUNTY_APPROVER', late), nominationId);
    await api.passTo('2024-01-17T01:00:00.000Z');
    const refused = await clerk.run('forward', { nominationId });
    expect(refused.errors[0]).toMatchObject({ code: 'LATE_UNLESS_ACCEPTED', ruleId: 'R-F16' });
    const reason = '系统停电，材料齐全。';
    await accepted(cityApprover, 'acceptLateEntry', { nominationId, reason }, 'nomination { id }');
    expect((await accepted(clerk, 'forward', { nominationId }, 'nomination { status }')).nomination).toEqual({
      status: 'RECEIVED',
    });
  });
});

describe('the slate of a city', () => {
  test('is refused for every category it misses, then takes them all at once', async () => {
    await prepared(cityClerk, youthId, bureaus.city);
    await seated('GRASSROOTS');
    await seated('MAJOR_STRATEGY');
    const { errors } = await submit(cityApprover);
    expect(errors.map(({ code, ruleId }: { code: string; ruleId: string }) => [code, ruleId])).toEqual([
      ['CATEGORY_NOT_COVERED', 'R-Y18'],
      ['CATEGORY_NOT_COVERED', 'R-Y18'],
    ]);
    await seated('FRONTLINE_PRODUCTION');
    await seated('ENTREPRENEURSHIP_INNOVATION');
    expect((await submit(cityApprover)).slate).toEqual({
      status: 'SUBMITTED',
      seats: Array.from({ length: 4 }, () => ({ forwarded: true })),
      tally: { submitted: 4, remaining: 0 },
    });
  });

  test('submitted after its deadline is deemed abandoned', async () => {
    const late = await api.as('CITY_APPROVER', bureaus.otherCity);
    await api.passTo('2024-01-25T16:00:00.001Z');
    const { errors } = await late.run('submitSlate', { editionId: youthId, bureau: bureaus.otherCity });
    expect(errors[0].code).toBe('SLATE_ABANDONED');
    const { slate } = await late.ask('query ($e: ID!, $b: ID!) { slate(editionId: $e, bureau: $b) { status } }', {
      e: youthId,
      b: bureaus.otherCity,
    });
    expect(slate).toEqual({ status: 'ABANDONED' });
  });
});

describe('quota tallies', () => {
  const tallies = `query ($editionId: ID!, $filter: QuotaTallyFilter) {
    quotaTallies(editionId: $editionId, filter: $filter, first: 100) {
      totalCount nodes { quota taken remaining bureau { code } }
    }
    edition(id: $editionId) { totals { level bureaus quota taken } }
  }`;

  test('show a county its own, a city its jurisdiction, the province all, the public none', async () => {
    const codesFor = async (caller: Caller): Promise<string[]> =>
      (await caller.ask(tallies, { editionId: flexId })).quotaTallies.nodes.map(
        ({ bureau }: { bureau: { code: string } }) => bureau.code,
      );
    expect(await codesFor(await api.as('COUNTY_CLERK', bureaus.county))).toEqual([bureaus.county]);
    const city = await codesFor(cityClerk);
    expect(city).toContain(bureaus.county);
    expect(city).not.toContain(bureaus.otherCity);
    expect(await codesFor(head)).toContain(bureaus.otherCity);
    const { quotaTallies, edition } = await api.anyone.ask(tallies, { editionId: flexId });
    expect(quotaTallies).toEqual({ totalCount: 0, nodes: [] });
    expect(edition).toEqual({ totals: null });
  });

  test('totals count no more than the asker may see', async () => {
    const { edition } = await cityApprover.ask(tallies, { editionId: youthId });
    expect(edition.totals).toEqual([{ level: 'CITY', bureaus: 1, quota: 4, taken: 4 }]);
    const { quotaTallies } = await cityApprover.ask(tallies, {
      editionId: youthId,
      filter: { within: bureaus.province },
    });
    expect(quotaTallies).toMatchObject({
      totalCount: 1,
      nodes: [{ bureau: { code: bureaus.city }, quota: 4, taken: 4, remaining: 0 }],
    });
  });

  test('the slate of another city looks like none', async () => {
    const slate = 'query ($e: ID!, $b: ID!) { slate(editionId: $e, bureau: $b) { id } }';
    expect(await cityClerk.ask(slate, { e: youthId, b: bureaus.otherCity })).toEqual({ slate: null });
    expect(await cityClerk.ask(slate, { e: youthId, b: '999999' })).toEqual({ slate: null });
  });
});

describe('an edition', () => {
  test('is public, with its rules, dates and quotas as amended', async () => {
    await accepted(head, 'adjustQuota', { editionId: flexId, bureau: bureaus.city, seats: 11, reason: '增补一名。' });
    await accepted(head, 'extendDeadline', {
      editionId: flexId,
      deadline: 'selection',
      on: '2024-02-08',
      reason: '春节临近。',
    });
    const { edition } = await api.anyone.ask(
      `query ($id: ID!) { edition(id: $id) {
        status quotaTotal
        deadlines { key on originallyOn }
        quotas { seats bureau { code parent { code } } }
        program { name { zh } form { key type codes { code zh } fields { key } } rules { id } }
        experts { id } shortlist { decidedAt }
      } }`,
      { id: flexId },
    );
    expect(edition).toMatchObject({ status: 'OPEN', quotaTotal: 126, experts: null, shortlist: null });
    expect(edition.deadlines).toContainEqual({ key: 'selection', on: '2024-02-08', originallyOn: '2024-02-05' });
    expect(edition.quotas).toContainEqual({
      seats: 11,
      bureau: { code: bureaus.city, parent: { code: bureaus.province } },
    });
    expect(edition.program.name.zh).toBe('河南省“灵活就业之星”');
    const sex = edition.program.form.find(({ key }: { key: string }) => key === 'sex');
    expect(sex).toMatchObject({ type: 'CODE', codes: expect.arrayContaining([{ code: '1', zh: '男' }]) });
  });

  test('opened with what its program does not know is refused, with what it knows', async () => {
    const { errors } = await head.run('openEdition', {
      program: 'FLEX_STAR',
      edition: '2024',
      deadlines: [{ key: 'someday', on: '2025-01-01' }],
    });
    expect(errors).toEqual([expect.objectContaining({ code: 'DEFINITION_INVALID', path: ['deadlines', 'someday'] })]);
  });
});
