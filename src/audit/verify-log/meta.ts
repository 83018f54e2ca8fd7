import { z } from 'zod';
import { actor } from '../../domain/actor.ts';
import type { EventMeta } from '../../domain/event.ts';
import { commitment } from '../../log/stored-shape.ts';

const uuid = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);

const shape = {
  recordedAt: z
    .string()
    .refine(
      (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text,
      'UTC with milliseconds',
    ),
  actor,
  command: z.strictObject({
    id: uuid,
    name: z.string().min(1),
    contentHash: z.string().min(1),
    said: commitment.optional(),
  }),
  correlationId: z.string().min(1),
  causationId: z.string().min(1).optional(),
  ruleVersion: z.string().min(1).optional(),
  policyVersion: z.string().min(1).optional(),
  sealed: z
    .array(z.strictObject({ keys: z.array(z.string()).min(1), fields: z.array(z.string().startsWith('/')).min(1) }))
    .min(1)
    .optional(),
} satisfies Readonly<Record<keyof EventMeta, z.ZodType>>;

/** What every event says of itself, as it is stored. */
export const metaSchema = z.strictObject(shape);
