import { describe, expect, it } from 'vitest';
import { circularsOf, circularsOfHonors } from '../../projections/circulars.ts';
import { editionsByIds, programOf } from '../../projections/editions.ts';
import { noticesByIds } from '../../projections/notice-board.ts';
import { errataOf } from '../../projections/notice-nominees.ts';
import type { Reader } from '../../projections/reader.ts';
import { followUpsOf, stepsOfEditions } from '../../projections/recorded-steps.ts';
import { categoryStandings } from '../../projections/scoreboard.ts';
import { overrunsOf, reallocationsOf } from '../../projections/selection-record.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import { honorStream } from '../../src/domain/honor/honor.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import {
  category,
  certificateOf,
  city,
  county,
  edition,
  nominationOf,
  notice,
  period,
  program,
  province,
  type Scenario,
  scenario,
} from './scenario.ts';

const places = placesOfTest();

const submit = (s: Scenario, id: string) => {
  s.nominate(id);
  s.pass(id);
  s.forward(id, county, city);
  s.forward(id, city, province);
};
const place = (id: string, rank: number) => ({
  nominationId: nominationOf(id),
  bureau: county,
  category,
  rank,
  score: '80.0000',
  serial: rank,
});
const overrun = { deadline: 'selection', on: '2024-02-05', reason: '大雪' };
const decided: EditionFact = {
  type: 'ShortlistDecided',
  data: {
    selected: [place('a', 1), place('b', 2)],
    alternates: [place('c', 3)],
    belowPassMark: [nominationOf('d')],
    basedOn: { position: '1', inputsHash: 'h' },
    overrun,
  },
};

/** Four nominations before the panel. */
const given = async (tell: (s: Scenario) => void): Promise<Reader> => {
  const s = scenario();
  s.open();
  for (const id of ['a', 'b', 'c', 'd']) submit(s, id);
  tell(s);
  return (await readModelsOf(s.events, places)).database;
};
const withdrawn = (s: Scenario, id: string) =>
  s.onNomination(id, {
    type: 'Withdrawn',
    data: { editionId: edition, reason: 'r', person: `person-${id}` as never, seatsHeld: [] },
  });

describe('where a category stands', () => {
  it('before the shortlist is everyone before the panel', async () => {
    expect(categoryStandings(await given((s) => withdrawn(s, 'a')), edition)).toEqual([
      { category, running: 3, alternates: 0 },
    ]);
  });

  it('after it is who is selected, and which alternates wait, of those in the running', async () => {
    const reader = await given((s) => {
      s.onEdition(decided);
      withdrawn(s, 'a');
    });
    expect(categoryStandings(reader, edition)).toEqual([{ category, running: 1, alternates: 1 }]);
    const promoted = await given((s) => {
      s.onEdition(decided, {
        type: 'AlternatePromoted',
        data: { promoted: nominationOf('c'), reason: 'free' },
      });
    });
    expect(categoryStandings(promoted, edition)).toEqual([{ category, running: 3, alternates: 0 }]);
  });
});

describe('an edition', () => {
  it('shows every target date that was overrun, when and why', async () => {
    const reader = await given((s) => {
      s.at('2024-02-06T01:00:00.000Z');
      s.onEdition(decided);
      s.at('2024-02-07T01:00:00.000Z');
      s.onEdition({ type: 'NoticeOrdered', data: { noticeId: notice, nominees: [place('a', 1)], period, overrun } });
      s.onEdition({ type: 'NoticeOrdered', data: { noticeId: notice, nominees: [place('b', 2)], period } });
    });
    expect(overrunsOf(reader, [edition]).get(edition)).toEqual([
      { editionId: edition, ...overrun, at: '2024-02-06T01:00:00.000Z' },
      { editionId: edition, ...overrun, at: '2024-02-07T01:00:00.000Z' },
    ]);
  });

  it('shows seats moved between categories, and runs its program with them', async () => {
    const moved = { from: 'NEW_FORM', to: 'OTHER', seats: 2, reason: '无人', document: { title: '决定' } };
    const s = scenario();
    const categories = program.categories.map((item) => ({ ...item, target: 25 }));
    s.onEdition({ type: 'EditionOpened', data: { editionId: edition, program: { ...program, categories } } });
    s.onEdition({ type: 'SeatsReallocated', data: moved });
    const reader = (await readModelsOf(s.events, places)).database;
    const targets = programOf(reader, edition)?.categories.map(({ code, target }) => [code, target]);
    expect(Object.fromEntries(targets ?? [])).toMatchObject({ NEW_FORM: 23, OTHER: 27, PART_TIME: 25 });
    const { from: fromCategory, to: toCategory, ...rest } = moved;
    expect(reallocationsOf(reader, [edition]).get(edition)).toMatchObject([
      { editionId: edition, fromCategory, toCategory, ...rest },
    ]);
    expect(editionsByIds(reader, [edition]).get(edition)?.revision).toBe(1);
  });
});

describe('a notice', () => {
  it('shows what was put right, and its revision counts every event of its stream', async () => {
    const erratum = {
      noticeId: notice,
      editionId: edition,
      nominationId: nominationOf('a'),
      correction: '应为某某平台',
      fresh: true,
      reason: '打印错误',
    };
    const reader = await given((s) => {
      s.publish('a', 'b');
      s.lodge('o1', 'a');
      s.at('2024-02-20T01:00:00.000Z');
      s.onNotice({ type: 'ErratumIssued', data: erratum });
    });
    expect(errataOf(reader, [notice]).get(notice)).toEqual([
      { ...erratum, issuedAt: '2024-02-20T01:00:00.000Z', restricted: 0 },
    ]);
    expect(noticesByIds(reader, [notice]).get(notice)?.revision).toBe(2);
  });
});

describe('circulars and follow-ups', () => {
  const [first, second] = [certificateOf('C-001'), certificateOf('C-002')];
  const step = { bureau: county, level: 'COUNTY' as const, answers: { note: '正常' }, evidence: [{ title: '记录' }] };

  it('are found by edition and by honor, as of a moment', async () => {
    const circular = {
      number: '1号',
      title: '通报',
      issuedOn: '2024-03-02',
      certificates: [first],
      listHash: 'a'.repeat(64),
    };
    const reader = await given((s) => {
      s.recognize('a', first);
      s.recognize('b', second);
      s.at('2024-03-02T01:00:00.000Z');
      s.onEdition({ type: 'CircularIssued', data: circular });
      s.onEdition({ type: 'EditionStepRecorded', data: { step: 'OPINION_MONITORING', ...step } });
      s.at('2024-03-03T01:00:00.000Z');
      s.record(honorStream(first), [{ type: 'FollowedUp', data: { certificate: first, step: 'FOLLOW_UP', ...step } }]);
    });
    const row = { editionId: edition, ...circular, recordedAt: '2024-03-02T01:00:00.000Z' };
    expect(circularsOf(reader, [edition]).get(edition)).toEqual([row]);
    expect([...circularsOfHonors(reader, [first, second])]).toEqual([[first, row]]);
    expect(circularsOfHonors(reader, [first], { time: '2024-03-02T00:59:59.999Z' }).size).toBe(0);
    expect(stepsOfEditions(reader, [edition]).get(edition)).toEqual([
      { step: 'OPINION_MONITORING', ...step, recordedAt: '2024-03-02T01:01:00.000Z', restricted: 0 },
    ]);
    const followed = [{ step: 'FOLLOW_UP', ...step, recordedAt: '2024-03-03T01:00:00.000Z', restricted: 0 }];
    expect([...followUpsOf(reader, [first, second])]).toEqual([
      [first, followed],
      [second, []],
    ]);
    expect(followUpsOf(reader, [first], { time: '2024-03-03T00:59:59.999Z' }).get(first)).toEqual([]);
  });
});
