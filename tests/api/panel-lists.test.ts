import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { beforeThePanel, type Selection } from '../support/selection.ts';

let given: Selection;
let expertA: Caller;
/** In the order of their ids. */
let nominations: readonly string[];

const conflicts = `query ($id: ID!, $filter: ConflictingPairFilter, $first: Int! = 50, $after: String) {
  panelConflicts(editionId: $id, filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    nodes { nomination { id } expert { actorId } conflicts { ground from } } } }`;
const listed = async (caller: Caller, variables: object = {}): Promise<Answer> =>
  (await caller.ask(conflicts, { id: given.editionId, ...variables })).panelConflicts;
const pairsIn = ({ nodes }: Answer): readonly string[] =>
  nodes.map(({ nomination, expert, conflicts: found }: Answer) =>
    [nominations.indexOf(nomination.id), expert.actorId, ...new Set(found.map(({ ground }: Answer) => ground))].join(
      ' ',
    ),
  );
const short = async (caller: Caller): Promise<readonly string[]> =>
  (
    await caller.ask(
      'query ($id: ID!) { shortPanels(editionId: $id) { totalCount nodes { nomination { id } experts needs } } }',
      { id: given.editionId },
    )
  ).shortPanels.nodes.map(({ nomination, experts, needs }: Answer) =>
    [nominations.indexOf(nomination.id), `${experts}/${needs}`].join(' '),
  );
const assigning = (...pairs: readonly (readonly [number, string])[]) => ({
  editionId: given.editionId,
  assignments: pairs.map(([i, expert]) => ({ nominationId: nominations[i], expert })),
});
const appoint = (expert: string, terms: object = {}) =>
  accepted(given.officer, 'appointExpert', {
    editionId: given.editionId,
    expert,
    name: '方专家',
    fields: [],
    ...terms,
  });

beforeAll(async () => {
  given = await beforeThePanel();
  nominations = [...given.nominations].sort();
  expertA = await given.api.as('EXPERT', undefined, 'expert-a');
  await accepted(given.approver, 'freezeRubric', {
    editionId: given.editionId,
    rubric: {
      criteria: [{ code: 'MERIT', name: { zh: '事迹', en: 'Merit' }, max: 100, step: 1 }],
      panelSize: 2,
      tieBreak: [],
    },
  });
  await appoint('expert-a', { load: { max: 3 } });
  await appoint('expert-b', { profile: { bureau: bureaus.city } });
  await appoint('expert-c', { load: { max: 1 } });
});
afterAll(() => given.api.close());

describe('The conflicts of an edition', () => {
  test('are listed pair by pair, assigned or not, page by page', async () => {
    const { officer } = given;
    expect(pairsIn(await listed(officer))).toEqual([0, 1, 2, 3].map((i) => `${i} expert-b SAME_BUREAU`));
    await accepted(officer, 'declareConflict', {
      nominationId: nominations[1],
      expert: 'expert-a',
      ground: 'KINSHIP',
      detail: '姻亲',
    });
    const all = pairsIn(await listed(officer));
    expect(all).toHaveLength(5);
    expect(all[1]).toBe('1 expert-a KINSHIP');
    const paged: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await listed(officer, { first: 2, after });
      expect(page.totalCount).toBe(5);
      paged.push(...pairsIn(page));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(paged).toEqual(all);
    expect(pairsIn(await listed(officer, { filter: { ground: 'KINSHIP' } }))).toEqual(['1 expert-a KINSHIP']);
    expect(pairsIn(await listed(officer, { filter: { expert: 'expert-a' } }))).toEqual(['1 expert-a KINSHIP']);
    const ofOne = await listed(officer, { filter: { nominationId: nominations[1] } });
    expect(pairsIn(ofOne)).toEqual(all.slice(1, 3));
  });

  test('are gone from it once two people have lifted them', async () => {
    const { officer, approver } = given;
    const pair = { nominationId: nominations[1], expert: 'expert-a' };
    await accepted(officer, 'requestBarLift', { ...pair, reason: '经核不实。' });
    expect(pairsIn(await listed(officer, { filter: { expert: 'expert-a' } }))).toHaveLength(1);
    await accepted(approver, 'confirmBarLift', { ...pair, note: '同意。' });
    expect(pairsIn(await listed(officer, { filter: { expert: 'expert-a' } }))).toEqual([]);
  });

  test('and short panels are for who sees the queues', async () => {
    for (const caller of [expertA, given.cityApprover, given.api.anyone]) {
      expect(await listed(caller)).toMatchObject({ nodes: [], totalCount: 0 });
      expect(await short(caller)).toEqual([]);
    }
  });
});

describe('Assignments by hand', () => {
  test('hold what an expert takes at most, all or none', async () => {
    const { officer } = given;
    const { errors } = await officer.run('assignReviews', assigning([0, 'expert-c'], [1, 'expert-c'], [0, 'expert-a']));
    expect(errors.map(({ code, path }: Answer) => `${code} ${path.join('.')}`)).toEqual([
      'EXPERT_OVERLOADED assignments.1.expert',
    ]);
    expect(await short(officer)).toEqual(['0 0/2', '1 0/2', '2 0/2', '3 0/2']);
    const commandId = '6f9b1a52-1f0e-4b5c-8a58-0d6a6c0f5b11';
    const first = { commandId, ...assigning([0, 'expert-c'], [0, 'expert-a']) };
    await accepted(officer, 'assignReviews', first);
    await accepted(officer, 'assignReviews', first);
    const again = await officer.run('assignReviews', assigning([1, 'expert-c']));
    expect(again.errors).toMatchObject([{ code: 'EXPERT_OVERLOADED', message: expect.stringContaining('takes 1') }]);
    expect(await short(officer)).toEqual(['1 0/2', '2 0/2', '3 0/2']);
  });

  test('are taken back, and read no more, where the profile is put right and bars what is not scored', async () => {
    const { officer, editionId } = given;
    await accepted(officer, 'assignReviews', assigning([1, 'expert-a']));
    await accepted(expertA, 'score', { nominationId: nominations[0], points: [{ criterion: 'MERIT', points: 80 }] });
    const seen = (i: number) => expertA.ask('query ($id: ID!) { nomination(id: $id) { id } }', { id: nominations[i] });
    expect((await seen(1)).nomination).toEqual({ id: nominations[1] });
    await accepted(officer, 'amendExpert', {
      editionId,
      expert: 'expert-a',
      fields: [],
      profile: { bureau: bureaus.city },
      reason: '现任职于该市局。',
    });
    expect((await seen(1)).nomination).toBeNull();
    const { reviews } = await officer.ask(
      `query ($id: ID!) { reviews(editionId: $id, filter: { expert: "expert-a" }) { nodes { nomination { id } status grounds } } }`,
      { id: editionId },
    );
    expect(reviews.nodes).toContainEqual({
      nomination: { id: nominations[1] },
      status: 'WITHDRAWN',
      grounds: ['SAME_BUREAU'],
    });
    expect(reviews.nodes).toContainEqual({ nomination: { id: nominations[0] }, status: 'SCORED', grounds: [] });
    expect(await short(officer)).toEqual(['1 0/2', '2 0/2', '3 0/2']);
    await accepted(officer, 'voidScore', { nominationId: nominations[0], expert: 'expert-a', reason: '应当回避。' });
    expect(await short(officer)).toEqual(['0 1/2', '1 0/2', '2 0/2', '3 0/2']);
  });
});
