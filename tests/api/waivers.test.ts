import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { accepted, inFlex, inYouth, passing, ready, someoneFlexible, someoneYoung } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

const honor = (awardedOn: string) => ({
  name: '河南省五一劳动奖章',
  level: 'PROVINCIAL',
  topic: 'LABOR_SKILLS',
  awardedOn,
  issuer: '河南省总工会',
});
const honored = () => inFlex({ form: someoneFlexible({ honors: [honor('2020-04-28')] }) });
const reason = '事迹特别突出。';
const evidence = [{ title: '推荐函' }];

let api: Api;
let clerk: Caller;
let approver: Caller;
let cityApprover: Caller;
let head: Caller;

beforeAll(async () => {
  api = await startApi();
  [clerk, approver, cityApprover, head] = await Promise.all([
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('COUNTY_APPROVER', bureaus.county),
    api.as('CITY_APPROVER', bureaus.city),
    api.as('PROVINCE_APPROVER', bureaus.province),
  ]);
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
  await accepted(head, 'openEdition', { program: 'YOUTH_STAR' });
});
afterAll(() => api.close());

const ask = (nominationId: string, changes: object = {}) =>
  approver.run('requestWaiver', { nominationId, ruleId: 'R-F12', reason, evidence, ...changes });
const asked = async (): Promise<string> => {
  const nominationId = await ready(clerk, honored());
  expect(codes(await ask(nominationId))).toEqual([]);
  return nominationId;
};
const confirmation = (nominationId: string) => ({ nominationId, ruleId: 'R-F12', note: '情况属实，同意。' });

const waiversOf = async (by: Caller, id: string) =>
  (
    await by.ask(
      `query ($id: ID!) { nomination(id: $id) {
        waivers {
          ruleId status level reason note against requestedAt settledAt evidence { title } bureau { code }
          rule { clause waivable } requestedBy { id } settledBy { id } settledBureau { code }
        }
        eligibility { ruleId outcome waivedBy problem accepted evidence rule { quote class waivable } }
      } }`,
      { id },
    )
  ).nomination;
const findingOf = async (id: string) =>
  (await waiversOf(clerk, id)).eligibility.find(({ ruleId }: Answer) => ruleId === 'R-F12');

describe('a rule that holds in principle', () => {
  test('stands in the way, and says what would be accepted', async () => {
    const nominationId = await ready(clerk, honored());
    expect(await findingOf(nominationId)).toEqual({
      ruleId: 'R-F12',
      outcome: 'NEEDS_WAIVER',
      waivedBy: null,
      problem: '1 honor of this kind, on the form or on record',
      accepted: 'no honor of this kind',
      evidence: { honors: [{ level: 'PROVINCIAL', topic: 'LABOR_SKILLS', awardedOn: '2020-04-28' }] },
      rule: { quote: expect.stringContaining('原则上不重复参加选树'), class: 'IN_PRINCIPLE', waivable: true },
    });
    const { errors } = await approver.run('review', await passing(approver, nominationId));
    expect(errors).toEqual([expect.objectContaining({ code: 'WAIVER_NEEDED', ruleId: 'R-F12' })]);
  });

  test('is waived by the city once the county asked, and the nomination is passed', async () => {
    const nominationId = await asked();
    expect((await waiversOf(cityApprover, nominationId)).waivers).toEqual([
      {
        ruleId: 'R-F12',
        status: 'REQUESTED',
        level: 'COUNTY',
        reason,
        note: null,
        against: { honors: [{ level: 'PROVINCIAL', topic: 'LABOR_SKILLS', awardedOn: '2020-04-28' }] },
        requestedAt: '2024-01-08T02:00:00.000Z',
        settledAt: null,
        evidence,
        bureau: { code: bureaus.county },
        rule: { clause: expect.any(String), waivable: true },
        requestedBy: { id: `county_approver-${bureaus.county}` },
        settledBy: null,
        settledBureau: null,
      },
    ]);
    expect((await findingOf(nominationId)).outcome).toBe('NEEDS_WAIVER');
    await accepted(cityApprover, 'confirmWaiver', confirmation(nominationId));
    expect((await waiversOf(clerk, nominationId)).waivers).toMatchObject([
      { status: 'CONFIRMED', note: '情况属实，同意。', settledBureau: { code: bureaus.city } },
    ]);
    expect(await findingOf(nominationId)).toMatchObject({ outcome: 'PASSED', waivedBy: 'CONFIRMED', problem: null });
    const review = await passing(approver, nominationId);
    expect((await accepted(approver, 'review', review, 'nomination { status }')).nomination.status).toBe('PASSED');
  });

  test('is waived for just what it had found: another honor needs another waiver', async () => {
    const nominationId = await asked();
    await accepted(cityApprover, 'confirmWaiver', confirmation(nominationId));
    const honors = [honor('2020-04-28'), honor('2022-04-28')];
    await accepted(clerk, 'amendForm', { nominationId, form: { honors } });
    expect(await findingOf(nominationId)).toMatchObject({ outcome: 'NEEDS_WAIVER', waivedBy: null });
    expect(codes(await ask(nominationId))).toEqual([]);
    expect((await waiversOf(clerk, nominationId)).waivers.map(({ status }: Answer) => status)).toEqual([
      'CONFIRMED',
      'REQUESTED',
    ]);
  });

  test('refused, stands as before, and a waiver may be asked for again', async () => {
    const nominationId = await asked();
    const refusal = { nominationId, ruleId: 'R-F12', reason: '理由不充分。' };
    await accepted(cityApprover, 'refuseWaiver', refusal);
    expect((await waiversOf(clerk, nominationId)).waivers).toMatchObject([{ status: 'REFUSED', note: '理由不充分。' }]);
    expect((await findingOf(nominationId)).outcome).toBe('NEEDS_WAIVER');
    expect(codes(await cityApprover.run('refuseWaiver', refusal))).toEqual(['WAIVER_NOT_REQUESTED']);
    expect(codes(await ask(nominationId))).toEqual([]);
  });

  test('of a city is waived by the province; who was born on the cut-off day needs none', async () => {
    const [cityClerk, reviewer] = await Promise.all([
      api.as('CITY_CLERK', bureaus.city),
      api.as('CITY_REVIEWER', bureaus.city),
    ]);
    const born = (idNumber: string, birthMonth: string) => inYouth({ form: someoneYoung({ idNumber, birthMonth }) });
    const older = await ready(cityClerk, born('410102198812300027', '1988-12'));
    const input = { nominationId: older, ruleId: 'R-Y10', reason, evidence };
    expect(codes(await reviewer.run('requestWaiver', input))).toEqual(['NOT_PERMITTED']);
    await accepted(cityApprover, 'requestWaiver', input);
    const note = { nominationId: older, ruleId: 'R-Y10', note: '同意。' };
    expect((await cityApprover.run('confirmWaiver', note)).errors).toEqual([
      expect.objectContaining({ code: 'WAIVER_OF_THE_LEVEL_ABOVE', ruleId: 'R-Y10' }),
      expect.objectContaining({ code: 'FOUR_EYES', ruleId: 'R-Y10' }),
    ]);
    await accepted(head, 'confirmWaiver', note);
    await accepted(reviewer, 'review', await passing(reviewer, older));

    const inTime = await ready(cityClerk, born('410102198812310049', '1988-12'));
    expect(codes(await cityApprover.run('requestWaiver', { ...input, nominationId: inTime }))).toEqual([
      'WAIVER_NOT_NEEDED',
    ]);
    await accepted(reviewer, 'review', await passing(reviewer, inTime));
  });
});

describe('a waiver is not asked for', () => {
  let nominationId: string;
  beforeAll(async () => {
    nominationId = await ready(clerk, honored());
  });

  test.each([
    ['of an absolute bar', { ruleId: 'R-F13' }, 'RULE_NOT_WAIVABLE'],
    ['of a rule that the program has not got', { ruleId: 'R-F99' }, 'RULE_UNKNOWN'],
    ['without evidence', { evidence: [] }, 'EVIDENCE_REQUIRED'],
    ['for what is not there', { nominationId: randomUUID() }, 'NOMINATION_NOT_FOUND'],
  ])('%s', async (_, changes, code) => {
    expect(codes(await ask(nominationId, changes))).toEqual([code]);
  });

  test('where the rule is fulfilled', async () => {
    expect(codes(await ask(await ready(clerk, inFlex())))).toEqual(['WAIVER_NOT_NEEDED']);
  });

  test('twice at a time', async () => {
    expect(codes(await ask(await asked()))).toEqual(['WAIVER_REQUESTED']);
  });

  test.each([
    ['by a clerk', 'COUNTY_CLERK', bureaus.county, 'NOT_PERMITTED'],
    ['by another county', 'COUNTY_APPROVER', '410181', 'NOMINATION_NOT_FOUND'],
    ['by another city', 'CITY_APPROVER', bureaus.otherCity, 'NOMINATION_NOT_FOUND'],
    ['by the province', 'PROVINCE_APPROVER', bureaus.province, 'NOT_PERMITTED'],
  ] as const)('%s', async (_, role, bureau, code) => {
    const caller = await api.as(role, bureau);
    expect(codes(await caller.run('requestWaiver', { nominationId, ruleId: 'R-F12', reason, evidence }))).toEqual([
      code,
    ]);
  });

  test('without a reason that can be read', async () => {
    const document = 'mutation ($input: RequestWaiverInput!) { requestWaiver(input: $input) { commandId } }';
    const [error] = await approver.refusedAsk(document, {
      input: { nominationId, ruleId: 'R-F12', reason: ' ', evidence: [{ title: '函', sha256: 'ABC' }] },
    });
    expect(error?.extensions.fields.map(({ path }: Answer) => path.join('.'))).toEqual(['reason', 'evidence.0.sha256']);
  });
});

describe('a waiver is not settled', () => {
  let nominationId: string;
  beforeAll(async () => {
    nominationId = await asked();
  });

  test.each([
    ['by the level that asked', 'COUNTY_APPROVER', bureaus.county, 'NOT_PERMITTED'],
    ['by a reviewer of the city', 'CITY_REVIEWER', bureaus.city, 'NOT_PERMITTED'],
    ['by the province over the head of the city', 'PROVINCE_APPROVER', bureaus.province, 'WAIVER_OF_THE_LEVEL_ABOVE'],
    ['by another city', 'CITY_APPROVER', bureaus.otherCity, 'NOMINATION_NOT_FOUND'],
    ['by the public', undefined, undefined, 'NOT_PERMITTED'],
  ] as const)('%s', async (_, role, bureau, code) => {
    const caller = role ? await api.as(role, bureau) : api.anyone;
    expect(codes(await caller.run('confirmWaiver', confirmation(nominationId)))).toEqual([code]);
    expect(codes(await caller.run('refuseWaiver', { nominationId, ruleId: 'R-F12', reason: '不' }))).toEqual([code]);
  });

  test.each([
    ['asked for it', `county_approver-${bureaus.county}`],
    ['drafted the nomination', `county_clerk-${bureaus.county}`],
  ])('by the one who %s, whatever office they hold now', async (_, account) => {
    const promoted = await api.as('CITY_APPROVER', bureaus.city, account);
    expect(codes(await promoted.run('confirmWaiver', confirmation(nominationId)))).toEqual(['FOUR_EYES']);
    expect(codes(await promoted.run('refuseWaiver', { nominationId, ruleId: 'R-F12', reason: '不' }))).toEqual([
      'FOUR_EYES',
    ]);
  });

  test('if nobody asked for it', async () => {
    const other = await ready(clerk, honored());
    expect(codes(await cityApprover.run('confirmWaiver', confirmation(other)))).toEqual(['WAIVER_NOT_REQUESTED']);
  });
});

describe('waivers that await an answer', () => {
  const board = `query ($waiverRequested: Boolean) {
    nominations(filter: { waiverRequested: $waiverRequested }, first: 100) { totalCount nodes { id } }
  }`;
  const found = async (by: Caller, waiverRequested: boolean): Promise<string[]> =>
    (await by.ask(board, { waiverRequested })).nominations.nodes.map(({ id }: Answer) => id);

  test('are found by whoever is to answer, and by nobody who does not see the nomination', async () => {
    const nominationId = await asked();
    expect(await found(cityApprover, true)).toContain(nominationId);
    expect(await found(cityApprover, false)).not.toContain(nominationId);
    expect(await found(await api.as('CITY_APPROVER', bureaus.otherCity), true)).toEqual([]);
    expect((await api.anyone.ask(board, { waiverRequested: true })).nominations.totalCount).toBe(0);
    await accepted(cityApprover, 'confirmWaiver', confirmation(nominationId));
    expect(await found(cityApprover, true)).not.toContain(nominationId);
    expect(await found(cityApprover, false)).toContain(nominationId);
  });

  test('are told in the history', async () => {
    const nominationId = await asked();
    await accepted(cityApprover, 'refuseWaiver', { nominationId, ruleId: 'R-F12', reason: '理由不充分。' });
    const { nomination } = await clerk.ask(
      `query ($id: ID!) { nomination(id: $id) { history(first: 100) { nodes {
        type reason
        ... on WaiverRequestedEntry { ruleId evidence { title } against bureau { code } }
        ... on WaiverRefusedEntry { ruleId bureau { code } }
      } } } }`,
      { id: nominationId },
    );
    expect(nomination.history.nodes.slice(-2)).toEqual([
      {
        type: 'WAIVER_REQUESTED',
        reason,
        ruleId: 'R-F12',
        evidence,
        against: { honors: [{ level: 'PROVINCIAL', topic: 'LABOR_SKILLS', awardedOn: '2020-04-28' }] },
        bureau: { code: bureaus.county },
      },
      { type: 'WAIVER_REFUSED', reason: '理由不充分。', ruleId: 'R-F12', bureau: { code: bureaus.city } },
    ]);
  });
});
