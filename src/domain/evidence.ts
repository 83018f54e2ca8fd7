import { z } from 'zod';

/** A document that a statement rests on: what it is, and the SHA-256 of the file where there is one. */
export const evidence = z.strictObject({
  title: z.string().min(1).max(200),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type Evidence = z.infer<typeof evidence>;
