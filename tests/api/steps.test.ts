import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/actor.ts';
import type { Answer, Api, Caller } from '../support/api.ts';
import { atWork } from '../support/at-work.ts';
import { codes } from '../support/caller.ts';
import { accepted, drafted, inFlex, passed, ready, someoneFlexible } from '../support/dossiers.ts';
import { flexId, youthId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let clerk: Caller;
let cityClerk: Caller;
let cityApprover: Caller;
let officer: Caller;

beforeAll(async () => {
  ({ api, clerk, cityClerk, cityApprover, officer } = await atWork('FLEX_STAR', 'YOUTH_STAR'));
});
afterAll(() => api.close());

describe('a step on a nomination', () => {
  const visit = { method: 'SITE_VISIT', on: '2024-01-05', findings: '实地走访，情况属实。' };
  let nominationId: string;
  beforeAll(async () => {
    nominationId = await drafted(clerk, inFlex());
  });
  const record = (changes: object = {}, by = clerk) =>
    by.run('recordStep', { nominationId, step: 'VERIFICATION', answers: visit, ...changes });

  test('stands in the dossier and its history, with answers and evidence, by whom and when', async () => {
    const id = await drafted(clerk, inFlex());
    const evidence = [{ title: '走访照片', sha256: 'a'.repeat(64) }];
    await record({ nominationId: id, evidence });
    const { nomination } = await clerk.ask(
      `query ($id: ID!) { nomination(id: $id) {
        steps { step name { zh } bureau { code } answers evidence { title sha256 } recordedAt }
        eligibility { ruleId outcome }
        history { nodes { type actor { id } ... on StepRecordedEntry { step answers evidence { title } bureau { code } } } }
      } }`,
      { id },
    );
    const bureau = { code: bureaus.county };
    const at = { bureau, answers: visit };
    expect(nomination.steps).toEqual([
      { step: 'VERIFICATION', name: { zh: '全面核实' }, ...at, evidence, recordedAt: '2024-01-08T02:00:00.000Z' },
    ]);
    expect(nomination.eligibility).toContainEqual({ ruleId: 'R-F37', outcome: 'PASSED' });
    expect(nomination.history.nodes[1]).toEqual({
      type: 'STEP_RECORDED',
      actor: { id: `county_clerk-${bureaus.county}` },
      ...{ step: 'VERIFICATION', ...at, evidence: [{ title: '走访照片' }] },
    });
  });

  test.each([
    [
      'with an answer that the list has not got',
      { answers: { ...visit, method: 'HEARSAY' } },
      [['FIELD_INVALID', 'answers.method']],
    ],
    [
      'without what it must say',
      { answers: { method: 'SITE_VISIT' } },
      [
        ['FIELD_REQUIRED', 'answers.on'],
        ['FIELD_REQUIRED', 'answers.findings'],
      ],
    ],
    ['with what nobody asked', { answers: { ...visit, weather: 'fine' } }, [['FIELD_UNKNOWN', 'answers.weather']]],
    ['of a day to come', { answers: { ...visit, on: '2024-01-09' } }, [['FIELD_INVALID', 'answers.on']]],
    ['that the program has not got', { step: 'DANCE' }, [['STEP_UNKNOWN', 'step']]],
    ['that is recorded on slates', { step: 'RESPONSIBLE_PERSON' }, [['STEP_UNKNOWN', 'step']]],
  ])('is refused %s', async (_, changes, expected) => {
    const { errors } = await record(changes);
    expect(errors.map(({ code, path }: Answer) => [code, path.join('.')])).toEqual(expected);
  });

  test.each<[string, Role, string, string]>([
    ['an expert', 'EXPERT', bureaus.county, 'NOT_PERMITTED'],
    ['a vetting body', 'VETTING_BODY', bureaus.county, 'NOT_PERMITTED'],
    ['the city while the county holds it', 'CITY_CLERK', bureaus.city, 'OUT_OF_JURISDICTION'],
    ['another county', 'COUNTY_CLERK', '410181', 'NOMINATION_NOT_FOUND'],
  ])('is not recorded by %s', async (_, role, bureau, code) => {
    expect(codes(await record({}, await api.as(role, bureau)))).toEqual([code]);
  });

  test.each([
    ['answers that are no object', { answers: 'none' }],
    ['more evidence than anybody reads', { answers: {}, evidence: Array(21).fill({ title: '照片' }) }],
    ['evidence without a name', { answers: {}, evidence: [{ title: ' ' }] }],
  ])('with %s is bad input', async (_, changes) => {
    const document = 'mutation ($input: RecordStepInput!) { recordStep(input: $input) { commandId } }';
    const [error] = await clerk.refusedAsk(document, { input: { nominationId, step: 'VERIFICATION', ...changes } });
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('is screening: what it finds bars the nominee, and no waiver helps', async () => {
    const screened = (dishonesty: string) => ({
      ...{ nominationId, step: 'SCREENING' },
      answers: { negativeList: 'NO', dishonesty, adversePublicOpinion: 'NO', on: '2024-01-05' },
    });
    const finding = async () => {
      const { nomination } = await clerk.ask(
        'query ($id: ID!) { nomination(id: $id) { eligibility { ruleId outcome problem evidence } } }',
        { id: nominationId },
      );
      return nomination.eligibility.find(({ ruleId }: Answer) => ruleId === 'R-F13');
    };
    await accepted(clerk, 'recordStep', screened('YES'));
    expect(await finding()).toMatchObject({
      outcome: 'FAILED',
      problem: expect.stringContaining('Record of dishonesty'),
      evidence: { dishonesty: 'YES' },
    });
    await accepted(clerk, 'recordStep', screened('NO'));
    expect(await finding()).toMatchObject({ outcome: 'PASSED', problem: null });
  });
});

describe('a step on a slate', () => {
  const SLATE = /* GraphQL */ `
    query Slate($editionId: ID!, $bureau: ID!) {
      slate(editionId: $editionId, bureau: $bureau) {
        revision missingSteps { code name { zh } ruleId fromNotice fields { key type } }
        steps { step bureau { code } answers evidence { title } recordedAt }
      }
    }
  `;
  const slateOf = async (editionId: string, bureau: string, by: Caller): Promise<Answer> =>
    (await by.ask(SLATE, { editionId, bureau })).slate;
  const someone = { name: '王主任', phone: '0371-65500000', localConditions: '无' };
  const appoint = (by: Caller, bureau: string, changes: object = {}) =>
    by.run('recordSlateStep', { editionId: flexId, bureau, step: 'RESPONSIBLE_PERSON', answers: someone, ...changes });

  test('is asked for before anybody is put forward, and said to be missing until then', async () => {
    const bureau = '410181';
    const [drafter, approver] = await Promise.all([api.as('COUNTY_CLERK', bureau), api.as('COUNTY_APPROVER', bureau)]);
    expect(await slateOf(flexId, bureau, drafter)).toMatchObject({
      revision: -1,
      steps: [],
      missingSteps: [{ code: 'RESPONSIBLE_PERSON', ruleId: 'R-F36', fromNotice: true }],
    });
    const nominationId = await ready(drafter, inFlex({ bureau, form: someoneFlexible({ location: bureau }) }));
    await passed(approver, nominationId);
    expect((await drafter.run('forward', { nominationId })).errors).toEqual([
      expect.objectContaining({ code: 'STEP_MISSING', ruleId: 'R-F36' }),
    ]);
    expect(codes(await appoint(drafter, bureau))).toEqual([]);
    expect(await slateOf(flexId, bureau, drafter)).toMatchObject({
      revision: 0,
      missingSteps: [],
      steps: [{ step: 'RESPONSIBLE_PERSON', bureau: { code: bureau }, answers: someone, evidence: [] }],
    });
    await accepted(drafter, 'forward', { nominationId });
  });

  test('of the notice on publicity needs its evidence', async () => {
    const answers = { channel: 'WEBSITE', title: '选树公告', on: '2024-01-02' };
    const input = { editionId: youthId, bureau: bureaus.city, step: 'PUBLICITY_EVIDENCE', answers };
    expect((await cityClerk.run('recordSlateStep', input)).errors).toEqual([
      expect.objectContaining({ code: 'STEP_EVIDENCE', ruleId: 'R-Y19' }),
    ]);
    await accepted(cityClerk, 'recordSlateStep', { ...input, evidence: [{ title: '网页截图' }] });
    expect((await slateOf(youthId, bureaus.city, cityClerk)).missingSteps).toMatchObject([
      { code: 'COMPREHENSIVE_ASSESSMENT', ruleId: 'R-Y20' },
    ]);
    expect(codes(await cityApprover.run('submitSlate', { editionId: youthId, bureau: bureaus.city }))).toContain(
      'STEP_MISSING',
    );
  });

  test('is recorded by the bureau above where the step is its own: papers received', async () => {
    const receipt = { step: 'PAPER_RECEIPT', answers: { copies: 2, receivedOn: '2024-01-08' } };
    expect(codes(await appoint(cityClerk, bureaus.city, receipt))).toEqual(['STEP_OF_LEVEL']);
    expect(
      codes(await appoint(officer, bureaus.city, { ...receipt, answers: { copies: 1, receivedOn: '2024-01-08' } })),
    ).toEqual(['FIELD_INVALID']);
    expect(codes(await appoint(officer, bureaus.city, receipt))).toEqual([]);
    expect((await slateOf(flexId, bureaus.city, cityClerk)).steps).toMatchObject([
      { step: 'PAPER_RECEIPT', bureau: { code: bureaus.province }, answers: { copies: 2 } },
    ]);
  });

  test.each<[string, Role, string, string]>([
    ['another city', 'CITY_CLERK', bureaus.otherCity, 'OUT_OF_JURISDICTION'],
    ['a county, for its city', 'COUNTY_APPROVER', bureaus.county, 'OUT_OF_JURISDICTION'],
    ['an expert', 'EXPERT', bureaus.city, 'NOT_PERMITTED'],
  ])('is not recorded by %s', async (_, role, bureau, code) => {
    expect(codes(await appoint(await api.as(role, bureau), bureaus.city))).toEqual([code]);
  });
});
