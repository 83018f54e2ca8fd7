import { z } from 'zod';
import { level } from './bureau.ts';
import { formField } from './form-field.ts';
import { code, ruleRef, text } from './terms.ts';

/** What a step is recorded on. */
const stepSubject = z.enum(['NOMINATION', 'SLATE', 'EDITION', 'HONOR']);
export type StepSubject = z.infer<typeof stepSubject>;

/** Something the procedure asks bureaus to do and to keep a record of: a consultation, a visit, a public call. */
export const step = z.strictObject({
  code,
  name: text,
  on: stepSubject,
  /** Levels whose bureaus record it. */
  by: z.array(level).min(1),
  /** Of a slate: it goes forward only with this on record; of an honor: it is revoked only with it. Of a nomination: said by a rule's check instead. */
  required: z.boolean().default(false),
  fields: z.array(formField).min(1),
  /** Whether a record needs at least one piece of evidence. */
  needsEvidence: z.boolean().default(false),
  ruleId: ruleRef.optional(),
  fromNotice: z.boolean(),
});
export type Step = z.infer<typeof step>;
