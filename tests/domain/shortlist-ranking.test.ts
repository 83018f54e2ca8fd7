import fc from 'fast-check';
import { describe, it } from 'vitest';
import { type Candidate, type Ranking, rankShortlist } from '../../src/domain/edition/shortlist.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import type { Program, Rubric } from '../../src/domain/program/program.ts';
import { youth } from '../support/editions.ts';
import { bureaus as of } from '../support/people.ts';

/** A case of everything a ranking depends on, small enough for ties and full categories to be common. */
interface Case {
  readonly candidates: readonly Candidate[];
  readonly rubric: Rubric;
  readonly program: Program;
}

const criteria = ['X', 'Y'] as const;
const categories = ['A', 'B', 'C'] as const;

const cases: fc.Arbitrary<Case> = fc
  .record({
    step: fc.constantFrom(1, 0.5, 0.1, 0.01),
    passMark: fc.option(fc.integer({ min: 0, max: 8 }).map((points) => points / 4)),
    tieBreak: fc.subarray([...criteria]),
    targets: fc.array(fc.option(fc.integer({ min: 1, max: 3 })), { minLength: 3, maxLength: 3 }),
    target: fc.integer({ min: 1, max: 8 }),
    people: fc.array(
      fc.record({
        category: fc.constantFrom(...categories),
        reviews: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 14 },
    ),
  })
  .map(({ step, passMark, tieBreak, targets, target, people }) => ({
    candidates: people.map(({ category, reviews }, i) => ({
      nominationId: `n${String((i * 7) % 15).padStart(2, '0')}` as NominationId,
      bureau: of.city,
      category,
      reviews: reviews.map(([x, y]) => ({ X: x * step, Y: y * step })),
    })),
    rubric: {
      criteria: criteria.map((code) => ({ code, name: { zh: code, en: code }, max: 10, step })),
      panelSize: 1,
      passMark: passMark === null ? null : Math.round(passMark * step * 100) / 100,
      aggregation: 'MEAN',
      tieBreak,
      fromNotice: false,
    },
    program: {
      ...youth,
      target,
      categories: categories.map((code, i) => ({
        code,
        name: { zh: code, en: code },
        target: targets[i] ?? null,
        fromNotice: false,
      })),
    },
  }));

const rank = ({ candidates, rubric, program }: Case): Ranking => rankShortlist(candidates, rubric, program);

/** A fraction without rounding. Points are read as the decimals they were written as. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}
const exactly = (points: number): bigint => BigInt(Math.round(points * 1000));
const meanOf = (values: readonly (readonly number[])[]): Fraction => ({
  over: values.flat().reduce((sum, value) => sum + exactly(value), 0n),
  under: BigInt(values.length) * 1000n,
});
const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
/** Four places, half up. */
const printed = ({ over, under }: Fraction): string => {
  const places = String((over * 20_000n + under) / (under * 2n)).padStart(5, '0');
  return `${places.slice(0, -4)}.${places.slice(-4)}`;
};

const scoreOf = ({ reviews }: Candidate): Fraction => meanOf(reviews.map(({ X = 0, Y = 0 }) => [X, Y]));
const tieOf = ({ reviews }: Candidate, code: string): Fraction => meanOf(reviews.map((points) => [points[code] ?? 0]));

/** Whether one goes before the other by the rule's own words. */
const before = (a: Candidate, b: Candidate, { tieBreak }: Rubric): boolean => {
  for (const [of, against] of [[scoreOf(a), scoreOf(b)], ...tieBreak.map((code) => [tieOf(a, code), tieOf(b, code)])]) {
    if (!of || !against) continue;
    const order = compare(of, against);
    if (order !== 0) return order > 0;
  }
  return a.nominationId < b.nominationId;
};

/** The rule carried out as naively as it reads: pick the best one left, over and over. */
const naive = ({ candidates, rubric, program }: Case): Ranking => {
  const { passMark } = rubric;
  const passes = (candidate: Candidate) =>
    passMark === null || compare(scoreOf(candidate), { over: exactly(passMark), under: 1000n }) >= 0;
  const inOrder = (some: readonly Candidate[]): Candidate[] => {
    const best = some.find((a) => some.every((b) => a === b || before(a, b, rubric)));
    return best ? [best, ...inOrder(some.filter((item) => item !== best))] : [];
  };
  const ranked = inOrder(candidates.filter(passes));
  const taken: Candidate[] = [];
  for (const candidate of ranked) {
    const target = program.categories.find(({ code }) => code === candidate.category)?.target ?? Infinity;
    const has = taken.filter(({ category }) => category === candidate.category).length;
    if (has < target && taken.length < program.target) taken.push(candidate);
  }
  const left = ranked.filter((candidate) => !taken.includes(candidate));
  const places = (some: readonly Candidate[], offset: number) =>
    some.map((candidate, i) => ({
      nominationId: candidate.nominationId,
      bureau: candidate.bureau,
      category: candidate.category,
      rank: ranked.indexOf(candidate) + 1,
      score: printed(scoreOf(candidate)),
      serial: offset + i + 1,
    }));
  return {
    selected: places(taken, 0),
    alternates: places(left, taken.length),
    belowPassMark: inOrder(candidates.filter((candidate) => !passes(candidate))).map(
      ({ nominationId }) => nominationId,
    ),
  };
};

const holds = (property: (given: Case) => boolean) => fc.assert(fc.property(cases, property), { numRuns: 500 });

describe('The ranking of a shortlist', () => {
  it('is what the rule says, by exact fractions', () => {
    holds((given) => JSON.stringify(rank(given)) === JSON.stringify(naive(given)));
  });

  it('does not depend on the order the candidates come in, nor on that of their reviews', () => {
    fc.assert(
      fc.property(
        cases.chain((given) =>
          fc.record({
            given: fc.constant(given),
            shuffled: fc.shuffledSubarray([...given.candidates], { minLength: given.candidates.length }),
          }),
        ),
        ({ given, shuffled }) => {
          const turned = shuffled.map((candidate) => ({ ...candidate, reviews: [...candidate.reviews].reverse() }));
          return JSON.stringify(rank(given)) === JSON.stringify(rank({ ...given, candidates: turned }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never goes beyond a target, and names everybody once', () => {
    holds((given) => {
      const { selected, alternates, belowPassMark } = rank(given);
      const within = given.program.categories.every(
        ({ code, target }) => target === null || selected.filter(({ category }) => category === code).length <= target,
      );
      const named = [...selected, ...alternates].map(({ nominationId }) => nominationId).concat(belowPassMark);
      const serials = new Set([...selected, ...alternates].map(({ serial }) => serial));
      return (
        within &&
        selected.length <= given.program.target &&
        new Set(named).size === given.candidates.length &&
        serials.size === selected.length + alternates.length
      );
    });
  });

  it('lets nobody be outranked by a lower one of the same category', () => {
    holds((given) => {
      const { selected, alternates } = rank(given);
      return alternates.every(({ category, rank: mine }) =>
        selected.every((other) => other.category !== category || other.rank < mine),
      );
    });
  });

  it('leaves no seat empty that somebody who passed could have', () => {
    holds((given) => {
      const { selected, alternates } = rank(given);
      const room = given.program.categories.filter(
        ({ code, target }) => target === null || selected.filter(({ category }) => category === code).length < target,
      );
      const full = selected.length === given.program.target;
      return full || alternates.every(({ category }) => room.every(({ code }) => code !== category));
    });
  });
});
