import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import { type ActorId, actorId, editionId, type NominationId, nominationId, type StreamName } from '../ids.ts';

/** One expert's review of one nomination. */
export const reviewStream = (nomination: NominationId, expert: ActorId): StreamName =>
  `review-${nomination}-${expert}` as StreamName;

const where = { editionId, nominationId, expert: actorId };
/** Points by criterion code. */
const points = z.record(z.string(), z.number());
const marks = { ...where, points, comment: personal(z.string()).optional() };

export const reviewEvents = {
  ReviewAssigned: z.strictObject({ ...where, category: z.string(), dueOn: z.iso.date().optional() }),
  ReviewerRecused: z.strictObject({ ...where, reason: personal(z.string(), 'EXPERT') }),
  Scored: z.strictObject(marks),
  ScoreRevised: z.strictObject({ ...marks, reason: personal(z.string()) }),
};
export type ReviewFact = FactsOf<typeof reviewEvents>;

export interface ReviewState {
  readonly status: 'NONE' | 'ASSIGNED' | 'SCORED' | 'RECUSED';
  readonly points?: Readonly<Record<string, number>>;
}

export const initialReview: ReviewState = { status: 'NONE' };

export const evolveReview = evolveBy<ReviewState, ReviewFact>({
  ReviewAssigned: () => ({ status: 'ASSIGNED' }),
  ReviewerRecused: () => ({ status: 'RECUSED' }),
  Scored: (_, { data }) => ({ status: 'SCORED', points: data.points }),
  ScoreRevised: (_, { data }) => ({ status: 'SCORED', points: data.points }),
});
