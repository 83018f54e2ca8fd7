import { localDateOf } from '../calendar.ts';
import { type Context, type Decision, decideBy, refuse, unless } from '../decider.ts';
import { hasTime } from '../edition/expert.ts';
import type { Nomination } from '../nomination/nomination.ts';
import type { Program, Rubric } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { statusWords } from '../terms-in-words.ts';
import { type About, barred, concluded, conflictsStanding, idsOf, notAppointed } from './about.ts';
import {
  type ConfirmBarLift,
  confirmBarLift,
  type DeclareConflict,
  declareConflict,
  type RefuseBarLift,
  type RequestBarLift,
  refuseBarLift,
  requestBarLift,
  type VoidScore,
  voidScore,
  type WithdrawAssignment,
  withdrawAssignment,
} from './bars.ts';
import type { ReviewFact, ReviewState } from './review.ts';

interface AssignReview extends About {
  readonly type: 'AssignReview';
  readonly dueOn?: string | undefined;
}
interface Recuse extends About {
  readonly type: 'Recuse';
  readonly reason: string;
}
interface Score extends About {
  readonly type: 'Score';
  readonly points: Readonly<Record<string, number>>;
  readonly comment?: string | undefined;
  /** Needed when a score is revised. */
  readonly reason?: string | undefined;
}
export type ReviewCommand =
  | AssignReview
  | WithdrawAssignment
  | Recuse
  | Score
  | VoidScore
  | DeclareConflict
  | RequestBarLift
  | ConfirmBarLift
  | RefuseBarLift;

type Decided = Decision<ReviewFact>;

/** Nobody scores what they drafted or reviewed for a bureau. */
const involved = ({ nomination, expert }: About): Refusal | false =>
  (nomination.drafters.includes(expert) || nomination.reviews.some(({ by }) => by === expert)) &&
  refusal('FOUR_EYES', { path: ['expert'], act: { zh: '评分', en: 'score' } });

const notSubmitted = ({ nomination }: About): Refusal | false =>
  nomination.status !== 'SUBMITTED' &&
  refusal('NOT_SUBMITTED', { path: ['nominationId'], status: statusWords[nomination.status] });

/** The deciding level verifies what it received, anew after a supplement, where the program says so (R-F26). */
export const isVerified = ({ verification, decidingLevel }: Program, { reviews }: Nomination): boolean =>
  verification === undefined || reviews.findLast(({ level }) => level === decidingLevel)?.decision === 'PASS';

/** Experts see what is verified. */
const notVerified = ({ edition: { program }, nomination }: About): Refusal | false =>
  !isVerified(program, nomination) &&
  refusal('NOT_VERIFIED', { path: ['nominationId'], ruleId: program.verification?.ruleId });

/** Not on any day from today to the day it is due. */
const unavailable = ({ edition, expert, dueOn }: AssignReview, today: string): Refusal | false => {
  const found = edition.experts.get(expert);
  if (!found?.availability || hasTime(found, today, dueOn)) return false;
  const { from, to } = found.availability;
  return refusal('EXPERT_UNAVAILABLE', { path: ['expert'], expert, from, to });
};

const assignReview = (state: ReviewState, command: AssignReview, { now }: Context): Decided => {
  const { edition, nomination, expert, dueOn } = command;
  const today = localDateOf(now, edition.program.timeZone);
  return unless(
    [
      concluded(command),
      notAppointed(command),
      notSubmitted(command),
      nomination.status === 'SUBMITTED' && notVerified(command),
      involved(command) || barred(conflictsStanding(state, command, now), command, 'expert'),
      unavailable(command, today),
      dueOn !== undefined && dueOn < today && refusal('DUE_IN_PAST', { path: ['dueOn'], dueOn }),
      edition.scoringClosed && refusal('SCORING_CLOSED', {}),
      state.status === 'RECUSED' && refusal('RECUSED', { path: ['expert'], expert }),
      (state.status === 'ASSIGNED' || state.status === 'SCORED') &&
        refusal('REVIEW_ASSIGNED', { path: ['expert'], expert }),
    ],
    () => [
      {
        type: 'ReviewAssigned',
        data: { ...idsOf(command), category: nomination.category, ...(dueOn && { dueOn }) },
      },
    ],
  );
};

const notMine = ({ status }: ReviewState): Refusal | false => {
  if (status === 'RECUSED') return refusal('RECUSED', { path: ['nominationId'] });
  return status !== 'ASSIGNED' && status !== 'SCORED' && refusal('REVIEW_NOT_ASSIGNED', { path: ['nominationId'] });
};

const recuse = (state: ReviewState, command: Recuse): Decided =>
  unless([concluded(command), notMine(state), command.edition.scoringClosed && refusal('SCORING_CLOSED', {})], () => [
    { type: 'ReviewerRecused', data: { ...idsOf(command), reason: command.reason } },
  ]);

/** Each criterion once, within its range, in its steps. */
const checkPoints = (rubric: Rubric, points: Readonly<Record<string, number>>): Refusal[] => {
  const wrong = rubric.criteria.flatMap(({ code, name, max, step, ruleId }) => {
    const given = points[code];
    const steps = (given ?? Number.NaN) / step;
    const ok = given !== undefined && given >= 0 && given <= max && Math.abs(steps - Math.round(steps)) < 1e-9;
    if (ok) return [];
    return [refusal('POINTS_INVALID', { path: ['points', code], ruleId, criterion: name, max, step })];
  });
  const known = rubric.criteria.map(({ code }) => code);
  const unknown = Object.keys(points).filter((code) => !known.includes(code));
  return [
    ...wrong,
    ...unknown.map((code) => refusal('CRITERION_UNKNOWN', { path: ['points', code], known: known.join(', ') })),
  ];
};

/** Within the tolerance of `checkPoints`; what is recorded is exact to the hundredth. */
const inHundredths = (points: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(points).map(([code, given]) => [code, Math.round(given * 100) / 100]));

/** Characters as people count them, not the units that they are stored in. */
const lengthOf = (text: string): number => [...text.trim()].length;

const remarkLacking = (
  { comment }: Rubric,
  points: Readonly<Record<string, number>>,
  remark: string | undefined,
): Refusal | false => {
  if (!comment || lengthOf(remark ?? '') >= comment.minLength) return false;
  const { minLength, below, from } = comment;
  const total = Object.values(inHundredths(points)).reduce((sum, given) => sum + Math.round(given * 100), 0) / 100;
  const always = below === undefined && from === undefined;
  const asked = always || (below !== undefined && total < below) || (from !== undefined && total >= from);
  return asked && refusal('COMMENT_REQUIRED', { path: ['comment'], minLength, total });
};

const score = (state: ReviewState, command: Score, { now }: Context): Decided => {
  const { edition, points, comment, reason } = command;
  const { rubric } = edition;
  if (!rubric) return refuse(refusal('RUBRIC_NOT_FROZEN', { ruleId: edition.program.rubric.ruleId }));
  const against = notMine(state);
  if (against) return refuse(against);
  const revises = state.status === 'SCORED';
  return unless(
    [
      concluded(command),
      notAppointed(command),
      involved(command) || barred(conflictsStanding(state, command, now), command, 'nominationId'),
      notSubmitted(command),
      command.nomination.status === 'SUBMITTED' && notVerified(command),
      edition.scoringClosed && refusal('SCORING_CLOSED', {}),
      revises && !reason && refusal('REVISION_REASON_REQUIRED', { path: ['reason'] }),
      checkPoints(rubric, points),
      remarkLacking(rubric, points, comment),
    ],
    () => {
      const marks = { ...idsOf(command), points: inHundredths(points), ...(comment && { comment }) };
      const fact: ReviewFact =
        revises && reason ? { type: 'ScoreRevised', data: { ...marks, reason } } : { type: 'Scored', data: marks };
      return [fact];
    },
  );
};

export const decideReview = decideBy<ReviewState, ReviewCommand, ReviewFact>({
  AssignReview: assignReview,
  WithdrawAssignment: withdrawAssignment,
  Recuse: recuse,
  Score: score,
  VoidScore: voidScore,
  DeclareConflict: declareConflict,
  RequestBarLift: requestBarLift,
  ConfirmBarLift: confirmBarLift,
  RefuseBarLift: refuseBarLift,
});
