import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandName } from '../../src/app/permissions.ts';
import { type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, inFlex, passed, passing, prepared, ready, someoneFlexible } from '../support/dossiers.ts';
import { flex, flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';
import { questionIn, traced } from '../support/traces.ts';

let api: Api;
let head: Caller;
let officer: Caller;
let nominations: string[];
const experts: Record<string, Caller> = {};
const panel = ['expert-a', 'expert-b', 'expert-c', 'expert-d'] as const;

const full = flex.rubric.criteria.map(({ code, max }) => ({ criterion: code, points: max }));
const half = flex.rubric.criteria.map(({ code, max }) => ({ criterion: code, points: max / 2 }));

const refusedAs = async (caller: Caller, mutation: CommandName, input: object): Promise<unknown[]> => {
  const { errors } = await caller.run(mutation, input);
  return errors.map(({ code, path }: { code: string; path: string[] }) => ({ code, path }));
};

const board = `query ($id: ID!) { scoreboard(editionId: $id, orderBy: { field: NOMINATION }) { nodes {
  nomination { id } reviews mean } } }`;
const scoresOf = async (id: string) => {
  const { scoreboard } = await head.ask(board, { id: flexId });
  const found = scoreboard.nodes.find((node: { nomination: { id: string } }) => node.nomination.id === id);
  return { reviews: found.reviews, mean: found.mean };
};
const reviews = `query ($id: ID!, $filter: ReviewFilter) { reviews(editionId: $id, filter: $filter) { nodes {
  status counts endReason grounds conflicts { ground from } expert { actorId } } } }`;
const reviewOf = async (nominationId: string, expert: string) =>
  (await head.ask(reviews, { id: flexId, filter: { nominationId, expert } })).reviews.nodes[0];

beforeAll(async () => {
  api = await startApi();
  head = await api.as('PROVINCE_APPROVER', bureaus.province);
  officer = await api.as('PROVINCE_OFFICER', bureaus.province);
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
  for (const expert of panel) {
    experts[expert] = await api.as('EXPERT', undefined, expert);
    await accepted(officer, 'appointExpert', { editionId: flexId, expert, name: `专家${expert}`, fields: ['就业'] });
  }
  await accepted(head, 'freezeRubric', {
    editionId: flexId,
    rubric: {
      criteria: flex.rubric.criteria.map(({ code, name, max, step }) => ({ code, name, max, step })),
      panelSize: 2,
      tieBreak: [],
    },
  });
  const clerk = await api.as('CITY_CLERK', bureaus.city);
  const approver = await api.as('CITY_APPROVER', bureaus.city);
  await prepared(clerk, flexId, bureaus.city);
  nominations = [];
  for (const name of ['欧阳东山', '上官西岭']) {
    const id = await ready(
      clerk,
      inFlex({
        bureau: bureaus.city,
        form: someoneFlexible({ name, coverName: name, nativePlace: '河南省开封市兰考县' }),
      }),
    );
    await accepted(
      approver,
      'review',
      await passing(approver, id, { contact: { name: '赵', phone: '0371-12345678' } }),
    );
    await accepted(clerk, 'forward', { nominationId: id });
    nominations.push(id);
  }
  await accepted(approver, 'submitSlate', { editionId: flexId, bureau: bureaus.city, confirmFewer: true });
  for (const id of nominations) await passed(head, id);
});
afterAll(() => api.close());

const assignment = (nominationId: string | undefined, expert: string) => ({
  editionId: flexId,
  assignments: [{ nominationId, expert }],
});

describe('The terms of an expert', () => {
  const terms = {
    fields: ['就业'],
    profile: {
      employer: { name: '开封某公司', creditCode: null },
      formerEmployers: [{ name: '郑州铸造厂', until: '2021-06' }],
      nativePlace: '河南省兰考县',
      bureau: null,
    },
    load: { max: 5 },
    availability: { from: '2024-01-20', to: '2024-02-20' },
  };

  test('are shown as they were last stated, to who sees the queues', async () => {
    await accepted(officer, 'amendExpert', { editionId: flexId, expert: 'expert-d', reason: '补充信息', ...terms });
    const asked = `query ($id: ID!) { edition(id: $id) { experts { actorId load { min max } availability { from to }
      profile { employer { name creditCode } formerEmployers { name from until } nativePlace bureau } } } }`;
    const { edition } = await officer.ask(asked, { id: flexId });
    expect(edition.experts.at(-1)).toEqual({
      actorId: 'expert-d',
      load: { min: 0, max: 5 },
      availability: terms.availability,
      profile: {
        employer: { name: '开封某公司', creditCode: null },
        formerEmployers: [{ name: '郑州铸造厂', from: null, until: '2021-06' }],
        nativePlace: '河南省兰考县',
        bureau: null,
      },
    });
    expect(edition.experts[0]).toMatchObject({ actorId: 'expert-a', load: null, availability: null, profile: null });
    expect(await experts['expert-a']?.ask(asked, { id: flexId })).toEqual({ edition: { experts: null } });
  });

  test('that cannot hold are refused, each with its field', async () => {
    const amend = (changes: object) =>
      refusedAs(officer, 'amendExpert', {
        editionId: flexId,
        expert: 'expert-a',
        fields: [],
        reason: '更正',
        ...changes,
      });
    expect(await amend({ load: { min: 3, max: 2 } })).toEqual([
      { code: 'EXPERT_TERMS_INVALID', path: ['load', 'min'] },
    ]);
    expect(await amend({ availability: { from: '2024-02-02', to: '2024-02-01' } })).toEqual([
      { code: 'EXPERT_TERMS_INVALID', path: ['availability', 'from'] },
    ]);
    expect(await amend({ profile: { bureau: '999999' } })).toEqual([
      { code: 'BUREAU_UNKNOWN', path: ['profile', 'bureau'] },
    ]);
    expect(await amend({ profile: { employer: { name: '某公司', creditCode: '123' } } })).toEqual([
      { code: 'EXPERT_TERMS_INVALID', path: ['profile', 'employer', 'creditCode'] },
    ]);
  });
});

describe('A conflict of interest', () => {
  test('that is on record keeps the expert from being assigned', async () => {
    expect(await refusedAs(officer, 'assignReviews', assignment(nominations[0], 'expert-d'))).toEqual([
      { code: 'CONFLICT_OF_INTEREST', path: ['assignments', '0', 'expert'] },
    ]);
  });

  test('found late voids the score; the mean recomputes, and scoring is not closed with the panel short', async () => {
    const [first = '', second = ''] = nominations;
    for (const expert of ['expert-a', 'expert-b']) {
      for (const id of nominations) {
        await accepted(officer, 'assignReviews', assignment(id, expert));
        const points = expert === 'expert-a' ? full : half;
        await accepted(experts[expert] as Caller, 'score', { nominationId: id, points });
      }
    }
    expect(await scoresOf(first)).toEqual({ reviews: 2, mean: '75.0000' });
    await api.passTo('2024-01-26T01:00:00.000Z');

    await accepted(officer, 'amendExpert', {
      ...{ editionId: flexId, expert: 'expert-a', fields: [], reason: '群众反映任职情况' },
      profile: { bureau: bureaus.city },
    });
    expect(await reviewOf(first, 'expert-a')).toMatchObject({
      status: 'SCORED',
      conflicts: [
        { ground: 'SAME_BUREAU', from: 'bureau' },
        { ground: 'SAME_BUREAU', from: 'reviews' },
        { ground: 'SAME_BUREAU', from: 'vetting' },
      ],
    });
    expect(await refusedAs(officer, 'closeScoring', { editionId: flexId })).toEqual([
      { code: 'CONFLICTS_STAND', path: [] },
    ]);
    const pair = { expert: 'expert-a', reason: '专家现任职于申报单位' };
    for (const id of nominations) await accepted(officer, 'voidScore', { nominationId: id, ...pair });
    expect(await reviewOf(first, 'expert-a')).toMatchObject({
      status: 'VOIDED',
      counts: false,
      endReason: pair.reason,
      grounds: ['SAME_BUREAU'],
    });
    expect(await scoresOf(first)).toEqual({ reviews: 1, mean: '50.0000' });
    expect(await refusedAs(officer, 'closeScoring', { editionId: flexId })).toEqual([
      { code: 'PANEL_INCOMPLETE', path: [] },
    ]);
    expect(await refusedAs(experts['expert-a'] as Caller, 'score', { nominationId: second, points: full })).toEqual([
      { code: 'REVIEW_NOT_ASSIGNED', path: ['nominationId'] },
    ]);
    const mine = '{ nominations { totalCount } }';
    expect(await experts['expert-a']?.ask(mine)).toEqual({ nominations: { totalCount: 0 } });

    for (const id of nominations) {
      await accepted(officer, 'assignReviews', assignment(id, 'expert-c'));
      await accepted(experts['expert-c'] as Caller, 'score', { nominationId: id, points: full });
    }
    await accepted(officer, 'closeScoring', { editionId: flexId });
  });

  test('declared when scoring is closed opens it again for the panel that it leaves short', async () => {
    const [first = ''] = nominations;
    const detail = '本人近亲属';
    const kin = { nominationId: first, ground: 'KINSHIP', detail };
    await accepted(experts['expert-b'] as Caller, 'declareInterest', kin);
    expect(await refusedAs(head, 'decideShortlist', { editionId: flexId })).toEqual([
      { code: 'PANEL_INCOMPLETE', path: [] },
    ]);
    expect(await refusedAs(officer, 'assignReviews', assignment(first, 'expert-b'))).toContainEqual({
      code: 'SCORING_CLOSED',
      path: ['assignments', '0'],
    });
    expect(await refusedAs(officer, 'reopenScoring', { editionId: flexId, reason: '补足专家' })).toEqual([
      { code: 'NOT_PERMITTED', path: [] },
    ]);
    await accepted(head, 'reopenScoring', { editionId: flexId, reason: '一名专家近亲属关系，评分作废，补足专家' });

    // Two people lift the bar, and the same expert scores again.
    const pair = { nominationId: first, expert: 'expert-b' };
    await accepted(officer, 'requestBarLift', { ...pair, reason: '经核为远亲，无利害关系' });
    expect(await refusedAs(officer, 'confirmBarLift', { ...pair, note: '同意' })).toEqual([
      { code: 'NOT_PERMITTED', path: [] },
    ]);
    await accepted(head, 'confirmBarLift', { ...pair, note: '同意' });
    await accepted(officer, 'assignReviews', assignment(first, 'expert-b'));
    await accepted(experts['expert-b'] as Caller, 'score', { nominationId: first, points: half });
    expect(await scoresOf(first)).toEqual({ reviews: 2, mean: '75.0000' });
    await accepted(officer, 'closeScoring', { editionId: flexId });
    await accepted(head, 'decideShortlist', { editionId: flexId });
    expect(await refusedAs(head, 'reopenScoring', { editionId: flexId, reason: '再开' })).toContainEqual({
      code: 'SHORTLIST_DECIDED',
      path: [],
    });
  });

  test('is told in the trace of the nomination, as is every score that does not count', async () => {
    const inspector = await api.as('DISCIPLINE_INSPECTOR', bureaus.province);
    const trace = await traced(inspector, nominations[1]);
    expect(questionIn(trace, 'SHORTLISTED').ranking.reviews).toMatchObject([
      { expert: 'expert-a', counts: false, because: 'VOIDED' },
      { expert: 'expert-b', counts: true, because: null },
      { expert: 'expert-c', counts: true, because: null },
    ]);
  });
});
