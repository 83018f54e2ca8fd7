import { z } from 'zod';
import { level } from './bureau.ts';
import { conditions } from './condition.ts';
import { ruleRef, text } from './terms.ts';

/**
 * The form holds what is written when a nomination is drafted. What the process fills in is not part of it:
 * the opinions on the printed form come from reviews, and the photo is a material.
 */
const fieldBase = {
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'expected a key in camelCase'),
  /** As printed on the form. */
  label: text,
  required: z.boolean(),
  /** Whether 无 is an answer where there is nothing to report. */
  noneAllowed: z.boolean().default(false),
  /** Printed on the form, asked for among the materials, or needed by a rule though printed nowhere. */
  source: z.enum(['FORM', 'MATERIAL', 'EXTENSION']),
  /** The rule that asks for the field or bounds it. */
  ruleId: ruleRef.optional(),
  note: z.string().optional(),
};

const scalarFields = [
  z.strictObject({
    ...fieldBase,
    type: z.literal('TEXT'),
    /** In characters. */
    maxLength: z.int().positive().optional(),
    /** As word processors count (A29). */
    maxWords: z.int().positive().optional(),
    /** A number by nature, as a certificate has: Latin letters, Arabic digits and hyphens. */
    serial: z.boolean().optional(),
    /** Cases in which 无 is an answer, each as all of its conditions; any case where left out. */
    noneWhen: z.array(conditions.min(1)).min(1).optional(),
  }),
  z.strictObject({
    ...fieldBase,
    type: z.literal('PERSON_NAME'),
    /** Key of the field whose name is written here again. */
    sameAs: z.string().optional(),
  }),
  /** One of the program's categories. */
  z.strictObject({ ...fieldBase, type: z.literal('CATEGORY') }),
  z.strictObject({
    ...fieldBase,
    type: z.literal('CODE'),
    list: z.string(),
    /** The code says the sex (GB/T 2261.1) and must agree with the identity number. */
    identity: z.literal('SEX').optional(),
  }),
  z.strictObject({ ...fieldBase, type: z.literal('DATE') }),
  z.strictObject({
    ...fieldBase,
    type: z.literal('MONTH'),
    /** The month of birth: must agree with the identity number. */
    identity: z.literal('BIRTH_MONTH').optional(),
    /** Least age of the person in that month, in years. */
    minAge: z.int().positive().optional(),
  }),
  /** One of the last so many years, the year of the notice being the last of them. */
  z.strictObject({ ...fieldBase, type: z.literal('YEAR'), last: z.int().positive() }),
  z.strictObject({
    ...fieldBase,
    type: z.literal('NUMBER'),
    unit: text.optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    exclusiveMin: z.boolean().default(false),
    decimals: z.int().min(0).max(4).default(0),
  }),
  z.strictObject({ ...fieldBase, type: z.literal('IDENTITY_NUMBER') }),
  z.strictObject({ ...fieldBase, type: z.literal('CREDIT_CODE') }),
  z.strictObject({ ...fieldBase, type: z.literal('PHONE') }),
  z.strictObject({
    ...fieldBase,
    type: z.literal('BUREAU'),
    level: level.optional(),
    /** Only a bureau with none below it: a county, or a city without counties (A18). */
    lowest: z.boolean().default(false),
  }),
] as const;

const scalarField = z.discriminatedUnion('type', scalarFields);
export type ScalarField = z.infer<typeof scalarField>;

/** Several answers under one label. */
const groupField = z.strictObject({ ...fieldBase, type: z.literal('GROUP'), fields: z.array(scalarField).min(1) });

/** Repeated entries (honors, résumé), each with its own fields. */
const recordsField = z.strictObject({
  ...fieldBase,
  type: z.literal('RECORDS'),
  fields: z.array(scalarField).min(1),
  /** Keys of the MONTH fields an entry begins and ends with: entries follow each other without a gap. */
  period: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  /** Keys of fields that no two entries have the same answers to. */
  unique: z.array(z.string()).min(1).optional(),
});

export const formField = z.discriminatedUnion('type', [...scalarFields, groupField, recordsField]);
export type FormField = z.infer<typeof formField>;
export type FieldOf<Type extends FormField['type']> = Extract<FormField, { type: Type }>;

export const codeList = z
  .array(
    z.strictObject({
      code: z.string().min(1),
      name: z.strictObject({ zh: z.string().min(1), en: z.string().optional() }),
    }),
  )
  .min(1);
export type CodeList = z.infer<typeof codeList>;

/** The code list of a name; undefined if there is none, whatever else an object has by that name. */
export const codeListOf = (
  { codeLists }: { readonly codeLists: Readonly<Record<string, CodeList>> },
  name: string,
): CodeList | undefined => (Object.hasOwn(codeLists, name) ? codeLists[name] : undefined);
