import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import { type ActorId, actorId, editionId, type NominationId, nominationId, type StreamName } from '../ids.ts';
import { type Conflict, conflict, conflictGround, type Declared, declaredGround, declarer } from './conflicts.ts';

/** One expert's review of one nomination, and what stands between the two. */
export const reviewStream = (nomination: NominationId, expert: ActorId): StreamName =>
  `review-${nomination}-${expert}` as StreamName;

const where = { editionId, nominationId, expert: actorId };
/** Points by criterion code. */
const points = z.record(z.string(), z.number());
const marks = { ...where, points, comment: personal(z.string()).optional() };

/** The conflicts as they stood: on what grounds, and the facts that each follows from. */
const witness = { grounds: z.array(conflictGround), conflicts: personal(z.array(conflict)) };

export const reviewEvents = {
  ReviewAssigned: z.strictObject({ ...where, category: z.string(), dueOn: z.iso.date().optional() }),
  /** Before it was scored; another may be assigned, or the same again. */
  AssignmentWithdrawn: z.strictObject({ ...where, ...witness, reason: personal(z.string(), 'EXPERT') }),
  ReviewerRecused: z.strictObject({ ...where, reason: personal(z.string(), 'EXPERT') }),
  Scored: z.strictObject(marks),
  ScoreRevised: z.strictObject({ ...marks, reason: personal(z.string()) }),
  /** A conflict was found late: the score counts no more. It stays on record. */
  ScoreVoided: z.strictObject({ ...where, ...witness, reason: personal(z.string(), 'EXPERT') }),
  ConflictDeclared: z.strictObject({
    ...where,
    ground: declaredGround,
    by: declarer,
    detail: personal(z.string()),
  }),
  BarLiftRequested: z.strictObject({ ...where, ...witness, reason: personal(z.string(), 'EXPERT') }),
  /** Whoever confirms it is not who asked for it. It lifts what was asked for, and nothing that is found later. */
  BarLiftConfirmed: z.strictObject({ ...where, note: personal(z.string(), 'EXPERT') }),
  BarLiftRefused: z.strictObject({ ...where, reason: personal(z.string(), 'EXPERT') }),
};
export type ReviewFact = FactsOf<typeof reviewEvents>;

export const reviewStates = ['NONE', 'ASSIGNED', 'WITHDRAWN', 'SCORED', 'VOIDED', 'RECUSED'] as const;

/** That a bar be lifted. */
export interface BarLift {
  readonly status: 'REQUESTED' | 'CONFIRMED' | 'REFUSED';
  /** What it covers; null once erased, and then it covers nothing. */
  readonly conflicts: readonly Conflict[] | null;
  readonly requestedBy: ActorId;
}

export interface ReviewState {
  readonly status: (typeof reviewStates)[number];
  readonly points?: Readonly<Record<string, number>>;
  readonly declared: readonly Declared[];
  readonly lift?: BarLift;
}

export const initialReview: ReviewState = { status: 'NONE', declared: [] };

const lifted =
  (status: BarLift['status']) =>
  (state: ReviewState): ReviewState =>
    state.lift ? { ...state, lift: { ...state.lift, status } } : state;

export const evolveReview = evolveBy<ReviewState, ReviewFact>({
  ReviewAssigned: (state) => ({ ...state, status: 'ASSIGNED' }),
  AssignmentWithdrawn: (state) => ({ ...state, status: 'WITHDRAWN' }),
  ReviewerRecused: (state) => ({ ...state, status: 'RECUSED' }),
  Scored: (state, { data }) => ({ ...state, status: 'SCORED', points: data.points }),
  ScoreRevised: (state, { data }) => ({ ...state, status: 'SCORED', points: data.points }),
  ScoreVoided: (state) => ({ ...state, status: 'VOIDED' }),
  ConflictDeclared: (state, { data: { ground, by, detail } }) => ({
    ...state,
    declared: [...state.declared, { ground, by, detail }],
  }),
  BarLiftRequested: (state, { data, meta }) => ({
    ...state,
    lift: { status: 'REQUESTED', conflicts: data.conflicts, requestedBy: meta.actor.id },
  }),
  BarLiftConfirmed: lifted('CONFIRMED'),
  BarLiftRefused: lifted('REFUSED'),
});
