import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { beforeThePanel, type Selection } from '../support/selection.ts';

let given: Selection;

const check = `query ($id: ID!, $plan: PlanInput!) { checkPlan(editionId: $id, plan: $plan) {
  planHash pairs csv problems { code path } loads { expert now planned max } short } }`;
const checked = async (plan: object): Promise<Answer> =>
  (await given.officer.ask(check, { id: given.editionId, plan })).checkPlan;
const pair = (i: number, expert: string) => ({ nominationId: given.nominations[i], expert });
const csvOf = (...pairs: readonly object[]) =>
  ['nominationId,expert', ...pairs.map((item) => Object.values(item).join(','))].join('\r\n').concat('\r\n');
const whole = () => [pair(0, 'expert-a'), pair(1, 'expert-a'), pair(2, 'expert-b'), pair(3, 'expert-b')];

beforeAll(async () => {
  given = await beforeThePanel();
  const { editionId, officer, approver } = given;
  await accepted(approver, 'freezeRubric', {
    editionId,
    rubric: {
      criteria: [{ code: 'MERIT', name: { zh: '事迹', en: 'Merit' }, max: 100, step: 1 }],
      panelSize: 1,
      tieBreak: [],
    },
  });
  const appoint = (expert: string, terms: object = {}) =>
    accepted(officer, 'appointExpert', { editionId, expert, name: '方专家', fields: [], ...terms });
  await appoint('expert-a', { load: { max: 2 } });
  await appoint('expert-b');
  await appoint('expert-c', { profile: { bureau: bureaus.city } });
});
afterAll(() => given.api.close());

describe('A plan that is looked at', () => {
  test('is told with its hash, loads and gaps, the same whether listed or as CSV, in any order', async () => {
    const pairs = whole().slice(0, 3);
    const listed = await checked({ pairs });
    expect(listed).toEqual({
      planHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      pairs: 3,
      csv: csvOf(...pairs),
      problems: [],
      loads: [
        { expert: 'expert-a', now: 0, planned: 2, max: 2 },
        { expert: 'expert-b', now: 0, planned: 1, max: null },
      ],
      short: [given.nominations[3]],
    });
    const turned = [...pairs].reverse();
    expect((await checked({ csv: csvOf(...turned) })).planHash).toBe(listed.planHash);
    expect((await checked({ csv: listed.csv })).planHash).toBe(listed.planHash);
    const rows = listed.csv.trim().split('\r\n');
    const swapped = rows.map((row: string) => [...row.split(','), '备注'].reverse().join(','));
    expect((await checked({ csv: `\uFEFF${swapped.join('\n')}` })).planHash).toBe(listed.planHash);
    expect((await checked({ pairs: whole() })).planHash).not.toBe(listed.planHash);
  });

  test('is told what stands against each pair', async () => {
    const { problems } = await checked({
      pairs: [pair(0, 'expert-c'), pair(1, 'nobody'), { nominationId: 'nothing', expert: 'expert-a' }],
    });
    expect(problems).toEqual([
      { code: 'CONFLICT_OF_INTEREST', path: ['pairs', '0', 'expert'] },
      { code: 'EXPERT_NOT_APPOINTED', path: ['pairs', '1', 'expert'] },
      { code: 'NOMINATION_NOT_FOUND', path: ['pairs', '2', 'nominationId'] },
    ]);
  });

  test.each([
    ['no column', 'nomination,expert\na,b', 'csv: the first row has no column nominationId'],
    ['an empty cell', 'nominationId,expert\na,b\na,', 'csv: row 3, column expert'],
    ['a quotation mark alone', 'nominationId,expert\n"a,b', 'csv: it is not CSV near line'],
  ])('with %s is no plan, and told where', async (_, csv, message) => {
    const errors = await given.officer.refusedAsk(check, { id: given.editionId, plan: { csv } });
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('is given one way, and only to who sees the queues', async () => {
    for (const plan of [{}, { csv: csvOf(), pairs: [] }]) {
      const errors = await given.officer.refusedAsk(check, { id: given.editionId, plan });
      expect(errors).toMatchObject([{ message: 'plan: give pairs or csv, one of the two.' }]);
    }
    const expert = await given.api.as('EXPERT', undefined, 'expert-a');
    for (const caller of [expert, given.cityApprover, given.api.anyone]) {
      expect(await caller.ask(check, { id: given.editionId, plan: { csv: csvOf() } })).toEqual({ checkPlan: null });
    }
  });
});

describe('A plan that is committed', () => {
  const commit = async (plan: object, planHash: string) => {
    const { errors } = await given.officer.run('commitPlan', { editionId: given.editionId, plan, planHash });
    return errors.map(({ code, path }: Answer) => `${code} ${path.join('.')}`);
  };
  const plans = `query ($id: ID!) { edition(id: $id) { plans { planHash pairs dueOn assigned carriedOutAt
    left { nominationId expert code } } } }`;

  test('is the one that was looked at, whole or not at all', async () => {
    const { planHash } = await checked({ pairs: whole() });
    const other = { pairs: [...whole().slice(0, 3), pair(3, 'expert-a')] };
    expect(await commit(other, planHash)).toEqual(['PLAN_HASH_MISMATCH planHash']);
    expect(await commit(other, (await checked(other)).planHash)).toEqual(['EXPERT_OVERLOADED pairs']);
    const barred = { pairs: [...whole(), pair(0, 'expert-c')] };
    expect(await commit(barred, (await checked(barred)).planHash)).toEqual(['CONFLICT_OF_INTEREST pairs.4.expert']);
    const { edition } = await given.officer.ask(plans, { id: given.editionId });
    expect(edition.plans).toEqual([]);
  });

  test('assigns every pair, and stands on record', async () => {
    const plan = { csv: csvOf(...whole()), dueOn: '2024-01-24' };
    const { planHash } = await checked(plan);
    await accepted(given.officer, 'commitPlan', { editionId: given.editionId, plan, planHash });
    const { edition } = await given.officer.ask(plans, { id: given.editionId });
    expect(edition.plans).toEqual([
      { planHash, pairs: 4, dueOn: '2024-01-24', assigned: 4, carriedOutAt: expect.any(String), left: [] },
    ]);
    const expert = await given.api.as('EXPERT', undefined, 'expert-a');
    const { myReviews } = await expert.ask('{ myReviews { nodes { dueOn status nomination { id } } } }');
    expect(myReviews.nodes.map(({ nomination }: Answer) => nomination.id).sort()).toEqual(
      [given.nominations[0], given.nominations[1]].sort(),
    );
    expect(await commit(plan, planHash)).toEqual([
      'REVIEW_ASSIGNED pairs.0.expert',
      'REVIEW_ASSIGNED pairs.1.expert',
      'REVIEW_ASSIGNED pairs.2.expert',
      'REVIEW_ASSIGNED pairs.3.expert',
    ]);
  });
});
