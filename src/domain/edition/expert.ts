import { z } from 'zod';
import { personal } from '../event.ts';
import { type ActorId, bureauCode } from '../ids.ts';

const name = z.string().min(1).max(200);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month, as in 2023-09');

/** 18 characters, GB 32100. */
const creditCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'expected the 18 characters of a credit code');

/** What an expert's conflicts of interest are found from. */
const profile = z.strictObject({
  employer: z.strictObject({ name, creditCode: creditCode.optional() }).optional(),
  /** First and last month, as in 2021-07; without `from` where the first is not known. */
  formerEmployers: z
    .array(z.strictObject({ name, creditCode: creditCode.optional(), from: month.optional(), until: month }))
    .max(20)
    .optional(),
  /** The bureau that the expert serves in or is seconded to. */
  bureau: bureauCode.optional(),
  /** Province, city and county, in words, as forms have it. */
  nativePlace: name.optional(),
});
export type ExpertProfile = z.infer<typeof profile>;

/** How many nominations an expert takes in an edition: whole numbers, `min` no greater than `max`. */
const load = z
  .strictObject({ min: z.int().min(0).default(0), max: z.int().positive().max(1000) })
  .refine(({ min, max }) => min <= max, { message: 'min is no greater than max', path: ['min'] });
export type Load = z.infer<typeof load>;

/** Local dates, both included, on which the expert can score. */
const availability = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { message: 'from is no later than to', path: ['from'] });
export type Availability = z.infer<typeof availability>;

/** What is said of an expert beside the account and the name. */
export const expertTerms = {
  fields: z.array(z.string()),
  profile: personal(profile, 'EXPERT').optional(),
  /** Categories, by code, that the expert would rather score. */
  prefers: z.array(z.string()).max(50).optional(),
  load: load.optional(),
  availability: availability.optional(),
};

/** As it is given: `profile` is null only once it was erased. */
export const givenTerms = z.strictObject({ ...expertTerms, profile: profile.optional() });
export interface ExpertTerms {
  readonly fields: readonly string[];
  readonly profile?: ExpertProfile | null | undefined;
  readonly prefers?: readonly string[] | undefined;
  readonly load?: Load | undefined;
  readonly availability?: Availability | undefined;
}

export interface Expert extends ExpertTerms {
  readonly id: ActorId;
  readonly name: string | null;
}

/** Whether an expert can score on some day from today to the day it is due. Local dates. */
export const hasTime = ({ availability }: Pick<Expert, 'availability'>, today: string, dueOn?: string): boolean =>
  availability === undefined || (today <= availability.to && (dueOn ?? availability.from) >= availability.from);
