import type { z } from 'zod';
import { endOfDay } from '../calendar.ts';
import { type CertificateNumber, certificateNumber } from '../ids.ts';
import type { Bureau, Level } from './bureau.ts';
import { inconsistencies } from './consistency.ts';
import { type Deadline, definition, type Stage } from './definition.ts';

export { type Bureau, type Level, level, levels } from './bureau.ts';
export { type Deadline, definition, type Stage } from './definition.ts';
export type { FormField } from './form-field.ts';
export { type Rubric, rubric } from './rubric.ts';
export { code, type Text } from './terms.ts';

/** One selection program, wholly as data: of the right shape, and consistent in itself. */
export const program = definition.superRefine((candidate, context) => {
  for (const { path, message } of inconsistencies(candidate)) context.addIssue({ code: 'custom', path, message });
});
export type Program = z.infer<typeof program>;

export const bureauOf = ({ bureaus }: Program, code: string): Bureau | undefined =>
  bureaus.find((item) => item.code === code);

/** A bureau and every one above it; none where it is not one of the program. */
export const upwards = (program: Program, code: string): readonly Bureau[] => {
  const office = bureauOf(program, code);
  return office ? [office, ...(office.parent ? upwards(program, office.parent) : [])] : [];
};

/** The bureau of a level at or above another. */
export const bureauAt = (program: Program, code: string, level: Level): Bureau | undefined =>
  upwards(program, code).find((office) => office.level === level);

export const stageOf = ({ path }: Program, at: Level): Stage | undefined => path.find((item) => item.level === at);

/** @throws if the definition has no such deadline; the keys it names itself were checked when it was loaded. */
export const deadlineOf = ({ code, deadlines }: Program, key: string): Deadline => {
  const found = deadlines.find((item) => item.key === key);
  if (!found) throw new Error(`Program ${code} has no deadline ${key}.`);
  return found;
};

/** The last moment of a deadline's day (A03). */
export const deadlineEnd = (program: Program, key: string): string =>
  endOfDay(deadlineOf(program, key).on, program.timeZone);

/** The number printed on a nominee's certificate, from the nominee's place on the shortlist. */
export const certificateOf = ({ certificate, edition }: Program, serial: number): CertificateNumber =>
  certificateNumber.parse(
    certificate.pattern.replace('{edition}', () => edition).replace('{serial}', String(serial).padStart(3, '0')),
  );

/** Seats of a bureau; 0 where the program gives it none. */
export const quotaOf = ({ quotas }: Program, bureau: string): number =>
  quotas.find((item) => item.bureau === bureau)?.seats ?? 0;
