import { z } from 'zod';
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
  /** Reviews a nomination needs before it can be ranked. */
  panelSize: z.int().positive().max(50),
  /** Least mean score to be shortlisted; null where none is set. */
  passMark: z.number().nullable(),
  /** Mean over a nomination's reviews. */
  aggregation: z.literal('MEAN'),
  /** Criteria whose mean points decide between equal scores, first to last; then the nomination's id. */
  tieBreak: z.array(code),
  /** The rule that asks for experts' reviews, where one does. */
  ruleId: ruleRef.optional(),
  fromNotice: z.boolean(),
});
export type Rubric = z.infer<typeof rubric>;
