import { describe, expect, it } from 'vitest';
import { listQueues } from '../../projections/expert-queues.ts';
import type { Reader } from '../../projections/reader.ts';
import { countReviews, listReviews, reviewsOf } from '../../projections/reviewer-queue.ts';
import { candidates, listScores, scoresByIds, shortlistOf } from '../../projections/scoreboard.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import {
  category,
  city,
  county,
  edition,
  expertOf,
  nominationOf,
  province,
  type Scenario,
  scenario,
} from './scenario.ts';

const places = placesOfTest();

const submit = (s: Scenario, id: string) => {
  s.nominate(id);
  s.pass(id);
  s.forward(id, county, city);
  s.pass(id, city);
  s.forward(id, city, province);
};

/** Two nominations before the panel. */
const given = async (tell: (s: Scenario) => void): Promise<Reader> => {
  const s = scenario();
  s.open();
  for (const expert of ['e1', 'e2']) {
    s.onEdition({ type: 'ExpertAppointed', data: { expert: expertOf(expert), name: `专家${expert}`, fields: [] } });
  }
  submit(s, 'b');
  submit(s, 'a');
  tell(s);
  return (await readModelsOf(s.events, places)).database;
};

const pointsOf = (reader: Reader) =>
  candidates(reader, edition).map(({ nominationId, reviews }) => [
    nominationId,
    reviews.map((points) => points.LEADING_OTHERS),
  ]);
const reviewOf = (reader: Reader, id: string) => reviewsOf(reader, [nominationOf(id)]).get(nominationOf(id))?.[0];
const scoreOf = (reader: Reader, id: string) => scoresByIds(reader, [nominationOf(id)]).get(nominationOf(id));

describe('the reviewer queue', () => {
  it('counts what each expert has before them and behind them', async () => {
    const reader = await given((s) => {
      s.assign('a', 'e1');
      s.assign('b', 'e1', '2024-01-31');
      s.assign('a', 'e2');
      s.score('a', 'e1', 20);
      s.recuse('a', 'e1');
      s.score('a', 'e2', 20);
    });
    const queuesOn = (today: string) =>
      listQueues(reader, { editionId: edition }, { by: 'expert', direction: 'ASC' }, today, { first: 10 }).rows;
    const none = { due: 0, overdue: 0, nextDueOn: null, scored: 0, recused: 0, withdrawn: 0, voided: 0 };
    const e1 = { editionId: edition, expert: 'e1', name: '专家e1' };
    const e2 = { editionId: edition, expert: 'e2', name: '专家e2' };
    expect(queuesOn('2024-02-01')).toEqual([
      { ...e1, ...none, assigned: 2, due: 1, overdue: 1, nextDueOn: '2024-01-31', recused: 1 },
      { ...e2, ...none, assigned: 1, scored: 1 },
    ]);
    expect(queuesOn('2024-01-31').map(({ overdue }) => overdue)).toEqual([0, 0]);
  });

  it('lists by due date, and finds what is overdue', async () => {
    const reader = await given((s) => {
      s.assign('a', 'e1', '2024-02-01');
      s.assign('b', 'e1', '2024-01-30');
      s.assign('b', 'e2', '2024-01-29');
      s.score('b', 'e2', 10);
    });
    const queue = listReviews(reader, { expert: expertOf('e1') }, { by: 'dueOn', direction: 'ASC' }, { first: 10 });
    expect(queue.rows.map(({ nominationId }) => nominationId)).toEqual(['b', 'a']);
    expect(countReviews(reader, { editionId: edition, dueBefore: '2024-01-31' })).toBe(1);
  });

  it('shows the points of a late score as not counting', async () => {
    const reader = await given((s) => {
      s.assign('a', 'e1');
      s.score('a', 'e1', 20);
      s.closeScoring();
      s.reviseScore('a', 'e1', 30);
    });
    expect(reviewOf(reader, 'a')).toMatchObject({
      ...{ status: 'SCORED', counts: false, revisions: 1 },
      points: { LEADING_OTHERS: 30, SKILL: 10 },
    });
  });
});

describe('the scoreboard', () => {
  it('gives the candidates in the order of nominations, then experts, with their last revised points', async () => {
    const reader = await given((s) => {
      for (const id of ['a', 'b']) for (const expert of ['e2', 'e1']) s.assign(id, expert);
      s.score('a', 'e2', 20);
      s.score('a', 'e1', 10);
      s.reviseScore('a', 'e1', 15);
    });
    expect(pointsOf(reader)).toEqual([
      ['a', [15, 20]],
      ['b', []],
    ]);
    expect(candidates(reader, edition)[0]).toMatchObject({ bureau: county, category });
  });

  it('asks experts again once something was supplied: a score of what was there before does not count', async () => {
    const supplied = (s: Scenario) => {
      for (const id of ['a', 'b']) s.assign(id, 'e1');
      s.score('a', 'e1', 20);
      s.score('b', 'e1', 10);
      s.onNomination('a', { type: 'Resubmitted', data: { note: '已补充。' } });
    };
    expect(pointsOf(await given(supplied))).toContainEqual(['b', [10]]);
    const reader = await given(supplied);
    expect(reviewOf(reader, 'a')).toMatchObject({ status: 'ASSIGNED', points: null });
    const again = await given((s) => {
      supplied(s);
      s.reviseScore('a', 'e1', 25);
    });
    expect(reviewOf(again, 'a')).toMatchObject({ status: 'SCORED', points: { LEADING_OTHERS: 25 } });
  });

  it('takes order as the judge: nothing that stands after the close counts, whatever its clock says', async () => {
    const reader = await given((s) => {
      for (const id of ['a', 'b']) s.assign(id, 'e1');
      s.score('a', 'e1', 20);
      s.at('2024-02-01T10:00:00.000Z');
      s.closeScoring();
      s.at('2024-02-01T09:00:00.000Z');
      s.reviseScore('a', 'e1', 30);
      s.score('b', 'e1', 30);
    });
    expect(pointsOf(reader)).toEqual([
      ['a', [20]],
      ['b', []],
    ]);
    expect(scoreOf(reader, 'a')).toMatchObject({ reviews: 1, mean: '30.0000' });
  });

  it('leaves out recused reviews, and who is out of the running', async () => {
    const reader = await given((s) => {
      for (const id of ['a', 'b']) for (const expert of ['e1', 'e2']) s.assign(id, expert);
      s.score('a', 'e1', 20);
      s.score('a', 'e2', 10);
      s.closeScoring();
      s.recuse('a', 'e1');
      s.onNomination('b', { type: 'Lapsed', data: { bureau: province } });
    });
    expect(pointsOf(reader)).toEqual([['a', [10]]]);
  });

  it('prints means half up and sorts by them', async () => {
    const reader = await given((s) => {
      for (const [expert, points] of [
        ['e1', 20],
        ['e2', 21],
        ['e3', 21],
      ] as const) {
        s.assign('b', expert);
        s.score('b', expert, points);
      }
      s.assign('a', 'e1');
      s.score('a', 'e1', 25);
    });
    const { rows } = listScores(reader, { editionId: edition }, { by: 'mean', direction: 'DESC' }, { first: 10 });
    expect(rows.map(({ nominationId, mean }) => [nominationId, mean])).toEqual([
      ['a', '35.0000'],
      ['b', '30.6667'],
    ]);
  });

  it('keeps the shortlist with its promotions', async () => {
    const place = (id: string, rank: number) => ({
      ...{ nominationId: nominationOf(id), bureau: county, category, rank, score: '30.0000', serial: rank },
    });
    const reader = await given((s) => {
      submit(s, 'c');
      s.onEdition({
        type: 'ShortlistDecided',
        data: {
          selected: [place('a', 1)],
          alternates: [place('b', 2)],
          belowPassMark: [nominationOf('c')],
          basedOn: { position: '9', inputsHash: 'x' },
        },
      });
      s.onEdition({
        type: 'AlternatePromoted',
        data: { replaced: nominationOf('a'), promoted: nominationOf('b'), reason: '退出' },
      });
    });
    const shortlist = shortlistOf(reader, edition);
    expect(shortlist).toMatchObject({ basedOnPosition: '9', inputsHash: 'x', overrun: null });
    expect(shortlist?.places.map(({ nominationId, place, rank }) => [nominationId, place, rank])).toEqual([
      ['a', 'REPLACED', 1],
      ['b', 'SELECTED', 2],
      ['c', 'BELOW_PASS_MARK', null],
    ]);
    const filter = { editionId: edition, places: ['SELECTED', 'BELOW_PASS_MARK'] as const };
    const listed = listScores(reader, filter, { by: 'rank', direction: 'ASC' }, { first: 1 });
    expect(listed.rows.map(({ nominationId }) => nominationId)).toEqual(['b']);
    expect(listed.hasNextPage).toBe(true);
  });
});
