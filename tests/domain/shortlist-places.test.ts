import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact, Place } from '../../src/domain/edition/edition.ts';
import type { NominationId, NoticeId } from '../../src/domain/ids.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { concluded, flex, opened, rubricFrozen, scoringClosed, youth } from '../support/editions.ts';
import { bureaus as of, provinceApprover } from '../support/people.ts';

const { given, whenEmpty, stateOf } = specOf(aggregates.edition);

const by = provinceApprover;
const id = (name: string) => name as NominationId;

/** Four seats: two for A, two for B, which must be taken as caps; C has no target of its own. */
const program: Program = {
  ...youth,
  target: 4,
  categories: [
    { code: 'A', name: { zh: '甲', en: 'A' }, target: 2, targetRule: 'R-Y02', fromNotice: true },
    { code: 'B', name: { zh: '乙', en: 'B' }, target: 2, fromNotice: true },
    { code: 'C', name: { zh: '丙', en: 'C' }, target: null, fromNotice: true },
  ],
};
const place = (name: string, rank: number): Place => ({
  nominationId: id(name),
  bureau: of.city,
  category: name.charAt(0).toUpperCase(),
  rank,
  score: '80.0000',
  serial: rank,
});
const decided = (selected: Place[], alternates: Place[]): EditionFact => ({
  type: 'ShortlistDecided',
  data: { selected, alternates, belowPassMark: [], basedOn: { position: '42', inputsHash: 'hash' } },
});
const before = [opened(program), rubricFrozen(program), scoringClosed];
/** A has one seat unfilled; B waits with two alternates. */
const [a1, b1, b2, b3, b4] = [place('a1', 1), place('b1', 2), place('b2', 3), place('b3', 4), place('b4', 5)];
const history = [...before, decided([a1, b1, b2], [b3, b4])];

const document = { title: '关于调剂名额的决定' };
const move = (seats: number, changes: object = {}) =>
  ({
    type: 'ReallocateSeats',
    from: 'A',
    to: 'B',
    seats,
    reason: 'nobody else of A',
    document,
    running: [a1, b1, b2],
    ...changes,
  }) as const;
const moved = (seats: number): EditionFact => ({
  type: 'SeatsReallocated',
  data: { from: 'A', to: 'B', seats, reason: 'nobody else of A', document },
});

describe('Seats of the target', () => {
  it('move from a category that leaves them free, on a recorded decision, and their sum stays (A05)', () => {
    given(...history)
      .when(move(1), { by })
      .thenFacts(moved(1));
    const state = stateOf(...history, moved(1));
    expect(state.status === 'OPEN' && state.program.categories.map(({ target }) => target)).toEqual([1, 3, null]);
    expect(state).toMatchObject({ program: { target: 4, quotas: program.quotas, quotaTotal: program.quotaTotal } });
  });

  it('never come from under somebody who is selected and in the running', () => {
    given(...history)
      .when(move(2), { by })
      .thenRefused('SEATS_NOT_FREE', {
        path: ['seats'],
        ruleId: 'R-Y02',
        params: { category: { zh: '甲', en: 'A' }, free: 1, taken: 1, target: 2 },
      });
    given(...history)
      .when(move(2, { running: [b1, b2] }), { by })
      .thenFacts(moved(2));
    given(...history, moved(1))
      .when(move(1), { by })
      .thenRefused('SEATS_NOT_FREE', { path: ['seats'], ruleId: 'R-Y02', params: { free: 0, taken: 1, target: 1 } });
  });

  it('fall back on the rule of the whole target where the category names none', () => {
    given(...history)
      .when(move(1, { from: 'B', to: 'A' }), { by })
      .thenRefused('SEATS_NOT_FREE', { path: ['seats'], ruleId: 'R-Y01', params: { free: 0 } });
  });

  it('move between two categories that have a target', () => {
    const known = { known: 'A, B' };
    given(...history)
      .when(move(1, { to: 'C' }), { by })
      .thenRefused('CATEGORY_WITHOUT_TARGET', { path: ['to'], params: { category: 'C', ...known } });
    given(...history)
      .when(move(1, { from: 'X', to: 'C' }), { by })
      .thenAllRefused(
        ['CATEGORY_WITHOUT_TARGET', { path: ['from'], params: { category: 'X', ...known } }],
        ['CATEGORY_WITHOUT_TARGET', { path: ['to'], params: { category: 'C', ...known } }],
      );
    given(...history)
      .when(move(1, { to: 'A' }), { by })
      .thenRefused('INPUT_INVALID', { path: ['to'] });
    for (const seats of [0, -1, 0.5]) {
      given(...history)
        .when(move(seats), { by })
        .thenRefused('INPUT_INVALID', { path: ['seats'] });
    }
  });

  it('may move before the shortlist is decided, once nobody more comes in; those before the panel count', () => {
    given(...before)
      .when(move(1, { running: [a1] }), { by })
      .thenRefused('SUBMISSIONS_OPEN', { ruleId: 'R-Y15', params: { on: '2024-01-25' } });
    const passed: EditionFact = { type: 'DeadlinePassed', data: { deadline: 'citySubmission' } };
    given(...before, passed)
      .when(move(1, { running: [a1] }), { by })
      .thenFacts(moved(1));
    given(...before, passed)
      .when(move(1, { running: [a1, a1, a1] }), { by })
      .thenRefused('SEATS_NOT_FREE', { path: ['seats'], ruleId: 'R-Y02', params: { free: 0, taken: 3 } });
  });

  it('move in an edition that is open only', () => {
    whenEmpty(move(1), { by }).thenRefused('EDITION_NOT_FOUND', { path: ['editionId'] });
    given(...history, concluded)
      .when(move(1), { by })
      .thenRefused('EDITION_CONCLUDED');
  });
});

describe('A place that nobody holds', () => {
  const promote = (promoted: string, out: readonly string[] = [], replaced?: string) =>
    ({
      type: 'PromoteAlternate',
      promoted: id(promoted),
      reason: 'seats moved',
      out: new Set(out.map(id)),
      ...(replaced && { replaced: id(replaced) }),
    }) as const;
  const promoted = (name: string, replaced?: string): EditionFact => ({
    type: 'AlternatePromoted',
    data: { ...(replaced && { replaced: id(replaced) }), promoted: id(name), reason: 'seats moved' },
  });

  it('stays empty while the target of the alternates’ category is full (A05)', () => {
    given(...history)
      .when(promote('b3'), { by })
      .thenRefused('NO_PLACE_FREE', { path: ['promoted'], ruleId: 'R-Y01', params: { taken: 3, target: 4 } });
  });

  it('goes to the next alternate in rank once a seat was moved there', () => {
    given(...history, moved(1))
      .when(promote('b3'), { by })
      .thenFacts(promoted('b3'));
    given(...history, moved(1))
      .when(promote('b4'), { by })
      .thenRefused('NOT_THE_NEXT_ALTERNATE', { path: ['promoted'], params: { next: 'b3', rank: 4 } });
    given(...history, moved(1))
      .when(promote('b4', ['b3']), { by })
      .thenFacts(promoted('b4'));
    const state = stateOf(...history, moved(1), promoted('b3'));
    expect(state).toMatchObject({ shortlist: { selected: [a1, b1, b2, b3], alternates: [b4] } });
  });

  it('is filled once: neither the category nor the whole goes over its target', () => {
    given(...history, moved(1), promoted('b3'))
      .when(promote('b4'), { by })
      .thenRefused('NO_PLACE_FREE', {
        path: ['promoted'],
        ruleId: 'R-Y01',
        params: { taken: 4 },
      });
    given(...history, promoted('b3'))
      .when(promote('b4', ['b1'], 'b1'), { by })
      .thenRefused('NO_PLACE_FREE', { path: ['replaced'], ruleId: 'R-Y01' });
  });

  it('of somebody who left is no longer there to be filled once its seat was moved away', () => {
    const gone = [...before, decided([a1, b1, b2], [place('a2', 6)]), moved(2)];
    given(...gone)
      .when(promote('a2', ['a1'], 'a1'), { by })
      .thenRefused('NO_PLACE_FREE', { path: ['replaced'], ruleId: 'R-Y01' });
  });

  it('is there only once the shortlist is decided', () => {
    given(...before)
      .when(promote('b3'), { by })
      .thenRefused('SHORTLIST_NOT_DECIDED');
  });

  it('a category without a target takes what the whole leaves', () => {
    const open = [...before, decided([a1, b1], [place('c1', 3), b2])];
    given(...open)
      .when(promote('c1'), { by })
      .thenFacts(promoted('c1'));
  });
});

describe('A nominee taken off a notice', () => {
  const [first, second] = ['first', 'second'] as [NoticeId, NoticeId];
  const calendar = builtInCalendar('cn');
  const at = { at: shanghai('2024-01-30T10:00:00.000'), by };
  const nominee = { ...a1, category: 'NEW_FORM' };
  const publicize = (noticeId: NoticeId) =>
    ({ type: 'Publicize', noticeId, nominations: [id('a1')], out: new Set<NominationId>(), calendar }) as const;
  const period = {
    publishedOn: '2024-01-30',
    periodStart: '2024-01-31',
    periodEnd: '2024-02-05',
    days: ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05'],
    closesAt: shanghai('2024-02-05T23:59:59.999'),
    countPublicationDay: false,
  };
  const ordered = (noticeId: NoticeId): EditionFact => ({
    type: 'NoticeOrdered',
    data: { noticeId, nominees: [nominee], period },
  });
  const listed = [opened(flex), rubricFrozen(flex), scoringClosed, decided([nominee], []), ordered(first)];
  const takeOff = (noticeId: NoticeId) => ({ type: 'TakeOffNotice', noticeId, nominationId: id('a1') }) as const;
  const takenOff = (noticeId: NoticeId): EditionFact => ({
    type: 'NomineeTakenOffNotice',
    data: { noticeId, nominationId: id('a1') },
  });

  it('is publicized again, with a full period of its own (R-F27)', () => {
    given(...listed)
      .when(takeOff(first))
      .thenFacts(takenOff(first));
    given(...listed)
      .when(publicize(second), at)
      .thenRefused('ALREADY_PUBLICIZED', { path: ['nominationIds'], params: { notice: first } });
    given(...listed, takenOff(first))
      .when(publicize(second), at)
      .thenFacts(ordered(second));
  });

  it('is taken off once, and not off the notice that followed', () => {
    given(...listed, takenOff(first))
      .when(takeOff(first))
      .thenNothing();
    given(...listed, takenOff(first), ordered(second))
      .when(takeOff(first))
      .thenNothing();
  });

  it('is remembered with every notice before, so that what stands there counts', () => {
    const state = stateOf(...listed, takenOff(first), ordered(second), takenOff(second));
    expect(state).toMatchObject({ publicized: new Map(), publicizedBefore: new Map([[id('a1'), [first, second]]]) });
  });
});
