import { expect } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionCommand } from '../../src/domain/edition/decide.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { Candidate } from '../../src/domain/edition/shortlist.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { opened, rubricFrozen, scoringClosed } from '../support/editions.ts';
import { bureaus as of, provinceApprover } from '../support/people.ts';
import { outcomeOf } from '../support/rule-spec.ts';

export const editions = specOf(aggregates.edition);

export const by = provinceApprover;
export const targetDay = shanghai('2024-02-05T23:59:59.999');
export const dayAfter = shanghai('2024-02-06T00:00:00.000');
export const nth = (n: number) => `n${String(n).padStart(3, '0')}` as NominationId;

export const decided = (history: readonly EditionFact[], command: EditionCommand, at = targetDay) =>
  outcomeOf(editions.given(...history).when(command, { at, by }).decision);

const points = ({ rubric }: Program, n: number) =>
  Object.fromEntries(rubric.criteria.map(({ code }) => [code, Math.max(0, 10 - (n % 10))]));

/** So many before the panel, their categories in turn, each with a full panel. */
export const candidates = (program: Program, count: number, category?: string): Candidate[] =>
  Array.from({ length: count }, (_, n) => ({
    nominationId: nth(n),
    bureau: of.city,
    category: category ?? program.categories[n % program.categories.length]?.code ?? '',
    reviews: Array.from({ length: program.rubric.panelSize }, () => points(program, n)),
  }));

export const scored = (program: Program) => [opened(program), rubricFrozen(program), scoringClosed];
export const decide = (all: readonly Candidate[], overrunReason?: string): EditionCommand => ({
  type: 'DecideShortlist',
  candidates: all,
  awaited: [],
  position: '1',
  inputsHash: 'h',
  overrunReason,
});

/** How many are selected, and how many are left as alternates. */
export const selection = (program: Program, all: readonly Candidate[]): [number, number] => {
  const [fact] = decided(scored(program), decide(all)).facts();
  if (fact?.type !== 'ShortlistDecided') return expect.fail('No shortlist.');
  return [fact.data.selected.length, fact.data.alternates.length];
};

/** After the shortlist of so many candidates. */
export const shortlisted = (program: Program, all: readonly Candidate[]): EditionFact[] => [
  ...scored(program),
  ...decided(scored(program), decide(all)).facts(),
];
