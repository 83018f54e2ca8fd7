import { z } from 'zod';
import { level } from './bureau.ts';
import { conditions, fieldPath } from './condition.ts';
import { code, localDate, text } from './terms.ts';

/**
 * How a rule is assessed on a nomination: a configuration of one of the functions in `src/domain/rules`. `when`: the
 * rule concerns only nominees of whom this holds.
 */
const base = { when: conditions.optional() };

const bySex = z.strictObject({ MALE: z.int().positive(), FEMALE: z.int().positive() });

const single = [
  /** The answer is one of these. */
  z.strictObject({ ...base, kind: z.literal('FIELD_IN'), field: fieldPath, values: z.array(z.string()).min(1) }),
  /** The field is filled in, and not with 无. */
  z.strictObject({ ...base, kind: z.literal('FIELD_FILLED'), field: fieldPath }),
  /** These do not hold all at once. */
  z.strictObject({
    ...base,
    kind: z.literal('NOT_ALL'),
    of: z.array(z.strictObject({ field: fieldPath, in: z.array(z.string()).min(1) })).min(1),
  }),
  /** Born on or after a day (`inclusive`), or after it only, by the identity number (A01). */
  z.strictObject({ ...base, kind: z.literal('BORN_SINCE'), day: localDate, inclusive: z.boolean() }),
  /** At least `min` years old, and below a limit by sex, on the day the nominee is put forward (A23). */
  z.strictObject({
    ...base,
    kind: z.literal('AGE_BETWEEN'),
    min: z.int().min(0),
    below: bySex,
    /** Passes with a warning from this age on. */
    warnFrom: bySex.partial().optional(),
  }),
  /** So many years have passed since the date in a field, on the day the nominee is put forward; a day more is needed if not `inclusive` (A22). */
  z.strictObject({
    ...base,
    kind: z.literal('YEARS_SINCE'),
    field: fieldPath,
    years: z.int().positive(),
    inclusive: z.boolean(),
  }),
  /** The date in a field lies before the day the nominee is put forward. */
  z.strictObject({ ...base, kind: z.literal('BEFORE_PUT_FORWARD'), field: fieldPath }),
  /** No honor of these levels and topics, whether on the form or on record, on or after a day (A07, A08). */
  z.strictObject({
    ...base,
    kind: z.literal('NO_HONOR'),
    /** The field of the form that lists honors, with `level`, `topic` and `awardedOn` in each entry. */
    field: fieldPath,
    levels: z.array(z.string()).min(1),
    topics: z.array(z.string()).min(1),
    /** A day, or so many years before the notice was issued, that day included (A07); without it honors of any age count. */
    since: z.union([localDate, z.strictObject({ yearsBeforeNotice: z.int().positive() })]).optional(),
  }),
  /** Each body that must be asked has answered that the nominee is known to it, for good or ill (A26). */
  z.strictObject({ ...base, kind: z.literal('VETTING_CONCLUDED') }),
  /** No body that was asked has anything against the nominee. */
  z.strictObject({ ...base, kind: z.literal('VETTING_CLEAR') }),
  /** A step of the procedure is on record so many times. */
  z.strictObject({ ...base, kind: z.literal('STEP_TAKEN'), step: code, atLeast: z.int().positive().default(1) }),
  /** The last record of a step has these answers. */
  z.strictObject({
    ...base,
    kind: z.literal('STEP_ANSWERS'),
    step: code,
    answers: z.record(z.string(), z.string()),
  }),
  /** These materials are attached, those of them that are required of this nominee. */
  z.strictObject({ ...base, kind: z.literal('MATERIALS_THERE'), materials: z.array(code).min(1) }),
  /** A material has about so many words (A29): a warning if not. */
  z.strictObject({
    ...base,
    kind: z.literal('MATERIAL_WORDS'),
    material: code,
    from: z.int().min(0),
    to: z.int().positive(),
  }),
  /** The field names the nominating bureau, or one below it. */
  z.strictObject({ ...base, kind: z.literal('WITHIN_NOMINATOR'), field: fieldPath }),
  /** The field names the bureau of this level that stands above the nominating one, or is it (A31). */
  z.strictObject({ ...base, kind: z.literal('NOMINATOR_AT'), field: fieldPath, level }),
  /** A person judges: the reviewers of these levels attest it. */
  z.strictObject({ ...base, kind: z.literal('JUDGMENT'), by: z.array(level).min(1), asks: text }),
] as const;

const singleCheck = z.discriminatedUnion('kind', single);
export type SingleCheck = z.infer<typeof singleCheck>;

export const check = z.discriminatedUnion('kind', [
  ...single,
  z.strictObject({ ...base, kind: z.literal('ALL'), of: z.array(singleCheck).min(2) }),
]);
export type Check = z.infer<typeof check>;
export type CheckOf<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;
