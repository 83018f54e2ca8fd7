import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { Form, NominationFact, ReviewDecision } from '../../src/domain/nomination/nomination.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import { decisionWords, statusWords } from '../../src/domain/terms-in-words.ts';
import { on, shanghai, specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, plain, scoringClosed } from '../support/editions.ts';
import { flexForm } from '../support/forms.ts';
import { cityReviewer, countyApprover, bureaus as of, officer } from '../support/people.ts';

const { given, stateOf } = specOf(aggregates.nomination, 'nomination-n1');
const calendar = builtInCalendar('cn');
const edition = editionOf(plain(flex));
const person = 'pseudonym' as never;
const opinion = { text: 'a page is missing', stamped: true, signedOn: '2024-01-08', signer: 'the head' } as const;

const nominated = (bureau: BureauCode = of.county, form: Form = flexForm): NominationFact => ({
  type: 'Nominated',
  data: { nominationId: 'n1' as never, editionId: flexId, bureau, category: 'NEW_FORM', person, form },
});
const reviewed = (level: 'COUNTY' | 'CITY' | 'PROVINCE', decision: ReviewDecision): NominationFact => {
  const bureau = { COUNTY: of.county, CITY: of.city, PROVINCE: of.province }[level];
  return { type: 'Reviewed', data: { level, bureau, decision, opinion } };
};
const forwarded = (from: BureauCode, to: BureauCode, deciding = false): NominationFact => ({
  type: 'Forwarded',
  data: { from, to, deciding },
});

const received = [nominated(), on({ by: countyApprover }, reviewed('COUNTY', 'PASS')), forwarded(of.county, of.city)];
const submitted = [
  ...received,
  on({ by: cityReviewer }, reviewed('CITY', 'PASS')),
  forwarded(of.city, of.province, true),
];

const review = (decision: ReviewDecision, bureau: BureauCode, changes: object = {}): NominationCommand => ({
  type: 'Review',
  edition,
  bureau,
  decision,
  opinion,
  judgments: [],
  honors: [],
  calendar,
  seatsHeld: [],
  ...changes,
});
const required = (
  from: BureauCode,
  backTo: 'RECEIVED' | 'SUBMITTED',
  dueOn = '2024-01-17',
  to: BureauCode = of.county,
): NominationFact => ({
  type: 'SupplementRequired',
  data: {
    editionId: flexId,
    from,
    to,
    reason: opinion.text,
    dueOn,
    dueAt: shanghai(`${dueOn}T23:59:59.999`),
    backTo,
  },
});
const awaited = [...received, on({ by: cityReviewer }, reviewed('CITY', 'SUPPLEMENT')), required(of.city, 'RECEIVED')];
const awaitedAbove = [
  ...submitted,
  on({ by: officer }, reviewed('PROVINCE', 'SUPPLEMENT')),
  required(of.province, 'SUBMITTED'),
];
const resubmit: NominationCommand = { type: 'Resubmit', edition, note: 'here it is', honors: [] };
const resubmitted: NominationFact = { type: 'Resubmitted', data: { note: 'here it is' } };
const lastMoment = { at: shanghai('2024-01-17T23:59:59.999') };
const tooLate = { at: shanghai('2024-01-18T00:00:00.000') };
const expire = (seatsHeld: BureauCode[] = []): NominationCommand => ({ type: 'ExpireSupplement', seatsHeld });

describe('Requiring a supplement', () => {
  it('the city asks the county for what is missing, within five working days; the day itself does not count', () => {
    given(...received)
      .when(review('SUPPLEMENT', of.city), { by: cityReviewer })
      .thenFacts(reviewed('CITY', 'SUPPLEMENT'), required(of.city, 'RECEIVED'));
  });

  it('the province asks whoever nominated, also once it was submitted', () => {
    given(...submitted)
      .when(review('SUPPLEMENT', of.province), { by: officer })
      .thenFacts(reviewed('PROVINCE', 'SUPPLEMENT'), required(of.province, 'SUBMITTED'));
  });

  it('over the Spring Festival its eight days do not count, and the Sundays worked for them do', () => {
    const before = { at: shanghai('2024-02-02T09:00:00.000'), by: officer };
    given(...submitted)
      .when(review('SUPPLEMENT', of.province), before)
      .thenFacts(reviewed('PROVINCE', 'SUPPLEMENT'), required(of.province, 'SUBMITTED', '2024-02-08'));
    const festival = { at: shanghai('2024-02-09T09:00:00.000'), by: officer };
    given(...submitted)
      .when(review('SUPPLEMENT', of.province), festival)
      .thenFacts(reviewed('PROVINCE', 'SUPPLEMENT'), required(of.province, 'SUBMITTED', '2024-02-22'));
  });

  it('a gap in the form or in the rules is no hindrance: it is why', () => {
    const gap = [nominated(of.county, { ...flexForm, deeds: null }), ...received.slice(1)];
    given(...gap)
      .when(review('SUPPLEMENT', of.city), { by: cityReviewer })
      .thenFacts(reviewed('CITY', 'SUPPLEMENT'), required(of.city, 'RECEIVED'));
  });

  it('nobody asks themselves, nor before they have it, nor after they passed it', () => {
    const cityOwn = [nominated(of.city)];
    given(...cityOwn)
      .when(review('SUPPLEMENT', of.city), { by: cityReviewer })
      .thenRefused('NOT_REVIEWABLE', {
        path: ['decision'],
        params: { status: statusWords.DRAFTED, decision: decisionWords.SUPPLEMENT },
      });
    given(...received, on({ by: cityReviewer }, reviewed('CITY', 'PASS')))
      .when(review('SUPPLEMENT', of.city), { by: cityReviewer })
      .thenRefused('NOT_REVIEWABLE', { path: ['decision'], params: { status: statusWords.PASSED } });
    given(...received)
      .when(review('SUPPLEMENT', of.province), { by: officer })
      .thenAllRefused(
        ['NOT_HELD_HERE', { path: ['nominationId'], params: { holder: of.city } }],
        ['NOT_REVIEWABLE', { path: ['decision'], params: { status: statusWords.RECEIVED } }],
      );
  });

  it('not if it would come back after the asker’s own deadline', () => {
    const at = shanghai('2024-01-19T09:00:00.000');
    given(...received)
      .when(review('SUPPLEMENT', of.city, { opinion: { ...opinion, signedOn: '2024-01-19' } }), {
        at,
        by: cityReviewer,
      })
      .thenRefused('SUPPLEMENT_AFTER_DEADLINE', {
        path: ['decision'],
        ruleId: 'R-F22',
        params: { due: '2024-01-26', on: '2024-01-25' },
      });
    given(...received)
      .when(review('SUPPLEMENT', of.city), { at: shanghai('2024-01-18T23:59:59.999'), by: cityReviewer })
      .thenFacts(reviewed('CITY', 'SUPPLEMENT'), required(of.city, 'RECEIVED', '2024-01-25'));
  });

  it('what was judged of the form does not hold once the form is rewritten; before the panel it does', () => {
    const judged = (history: NominationFact[]): NominationFact[] =>
      history.map((fact) =>
        fact.type === 'Reviewed'
          ? { ...fact, data: { ...fact.data, judgments: [{ ruleId: 'R-F04', holds: true }] } }
          : fact,
      );
    const amended: NominationFact = {
      type: 'FormAmended',
      data: { category: 'NEW_FORM', changes: { deeds: '新事迹' } },
    };
    const judgmentsAfter = (...history: NominationFact[]) => {
      const state = stateOf(...history);
      return 'judgments' in state && [...state.judgments.keys()];
    };
    const passed = judged([nominated(), reviewed('COUNTY', 'PASS')]);
    const below = [...passed, forwarded(of.county, of.city), required(of.city, 'RECEIVED')];
    expect(judgmentsAfter(...below)).toEqual(['R-F04']);
    expect(judgmentsAfter(...below, amended)).toEqual([]);
    const above = [...passed, forwarded(of.city, of.province, true), required(of.province, 'SUBMITTED')];
    expect(judgmentsAfter(...above, amended)).toEqual(['R-F04']);
  });

  it('not once scoring is closed: what was scored stays as it is', () => {
    given(...submitted)
      .when(review('SUPPLEMENT', of.province, { edition: editionOf(plain(flex), scoringClosed) }), { by: officer })
      .thenRefused('SUPPLEMENT_AFTER_SCORING', { path: ['decision'] });
  });

  it('not in a program without supplements', () => {
    const { supplement: _, ...without } = plain(flex);
    given(...received)
      .when(review('SUPPLEMENT', of.city, { edition: editionOf(without) }), { by: cityReviewer })
      .thenRefused('SUPPLEMENT_UNKNOWN', { path: ['decision'] });
  });

  it('not in a year whose working days are not published', () => {
    given(...received)
      .when(review('SUPPLEMENT', of.city), { by: cityReviewer, at: shanghai('2026-12-30T09:00:00.000') })
      .thenRefused('CALENDAR_YEAR_UNPUBLISHED', { params: { year: '2027' } });
  });
});

describe('While a supplement is awaited', () => {
  it('the bureau that nominated may fill the gap', () => {
    const changes = { mainWork: '送餐', flexType: 'NEW_FORM' };
    given(...awaited)
      .when({ type: 'AmendForm', edition, changes: { mainWork: '送餐' } })
      .thenFacts({ type: 'FormAmended', data: { category: 'NEW_FORM', changes } });
  });

  it('it keeps its category: its seat is counted by it', () => {
    given(...awaited)
      .when({ type: 'AmendForm', edition, category: 'OTHER', changes: {} })
      .thenRefused('SUPPLEMENT_OF_CATEGORY', { path: ['category'], params: { category: 'NEW_FORM' } });
    const returned: NominationFact = {
      type: 'Returned',
      data: { editionId: flexId, from: of.city, to: of.county, reason: 'r', seatsHeld: [] },
    };
    given(...received, returned)
      .when({ type: 'AmendForm', edition, category: 'OTHER', changes: {} })
      .thenFacts({ type: 'FormAmended', data: { category: 'OTHER', changes: { flexType: 'OTHER' } } });
  });

  it('it is reviewed by nobody', () => {
    given(...awaited)
      .when(review('PASS', of.county), { by: countyApprover })
      .thenRefused('NOT_REVIEWABLE', { path: ['decision'], params: { status: statusWords.RETURNED } });
    given(...awaited)
      .when(review('PASS', of.city), { by: cityReviewer })
      .thenAllRefused(
        ['NOT_HELD_HERE', { path: ['nominationId'], params: { holder: of.county } }],
        ['NOT_REVIEWABLE', { path: ['decision'], params: { status: statusWords.RETURNED } }],
      );
  });
});

describe('Handing in what was missing', () => {
  it.each([
    ['the city that received it', awaited, 'RECEIVED', of.city],
    ['the province it was submitted to', awaitedAbove, 'SUBMITTED', of.province],
  ] as const)('it goes back to %s, as it was there', (_, history, status, holder) => {
    given(...history)
      .when(resubmit, lastMoment)
      .thenFacts(resubmitted);
    const state = stateOf(...history, resubmitted);
    expect(state).toMatchObject({ status, holder, bureau: of.county });
    expect('supplement' in state && state.supplement).toBeUndefined();
  });

  it('the day it was first put forward stays, on the way up and through a supplement', () => {
    const first = { at: shanghai('2024-01-10T09:00:00.000') };
    const second = { at: shanghai('2024-01-20T09:00:00.000') };
    const state = stateOf(
      nominated(),
      on(first, forwarded(of.county, of.city)),
      on(second, forwarded(of.city, of.province, true)),
      required(of.province, 'SUBMITTED'),
      resubmitted,
    );
    expect(state).toMatchObject({ status: 'SUBMITTED', putForwardAt: first.at });
  });

  it('the bureau that asked goes on from there, and may ask again', () => {
    given(...awaited, resubmitted)
      .when(review('PASS', of.city), { by: cityReviewer })
      .thenFacts(reviewed('CITY', 'PASS'));
    given(...awaited, resubmitted)
      .when(review('SUPPLEMENT', of.city), { by: cityReviewer })
      .thenFacts(reviewed('CITY', 'SUPPLEMENT'), required(of.city, 'RECEIVED'));
  });

  it('through the last millisecond of the last day, and not one later', () => {
    given(...awaited)
      .when(resubmit, tooLate)
      .thenRefused('SUPPLEMENT_OVERDUE', { path: ['nominationId'], params: { on: '2024-01-17' } });
  });

  it('with a form that has no gap', () => {
    given(...awaited, { type: 'FormAmended', data: { category: 'NEW_FORM', changes: { deeds: null } } })
      .when(resubmit, lastMoment)
      .thenRefused('FIELD_REQUIRED', { path: ['form', 'deeds'], ruleId: 'R-F42' });
  });

  it('a plain return after it starts from the bottom again', () => {
    const returned: NominationFact = {
      type: 'Returned',
      data: { editionId: flexId, from: of.city, to: of.county, reason: 'r', seatsHeld: [] },
    };
    expect(stateOf(...awaited, resubmitted, returned, resubmitted)).toMatchObject({
      status: 'DRAFTED',
      holder: of.county,
    });
  });

  it('not once the edition is concluded', () => {
    given(...awaited)
      .when({ ...resubmit, edition: editionOf(plain(flex), concluded) } as NominationCommand, lastMoment)
      .thenRefused('EDITION_CONCLUDED', { params: { edition: flexId } });
  });
});

describe('What was not supplied in time', () => {
  const expired: NominationFact = {
    type: 'SupplementExpired',
    data: { editionId: flexId, bureau: of.county, person, seatsHeld: [of.county] },
  };

  it('puts the nominee out of the running, with seats and person let go', () => {
    given(...awaited)
      .when(expire([of.county]), tooLate)
      .thenFacts(expired);
    expect(stateOf(...awaited, expired)).toMatchObject({ status: 'LAPSED' });
  });

  it('not a millisecond before, not twice, and not if it was supplied', () => {
    given(...awaited)
      .when(expire(), lastMoment)
      .thenNothing();
    given(...awaited, expired)
      .when(expire(), tooLate)
      .thenNothing();
    given(...awaited, resubmitted)
      .when(expire(), tooLate)
      .thenNothing();
    given(nominated()).when(expire(), tooLate).thenNothing();
  });

  it('not by the day of a supplement asked for before', () => {
    const again = [...awaited, resubmitted, required(of.city, 'RECEIVED', '2024-01-24')];
    given(...again)
      .when(expire(), tooLate)
      .thenNothing();
    given(...again)
      .when(resubmit, tooLate)
      .thenFacts(resubmitted);
  });

  it('is awaited no more from who is out for another reason', () => {
    const withdrawn: NominationFact = {
      type: 'Withdrawn',
      data: { editionId: flexId, reason: 'moved away', person, seatsHeld: [] },
    };
    const state = stateOf(...awaited, withdrawn);
    expect('supplement' in state && state.supplement).toBeUndefined();
  });
});
