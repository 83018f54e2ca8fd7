import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import { counterfactual } from '../../src/domain/edition/counterfactual.ts';
import { type Deviation, deviate } from '../../src/domain/edition/deviate.ts';
import { type Candidate, rankShortlist } from '../../src/domain/edition/shortlist.ts';
import type { ActorId, NominationId } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { opened, rubricFrozen, scoringClosed, youth } from '../support/editions.ts';
import { bureaus as of, provinceApprover } from '../support/people.ts';

const { given } = specOf(aggregates.edition);
const at = { at: shanghai('2024-02-01T09:00:00.000'), by: provinceApprover };

const id = (name: string) => name as NominationId;
const program: Program = {
  ...youth,
  target: 3,
  categories: [
    { code: 'A', name: { zh: '甲', en: 'A' }, target: 2, targetRule: 'R-Y02', fromNotice: false },
    { code: 'B', name: { zh: '乙', en: 'B' }, target: 1, fromNotice: false },
  ],
  rubric: {
    criteria: [{ code: 'X', name: { zh: '事迹', en: 'X' }, max: 100, step: 1 }],
    panelSize: 1,
    passMark: 10,
    aggregation: 'MEAN',
    tieBreak: [],
    fromNotice: false,
  },
};
const { rubric } = program;

const candidate = (name: string, category: string, ...scores: readonly (readonly [string, number])[]): Candidate => ({
  nominationId: id(name),
  bureau: of.city,
  category,
  experts: scores.map(([expert]) => expert as ActorId),
  reviews: scores.map(([, X]) => ({ X })),
});
const candidates = [
  candidate('a1', 'A', ['e', 90]),
  candidate('a2', 'A', ['e', 80]),
  candidate('a3', 'A', ['e', 70]),
  candidate('b1', 'B', ['e', 60]),
  candidate('b2', 'B', ['e', 50]),
  candidate('low', 'B', ['e', 5]),
];

const outcome = (...deviations: readonly Deviation[]) => {
  const found = deviate(rankShortlist(candidates, rubric, program), deviations, program);
  if ('refusals' in found) return found.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
  const { selected, alternates, passedOver } = found.ranking;
  const told = (places: readonly { nominationId: string; rank: number; serial?: number }[]) =>
    places.map(({ nominationId, rank, serial }) => [nominationId, rank, ...(serial ? [serial] : [])].join(' '));
  return { selected: told(selected), alternates: told(alternates), passedOver: told(passedOver) };
};
const reason = '经集体研究。';

describe('A deviation from the ranking', () => {
  it('gives the place of who is passed over to an alternate; ranks stay, places are numbered anew', () => {
    expect(outcome()).toEqual({
      selected: ['a1 1 1', 'a2 2 2', 'b1 4 3'],
      alternates: ['a3 3 4', 'b2 5 5'],
      passedOver: [],
    });
    expect(outcome({ passedOver: id('a1'), selected: id('a3'), reason })).toEqual({
      selected: ['a2 2 1', 'a3 3 2', 'b1 4 3'],
      alternates: ['b2 5 4'],
      passedOver: ['a1 1'],
    });
  });

  it('may leave a place free, and a later one fill it', () => {
    expect(outcome({ passedOver: id('b1'), reason })).toMatchObject({ selected: ['a1 1 1', 'a2 2 2'] });
    expect(outcome({ passedOver: id('b1'), reason }, { selected: id('b2'), reason })).toMatchObject({
      selected: ['a1 1 1', 'a2 2 2', 'b2 5 3'],
      passedOver: ['b1 4'],
    });
  });

  it('goes beyond no target, of the whole or of a category', () => {
    expect(outcome({ selected: id('b2'), reason })).toEqual([
      'DEVIATION_BEYOND_TARGET deviations.0.selected',
      'DEVIATION_BEYOND_TARGET deviations.0.selected',
    ]);
    expect(outcome({ passedOver: id('b1'), selected: id('a3'), reason })).toEqual([
      'DEVIATION_BEYOND_TARGET deviations.0.selected',
    ]);
  });

  it('names who is there to be named', () => {
    expect(outcome({ reason })).toEqual(['DEVIATION_EMPTY deviations.0']);
    expect(outcome({ passedOver: id('a3'), selected: id('a1'), reason })).toEqual([
      'NOT_PROPOSED deviations.0.passedOver',
      'NOT_AN_ALTERNATE deviations.0.selected',
    ]);
    expect(outcome({ passedOver: id('b1'), selected: id('low'), reason })).toEqual([
      'NOT_AN_ALTERNATE deviations.0.selected',
    ]);
    const twice = { passedOver: id('a1'), selected: id('a3'), reason };
    expect(outcome(twice, twice)).toEqual([
      'NOT_PROPOSED deviations.1.passedOver',
      'NOT_AN_ALTERNATE deviations.1.selected',
    ]);
  });

  it('is refused with the whole decision, or recorded with it', () => {
    const decide = (...deviations: readonly Deviation[]) => ({
      type: 'DecideShortlist' as const,
      ...{ candidates, awaited: [], position: '42', inputsHash: 'h', rubricHash: 'r', deviations },
    });
    const before = [opened(program), rubricFrozen(program), scoringClosed];
    given(...before)
      .when(decide({ passedOver: id('a3'), reason }), at)
      .thenRefused('NOT_PROPOSED', { path: ['deviations', '0', 'passedOver'] });
    const place = (name: string, category: string, rank: number, score: string) => ({
      ...{ nominationId: id(name), bureau: of.city, category, rank, score },
    });
    given(...before)
      .when(decide({ passedOver: id('b1'), reason }), at)
      .thenFacts({
        type: 'ShortlistDecided',
        data: {
          selected: [
            { ...place('a1', 'A', 1, '90.0000'), serial: 1 },
            { ...place('a2', 'A', 2, '80.0000'), serial: 2 },
          ],
          alternates: [
            { ...place('a3', 'A', 3, '70.0000'), serial: 3 },
            { ...place('b2', 'B', 5, '50.0000'), serial: 4 },
          ],
          belowPassMark: [id('low')],
          basedOn: { position: '42', inputsHash: 'h', rubricHash: 'r', ruleVersion: program.version, method: 'MEAN' },
          deviations: [{ passedOver: id('b1'), reason }],
          passedOver: [place('b1', 'B', 4, '60.0000')],
        },
      });
  });
});

describe('A counterfactual', () => {
  const panel = [
    candidate('a1', 'A', ['e', 90], ['f', 10]),
    candidate('a2', 'A', ['e', 60], ['f', 60]),
    candidate('a3', 'A', ['e', 40], ['f', 70]),
    candidate('b1', 'B', ['f', 50]),
  ];
  const small = { rubric: { ...rubric, panelSize: 2 }, program };

  it('tells who would come out otherwise without an expert, and whose panel would be short', () => {
    const { changes, short } = counterfactual(panel, { expert: 'f' as ActorId }, small);
    expect(changes.map(({ nominationId, before, after }) => [nominationId, before.standing, after.standing])).toEqual([
      ['a3', 'SELECTED', 'ALTERNATE'],
      ['b1', 'SELECTED', 'OUT'],
      ['a1', 'ALTERNATE', 'SELECTED'],
    ]);
    expect(short).toEqual([id('a1'), id('a2'), id('a3'), id('b1')]);
  });

  it('tells who would come in without a nominee', () => {
    const { changes, short } = counterfactual(panel, { nominationId: id('a2') }, small);
    expect(changes.map(({ nominationId, before, after }) => [nominationId, before.standing, after.standing])).toEqual([
      ['a2', 'SELECTED', 'OUT'],
      ['a1', 'ALTERNATE', 'SELECTED'],
    ]);
    expect(short).toEqual([]);
  });

  it('without nothing, or without somebody who scored nobody, changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 4 })), {
          maxLength: 12,
        }),
        (people) => {
          const some = people.map(([category, scores], i) =>
            candidate(`n${i}`, category, ...scores.map((score, j) => [`e${j}`, score] as const)),
          );
          for (const without of [{}, { expert: 'nobody' as ActorId }, { nominationId: id('nobody') }]) {
            expect(counterfactual(some, without, { rubric, program })).toMatchObject({ changes: [], short: [] });
          }
        },
      ),
    );
  });
});
