import { z } from 'zod';
import { aggregations } from '../panel/aggregate.ts';
import { code, ruleRef, text } from './terms.ts';

export const criterion = z.strictObject({
  code,
  name: text,
  /** Points from 0 to this, in steps of `step`. */
  max: z.number().positive(),
  step: z.number().positive(),
  /** The rule whose fulfilment it measures, where there is one. */
  ruleId: ruleRef.optional(),
});

/** How experts score. Frozen before the first score (A21). The score of a review is the sum of its points. */
export const rubric = z.strictObject({
  criteria: z.array(criterion).min(1),
  /**
   * A remark of at least so many characters goes with a score; where `below` or `from` are set, only with a total under
   * the one, or of at least the other.
   */
  comment: z
    .strictObject({
      minLength: z.int().positive().max(2000),
      below: z.number().positive().optional(),
      from: z.number().positive().optional(),
    })
    .optional(),
  /** Reviews a nomination needs before it can be ranked. */
  panelSize: z.int().positive().max(50),
  /** Least mean score to be shortlisted; null where none is set. */
  passMark: z.number().nullable(),
  /** How the scores of a nomination's reviews become one; it is exact, whichever it is. */
  aggregation: z.enum(aggregations),
  /** Criteria whose mean points decide between equal scores, first to last; then the nomination's id. */
  tieBreak: z.array(code),
  /** The rule that asks for experts' reviews, where one does. */
  ruleId: ruleRef.optional(),
  fromNotice: z.boolean(),
});
export type Rubric = z.infer<typeof rubric>;
