import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import {
  accepted,
  completed,
  drafted,
  inFlex,
  inYouth,
  passed,
  prepared,
  ready,
  someoneFlexible,
} from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';
import { textsIn } from '../support/selection.ts';

let api: Api;
let clerk: Caller;
let approver: Caller;
let police: Caller;
let market: Caller;
let nominationId: string;
let idNumber: string;

beforeAll(async () => {
  api = await startApi();
  [clerk, approver, police, market] = await Promise.all([
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('COUNTY_APPROVER', bureaus.county),
    api.asBody('PUBLIC_SECURITY', bureaus.county),
    api.asBody('MARKET_REGULATION', bureaus.county),
  ]);
  const head = await api.as('PROVINCE_APPROVER', bureaus.province);
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
  await accepted(head, 'openEdition', { program: 'YOUTH_STAR' });
  const form = someoneFlexible({ name: '司马南山', coverName: '司马南山', uscc: '92410122MA3X4QKF1U' });
  idNumber = String(form.idNumber);
  nominationId = await drafted(clerk, inFlex({ form }));
});
afterAll(() => api.close());

const answer = (by: Caller, changes: object = {}) =>
  by.run('answerVetting', {
    ...{ nominationId, body: 'PUBLIC_SECURITY', answer: 'CLEAR', answeredOn: '2024-01-08' },
    ...changes,
  });

const VETTING = /* GraphQL */ `
  query Vetting($id: ID!) {
    nomination(id: $id) {
      vetting { body { code required } answer answeredOn note evidence { title } recordedAt recordedBy { id } }
    }
  }
`;
const vettingOf = async (id: string, by = clerk): Promise<Answer[] | null> =>
  (await by.ask(VETTING, { id })).nomination?.vetting;

describe('an answer of a body', () => {
  test('is its own, and the last one counts', async () => {
    const id = await drafted(clerk, inFlex());
    expect(await vettingOf(id)).toMatchObject([
      { body: { code: 'PUBLIC_SECURITY', required: true }, answer: null, answeredOn: null, recordedBy: null },
      { body: { code: 'MARKET_REGULATION' }, answer: null },
      { body: { code: 'TRADE_UNION' }, answer: null },
    ]);
    await answer(police, { nominationId: id, answer: 'ADVERSE', note: '有一起纠纷正在处理。' });
    expect(codes(await answer(police, { nominationId: id, note: '已查清，无违法记录。' }))).toEqual([]);
    expect((await vettingOf(id))?.[0]).toMatchObject({
      answer: 'CLEAR',
      answeredOn: '2024-01-08',
      note: '已查清，无违法记录。',
      evidence: [],
      recordedAt: '2024-01-08T02:00:00.000Z',
      recordedBy: { id: `public_security-${bureaus.county}` },
    });
  });

  test('may be entered by the bureau that holds the nomination, with the letter', async () => {
    const id = await drafted(clerk, inFlex());
    const entered = { nominationId: id, body: 'TRADE_UNION' };
    expect((await answer(clerk, entered)).errors).toEqual([
      expect.objectContaining({ code: 'VETTING_EVIDENCE', path: ['evidence'], ruleId: 'R-F15' }),
    ]);
    expect(codes(await answer(clerk, { ...entered, evidence: [{ title: '县总工会复函' }] }))).toEqual([]);
    expect((await vettingOf(id))?.[2]).toMatchObject({ answer: 'CLEAR', evidence: [{ title: '县总工会复函' }] });
  });

  test.each([
    ['UNKNOWN', 'R-F15'],
    ['ADVERSE', 'R-F06'],
  ])('%s clears nobody', async (said, ruleId) => {
    const id = await ready(clerk, inFlex());
    await answer(police, { nominationId: id, answer: said });
    const { nomination } = await clerk.ask(
      'query ($id: ID!) { nomination(id: $id) { eligibility { ruleId outcome } } }',
      { id },
    );
    expect(nomination.eligibility.filter(({ outcome }: Answer) => outcome === 'FAILED')).toEqual([
      { ruleId, outcome: 'FAILED' },
    ]);
  });

  test.each([
    ['of another body', () => market, {}, 'VETTING_OF_ANOTHER'],
    [
      'of a body that is not asked',
      () => clerk,
      { body: 'FIRE_BRIGADE', evidence: [{ title: '函' }] },
      'VETTING_BODY_UNKNOWN',
    ],
    ['dated tomorrow', () => police, { answeredOn: '2024-01-09' }, 'SIGNED_IN_FUTURE'],
  ] as const)('%s is refused', async (_, by, changes, code) => {
    expect(codes(await answer(by(), changes))).toEqual([code]);
  });

  test('is refused from another bureau, from who may not, and in a program that asks nobody', async () => {
    expect(codes(await answer(await api.asBody('PUBLIC_SECURITY', '410181')))).toEqual(['NOMINATION_NOT_FOUND']);
    expect(codes(await answer(await api.asBody('PUBLIC_SECURITY', bureaus.city)))).toEqual(['OUT_OF_JURISDICTION']);
    expect(codes(await answer(await api.as('PROVINCE_OFFICER', bureaus.province)))).toEqual(['NOT_PERMITTED']);
    const young = await drafted(await api.as('CITY_CLERK', bureaus.city), inYouth());
    const body = await api.asBody('PUBLIC_SECURITY', bureaus.city);
    expect(codes(await answer(body, { nominationId: young }))).toEqual(['VETTING_NOT_ASKED']);
  });

  test.each([
    ['a day that does not exist', { answeredOn: '2024-02-30' }],
    ['an answer that is none', { answer: 'PERHAPS' }],
    ['a remark that says nothing', { note: '\u200b' }],
  ])('with %s is refused as bad input', async (_, changes) => {
    const document = 'mutation ($input: AnswerVettingInput!) { answerVetting(input: $input) { commandId } }';
    const given = { nominationId, body: 'PUBLIC_SECURITY', answer: 'CLEAR', answeredOn: '2024-01-08', ...changes };
    const [error] = await police.refusedAsk(document, { input: given });
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a vetting body', () => {
  const EVERYTHING = /* GraphQL */ `
    query Everything($id: ID!) {
      nomination(id: $id) {
        name status form returns draftedBy drafters category { code } seats { forwarded } expertReviews { id }
        result { mean } reviews { decision } history { totalCount } eligibility { outcome } assessments { at }
        checklist { missing } steps { step } waivers { status } supplement { dueOn } standingObjections
        priorHonors { name } alsoNominatedIn { nomination { id } } formWarnings { label }
        vetting { body { code } answer } redactions { field }
      }
    }
  `;

  test('sees who it is asked about, its own answer, and nothing else', async () => {
    await completed(clerk, nominationId);
    const { nomination } = await police.ask(EVERYTHING, { id: nominationId });
    const { form, redactions, vetting, ...rest } = nomination;
    expect(Object.fromEntries(Object.entries(form).filter(([, value]) => value !== null))).toEqual({
      coverName: '司马南山',
      name: '司马南山',
      sex: '1',
      idNumber,
      uscc: '92410122MA3X4QKF1U',
    });
    expect(vetting).toEqual([{ body: { code: 'PUBLIC_SECURITY' }, answer: 'CLEAR' }]);
    expect(rest).toEqual({
      name: '司马南山',
      status: 'DRAFTED',
      reviews: [],
      ...Object.fromEntries(
        [
          ...['returns', 'draftedBy', 'drafters', 'category', 'seats', 'expertReviews', 'result', 'history'],
          ...['eligibility', 'assessments', 'checklist', 'steps', 'waivers', 'supplement', 'standingObjections'],
          ...['priorHonors', 'alsoNominatedIn', 'formWarnings'],
        ].map((field) => [field, null]),
      ),
    });
    const fields = redactions.map(({ field }: Answer) => field);
    expect(fields).toEqual(expect.arrayContaining(['form.phone', 'form.honors', 'form.familyWork', 'history']));
    expect(fields).not.toContain('form.idNumber');
    expect(fields).not.toContain('vetting');
    expect(textsIn(nomination)).not.toContain('13800138000');
  });

  const listed = async (by: Caller, filter: object = {}, orderBy: object = { field: 'UPDATED_AT' }) =>
    (
      await by.ask(
        `query ($filter: NominationFilter, $orderBy: NominationOrder!) {
          nominations(filter: $filter, orderBy: $orderBy, first: 100) { totalCount nodes { id } }
        }`,
        { filter, orderBy },
      )
    ).nominations;

  test('lists what is vetted at its bureau, and finds it by name only', async () => {
    const { totalCount, nodes } = await listed(police, { search: '司马南山' });
    expect([totalCount, nodes]).toEqual([1, [{ id: nominationId }]]);
    expect((await listed(market)).nodes).toContainEqual({ id: nominationId });
    for (const filter of [
      { category: 'NEW_FORM' },
      { draftedBy: `county_clerk-${bureaus.county}` },
      { waiverRequested: false },
      { supplementDue: false },
    ]) {
      expect(await listed(police, filter)).toEqual({ totalCount: 0, nodes: [] });
    }
    expect(await listed(police, {}, { field: 'CATEGORY' })).toEqual({ totalCount: 0, nodes: [] });
  });

  test.each([
    ['of another county', () => api.asBody('PUBLIC_SECURITY', '410181')],
    ['of the city above', () => api.asBody('PUBLIC_SECURITY', bureaus.city)],
    ['that the program does not ask', () => api.asBody('FIRE_BRIGADE', bureaus.county)],
    ['that its token does not name', () => api.as('VETTING_BODY', bureaus.county)],
    ['bound to no bureau', () => api.asBody('PUBLIC_SECURITY')],
  ])('%s sees nothing', async (_, who) => {
    const body = await who();
    expect((await body.ask(VETTING, { id: nominationId })).nomination).toBeNull();
    expect(await listed(body)).toEqual({ totalCount: 0, nodes: [] });
  });

  test('reads no slate, no tally, no timeline and no file', async () => {
    const other = `{
      slate(editionId: "${flexId}", bureau: "${bureaus.county}") { id }
      quotaTallies(editionId: "${flexId}") { totalCount }
      timeline { totalCount }
    }`;
    expect(await police.ask(other)).toEqual({
      slate: null,
      quotaTallies: { totalCount: 0 },
      timeline: { totalCount: 0 },
    });
    const { nomination } = await clerk.ask(
      'query ($id: ID!) { nomination(id: $id) { checklist { files { path } } } }',
      { id: nominationId },
    );
    const [path] = nomination.checklist.flatMap(({ files }: Answer) => files.map((file: Answer) => file.path));
    await expect(police.download(path)).resolves.toBe(404);
    await expect(clerk.download(path)).resolves.toBe(200);
  });

  test('sees a nomination no longer once it has gone up', async () => {
    const id = await ready(clerk, inFlex());
    await prepared(clerk, flexId, bureaus.county);
    await passed(approver, id);
    expect((await police.ask(VETTING, { id })).nomination).not.toBeNull();
    await accepted(clerk, 'forward', { nominationId: id });
    expect((await police.ask(VETTING, { id })).nomination).toBeNull();
    expect((await listed(police)).nodes).not.toContainEqual({ id });
  });

  test('is told by the viewer whom it speaks for', async () => {
    expect((await police.ask('{ viewer { body bureau { code } roles } }')).viewer).toEqual({
      body: 'PUBLIC_SECURITY',
      bureau: { code: bureaus.county },
      roles: ['VETTING_BODY'],
    });
    expect((await clerk.ask('{ viewer { body } }')).viewer).toEqual({ body: null });
  });
});
