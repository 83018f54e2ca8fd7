import { z } from 'zod';

/** A code of the definition's own making, such as MAJOR_STRATEGY. */
export const code = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a code in capitals, digits and underscores');

/** A day of the calendar as `YYYY-MM-DD`. */
export const localDate = z.iso.date('expected a day of the calendar as YYYY-MM-DD');

export const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof text>;

export const ruleRef = z.string().regex(/^[A-Z]+-[A-Z]*\d+$/, 'expected a rule id such as R-F17');
