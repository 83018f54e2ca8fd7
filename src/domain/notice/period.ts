import { z } from 'zod';

/** The period of a public notice as it is printed: both dates are counted (A13). */
export const period = z.strictObject({
  publishedOn: z.iso.date(),
  periodStart: z.iso.date(),
  periodEnd: z.iso.date(),
  /** Last moment of the period's last day (A14). */
  closesAt: z.iso.datetime(),
  /** Every working day of the period, first to last. */
  days: z.array(z.iso.date()).min(1),
  countPublicationDay: z.boolean(),
});
export type Period = z.infer<typeof period>;
