import { z } from 'zod';
import { fieldPath } from './condition.ts';
import { ruleRef } from './terms.ts';

/**
 * From what it is told that an expert must stand aside, beside what is declared. Part that is left out is not looked at;
 * whoever drafted or reviewed a nomination never scores it.
 */
export const conflictTerms = z.strictObject({
  /** Fields with the credit code or the name of the nominee's employer: the same as the expert's. */
  employer: z.array(fieldPath).min(1).optional(),
  /** A list of employers with their periods: the expert worked at the same place in the last so many years. */
  colleagues: z
    .strictObject({
      records: z.string(),
      organization: z.string(),
      from: z.string(),
      to: z.string(),
      years: z.int().positive().max(50),
    })
    .optional(),
  /** Field with the nominee's native place: the same county as the expert's. */
  nativePlace: fieldPath.optional(),
  /** Whether an expert stands aside from whom the own bureau nominated, reviewed or vetted. */
  bureau: z.boolean(),
  ruleId: ruleRef.optional(),
  fromNotice: z.boolean(),
});
export type ConflictTerms = z.infer<typeof conflictTerms>;
