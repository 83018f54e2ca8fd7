import { describe, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionCommand } from '../../src/domain/edition/decide.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { ActorId, NominationId } from '../../src/domain/ids.ts';
import { specOf } from '../support/decider-spec.ts';
import { concluded, flex, opened, rubricFrozen, scoringClosed } from '../support/editions.ts';

const { given } = specOf(aggregates.edition);

const pair = (nomination: string, expert: string) => ({
  nominationId: nomination as NominationId,
  expert: expert as ActorId,
});
const pairs = [pair('n1', 'e1'), pair('n1', 'e2'), pair('n2', 'e1')];
const planHash = 'a'.repeat(64);
const commit = (changes: object = {}): EditionCommand => ({
  type: 'CommitPlan',
  planHash,
  pairs,
  loads: {},
  ...changes,
});
const appointed = (expert: string, max?: number): EditionFact => ({
  type: 'ExpertAppointed',
  data: { expert: expert as ActorId, name: '方', fields: [], ...(max && { load: { min: 0, max } }) },
});
const ready = [opened(flex), rubricFrozen(flex), appointed('e1', 2), appointed('e2')];
const committed: EditionFact = { type: 'PlanCommitted', data: { planHash, pairs } };
const carriedOut: EditionFact = { type: 'PlanCarriedOut', data: { planHash, assigned: 3, left: [] } };

describe('A plan of who scores whom', () => {
  it('is committed as one, with the day it is due and how it came about', () => {
    given(...ready)
      .when(commit())
      .thenFacts(committed);
    const origin = { seed: '7', method: 'MAX_SUM' };
    given(...ready)
      .when(commit({ dueOn: '2024-02-02', origin }))
      .thenFacts({ type: 'PlanCommitted', data: { planHash, pairs, dueOn: '2024-02-02', origin } });
  });

  it('gives nobody more than they take, with what they have', () => {
    given(...ready)
      .when(commit({ loads: { e1: 1, e2: 90 } }))
      .thenRefused('EXPERT_OVERLOADED', { path: ['pairs'], params: { expert: 'e1', count: 3, max: 2 } });
  });

  it('holds each pair once, and some', () => {
    given(...ready)
      .when(commit({ pairs: [...pairs.slice(0, 2), pair('n1', 'e2')] }))
      .thenRefused('PLAN_PAIR_TWICE', { path: ['pairs', '2'] });
    given(...ready)
      .when(commit({ pairs: [] }))
      .thenRefused('PLAN_EMPTY', { path: ['pairs'] });
  });

  it('is committed once, while scoring is open, by a rubric', () => {
    given(...ready, committed)
      .when(commit())
      .thenRefused('PLAN_COMMITTED', { path: ['planHash'] });
    given(...ready, scoringClosed)
      .when(commit())
      .thenRefused('SCORING_CLOSED');
    given(opened(flex), appointed('e1'), appointed('e2'))
      .when(commit())
      .thenRefused('RUBRIC_NOT_FROZEN', { ruleId: 'R-F26' });
    given(...ready, concluded)
      .when(commit())
      .thenRefused('EDITION_CONCLUDED');
  });

  it('is carried out once, with what was left', () => {
    const left = [{ ...pair('n2', 'e1'), code: 'CONFLICT_OF_INTEREST' }];
    const record = { type: 'RecordPlanCarriedOut', planHash, assigned: 2, left } as const;
    given(...ready, committed)
      .when(record)
      .thenFacts({ type: 'PlanCarriedOut', data: { planHash, assigned: 2, left } });
    given(...ready, committed, carriedOut)
      .when(record)
      .thenFacts();
    given(...ready)
      .when(record)
      .thenRefused('PLAN_UNKNOWN', { path: ['planHash'] });
  });
});
