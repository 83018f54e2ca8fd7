import { z } from 'zod';
import { bureauCode } from '../ids.ts';
import { blinding } from './blinding.ts';
import { bureau, level } from './bureau.ts';
import { check } from './check.ts';
import { conditions, fieldPath } from './condition.ts';
import { conflictTerms } from './conflicts.ts';
import { codeList, formField } from './form-field.ts';
import { rubric } from './rubric.ts';
import { step } from './step.ts';
import { supersededDivision } from './superseded-division.ts';
import { code, localDate, ruleRef, text } from './terms.ts';

export const category = z.strictObject({
  code,
  name: text,
  /** Most that may be recognized in this category; null where the notice sets none. */
  target: z.int().positive().nullable(),
  targetRule: ruleRef.optional(),
  /** Fields of expertise, as they are written of experts: one of each panel has one of them. */
  expertise: z.array(z.string().min(1)).min(1).optional(),
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
  /** The rule that has this level review what it puts forward, where one does. */
  reviewRule: ruleRef.optional(),
  slate: z.strictObject({
    /** A number for every bureau of the level, or each bureau's own quota. */
    cap: z.union([z.int().positive(), z.literal('QUOTA')], 'expected a positive number, or "QUOTA"'),
    capRule: ruleRef,
    /** EACH: a seat taken is put forward at once. TOGETHER: the slate is submitted as one. */
    submission: z.enum(['EACH', 'TOGETHER']),
    deadline: z.string(),
    /** The rule that has the electronic version sent together with the slate: it is the slate. */
    electronicRule: ruleRef.optional(),
    coverage: z.strictObject({ perCategory: z.int().positive(), ruleId: ruleRef }).optional(),
  }),
});
export type Stage = z.infer<typeof stage>;

/** Kinds of files that can be attached. */
export const mediaType = z.enum(['application/pdf', 'image/jpeg', 'image/png']);
export type MediaType = z.infer<typeof mediaType>;

export const material = z.strictObject({
  id: z.string(),
  code,
  name: text,
  /** On paper; one file is enough for all of them. */
  copies: z.int().positive(),
  required: z.boolean(),
  /** Required only of nominees of whom this holds. */
  requiredWhen: conditions.optional(),
  /** Why it is asked for, as the checklist says it. */
  reason: text.optional(),
  accepts: z.array(mediaType).min(1).default(['application/pdf', 'image/jpeg', 'image/png']),
  ruleId: ruleRef.optional(),
  /** As the facts of the notice put it. */
  condition: z.string().optional(),
});
export type MaterialDefinition = z.infer<typeof material>;

/** Bodies that are asked about every nominee before the first bureau puts them forward (R-F15). */
export const vetting = z.strictObject({
  bodies: z.array(z.strictObject({ code, name: text, required: z.boolean() })).min(1),
  ruleId: ruleRef.optional(),
  fromNotice: z.boolean(),
});

/** What a bureau's stamped opinion must hold besides text, stamp, date and signer. */
const opinionDemand = z.strictObject({
  level,
  /** Whether it says plainly that the nominee is recommended, or is not. */
  conclusion: z.boolean(),
  /** Whether it names whom to ask, with a telephone number. */
  contact: z.boolean(),
  ruleId: ruleRef.optional(),
});

/** One column of the table that sums up a slate. */
const summaryColumn = z.strictObject({
  label: text,
  from: z.union([
    z.enum(['SERIAL', 'BUREAU', 'CITY', 'SOURCE']),
    z.strictObject({ field: fieldPath, first: z.int().positive().optional() }),
  ]),
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
  /** False for a rule of an extension: the notice does not say it. */
  fromNotice: z.boolean().default(true),
  /** How it is assessed on a nomination; without one it is enforced where the definition names it. */
  check: check.optional(),
  /** Stage at which the check is made, where that is not the rule's own. */
  assessedAt: z.string().optional(),
  /** Cases in which the program itself grants the waiver, and under what code (A10). */
  presetWaivers: z.array(z.strictObject({ code, name: text, when: conditions.min(1) })).optional(),
});
export type Rule = z.infer<typeof rule>;

/** What an edition may add to the program though the notice does not ask for it (A11). */
export const extension = z.strictObject({
  code,
  name: text,
  vetting: vetting.optional(),
  blinding: blinding.optional(),
  steps: z.array(step).default([]),
  materials: z.array(material).default([]),
  rules: z.array(rule).default([]),
});
export type Extension = z.infer<typeof extension>;

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
    issuedOnRule: ruleRef.optional(),
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
  /** Former codes of counties, which identity numbers still begin with. */
  supersededDivisions: z.array(supersededDivision).optional(),
  /** The rule that says to which bureaus the notice goes, where there is one. */
  bureausRule: ruleRef.optional(),
  /** None where no level has quotas: each of its bureaus may then put forward as many as its cap says. */
  quotas: z.array(quota),
  quotaTotal: z.int().nonnegative(),
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
  steps: z.array(step).default([]),
  vetting: vetting.optional(),
  opinions: z.array(opinionDemand).default([]),
  /** How long a nominee has to supply what is missing, counted like a public notice; expired, the nomination lapses. */
  supplement: z
    .strictObject({ workingDays: z.int().positive(), ruleId: ruleRef.optional(), fromNotice: z.boolean() })
    .optional(),
  /** The deciding level verifies a nomination (its review) before experts see it. */
  verification: z.strictObject({ ruleId: ruleRef.optional() }).optional(),
  /** The table that a bureau sends with its slate. `inferred`: the notice names it, but does not attach it (A16). */
  summary: z
    .strictObject({ name: text, ruleId: ruleRef, inferred: z.boolean(), columns: z.array(summaryColumn).min(1) })
    .optional(),
  /** What experts do not see of what they score; left out, no more than what no expert sees. */
  blinding: blinding.optional(),
  /** From what it is told that an expert must stand aside; left out, from what is declared only. */
  conflicts: conflictTerms.optional(),
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
        /^\S*\{edition\}\S*[^\s\d]\{serial\}\S*$/,
        'expected {edition}, a sign that is no digit, and {serial}, as in HN-YS-{edition}-{serial}',
      ),
  }),
  /** What a recognition counts as where honors held before are looked at, in codes of the form's lists (R-Y14, R-F12). */
  honor: z.strictObject({ level: z.string().min(1), topic: z.string().min(1) }).optional(),
  revocation: z.strictObject({
    grounds: z.array(revocationGround).min(1),
    ruleId: ruleRef.optional(),
    reportRule: ruleRef.optional(),
    fromNotice: z.boolean(),
  }),
  /** The circular that commends those recognized, where the notice asks for one. */
  circular: z.strictObject({ ruleId: ruleRef.optional() }).optional(),
  rules: z.array(rule).min(1),
  readings: z.array(reading),
  /** What editions may add; none of it is in force unless an edition says so. */
  extensions: z.array(extension).default([]),
  /** Codes of the extensions that this edition has added. */
  extended: z.array(code).default([]),
});
export type Definition = z.infer<typeof definition>;
