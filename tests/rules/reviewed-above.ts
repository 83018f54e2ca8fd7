import type { Form, NominationFact } from '../../src/domain/nomination/nomination.ts';
import { on, shanghai } from '../support/decider-spec.ts';
import { cityReviewer, countyApprover, bureaus as of } from '../support/people.ts';
import { outcomeOf } from '../support/rule-spec.ts';
import { historyOf, nominations, reviewCommand, rider } from './dossiers.ts';

/** The city's review on the 20th of somebody whom the county put forward on the 10th. */
export const reviewedAbove = (answers: Form) => {
  const passed: NominationFact = {
    type: 'Reviewed',
    data: {
      level: 'COUNTY',
      bureau: of.county,
      decision: 'PASS',
      opinion: rider.opinion,
      judgments: ['R-F04', 'R-F06'].map((ruleId) => ({ ruleId, holds: true })),
    },
  };
  const forwarded: NominationFact = { type: 'Forwarded', data: { from: of.county, to: of.city, deciding: false } };
  const { decision } = nominations
    .given(
      ...historyOf(rider, { form: answers }),
      on({ by: countyApprover }, passed),
      on({ at: shanghai('2024-01-10T23:59:59.999') }, forwarded),
    )
    .when(
      { ...reviewCommand(rider), bureau: of.city, judgments: [] },
      { at: shanghai('2024-01-20T09:00:00.000'), by: cityReviewer },
    );
  return outcomeOf(decision);
};
