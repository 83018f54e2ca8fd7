import { z } from 'zod';

/** A field of the form by its key; within a group by `group.key`. */
export const fieldPath = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/, 'expected the key of a field, or group.key');

/** That a field's answer is one of these, or that it has an answer at all (无 is none). */
export const condition = z.union([
  z.strictObject({ field: fieldPath, in: z.array(z.string()).min(1) }),
  z.strictObject({ field: fieldPath, filled: z.literal(true) }),
]);
export type Condition = z.infer<typeof condition>;

/** All of them at once; none at all always holds. */
export const conditions = z.array(condition);

type Answers = Readonly<Record<string, unknown>>;

/** The answer at a path; undefined where there is none. */
export const answerAt = (answers: Answers, path: string): unknown => {
  const [key = '', inner] = path.split('.');
  const value = answers[key];
  if (inner === undefined) return value;
  return typeof value === 'object' && value !== null ? (value as Answers)[inner] : undefined;
};

/** The answer that there is nothing to report. */
export const none = '无';

/** Whether there is an answer, and not the one that there is nothing to report. */
export const isAnswered = (value: unknown): boolean => {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '' && value.trim() !== none;
  return !Array.isArray(value) || value.length > 0;
};

export const meets = (answers: Answers, all: readonly Condition[] = []): boolean =>
  all.every((condition) => {
    const answer = answerAt(answers, condition.field);
    if ('filled' in condition) return isAnswered(answer);
    return typeof answer === 'string' && condition.in.includes(answer);
  });
