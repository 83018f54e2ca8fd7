import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, inFlex, passed, passing, prepared, ready, someoneFlexible } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let head: Caller;
let expertA: Caller;
let expertB: Caller;
let assigned: string;
let other: string;

/** From the city's desk to the panel. */
const submitted = async (names: readonly string[]): Promise<string[]> => {
  const clerk = await api.as('CITY_CLERK', bureaus.city);
  const approver = await api.as('CITY_APPROVER', bureaus.city);
  await prepared(clerk, flexId, bureaus.city);
  const ids: string[] = [];
  for (const name of names) {
    const form = someoneFlexible({ name, coverName: name });
    const id = await ready(clerk, inFlex({ bureau: bureaus.city, form }));
    const contact = { name: '赵联系', phone: '0371-12345678' };
    await accepted(approver, 'review', await passing(approver, id, { contact }));
    await accepted(clerk, 'forward', { nominationId: id });
    ids.push(id);
  }
  await accepted(approver, 'submitSlate', { editionId: flexId, bureau: bureaus.city, confirmFewer: true });
  for (const id of ids) await passed(head, id);
  return ids;
};

beforeAll(async () => {
  api = await startApi();
  head = await api.as('PROVINCE_APPROVER', bureaus.province);
  expertA = await api.as('EXPERT', undefined, 'expert-a');
  expertB = await api.as('EXPERT', undefined, 'expert-b');
  await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
  for (const expert of ['expert-a', 'expert-b']) {
    await accepted(head, 'appointExpert', { editionId: flexId, expert, name: `专家${expert}`, fields: ['就业'] });
  }
  await accepted(head, 'freezeRubric', { editionId: flexId });
  [assigned = '', other = ''] = await submitted(['欧阳东山', '上官西岭']);
  await accepted(head, 'assignReviews', {
    editionId: flexId,
    dueOn: '2024-01-29',
    assignments: [
      { nominationId: assigned, expert: 'expert-a' },
      { nominationId: other, expert: 'expert-b' },
    ],
  });
});
afterAll(() => api.close());

const pointsOf = async (share: number) => {
  const { edition } = await head.ask(
    'query ($id: ID!) { edition(id: $id) { rubric { criteria { code max step } } } }',
    {
      id: flexId,
    },
  );
  return edition.rubric.criteria.map(({ code, max, step }: { code: string; max: number; step: number }) => ({
    criterion: code,
    points: Math.round((max * share) / step) * step,
  }));
};

describe('an expert', () => {
  const queue = `{ myReviews { totalCount nodes { status dueOn revision nomination { id name } expert { actorId } } } }`;

  test('sees the own queue only', async () => {
    const { myReviews } = await expertA.ask(queue);
    expect(myReviews).toEqual({
      totalCount: 1,
      nodes: [
        {
          status: 'ASSIGNED',
          dueOn: '2024-01-29',
          revision: 0,
          nomination: { id: assigned, name: '欧阳东山' },
          expert: { actorId: 'expert-a' },
        },
      ],
    });
    const all = 'query ($id: ID!) { reviews(editionId: $id) { totalCount nodes { id } } }';
    expect((await expertA.ask(all, { id: flexId })).reviews).toEqual({ totalCount: 0, nodes: [] });
    expect((await head.ask(all, { id: flexId })).reviews.totalCount).toBe(2);
    const queues =
      'query ($id: ID!) { reviewQueues(editionId: $id) { totalCount nodes { assigned due expert { actorId } } } }';
    expect((await expertA.ask(queues, { id: flexId })).reviewQueues).toEqual({
      totalCount: 1,
      nodes: [{ assigned: 1, due: 1, expert: { actorId: 'expert-a' } }],
    });
  });

  test('sees of the nominations only the assigned ones, in lists, searches and counts alike', async () => {
    const board = `query ($search: String) { nominations(filter: { search: $search }) { totalCount nodes { id } } }`;
    expect((await expertA.ask(board)).nominations).toEqual({ totalCount: 1, nodes: [{ id: assigned }] });
    expect((await expertA.ask(board, { search: '上官' })).nominations).toEqual({ totalCount: 0, nodes: [] });
    for (const asked of ['waiverRequested', 'supplementDue']) {
      const answers = await expertA.ask(
        `{ yes: nominations(filter: { ${asked}: true }) { totalCount } no: nominations(filter: { ${asked}: false }) { totalCount } }`,
      );
      expect(answers).toEqual({ yes: { totalCount: 0 }, no: { totalCount: 0 } });
    }
    const byDrafter = `{ nominations(filter: { draftedBy: "city_clerk-${bureaus.city}" }) { totalCount } }`;
    expect((await head.ask(byDrafter)).nominations.totalCount).toBe(2);
    expect((await expertA.ask(byDrafter)).nominations.totalCount).toBe(0);
    expect(await expertA.ask('query ($id: ID!) { nomination(id: $id) { id } }', { id: other })).toEqual({
      nomination: null,
    });
  });

  test('sees no identity number, no telephone, no history; what is withheld is named', async () => {
    const { nomination } = await expertA.ask(
      `query ($id: ID!) { nomination(id: $id) {
        form draftedBy drafters history { totalCount }
        reviews { by decision judgments { holds } opinion { text contact { phone } } }
        eligibility { outcome } assessments { at } checklist { missing } vetting { answer } steps { step }
        waivers { status } supplement { dueOn }
        redactions { field reason }
      } }`,
      { id: assigned },
    );
    expect(nomination.form).toMatchObject({ name: '欧阳东山', deeds: expect.any(String), idNumber: null, phone: null });
    expect(nomination).toMatchObject({ draftedBy: null, drafters: null, history: null });
    expect(nomination).toMatchObject({ eligibility: null, assessments: null, checklist: null, vetting: null });
    expect(nomination).toMatchObject({ steps: null, waivers: null, supplement: null });
    const blinded = { by: null, decision: 'PASS', judgments: null, opinion: { text: '同意推荐。', contact: null } };
    expect(nomination.reviews).toEqual([blinded, blinded]);
    expect(nomination.redactions).toEqual(
      [
        'form.phone',
        'form.idNumber',
        'history',
        'draftedBy',
        'drafters',
        'seats',
        'reviews.by',
        'reviews.judgments',
        'reviews.opinion.contact',
        'formWarnings',
        'eligibility',
        'assessments',
        'checklist',
        'vetting',
        'steps',
        'waivers',
        'supplement',
        'priorHonors',
        'alsoNominatedIn',
        'standingObjections',
        'accessHistory',
      ].map((field) => ({
        field,
        reason: 'NOT_ENTITLED',
      })),
    );
    const { nomination: whole } = await head.ask(
      'query ($id: ID!) { nomination(id: $id) { form redactions { field } reviews { opinion { contact { phone } } } } }',
      { id: assigned },
    );
    expect(whole.form.phone).toBe('13800138000');
    expect(whole.redactions).toEqual([]);
    expect(whole.reviews[0].opinion.contact.phone).toBe('0371-12345678');
  });

  test('scores what is assigned, and nothing else', async () => {
    const points = await pointsOf(0.8);
    const selection = 'review { status total revision }';
    expect((await expertA.run('score', { nominationId: assigned, points }, selection)).review).toMatchObject({
      status: 'SCORED',
      total: 80,
      revision: 1,
    });
    const { review, errors } = await expertA.run('score', { nominationId: other, points }, selection);
    expect(review).toBeNull();
    expect(errors).toEqual([expect.objectContaining({ code: 'REVIEW_NOT_ASSIGNED' })]);
  });

  test('sees no scores of others, nor the scoreboard; the province does', async () => {
    await accepted(expertB, 'score', { nominationId: other, points: await pointsOf(0.9) });
    const board = `query ($id: ID!) {
      scoreboard(editionId: $id, orderBy: { field: MEAN, direction: DESC }) {
        totalCount nodes { mean nomination { name } bureau { code } }
      }
    }`;
    expect((await expertA.ask(board, { id: flexId })).scoreboard).toEqual({ totalCount: 0, nodes: [] });
    expect((await head.ask(board, { id: flexId })).scoreboard).toEqual({
      totalCount: 2,
      nodes: [
        { mean: '90.0000', nomination: { name: '上官西岭' }, bureau: { code: bureaus.city } },
        { mean: '80.0000', nomination: { name: '欧阳东山' }, bureau: { code: bureaus.city } },
      ],
    });
    const work = 'query ($id: ID!) { nomination(id: $id) { expertReviews { expert { actorId } } result { mean } } }';
    expect((await expertA.ask(work, { id: assigned })).nomination).toEqual({
      expertReviews: [{ expert: { actorId: 'expert-a' } }],
      result: null,
    });
  });

  test('who stepped aside sees the nomination no more, but keeps the record of it', async () => {
    await accepted(head, 'assignReviews', {
      editionId: flexId,
      assignments: [{ nominationId: other, expert: 'expert-a' }],
    });
    expect((await expertA.ask(queue)).myReviews.totalCount).toBe(2);
    const { review } = await accepted(
      expertA,
      'recuse',
      { nominationId: other, reason: '曾是同事。' },
      'review { status recusalReason nomination { id } }',
    );
    expect(review).toEqual({ status: 'RECUSED', recusalReason: '曾是同事。', nomination: null });
  });

  test('who is dismissed sees nothing any more', async () => {
    const board = '{ nominations { totalCount } }';
    expect((await expertB.ask(board)).nominations.totalCount).toBe(1);
    await accepted(head, 'dismissExpert', { editionId: flexId, expert: 'expert-b', reason: '任期届满。' });
    expect((await expertB.ask(board)).nominations.totalCount).toBe(0);
    expect(await expertB.ask('query ($id: ID!) { nomination(id: $id) { id } }', { id: other })).toEqual({
      nomination: null,
    });
  });
});
