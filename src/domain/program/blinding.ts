import { z } from 'zod';
import { ruleRef } from './terms.ts';

/** What can be hidden of a nomination beside its form: the nominee's name, which bureau it came from, stamped opinions. */
export const blindParts = ['name', 'bureau', 'opinions'] as const;
export type BlindPart = (typeof blindParts)[number];

/**
 * What experts do not see of the nominations that they score, beyond what no expert sees anyway (identity numbers,
 * telephone numbers, files, the work of bureaus). What would tell it is hidden with it: see `hiddenFromExperts`.
 */
export const blinding = z.strictObject({
  /** `name`, `bureau`, `opinions`; fields of the form as `form.employer`, within a group or records `form.honors.issuer`. */
  hidden: z.array(z.string()).min(1),
  ruleId: ruleRef.optional(),
  fromNotice: z.boolean(),
});
