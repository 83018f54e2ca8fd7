import { z } from 'zod';
import { bureauCode } from '../ids.ts';

/** A county-level code of GB/T 2260 that is no longer in use; identity numbers keep it. */
export const supersededDivision = z.strictObject({
  code: z.string().regex(/^\d{6}$/, 'expected six digits'),
  /** As it was called last, in Chinese. */
  name: z.string().min(1),
  /** Year in which it was given up, where the sources agree on it. */
  until: z
    .string()
    .regex(/^\d{4}$/, 'expected a year')
    .optional(),
  /** Codes that its area has today. */
  successors: z.array(bureauCode).min(1),
});
