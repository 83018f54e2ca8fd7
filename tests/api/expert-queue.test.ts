import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BlindedPanel, blindedPanel } from '../support/blinded.ts';
import type { Caller } from '../support/caller.ts';
import { accepted } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

/** An expert's own work, in days that pass: the tests follow each other in time. */
let given: BlindedPanel;
beforeAll(async () => {
  given = await blindedPanel();
});
afterAll(() => given.api.close());

describe('the queue', () => {
  const queues = `query ($id: ID!, $orderBy: ReviewQueueOrder!) { reviewQueues(editionId: $id, orderBy: $orderBy) {
    nodes { expert { actorId } assigned due overdue nextDueOn scored recused } } }`;
  const queuesFor = async (by: Caller, orderBy: object = { field: 'EXPERT' }) =>
    (await by.ask(queues, { id: given.editionId, orderBy })).reviewQueues.nodes;
  const reviewsOf = async () => {
    const { myReviews } = await given.wu.ask(
      '{ myReviews(filter: { statuses: [ASSIGNED] }) { nodes { dueOn overdue } } }',
    );
    return myReviews.nodes;
  };
  const ofWu = { expert: { actorId: 'wu' }, assigned: 3, due: 2, scored: 0, recused: 1, nextDueOn: '2024-01-24' };
  const done = { due: 0, scored: 2, overdue: 0, nextDueOn: null };
  const ofZheng = { ...done, expert: { actorId: 'zheng' }, assigned: 3, recused: 1 };
  const ofSun = { ...done, expert: { actorId: 'sun' }, assigned: 2, recused: 0 };

  test('is overdue once the last day is over in the time zone of the program, by the clock of the server', async () => {
    await given.api.passTo('2024-01-24T15:59:59.999Z');
    expect(await queuesFor(given.wu)).toEqual([{ ...ofWu, overdue: 0 }]);
    expect(await reviewsOf()).toEqual([
      { dueOn: '2024-01-24', overdue: false },
      { dueOn: '2024-01-26', overdue: false },
    ]);
    await given.api.passTo('2024-01-24T16:00:00.000Z');
    expect(await queuesFor(given.wu)).toEqual([{ ...ofWu, overdue: 1 }]);
    expect(await reviewsOf()).toEqual([
      { dueOn: '2024-01-24', overdue: true },
      { dueOn: '2024-01-26', overdue: false },
    ]);
  });

  test('is the own one for an expert, everyone’s for the province, in the order of what is due next', async () => {
    const late = { ...ofWu, overdue: 1 };
    expect(await queuesFor(given.officer, { field: 'NEXT_DUE_ON', direction: 'ASC' })).toEqual([late, ofSun, ofZheng]);
    expect(await queuesFor(given.officer, { field: 'NEXT_DUE_ON', direction: 'DESC' })).toEqual([ofZheng, ofSun, late]);
    expect(await queuesFor(given.wu, { field: 'NEXT_DUE_ON', direction: 'DESC' })).toEqual([late]);
    expect(await queuesFor(await given.api.as('CITY_APPROVER', bureaus.city))).toEqual([]);
    expect(
      (await given.wu.ask(queues, { id: 'no-such-edition', orderBy: { field: 'EXPERT' } })).reviewQueues.nodes,
    ).toEqual([]);
  });

  test('once scored, nothing is overdue; what others gave stays unseen, also after scoring is closed', async () => {
    for (const nominationId of given.mine) {
      const answer = await given.wu.run(
        'score',
        { nominationId, points: [{ criterion: 'MERIT', points: 60 }] },
        'review { overdue total nomination { name bureau { code } } }',
      );
      expect(answer).toMatchObject({
        review: { overdue: false, total: 60, nomination: { name: null, bureau: null } },
        errors: [],
      });
    }
    expect(await queuesFor(given.wu)).toEqual([{ ...ofWu, ...done }]);
    await accepted(given.officer, 'closeScoring', { editionId: given.editionId });
    const board = `{ scoreboard(editionId: "${given.editionId}") { totalCount nodes { mean } }
      nominations { nodes { result { mean rank } expertReviews { expert { actorId } total } } } }`;
    const { scoreboard, nominations } = await given.wu.ask(board);
    expect(scoreboard).toEqual({ totalCount: 0, nodes: [] });
    expect(nominations.nodes).toEqual(
      given.mine.map(() => ({ result: null, expertReviews: [{ expert: { actorId: 'wu' }, total: 60 }] })),
    );
  });

  test('who is dismissed is shown no nomination from that moment, by any way', async () => {
    await accepted(given.officer, 'dismissExpert', {
      editionId: given.editionId,
      expert: 'wu',
      reason: '任期届满。',
    });
    const ways = `query ($id: ID!) { nomination(id: $id) { id } node(id: $id) { id } nominations { totalCount }
      changes(of: { nomination: $id }, from: { time: "2023-01-01T00:00:00Z" }) { totalCount }
      past: nomination(id: $id, asOf: { time: "2024-01-08T02:00:00Z" }) { id }
      myReviews { nodes { nomination { id } } } }`;
    expect(await given.wu.ask(ways, { id: given.mine[0] })).toEqual({
      ...{ nomination: null, node: null, changes: null, past: null },
      nominations: { totalCount: 0 },
      myReviews: { nodes: [{ nomination: null }, { nomination: null }, { nomination: null }] },
    });
  });
});
