import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefused } from '../../src/domain/decider.ts';
import type { NominationFact } from '../../src/domain/nomination/nomination.ts';
import type { Rule } from '../../src/domain/program/definition.ts';
import { assess, assessRule } from '../../src/domain/rules/assess.ts';
import { dossierOf } from '../../src/domain/rules/dossier.ts';
import { ageOn } from '../../src/domain/rules/on-person.ts';
import { on } from '../support/decider-spec.ts';
import { youth } from '../support/editions.ts';
import {
  agronomist,
  type Changes,
  type Dossier,
  historyOf,
  nominations,
  passedOne,
  reviewCommand,
  reviewedBy,
  rider,
} from './dossiers.ts';
import { born, honor, withCheck } from './nominees.ts';

const dates = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

/** Years passed, counted day by day of the month and month of the year: no calendar arithmetic. */
const yearsPassed = (since: string, day: string): number => {
  const years = Number(day.slice(0, 4)) - Number(since.slice(0, 4));
  return day.slice(5) > since.slice(5) ? years : years - 1;
};

const isLeapDay = (date: string) => date.endsWith('-02-29');
const nextYears = (date: string, years: number) => `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

const ruleOf = ({ program }: Dossier, id: string): Rule =>
  program.rules.find((item) => item.id === id) ?? expect.fail(`No rule ${id}.`);

const assessed = (base: Dossier, id: string, changes: Changes = {}) => {
  const program = changes.program ?? base.program;
  const now = changes.at ?? base.at;
  const state = nominations.stateOf(...historyOf(base, changes));
  if (!('id' in state)) return expect.fail('A nomination that was made is there.');
  const dossier = dossierOf(state, { program, now, honors: changes.honors ?? [] });
  return assessRule(ruleOf({ ...base, program }, id), dossier);
};

describe('Age', () => {
  it('is the years since birth, counted from the day after the birthday', () => {
    fc.assert(
      fc.property(dates('1930-01-01', '2010-12-31'), dates('2011-01-01', '2040-12-31'), (birth, day) => {
        fc.pre(!isLeapDay(birth));
        expect(ageOn(birth, day)).toBe(yearsPassed(birth, day));
      }),
    );
  });

  it('of who was born on 29 February changes with 1 March', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('1964-02-29', '1988-02-29', '2004-02-29'),
        fc.integer({ min: 1, max: 70 }),
        (b, n) => {
          const year = Number(b.slice(0, 4)) + n;
          expect([ageOn(b, `${year}-02-28`), ageOn(b, `${year}-03-01`)]).toEqual([n - 1, n]);
        },
      ),
    );
  });

  it('never goes down as days pass', () => {
    const days = fc.tuple(dates('2011-01-01', '2040-12-31'), dates('2011-01-01', '2040-12-31'));
    fc.assert(
      fc.property(dates('1930-01-01', '2010-12-31'), days, (birth, pair) => {
        const [earlier = '', later = ''] = [...pair].sort();
        expect(ageOn(birth, earlier)).toBeLessThanOrEqual(ageOn(birth, later));
      }),
    );
  });

  it('of the cut-off is a comparison of dates, the day itself as configured (R-Y10)', () => {
    fc.assert(
      fc.property(dates('1970-01-01', '2005-12-31'), fc.boolean(), (birth, inclusive) => {
        const program = withCheck(youth, 'R-Y10', { inclusive });
        const holds = inclusive ? birth >= '1988-12-31' : birth > '1988-12-31';
        const { outcome } = assessed(agronomist, 'R-Y10', { program, form: born(birth, 'FEMALE') });
        expect(outcome).toBe(holds ? 'PASSED' : 'NEEDS_WAIVER');
      }),
    );
  });
});

describe('A year of flexible work (R-F01)', () => {
  it('is full on the same day of the next year, and never before', () => {
    fc.assert(
      fc.property(dates('2022-06-01', '2023-06-01'), dates('2023-06-02', '2024-06-30'), (since, day) => {
        fc.pre(!isLeapDay(since));
        const { outcome } = assessed(rider, 'R-F01', { form: { flexSince: since }, at: `${day}T01:00:00.000Z` });
        expect(outcome).toBe(nextYears(since, 1) <= day ? 'PASSED' : 'FAILED');
      }),
    );
  });
});

describe('Honors (R-Y14)', () => {
  const honors = fc.array(
    fc.record({
      level: fc.constantFrom('NATIONAL', 'MINISTERIAL', 'PROVINCIAL', 'CITY'),
      topic: fc.constantFrom('EMPLOYMENT_ENTREPRENEURSHIP', 'LABOR_SKILLS'),
      awardedOn: dates('2015-01-01', '2023-12-31'),
    }),
    { maxLength: 6 },
  );
  const counts = ({ level, topic, awardedOn }: { level: string; topic: string; awardedOn: string }) =>
    level !== 'CITY' && topic === 'EMPLOYMENT_ENTREPRENEURSHIP' && awardedOn >= '2018-12-27';

  it('stand in the way exactly if one of them counts', () => {
    fc.assert(
      fc.property(honors, (held) => {
        const { outcome } = assessed(agronomist, 'R-Y14', { honors: held });
        expect(outcome).toBe(held.some(counts) ? 'NEEDS_WAIVER' : 'PASSED');
      }),
    );
  });

  it('never stand less in the way for one more, nor for the order they are known in', () => {
    fc.assert(
      fc.property(honors, honors, (held, more) => {
        const before = assessed(agronomist, 'R-Y14', { honors: held });
        const later = assessed(agronomist, 'R-Y14', { honors: [...more, ...held] });
        if (before.outcome !== 'PASSED') expect(later.outcome).not.toBe('PASSED');
        expect(assessed(agronomist, 'R-Y14', { honors: [...held].reverse() })).toEqual(before);
      }),
    );
  });
});

/** Dossiers with anything missing or otherwise. */
const changes: fc.Arbitrary<Changes> = fc.record({
  form: fc.record({ flexSince: dates('2022-01-01', '2024-01-09'), pensionKind: fc.constantFrom('EMPLOYEE', 'NONE') }),
  materials: fc.record({ PHOTO: fc.constantFrom(null, {}), DEEDS: fc.constantFrom({ words: 800 }, { words: 10 }) }),
  vetting: fc.record({ TRADE_UNION: fc.constantFrom('CLEAR' as const, 'ADVERSE' as const, 'UNKNOWN' as const, null) }),
  judgments: fc.record({ 'R-F04': fc.constantFrom(true, false, null) }),
  honors: fc.constantFrom([], [honor('2020-05-01')]),
});

describe('An assessment', () => {
  it('of the same dossier is the same', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const state = passedOne(rider, given);
        const inputs = { program: rider.program, now: rider.at, honors: given.honors ?? [] };
        const moment = { act: 'SUBMISSION', level: 'COUNTY' } as const;
        expect(assess(dossierOf(state, inputs), moment)).toEqual(
          assess(dossierOf(structuredClone(state), inputs), moment),
        );
      }),
    );
  });

  it('on record is derived again from the facts before it and from its own inputs', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom('PASS', 'RETURN', 'REJECT'), (given, decision) => {
        const history = historyOf(rider, given);
        const by = reviewedBy(rider);
        const review = { ...reviewCommand(rider, given), decision };
        const decided = nominations.given(...history).when(review, { at: rider.at, by }).decision;
        if (isRefused(decided)) return;
        const recorded = decided.facts.find(({ type }) => type === 'EligibilityAssessed');
        const before = nominations.stateOf(...history.map(({ fact }) => on({ by }, fact)));
        if (recorded?.type !== 'EligibilityAssessed' || !('id' in before)) return expect.fail('Nothing was assessed.');
        const { findings, evidence, honors, judgments, act, level } = recorded.data;
        const again = assess(
          dossierOf(before, { program: rider.program, now: rider.at, honors: honors ?? [], judgments }),
          {
            act,
            level,
          },
        );
        expect(again.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual(
          findings.map(({ ruleId, outcome }) => [ruleId, outcome]),
        );
        expect(Object.fromEntries(again.map((item) => [item.ruleId, item.evidence]))).toEqual(evidence);
      }),
    );
  });

  it('puts nothing personal into what it says in public', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const decided = nominations
          .given(...historyOf(rider, given))
          .when(
            { ...reviewCommand(rider, given), decision: 'RETURN' },
            { at: rider.at, by: reviewedBy(rider) },
          ).decision;
        if (isRefused(decided)) return expect.fail('A return is not refused.');
        const recorded = decided.facts.find(({ type }) => type === 'EligibilityAssessed') as Extract<
          NominationFact,
          { type: 'EligibilityAssessed' }
        >;
        const said = JSON.stringify(recorded.data.findings);
        for (const own of ['1988', '410101', '李向前', '13800138000', '2020-05-01']) expect(said).not.toContain(own);
      }),
    );
  });
});
