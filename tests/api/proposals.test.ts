import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { beforeThePanel, type Selection } from '../support/selection.ts';

let given: Selection;

const query = `query ($id: ID!, $options: ProposePlanInput) { proposePlan(editionId: $id, options: $options) {
  outcome position origin { seed method objective }
  plan { planHash csv pairs short problems { code path } loads { expert planned max } }
  worth { objective bound least leastBound mean spread expected largestProbability }
  contradiction { panels { nominationId needs } experts { expert min max } organizations coverage cap message { code message } } } }`;
const proposed = async (options: object = {}): Promise<Answer> =>
  (await given.officer.ask(query, { id: given.editionId, options })).proposePlan;
const refusedWith = async (options: object): Promise<readonly string[]> =>
  (await given.officer.refusedAsk(query, { id: given.editionId, options })).map(({ message }: Answer) => message);
const pairsIn = ({ plan: { csv } }: Answer): readonly string[] => csv.trim().split('\r\n').slice(1);
const pair = (i: number, expert: string) => ({ nominationId: given.nominations[i], expert });
const line = (i: number, expert: string) => `${given.nominations[i]},${expert}`;
const expertsOf = (answer: Answer, i: number): readonly string[] =>
  pairsIn(answer).flatMap((row) => (row.startsWith(`${given.nominations[i]},`) ? [row.split(',')[1] ?? ''] : []));

const appoint = (expert: string, terms: object = {}) =>
  accepted(given.officer, 'appointExpert', {
    editionId: given.editionId,
    expert,
    name: '方专家',
    fields: [],
    ...terms,
  });
const amend = (expert: string, terms: object) =>
  accepted(given.officer, 'amendExpert', {
    editionId: given.editionId,
    expert,
    fields: [],
    reason: '据实更正',
    ...terms,
  });

/** The one category that all four stand in. */
let category: string;

beforeAll(async () => {
  given = await beforeThePanel();
  const { editionId, approver, officer, nominations } = given;
  await accepted(approver, 'freezeRubric', {
    editionId,
    rubric: {
      criteria: [{ code: 'MERIT', name: { zh: '事迹', en: 'Merit' }, max: 100, step: 1 }],
      panelSize: 2,
      tieBreak: [],
    },
  });
  const { nomination } = await officer.ask('query ($id: ID!) { nomination(id: $id) { category { code } } }', {
    id: nominations[0],
  });
  category = nomination.category.code;
  // Four nominations, two experts each: eight pairs, and eight places with those who may.
  await appoint('expert-a', { fields: [category], load: { max: 3 } });
  await appoint('expert-b', { prefers: [category], load: { max: 3 } });
  await appoint('expert-c', { load: { max: 3 }, profile: { employer: { name: '河南某大学' } } });
  await appoint('expert-d', { load: { max: 3 }, profile: { employer: { name: '河南某大学' } } });
  await appoint('of-the-bureau', { fields: [category], prefers: [category], profile: { bureau: bureaus.city } });
  await appoint('away', { fields: [category], availability: { from: '2023-01-01', to: '2023-01-31' } });
});
afterAll(() => given.api.close());

describe('A plan that is proposed', () => {
  test('is the best there is: who knows the field and wants it, within loads, nobody who must stand aside', async () => {
    const answer = await proposed();
    expect(answer).toMatchObject({
      outcome: 'PROVEN_BEST',
      origin: { seed: given.editionId, method: 'BEST' },
      plan: { pairs: 8, short: [], problems: [] },
      contradiction: null,
    });
    const { worth, plan, origin } = answer;
    // Three of expert-a for the field, three of expert-b for the wish; each of the two beyond an even share costs 10, and 20.
    expect(worth).toMatchObject({ bound: worth.objective, expected: null, largestProbability: null });
    expect(origin.objective).toBe(String(worth.objective));
    const loads = Object.fromEntries(plan.loads.map(({ expert, planned }: Answer) => [expert, planned]));
    expect(loads['expert-a']).toBe(3);
    expect(loads['expert-b']).toBe(3);
    expect(Object.keys(loads)).not.toContain('of-the-bureau');
    expect(Object.keys(loads)).not.toContain('away');
    for (const i of [0, 1, 2, 3]) {
      const panel = expertsOf(answer, i);
      expect(panel).toHaveLength(2);
      expect(panel.includes('expert-c') && panel.includes('expert-d')).toBe(false);
    }
  });

  test('comes out the same from the same seed, and stays near to a plan before', async () => {
    const first = await proposed({ seed: '2024' });
    expect((await proposed({ seed: '2024' })).plan.planHash).toBe(first.plan.planHash);
    const others = await Promise.all(['a', 'b', 'c'].map((seed) => proposed({ seed })));
    expect(new Set(others.map(({ plan }) => plan.planHash)).size).toBeGreaterThan(1);
    for (const other of others) {
      const again = await proposed({ seed: '2024', keep: { csv: other.plan.csv } });
      expect(again.plan.planHash).toBe(other.plan.planHash);
    }
  });

  test('has the pairs that are pinned, fills up what is assigned, and heeds what was declared', async () => {
    const { officer, editionId } = given;
    const pinned = await proposed({ pinned: [pair(0, 'expert-d')] });
    expect(pairsIn(pinned)).toContain(line(0, 'expert-d'));
    await accepted(officer, 'assignReviews', { editionId, assignments: [pair(1, 'expert-d')] });
    await accepted(officer, 'declareConflict', { ...pair(2, 'expert-a'), ground: 'KINSHIP', detail: '姻亲' });
    const answer = await proposed({ pinned: [pair(2, 'expert-c')] });
    expect(answer.plan).toMatchObject({ pairs: 7, problems: [], short: [] });
    expect(expertsOf(answer, 1)).toHaveLength(1);
    expect(expertsOf(answer, 1)).not.toContain('expert-c');
    expect(pairsIn(answer)).not.toContain(line(2, 'expert-a'));
    expect(await refusedWith({ pinned: [pair(2, 'expert-a')] })).toEqual([
      `options: fixed: expert-a and ${given.nominations[2]} have a conflict.`,
    ]);
    expect(await refusedWith({ pinned: [pair(2, 'nobody')] })).toEqual([
      `options: pinned.0: expected an expert of the panel and a nomination before it, not nobody and ${given.nominations[2]}.`,
    ]);
  });

  test('is drawn where no pair may be likely, from the seed', async () => {
    const answer = await proposed({ method: 'RANDOMIZED', cap: 0.8, seed: 'drawn', onePerOrganization: false });
    expect(answer).toMatchObject({
      origin: { seed: 'drawn', method: 'RANDOMIZED 0.8' },
      plan: { problems: [], short: [] },
    });
    expect(answer.worth.largestProbability).toBeLessThanOrEqual(0.8);
    expect(answer.worth.expected).toBeLessThanOrEqual(answer.worth.bound);
    const others = await Promise.all(
      ['a', 'b', 'c'].map((seed) => proposed({ method: 'RANDOMIZED', cap: 0.75, seed, onePerOrganization: false })),
    );
    expect(new Set(others.map(({ plan }) => plan?.planHash)).size).toBeGreaterThan(1);
    const capped = await proposed({ method: 'RANDOMIZED', cap: 0.1 });
    expect(capped).toMatchObject({ outcome: 'IMPOSSIBLE', contradiction: { cap: 0.1 } });
    expect(await refusedWith({ cap: 0.5 })).toEqual([
      'options.cap: a chance is capped where a plan is drawn: method RANDOMIZED.',
    ]);
    expect(await refusedWith({ method: 'RANDOMIZED', cap: 0 })).toEqual([
      'options.cap takes a number above 0, up to 1.',
    ]);
  });

  test('is as good as can be for the nomination that fares worst', async () => {
    const [best, fairest] = [await proposed(), await proposed({ method: 'FAIREST' })];
    expect(fairest.worth.least).toBeGreaterThanOrEqual(best.worth.least);
    expect(fairest.worth.leastBound).toBe(fairest.worth.least);
    expect(best.worth.leastBound).toBeNull();
    expect(fairest.worth.objective).toBeLessThanOrEqual(best.worth.objective);
  });

  test('is not there where limits contradict each other: which, and the way out', async () => {
    const { officer, editionId } = given;
    for (const expert of ['expert-a', 'expert-b', 'expert-c']) await amend(expert, { load: { max: 1 } });
    const answer = await proposed({ onePerOrganization: false });
    expect(answer).toMatchObject({ outcome: 'IMPOSSIBLE', plan: null, origin: null, worth: null });
    const { panels, experts, message } = answer.contradiction;
    expect(panels.length).toBeGreaterThan(0);
    expect(experts.map(({ expert }: Answer) => expert)).toContain('expert-a');
    expect(message).toMatchObject({ code: 'PLAN_IMPOSSIBLE', message: expect.stringContaining('expert-a') });
    expect(message.message).toContain('raise a limit');
    await amend('expert-a', { fields: [category], load: { max: 3 } });
    await amend('expert-b', { prefers: [category], load: { max: 3 } });
    await amend('expert-c', { load: { max: 3 } });
    const plan = await proposed();
    expect(plan.outcome).toBe('PROVEN_BEST');
    const { csv, planHash } = plan.plan;
    await accepted(officer, 'commitPlan', { editionId, plan: { csv }, planHash, origin: plan.origin });
    const { edition } = await officer.ask(
      'query ($id: ID!) { edition(id: $id) { plans { seed method objective assigned left { code } } } }',
      { id: editionId },
    );
    expect(edition.plans).toEqual([{ ...plan.origin, assigned: 7, left: [] }]);
    expect((await proposed()).plan).toMatchObject({ pairs: 0, short: [] });
  });

  test('is for who sees the queues', async () => {
    const expert = await given.api.as('EXPERT', undefined, 'expert-a');
    for (const caller of [expert, given.cityApprover, given.api.anyone]) {
      expect(await caller.ask(query, { id: given.editionId, options: {} })).toEqual({ proposePlan: null });
    }
  });
});

describe('What an expert prefers', () => {
  test('is a category of the program, and shown with the expert', async () => {
    const { officer, editionId } = given;
    const { errors } = await officer.run('appointExpert', {
      editionId,
      expert: 'expert-e',
      name: '方专家',
      fields: [],
      prefers: [category, 'NO_SUCH'],
    });
    expect(errors.map(({ code, path }: Answer) => `${code} ${path.join('.')}`)).toEqual(['CATEGORY_UNKNOWN prefers.1']);
    const { edition } = await officer.ask('query ($id: ID!) { edition(id: $id) { experts { actorId prefers } } }', {
      id: editionId,
    });
    expect(edition.experts).toContainEqual({ actorId: 'expert-b', prefers: [category] });
    expect(edition.experts).toContainEqual({ actorId: 'expert-d', prefers: null });
  });
});
