import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact, Place } from '../../src/domain/edition/edition.ts';
import type { Candidate, Points } from '../../src/domain/edition/shortlist.ts';
import type { NominationId, NoticeId } from '../../src/domain/ids.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { flex, opened, rubricFrozen, scoringClosed, youth } from '../support/editions.ts';
import { bureaus as of, provinceApprover } from '../support/people.ts';

const { given, stateOf } = specOf(aggregates.edition);

const by = provinceApprover;
const id = (name: string) => name as NominationId;
const inTime = { at: shanghai('2024-02-05T23:59:59.999'), by };
const overdue = { at: shanghai('2024-02-06T00:00:00.000'), by };

/** Two seats in all: one for A, one for B, a panel of one, and points for two criteria. */
const small: Program = {
  ...youth,
  target: 2,
  categories: ['A', 'B'].map((code) => ({ code, name: { zh: code, en: code }, target: 1, fromNotice: false })),
  rubric: {
    criteria: ['FIRST', 'SECOND'].map((code) => ({ code, name: { zh: code, en: code }, max: 50, step: 1 })),
    panelSize: 1,
    passMark: null,
    aggregation: 'MEAN',
    tieBreak: ['FIRST', 'SECOND'],
    fromNotice: false,
  },
};
/** The same, but B has no target of its own. */
const half: Program = {
  ...small,
  categories: small.categories.map((item) => (item.code === 'B' ? { ...item, target: null } : item)),
};

const candidate = (name: string, category: string, ...reviews: readonly (readonly [number, number])[]): Candidate => ({
  nominationId: id(name),
  bureau: of.city,
  category,
  reviews: reviews.map(([FIRST, SECOND]): Points => ({ FIRST, SECOND })),
});

const decide = (candidates: readonly Candidate[], overrunReason?: string) =>
  ({ type: 'DecideShortlist', candidates, awaited: [], position: '42', inputsHash: 'hash', overrunReason }) as const;

const place = (name: string, category: string, rank: number, score: string, serial: number): Place => ({
  nominationId: id(name),
  bureau: of.city,
  category,
  rank,
  score,
  serial,
});

const decided = (selected: Place[], alternates: Place[] = [], rest: object = {}): EditionFact => ({
  type: 'ShortlistDecided',
  data: { selected, alternates, belowPassMark: [], basedOn: { position: '42', inputsHash: 'hash' }, ...rest },
});

const scored = (program: Program) => [opened(program), rubricFrozen(program), scoringClosed];

describe('When scoring is closed', () => {
  it('seats go down the ranking within the targets; who finds none is an alternate (A05)', () => {
    given(...scored(small))
      .when(
        decide([
          candidate('b', 'B', [20, 20]),
          candidate('a1', 'A', [40, 40]),
          candidate('a2', 'A', [30, 30]),
          candidate('b2', 'B', [10, 10]),
        ]),
        inTime,
      )
      .thenFacts(
        decided(
          [place('a1', 'A', 1, '80.0000', 1), place('b', 'B', 3, '40.0000', 2)],
          [place('a2', 'A', 2, '60.0000', 3), place('b2', 'B', 4, '20.0000', 4)],
        ),
      );
  });

  it('nothing is decided while somebody was asked to supply something as scoring was closed', () => {
    given(...scored(small))
      .when({ ...decide([candidate('a1', 'A', [40, 40])]), awaited: [id('b'), id('c')] }, inTime)
      .thenRefused('SUPPLEMENTS_AWAITED', { params: { count: 2, first: 'b' } });
  });

  it('unfilled seats stay unfilled: a target is a cap (A05)', () => {
    given(...scored(small))
      .when(decide([candidate('a1', 'A', [40, 40]), candidate('a2', 'A', [30, 30])]), inTime)
      .thenFacts(decided([place('a1', 'A', 1, '80.0000', 1)], [place('a2', 'A', 2, '60.0000', 2)]));
  });

  it('the whole target binds where a category has none', () => {
    given(...scored(half))
      .when(decide(['b1', 'b2', 'b3'].map((name, i) => candidate(name, 'B', [40 - i, 0]))), inTime)
      .thenFacts(
        decided(
          [place('b1', 'B', 1, '40.0000', 1), place('b2', 'B', 2, '39.0000', 2)],
          [place('b3', 'B', 3, '38.0000', 3)],
        ),
      );
  });

  it('equal scores are decided by the criteria in order, then by the nomination’s id', () => {
    given(...scored(half))
      .when(
        decide([
          candidate('z', 'B', [20, 20]),
          candidate('y', 'B', [20, 20]),
          candidate('x', 'B', [10, 30]),
          candidate('w', 'B', [30, 10]),
        ]),
        inTime,
      )
      .thenFacts(
        decided(
          [place('w', 'B', 1, '40.0000', 1), place('y', 'B', 2, '40.0000', 2)],
          [place('z', 'B', 3, '40.0000', 3), place('x', 'B', 4, '40.0000', 4)],
        ),
      );
  });

  it('means are exact: thirds neither tie nor lose to what prints alike', () => {
    given(...scored(half))
      .when(
        decide([
          candidate('third', 'B', [33, 0], [33, 0], [34, 0]),
          candidate('same', 'B', [33, 0], [34, 0], [33, 0]),
          candidate('more', 'B', [33, 0], [34, 0], [34, 0]),
        ]),
        inTime,
      )
      .thenFacts(
        decided(
          [place('more', 'B', 1, '33.6667', 1), place('same', 'B', 2, '33.3333', 2)],
          [place('third', 'B', 3, '33.3333', 3)],
        ),
      );
  });

  it('who is below the pass mark is not on the list at all; who is on it passes', () => {
    const rubric = { ...half.rubric, passMark: 40 };
    given(opened(half), { type: 'RubricFrozen', data: { rubric } }, scoringClosed)
      .when(
        decide([
          candidate('on', 'B', [40, 0], [40, 0], [40, 0]),
          candidate('below', 'B', [40, 0], [40, 0], [39, 0]),
          candidate('far', 'B', [1, 0]),
        ]),
        inTime,
      )
      .thenFacts(decided([place('on', 'B', 1, '40.0000', 1)], [], { belowPassMark: [id('below'), id('far')] }));
  });

  it('it is decided by 5 February, or later with a reason on the record (A12)', () => {
    const candidates = [candidate('a', 'A', [1, 1])];
    const first = place('a', 'A', 1, '2.0000', 1);
    given(...scored(small))
      .when(decide(candidates), overdue)
      .thenRefused('TARGET_DATE_OVERRUN', {
        path: ['overrunReason'],
        ruleId: 'R-Y21',
        params: { on: '2024-02-05', day: '2024-02-06' },
      });
    given(...scored(small))
      .when(decide(candidates, 'snow'), overdue)
      .thenFacts(decided([first], [], { overrun: { deadline: 'selection', on: '2024-02-05', reason: 'snow' } }));
    given(...scored(small))
      .when(decide(candidates, 'snow'), inTime)
      .thenFacts(decided([first]));
  });

  it('everybody has been reviewed by a whole panel', () => {
    const three: Program = { ...small, rubric: { ...youth.rubric, criteria: small.rubric.criteria, tieBreak: [] } };
    given(...scored(three))
      .when(
        decide([candidate('a', 'A', [1, 1], [1, 1], [1, 1]), candidate('b', 'B', [1, 1], [1, 1]), candidate('c', 'B')]),
        inTime,
      )
      .thenRefused('PANEL_INCOMPLETE', {
        ruleId: 'R-Y22',
        params: { count: 2, panelSize: 3, first: 'b', has: 2 },
      });
  });

  it('there is somebody to decide on', () => {
    given(...scored(small))
      .when(decide([]), inTime)
      .thenRefused('NO_CANDIDATES');
  });

  it('it is decided once', () => {
    given(...scored(small), decided([]))
      .when(decide([candidate('a', 'A', [1, 1])]), inTime)
      .thenRefused('SHORTLIST_DECIDED');
  });
});

describe('When scoring is still open', () => {
  it('nothing is decided', () => {
    given(opened(youth)).when(decide([]), inTime).thenRefused('RUBRIC_NOT_FROZEN', { ruleId: 'R-Y22' });
    given(opened(small), rubricFrozen(small))
      .when(decide([candidate('a', 'A', [1, 1])]), inTime)
      .thenRefused('SCORING_OPEN');
  });

  it('nobody is promoted or publicized', () => {
    given(opened(small))
      .when({ type: 'PromoteAlternate', replaced: id('a'), promoted: id('b'), reason: 'r', out: new Set() })
      .thenRefused('NOT_SHORTLISTED', { path: ['replaced'] });
    given(opened(small))
      .when(publicize([id('a')]))
      .thenRefused('SHORTLIST_NOT_DECIDED');
  });
});

describe('When somebody of the shortlist has left', () => {
  const a1 = place('a1', 'A', 1, '80.0000', 1);
  const b1 = place('b1', 'B', 2, '70.0000', 2);
  const b2 = place('b2', 'B', 3, '60.0000', 3);
  const a2 = place('a2', 'A', 4, '50.0000', 4);
  const a3 = place('a3', 'A', 5, '40.0000', 5);
  const history = [...scored(small), decided([a1, b1], [b2, a2, a3])];
  const promote = (replaced: string, promoted: string, out: readonly string[]) =>
    ({
      type: 'PromoteAlternate',
      replaced: id(replaced),
      promoted: id(promoted),
      reason: 'withdrew',
      out: new Set(out.map(id)),
    }) as const;
  const promoted = (replaced: string, name: string): EditionFact => ({
    type: 'AlternatePromoted',
    data: { replaced: id(replaced), promoted: id(name), reason: 'withdrew' },
  });

  it('the best alternate of the same category takes the place', () => {
    given(...history)
      .when(promote('a1', 'a2', ['a1']))
      .thenFacts(promoted('a1', 'a2'));
    given(...history)
      .when(promote('a1', 'a3', ['a1']))
      .thenRefused('NOT_THE_NEXT_ALTERNATE', { path: ['promoted'], params: { next: 'a2', rank: 4 } });
    given(...history)
      .when(promote('a1', 'b2', ['a1']))
      .thenRefused('NOT_THE_NEXT_ALTERNATE', { path: ['promoted'], params: { next: 'a2' } });
  });

  it('an alternate who has left as well is passed over', () => {
    given(...history)
      .when(promote('a1', 'a3', ['a1', 'a2']))
      .thenFacts(promoted('a1', 'a3'));
    given(...history)
      .when(promote('a1', 'a3', ['a1', 'a2', 'a3']))
      .thenRefused('NO_ALTERNATE', { path: ['promoted'], params: { category: { zh: 'A', en: 'A' } } });
  });

  it('nobody is replaced who is still in the running, or was never on the list', () => {
    given(...history)
      .when(promote('a1', 'a2', []))
      .thenRefused('STILL_IN_THE_RUNNING', { path: ['replaced'], params: { nomination: 'a1' } });
    given(...history)
      .when(promote('b2', 'a2', ['b2']))
      .thenRefused('NOT_SHORTLISTED', { path: ['replaced'], params: { nomination: 'b2' } });
  });

  it('nobody is replaced twice, and who moved up may be replaced in turn', () => {
    given(...history, promoted('a1', 'a2'))
      .when(promote('a1', 'a3', ['a1']))
      .thenRefused('NOT_SHORTLISTED', { path: ['replaced'] });
    given(...history, promoted('a1', 'a2'))
      .when(promote('a2', 'a3', ['a1', 'a2']))
      .thenFacts(promoted('a2', 'a3'));
  });

  it('who moves up keeps rank and serial, so that no certificate number is used twice', () => {
    const state = stateOf(...history, promoted('a1', 'a2'));
    expect(state).toMatchObject({ shortlist: { selected: [b1, a2], alternates: [b2, a3] } });
  });

  it('a place without a target of its category goes to the best alternate with room', () => {
    const open = [...scored(half), decided([a1, b1], [a2, b2])];
    given(...open)
      .when(promote('b1', 'a2', ['b1']))
      .thenRefused('NOT_THE_NEXT_ALTERNATE', { path: ['promoted'], params: { next: 'b2' } });
    given(...open)
      .when(promote('b1', 'b2', ['b1']))
      .thenFacts(promoted('b1', 'b2'));
    const roomy = [...scored(half), decided([b1, b2], [a2])];
    given(...roomy)
      .when(promote('b1', 'a2', ['b1']))
      .thenFacts(promoted('b1', 'a2'));
  });
});

const noticeId = 'notice' as NoticeId;
const calendar = builtInCalendar('cn');

function publicize(nominations: readonly NominationId[], out: readonly NominationId[] = [], overrunReason?: string) {
  return { type: 'Publicize', noticeId, nominations, out: new Set(out), calendar, overrunReason } as const;
}

describe('When a shortlist is publicized', () => {
  const one = place('n1', 'NEW_FORM', 1, '80.0000', 1);
  const two = place('n2', 'NEW_FORM', 2, '70.0000', 2);
  const history = (program: Program) => [...scored(program), decided([one, two])];

  const period = {
    publishedOn: '2024-01-30',
    periodStart: '2024-01-31',
    periodEnd: '2024-02-05',
    days: ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05'],
    closesAt: shanghai('2024-02-05T23:59:59.999'),
    countPublicationDay: false,
  };
  const ordered = (nominees: Place[], rest: object = {}): EditionFact => ({
    type: 'NoticeOrdered',
    data: { noticeId, nominees, period, ...rest },
  });
  const lastDay = { at: shanghai('2024-01-30T23:59:59.999'), by };
  const dayAfter = { at: shanghai('2024-01-31T00:00:00.000'), by };

  it('the period is five working days from the day after, make-up days among them (R-F27, A13)', () => {
    given(...history(flex))
      .when(publicize([id('n1'), id('n2')]), lastDay)
      .thenFacts(ordered([one, two]));
  });

  it('it ends by 5 February, or later with a reason on the record (A12)', () => {
    const later = {
      ...period,
      publishedOn: '2024-01-31',
      periodStart: '2024-02-01',
      periodEnd: '2024-02-06',
      days: ['2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05', '2024-02-06'],
      closesAt: shanghai('2024-02-06T23:59:59.999'),
    };
    given(...history(flex))
      .when(publicize([id('n1')]), dayAfter)
      .thenRefused('TARGET_DATE_OVERRUN', {
        path: ['overrunReason'],
        ruleId: 'R-F25',
        params: { on: '2024-02-05', day: '2024-02-06' },
      });
    given(...history(flex))
      .when(publicize([id('n1')], [], 'snow'), dayAfter)
      .thenFacts(
        ordered([one], { period: later, overrun: { deadline: 'selection', on: '2024-02-05', reason: 'snow' } }),
      );
    given(...history(youth))
      .when(publicize([id('n1')]), dayAfter)
      .thenFacts(ordered([one], { period: later }));
  });

  it('an office that counts the day of publication gains a day (A13)', () => {
    const counting = { ...flex, publicity: { ...flex.publicity, countPublicationDay: true } };
    given(...history(counting))
      .when(publicize([id('n1')]), dayAfter)
      .thenFacts(ordered([one], { period: { ...period, publishedOn: '2024-01-31', countPublicationDay: true } }));
  });

  it('a period that runs into a year without a calendar is refused, not guessed', () => {
    given(...history(flex))
      .when(publicize([id('n1')], [], 'late'), { at: shanghai('2026-12-31T10:00:00.000') })
      .thenRefused('CALENDAR_YEAR_UNPUBLISHED', { ruleId: 'R-F27', params: { year: '2027' } });
  });

  it('who is named twice is on it once', () => {
    given(...history(flex))
      .when(publicize([id('n2'), id('n1'), id('n2')]), lastDay)
      .thenFacts(ordered([two, one]));
  });

  it('somebody is to be named, of the shortlist, in the running, and not publicized before', () => {
    given(...history(flex))
      .when(publicize([]), lastDay)
      .thenRefused('NOTHING_TO_PUBLICIZE', {
        path: ['nominationIds'],
      });
    given(...history(flex))
      .when(publicize([id('stranger')]), lastDay)
      .thenRefused('NOT_SHORTLISTED', { path: ['nominationIds'], params: { nomination: 'stranger' } });
    given(...history(flex))
      .when(publicize([id('n1'), id('n2')], [id('n2')]), lastDay)
      .thenRefused('OUT_OF_THE_RUNNING', { path: ['nominationIds'], params: { nomination: 'n2' } });
    given(...history(flex), ordered([one]))
      .when(publicize([id('n1'), id('n2')]), lastDay)
      .thenRefused('ALREADY_PUBLICIZED', {
        path: ['nominationIds'],
        params: { nomination: 'n1', notice: noticeId },
      });
    given(...history(flex), ordered([one]))
      .when(publicize([id('n2')]), lastDay)
      .thenFacts(ordered([two]));
  });
});
