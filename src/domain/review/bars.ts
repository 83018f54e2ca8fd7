import { type Context, type Decision, refuse, unless } from '../decider.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type About, concluded, conflictsStanding, groundsOf, idsOf, notAppointed } from './about.ts';
import type { Conflict, DeclaredGround, Declarer } from './conflicts.ts';
import type { ReviewFact, ReviewState } from './review.ts';

export interface DeclareConflict extends About {
  readonly type: 'DeclareConflict';
  readonly ground: DeclaredGround;
  readonly by: Declarer;
  readonly detail: string;
}
export interface WithdrawAssignment extends About {
  readonly type: 'WithdrawAssignment';
  readonly reason: string;
}
export interface VoidScore extends About {
  readonly type: 'VoidScore';
  readonly reason: string;
}
export interface RequestBarLift extends About {
  readonly type: 'RequestBarLift';
  readonly reason: string;
}
export interface ConfirmBarLift extends About {
  readonly type: 'ConfirmBarLift';
  readonly note: string;
}
export interface RefuseBarLift extends About {
  readonly type: 'RefuseBarLift';
  readonly reason: string;
}

type Decided = Decision<ReviewFact>;

const witnessOf = (conflicts: readonly Conflict[]) => ({
  grounds: groundsOf(conflicts),
  conflicts: [...conflicts],
});

/** What becomes of the review at once when a conflict comes to stand against it. */
const ended = (state: ReviewState, command: About, conflicts: readonly Conflict[], reason: string): ReviewFact[] => {
  const data = { ...idsOf(command), ...witnessOf(conflicts), reason };
  if (state.status === 'SCORED') return [{ type: 'ScoreVoided', data }];
  return state.status === 'ASSIGNED' ? [{ type: 'AssignmentWithdrawn', data }] : [];
};

export const declareConflict = (state: ReviewState, command: DeclareConflict, { now }: Context): Decided => {
  const { ground, by, detail } = command;
  const isKnown = state.declared.some((item) => item.ground === ground && item.by === by && item.detail === detail);
  return unless(
    [
      concluded(command),
      notAppointed(command),
      ground === 'PINNED' && by !== 'OFFICER' && refusal('PINNED_BY_OFFICERS', { path: ['ground'] }),
    ],
    () => {
      if (isKnown) return [];
      const declared = { ...state, declared: [...state.declared, { ground, by, detail }] };
      const standing = conflictsStanding(declared, command, now);
      return [
        { type: 'ConflictDeclared', data: { ...idsOf(command), ground, by, detail } },
        ...ended(state, command, standing, detail),
      ];
    },
  );
};

export const withdrawAssignment = (state: ReviewState, command: WithdrawAssignment, { now }: Context): Decided =>
  unless(
    [
      concluded(command),
      state.status !== 'ASSIGNED' && refusal('NO_ASSIGNMENT_TO_WITHDRAW', { path: ['expert'], expert: command.expert }),
    ],
    () => ended(state, command, conflictsStanding(state, command, now), command.reason),
  );

/** Only for a conflict that stands: a score is not taken away because it displeases. */
export const voidScore = (state: ReviewState, command: VoidScore, { now }: Context): Decided => {
  const standing = conflictsStanding(state, command, now);
  return unless(
    [
      concluded(command),
      state.status !== 'SCORED' && refusal('NO_SCORE_TO_VOID', { path: ['expert'], expert: command.expert }),
      state.status === 'SCORED' &&
        standing.length === 0 &&
        refusal('NO_CONFLICT', { path: ['expert'], expert: command.expert }),
    ],
    () => ended(state, command, standing, command.reason),
  );
};

/** Nobody lifts their own bar. */
const own = ({ expert }: About, { actor }: Context): Refusal | false =>
  actor.id === expert && refusal('OWN_BAR', { path: ['expert'] });

export const requestBarLift = (state: ReviewState, command: RequestBarLift, context: Context): Decided => {
  const standing = conflictsStanding(state, command, context.now);
  const liftable = standing.filter(({ ground }) => ground !== 'INVOLVED');
  return unless(
    [
      concluded(command),
      notAppointed(command),
      own(command, context),
      state.lift?.status === 'REQUESTED' && refusal('BAR_LIFT_REQUESTED', { path: ['expert'] }),
      standing.length === 0 && refusal('NO_CONFLICT', { path: ['expert'], expert: command.expert }),
      standing.length > liftable.length && refusal('BAR_NOT_LIFTABLE', { path: ['expert'] }),
    ],
    () => [{ type: 'BarLiftRequested', data: { ...idsOf(command), ...witnessOf(liftable), reason: command.reason } }],
  );
};

/** The second of the two that it takes. */
const notByTheSecond = (state: ReviewState, command: About, context: Context): readonly Refusal[] => {
  const { lift } = state;
  if (lift?.status !== 'REQUESTED') return [refusal('NO_BAR_LIFT_REQUESTED', { path: ['expert'] })];
  const isFirst = lift.requestedBy === context.actor.id;
  const act = { zh: '批准解除回避', en: 'confirm that the bar be lifted' };
  const against = [concluded(command), own(command, context), isFirst && refusal('FOUR_EYES', { path: [], act })];
  return against.filter((item) => item !== false);
};

export const confirmBarLift = (state: ReviewState, command: ConfirmBarLift, context: Context): Decided => {
  const against = notByTheSecond(state, command, context);
  if (against.length > 0) return refuse(...against);
  return { facts: [{ type: 'BarLiftConfirmed', data: { ...idsOf(command), note: command.note } }] };
};

export const refuseBarLift = (state: ReviewState, command: RefuseBarLift, context: Context): Decided => {
  const against = notByTheSecond(state, command, context);
  if (against.length > 0) return refuse(...against);
  return { facts: [{ type: 'BarLiftRefused', data: { ...idsOf(command), reason: command.reason } }] };
};
