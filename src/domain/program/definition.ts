import { z } from 'zod';
import { bureauCode } from '../ids.ts';
import { bureau, level } from './bureau.ts';
import { codeList, formField } from './form-field.ts';
import { rubric } from './rubric.ts';
import { code, localDate, ruleRef, text } from './terms.ts';

export const category = z.strictObject({
  code,
  name: text,
  /** Most that may be recognized in this category; null where the notice sets none. */
  target: z.int().positive().nullable(),
  targetRule: ruleRef.optional(),
  fromNotice: z.boolean(),
});

export const quota = z.strictObject({
  bureau: bureauCode,
  /** For who reads the table; must be the bureau's own name. */
  name: z.string().optional(),
  seats: z.int().positive(),
});

/** Through 23:59:59.999 of the day, local time (A03). `late`: what becomes of those who miss it. */
export const deadline = z.strictObject({
  key: z.string(),
  name: text,
  on: localDate,
  printed: z.string(),
  ruleId: ruleRef,
  late: z.enum(['ABANDONED', 'REJECTED_UNLESS_ACCEPTED', 'WARN']),
  /** The rule that says what becomes of those who miss it, where one does. */
  lateRule: ruleRef.optional(),
});
export type Deadline = z.infer<typeof deadline>;

/** How the bureaus of one level put people forward, from the bottom of the path to the top. */
export const stage = z.strictObject({
  level,
  /** Whether a bureau of this level may draft nominations of its own. */
  nominates: z.boolean(),
  nominatesRule: ruleRef.optional(),
  slate: z.strictObject({
    /** A number for every bureau of the level, or each bureau's own quota. */
    cap: z.union([z.int().positive(), z.literal('QUOTA')], 'expected a positive number, or "QUOTA"'),
    capRule: ruleRef,
    /** EACH: a seat taken is put forward at once. TOGETHER: the slate is submitted as one. */
    submission: z.enum(['EACH', 'TOGETHER']),
    deadline: z.string(),
    coverage: z.strictObject({ perCategory: z.int().positive(), ruleId: ruleRef }).optional(),
  }),
});
export type Stage = z.infer<typeof stage>;

export const material = z.strictObject({
  id: z.string(),
  code,
  name: text,
  copies: z.int().positive(),
  required: z.boolean(),
  condition: z.string().optional(),
});

export const revocationGround = z.strictObject({
  code,
  name: text,
  /** The ground stands only together with a statement of the social impact (A17). */
  needsImpact: z.boolean(),
});

export const rule = z.strictObject({
  id: ruleRef,
  clause: z.string(),
  /** The notice's own words. */
  quote: z.string(),
  class: z.enum(['HARD', 'IN_PRINCIPLE', 'PROCEDURAL', 'FORMAT', 'QUALITATIVE']),
  waivable: z.boolean(),
  stage: z.string(),
  field: z.string(),
  predicate: z.string(),
  /** Ids of the open points whose default reading it follows. */
  readings: z.array(z.string()),
});

/** An open point of the notice, and how the program reads it. */
export const reading = z.strictObject({ id: z.string(), topic: z.string(), reading: z.string() });

/** The shape of a program. What the notice does not say is marked `fromNotice: false`. */
export const definition = z.strictObject({
  format: z.literal(1),
  code,
  /** Version of the rules: recorded with every event they decide. */
  version: z.string().min(1),
  /** As in `2023`: it stands in ids and certificate numbers. */
  edition: z.string().regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, 'expected letters, digits and hyphens, as in 2023'),
  name: text,
  notice: z.strictObject({
    title: z.string(),
    issuer: z.string(),
    issuedOn: localDate,
    basis: z.string(),
    sha256: z.string().optional(),
    contacts: z.strictObject({ persons: z.array(z.string()), phones: z.array(z.string()), email: z.string() }),
  }),
  /** IANA name; every date of the definition is a day there. */
  timeZone: z.string(),
  /** Name of the calendar of working days. */
  calendar: z.string(),
  target: z.int().positive(),
  targetRule: ruleRef,
  categories: z.array(category).min(1),
  /** First to last as a nomination climbs; a level above the last one decides. */
  path: z.array(stage).min(1),
  decidingLevel: level,
  bureaus: z.array(bureau).min(1),
  quotas: z.array(quota).min(1),
  quotaTotal: z.int().positive(),
  deadlines: z.array(deadline).min(1),
  /** Key of the deadline by which the selection should be done. */
  selectionDeadline: z.string(),
  form: z.array(formField).min(1),
  /** The rule that leaves no required field empty, where there is one. */
  completenessRule: ruleRef.optional(),
  /** The rule that asks for stamp, date and signer of an opinion, where there is one. */
  opinionRule: ruleRef.optional(),
  codeLists: z.record(z.string(), codeList),
  materials: z.array(material),
  rubric,
  publicity: z.strictObject({
    workingDays: z.int().positive(),
    /** Whether the day of publication is the first day of the period (A13). */
    countPublicationDay: z.boolean(),
    channel: code,
    ruleId: ruleRef.optional(),
    clearanceRule: ruleRef.optional(),
    /** Key of the deadline within which the period should end; overrun with a reason (A12). */
    closesBy: z.string().optional(),
    fromNotice: z.boolean(),
  }),
  certificate: z.strictObject({
    /** `{edition}` and `{serial}` are filled in; the serial is the place on the shortlist, three digits. */
    pattern: z
      .string()
      .regex(
        /^\S*\{edition\}\S*\{serial\}\S*$/,
        'expected {edition} and {serial} in it, as in HN-YS-{edition}-{serial}',
      ),
  }),
  revocation: z.strictObject({
    grounds: z.array(revocationGround).min(1),
    ruleId: ruleRef.optional(),
    reportRule: ruleRef.optional(),
    fromNotice: z.boolean(),
  }),
  rules: z.array(rule).min(1),
  readings: z.array(reading),
});
export type Definition = z.infer<typeof definition>;
