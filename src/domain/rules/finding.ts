import { z } from 'zod';
import { ruleRef, text } from '../program/terms.ts';

export const outcomes = ['PASSED', 'FAILED', 'NEEDS_WAIVER', 'NEEDS_JUDGMENT'] as const;
export type Outcome = (typeof outcomes)[number];

/** What came of assessing one rule, as the log keeps it. The evidence is kept apart: it is personal. */
export const finding = z.strictObject({
  ruleId: ruleRef,
  outcome: z.enum(outcomes),
  /** Of a rule that does not hold and yet passed: the program's own waiver by its code, or the one confirmed by a bureau. */
  waivedBy: z.string().optional(),
  /** What passed, but should be looked at. */
  warning: text.optional(),
});

/** One rule as assessed: with the facts it was assessed on, and for one that did not pass what would be accepted. */
export interface Finding extends z.infer<typeof finding> {
  readonly evidence: Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>;
  readonly problem?: z.infer<typeof text>;
  readonly accepted?: z.infer<typeof text>;
}
