import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import { inconsistencies } from '../../src/domain/program/consistency.ts';
import type { Rubric } from '../../src/domain/program/program.ts';
import type { ReviewCommand } from '../../src/domain/review/decide.ts';
import type { ReviewFact } from '../../src/domain/review/review.ts';
import { specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId, plain } from '../support/editions.ts';
import { nominationOf } from '../support/nominations.ts';
import { expert, bureaus as of } from '../support/people.ts';

const { given } = specOf(aggregates.review);

const nomination = nominationOf({ status: 'SUBMITTED', holder: of.province });
const ids = { editionId: flexId, nominationId: nomination.id, expert: expert.id };
const assigned: ReviewFact = { type: 'ReviewAssigned', data: { ...ids, category: 'NEW_FORM' } };
const appointed: EditionFact = { type: 'ExpertAppointed', data: { expert: expert.id, name: '方', fields: [] } };

const score = (comment: Rubric['comment'], total: number, remark?: string): ReviewCommand => ({
  type: 'Score',
  edition: editionOf(plain(flex), appointed, { type: 'RubricFrozen', data: { rubric: { ...flex.rubric, comment } } }),
  nomination,
  expert: expert.id,
  points: pointsOf(total),
  ...(remark !== undefined && { comment: remark }),
});

/** Filled up criterion by criterion. */
const pointsOf = (total: number): Record<string, number> => {
  let left = total;
  return Object.fromEntries(
    flex.rubric.criteria.map(({ code, max }) => {
      const points = Math.min(left, max);
      left -= points;
      return [code, points];
    }),
  );
};
const accepted = (comment: Rubric['comment'], total: number, remark?: string) =>
  given(assigned)
    .when(score(comment, total, remark))
    .thenFacts({ type: 'Scored', data: { ...ids, points: pointsOf(total), ...(remark && { comment: remark }) } });
const refused = (comment: Rubric['comment'], total: number, remark?: string) =>
  given(assigned)
    .when(score(comment, total, remark))
    .thenRefused('COMMENT_REQUIRED', { path: ['comment'] });

describe('A remark', () => {
  it('goes with every score where the rubric says so, long enough as people count', () => {
    refused({ minLength: 5 }, 60);
    refused({ minLength: 5 }, 60, '  很好的  ');
    refused({ minLength: 3 }, 60, '👍👍');
    accepted({ minLength: 3 }, 60, '很好的');
  });

  it('goes with totals beyond the bounds only, where there are such', () => {
    const bounds = { minLength: 2, below: 40, from: 90 };
    for (const total of [0, 39, 90, 100]) refused(bounds, total);
    for (const total of [40, 60, 89]) accepted(bounds, total);
    accepted(bounds, 39, '偏低');
  });

  it('is nobody asked for where the rubric is silent', () => {
    accepted(undefined, 0);
  });

  it('with bounds that no score reaches is no rubric', () => {
    const rubric = { ...flex.rubric, comment: { minLength: 2, from: 101 } };
    expect(inconsistencies({ ...flex, rubric }).map(({ path }) => path.join('.'))).toEqual(['rubric.comment.from']);
  });
});
