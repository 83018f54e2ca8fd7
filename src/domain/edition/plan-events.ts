import { z } from 'zod';
import { actorId, nominationId } from '../ids.ts';

const pair = z.strictObject({ nominationId, expert: actorId });
export type PlannedPair = z.infer<typeof pair>;

const planHash = z.string().regex(/^[0-9a-f]{64}$/);

/** How a plan came about, where a solver proposed it. */
const origin = z.strictObject({ seed: z.string(), method: z.string(), objective: z.string().optional() });
export type PlanOrigin = z.infer<typeof origin>;

export const planEvents = {
  /** Who is to score whom, decided as one; the assignments follow from it. `planHash`: SHA-256 of the canonical plan. */
  PlanCommitted: z.strictObject({
    planHash,
    pairs: z.array(pair).min(1),
    dueOn: z.iso.date().optional(),
    origin: origin.optional(),
  }),
  /** Every pair was assigned, but those `left`, which were refused since: by which refusal. */
  PlanCarriedOut: z.strictObject({
    planHash,
    assigned: z.int().min(0),
    left: z.array(z.strictObject({ nominationId, expert: actorId, code: z.string() })),
  }),
};

export interface Plan {
  readonly pairs: readonly PlannedPair[];
  readonly dueOn?: string | undefined;
  readonly carriedOut: boolean;
}
