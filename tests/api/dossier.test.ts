import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/actor.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { evolveNomination, initialNomination } from '../../src/domain/nomination/evolve.ts';
import { type NominationFact, nominationStream } from '../../src/domain/nomination/nomination.ts';
import { assess } from '../../src/domain/rules/assess.ts';
import { dossierOf } from '../../src/domain/rules/dossier.ts';
import { catalog } from '../../src/log/catalog.ts';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { fileOf } from '../support/bytes.ts';
import { codes } from '../support/caller.ts';
import { accepted, drafted, inFlex, passed, passing, prepared, ready, stamped } from '../support/dossiers.ts';
import { flex, flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let clerk: Caller;
let approver: Caller;
let pdf: string;
let nominationId: string;

beforeAll(async () => {
  api = await startApi();
  clerk = await api.as('COUNTY_CLERK', bureaus.county);
  approver = await api.as('COUNTY_APPROVER', bureaus.county);
  const head = await api.as('PROVINCE_APPROVER', bureaus.province);
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
  await prepared(clerk, flexId, bureaus.county);
  pdf = await clerk.upload(fileOf('application/pdf', 200, 'pdf'));
  nominationId = await drafted(clerk, inFlex());
});
afterAll(() => api.close());

const attach = (changes: object = {}, by = clerk) =>
  by.run('attachMaterial', { nominationId, material: 'DEEDS', sha256: pdf, ...changes });

describe('a file is not attached', () => {
  test.each([
    ['as what the program does not ask for', { material: 'DIPLOMA' }, 'MATERIAL_UNKNOWN', ['material']],
    ['that nobody uploaded', { sha256: '0'.repeat(64) }, 'FILE_UNKNOWN', ['sha256']],
    ['as what must be of another kind', { material: 'PHOTO' }, 'MATERIAL_TYPE', ['sha256']],
    ['to what is not there', { nominationId: randomUUID() }, 'NOMINATION_NOT_FOUND', ['nominationId']],
  ])('%s', async (_, changes, code, path) => {
    expect((await attach(changes)).errors).toEqual([expect.objectContaining({ code, path })]);
  });

  test('twice as the same material', async () => {
    const id = await drafted(clerk, inFlex());
    expect(codes(await attach({ nominationId: id }))).toEqual([]);
    expect(codes(await attach({ nominationId: id }))).toEqual(['MATERIAL_ATTACHED']);
    expect(codes(await attach({ nominationId: id, material: 'SUPPORTING' }))).toEqual([]);
  });

  test.each<[string, Role, string, string]>([
    ['by a vetting body', 'VETTING_BODY', bureaus.county, 'NOT_PERMITTED'],
    ['by an expert', 'EXPERT', bureaus.county, 'NOT_PERMITTED'],
    ['by the city while the county holds it', 'CITY_CLERK', bureaus.city, 'OUT_OF_JURISDICTION'],
    ['by another county', 'COUNTY_CLERK', '410181', 'NOMINATION_NOT_FOUND'],
  ])('%s', async (_, role, bureau, code) => {
    expect(codes(await attach({}, await api.as(role, bureau)))).toEqual([code]);
  });

  test.each([
    ['a hash in capitals', { sha256: 'A'.repeat(64) }, 'sha256'],
    ['less than no words', { words: -1 }, 'words'],
    ['more words than any book has', { words: 1_000_001 }, 'words'],
  ])('with %s', async (_, changes, field) => {
    const document = 'mutation ($input: AttachMaterialInput!) { attachMaterial(input: $input) { commandId } }';
    const input = { nominationId, material: 'DEEDS', sha256: pdf, ...changes };
    const [error] = await clerk.refusedAsk(document, { input });
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: [field] }] });
  });

  test('once the nomination has gone to the level that decides', async () => {
    const [cityClerk, cityApprover] = await Promise.all([
      api.as('CITY_CLERK', bureaus.city),
      api.as('CITY_APPROVER', bureaus.city),
    ]);
    await prepared(cityClerk, flexId, bureaus.city);
    const id = await ready(cityClerk, inFlex({ bureau: bureaus.city }));
    await passed(cityApprover, id);
    await accepted(cityClerk, 'forward', { nominationId: id });
    await accepted(cityApprover, 'submitSlate', { editionId: flexId, bureau: bureaus.city, confirmFewer: true });
    const officer = await api.as('PROVINCE_OFFICER', bureaus.province);
    expect(codes(await attach({ nominationId: id }, officer))).toEqual(['DOSSIER_CLOSED']);
  });
});

describe('a file is taken out', () => {
  const remove = (id: string, by = clerk, changes: object = {}) =>
    by.run('removeMaterial', { nominationId: id, material: 'DEEDS', sha256: pdf, reason: '误传。', ...changes });

  test('only if it is attached, and only while it is drafted: what a reviewer has seen stays', async () => {
    const id = await ready(clerk, inFlex());
    expect(codes(await remove(id))).toEqual(['MATERIAL_NOT_ATTACHED']);
    await attach({ nominationId: id });
    expect(codes(await remove(id))).toEqual([]);
    await attach({ nominationId: id });
    await passed(approver, id);
    expect(codes(await remove(id))).toEqual(['NOT_IN_DRAFT']);
  });

  test('not by another bureau, nor by one who may not', async () => {
    expect(codes(await remove(nominationId, await api.as('COUNTY_CLERK', '410181')))).toEqual(['NOMINATION_NOT_FOUND']);
    expect(codes(await remove(nominationId, await api.as('PROVINCE_OFFICER', bureaus.province)))).toEqual([
      'NOT_PERMITTED',
    ]);
  });
});

test('whoever attached a file had a hand in it, and does not review it', async () => {
  const id = await ready(clerk, inFlex());
  const sha256 = await approver.upload(fileOf('application/pdf', 300, 'by the approver'));
  await accepted(approver, 'attachMaterial', { nominationId: id, material: 'SUPPORTING', sha256 });
  expect(codes(await approver.run('review', await passing(approver, id)))).toEqual(['FOUR_EYES']);
});

describe('the rules', () => {
  const ELIGIBILITY = /* GraphQL */ `
    query Eligibility($id: ID!) {
      nomination(id: $id) {
        eligibility { ruleId outcome problem accepted warning judgedBy rule { id checks judgedBy } }
        assessments { at level act by { id } bureau { code } findings { ruleId outcome waivedBy warning evidence } }
      }
    }
  `;
  const read = async (id: string, by = clerk): Promise<Answer> => (await by.ask(ELIGIBILITY, { id })).nomination;
  const outcomes = (findings: Answer[]) => Object.fromEntries(findings.map(({ ruleId, outcome }) => [ruleId, outcome]));

  test('are assessed for the bureau that holds the nomination, and nothing is recorded', async () => {
    const head = await api.running.log.head();
    const { eligibility, assessments } = await read(nominationId);
    expect(outcomes(eligibility)).toMatchObject({
      'R-F01': 'PASSED',
      'R-F04': 'NEEDS_JUDGMENT',
      'R-F13': 'FAILED',
      'R-F15': 'FAILED',
      'R-F33': 'FAILED',
    });
    const judged = eligibility.find(({ ruleId }: Answer) => ruleId === 'R-F04');
    expect(judged).toMatchObject({
      accepted: expect.stringContaining('loves the country'),
      judgedBy: ['COUNTY', 'CITY'],
      rule: { id: 'R-F04', checks: ['JUDGMENT'], judgedBy: ['COUNTY', 'CITY'] },
    });
    expect(assessments).toEqual([]);
    expect(await api.running.log.head()).toBe(head);
  });

  test('say what to look at though it passes', async () => {
    const id = await drafted(clerk, inFlex());
    await attach({ nominationId: id, words: 1200 });
    const { eligibility } = await read(id);
    expect(eligibility.find(({ ruleId }: Answer) => ruleId === 'R-F33')).toMatchObject({
      outcome: 'PASSED',
      warning: 'it has 1200 words; it should have 720 to 880',
    });
  });

  test('are put on record when asked for, by whom the nomination is reviewed', async () => {
    const id = await drafted(clerk, inFlex());
    await accepted(approver, 'assessEligibility', { nominationId: id });
    const { assessments } = await read(id);
    expect(assessments).toMatchObject([
      {
        at: '2024-01-08T02:00:00.000Z',
        by: { id: `county_approver-${bureaus.county}` },
        bureau: { code: bureaus.county },
        level: 'COUNTY',
        act: 'REVIEW',
      },
    ]);
    expect(outcomes(assessments[0].findings)).toMatchObject({ 'R-F04': 'NEEDS_JUDGMENT', 'R-F35': 'FAILED' });
    expect(codes(await clerk.run('assessEligibility', { nominationId: id }))).toEqual(['NOT_PERMITTED']);
    const city = await api.as('CITY_REVIEWER', bureaus.city);
    expect(codes(await city.run('assessEligibility', { nominationId: id }))).toEqual(['OUT_OF_JURISDICTION']);
    await accepted(clerk, 'withdraw', { nominationId: id, reason: '本人放弃。' });
    expect(codes(await approver.run('assessEligibility', { nominationId: id }))).toEqual(['OUT_OF_THE_RUNNING']);
    expect((await read(id)).eligibility).toBeNull();
  });

  test('as found on record follow again from what was recorded before', async () => {
    const id = await ready(clerk, inFlex());
    await accepted(approver, 'assessEligibility', { nominationId: id });
    await accepted(approver, 'review', { nominationId: id, decision: 'RETURN', opinion: stamped('请补充。') });
    await accepted(clerk, 'resubmit', { nominationId: id, note: '已补充。' });
    await passed(approver, id);
    const stream = await api.running.log.readStream(nominationStream(id as NominationId));
    const events = stream.map((event) => catalog.decode(event) as unknown as Recorded<NominationFact>);
    const assessed = events.filter((event) => event.type === 'EligibilityAssessed');
    expect(assessed).toHaveLength(3);
    for (const { data, meta, revision } of assessed) {
      const state = events.slice(0, revision).reduce(evolveNomination, initialNomination);
      if (!('id' in state)) throw new Error('It was there.');
      const { honors, judgments, act, level } = data;
      const dossier = dossierOf(state, { program: flex, now: meta.recordedAt, honors: honors ?? [], judgments });
      const again = assess(dossier, { act, level });
      expect(again.map(({ ruleId, outcome }) => ({ ruleId, outcome }))).toEqual(data.findings);
      expect(Object.fromEntries(again.map(({ ruleId, evidence }) => [ruleId, evidence]))).toEqual(data.evidence);
      expect(meta.ruleVersion).toBe(flex.version);
    }
  });

  test('are judged once each: what contradicts itself is no judgment', async () => {
    const id = await ready(clerk, inFlex());
    const judgments = [false, true].map((holds) => ({ ruleId: 'R-F04', holds }));
    const document = 'mutation ($input: ReviewInput!) { review(input: $input) { commandId } }';
    const input = { ...(await passing(approver, id)), judgments };
    const [error] = await approver.refusedAsk(document, { input });
    expect(error?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['judgments'], message: 'judgments names each rule once.' }],
    });
  });

  test('as judged stand in the review, with the opinion’s conclusion', async () => {
    const id = await ready(clerk, inFlex());
    const review = { ...(await passing(approver, id)), judgments: [{ ruleId: 'R-F01', holds: true }] };
    expect(codes(await approver.run('review', review))).toEqual([
      'JUDGMENT_NOT_ASKED',
      'JUDGMENT_NEEDED',
      'JUDGMENT_NEEDED',
    ]);
    const against = {
      ...(await passing(approver, id)),
      judgments: [
        { ruleId: 'R-F04', holds: false },
        { ruleId: 'R-F06', holds: true },
      ],
    };
    expect((await approver.run('review', against)).errors).toEqual([
      expect.objectContaining({ code: 'RULE_FAILED', ruleId: 'R-F04' }),
    ]);
    await passed(approver, id);
    const { nomination } = await clerk.ask(
      'query ($id: ID!) { nomination(id: $id) { reviews { judgments { ruleId holds } opinion { conclusion contact { name } } } } }',
      { id },
    );
    expect(nomination.reviews).toEqual([
      {
        judgments: [
          { ruleId: 'R-F04', holds: true },
          { ruleId: 'R-F06', holds: true },
        ],
        opinion: { conclusion: null, contact: { name: '孙科长' } },
      },
    ]);
  });
});
