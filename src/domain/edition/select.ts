import { type Calendar, localDateOf, publicityPeriod } from '../calendar.ts';
import { accept, refuse, unless } from '../decider.ts';
import type { ActorId, NominationId, NoticeId } from '../ids.ts';
import { deadlineOf, type Program } from '../program/program.ts';
import { type Rubric, rubric as rubricSchema } from '../program/rubric.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type Deviation, deviate } from './deviate.ts';
import type { Edition } from './edition.ts';
import { type Candidate, rankShortlist, tiesBroken } from './shortlist.ts';
import { contradictions, whenOpen } from './when-open.ts';

export interface FreezeRubric {
  readonly type: 'FreezeRubric';
  /** The definition's own rubric if absent. */
  readonly rubric?: Rubric;
}
export interface CloseScoring {
  readonly type: 'CloseScoring';
  /** Everyone before the panel, with the reviews so far. */
  readonly candidates: readonly Candidate[];
  /** Who would be before the panel, but must still supply something. */
  readonly awaited: readonly NominationId[];
  /** Who is before the panel, and was not verified since. */
  readonly unverified: readonly NominationId[];
  /** Scores that count and may not stand. */
  readonly barred?: readonly BarredScore[] | undefined;
}
export interface ReopenScoring {
  readonly type: 'ReopenScoring';
  readonly reason: string;
}
/** A score by an expert against whom a conflict of interest stands. */
export interface BarredScore {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
}
export interface DecideShortlist {
  readonly type: 'DecideShortlist';
  /** Everyone before the panel, with the reviews that count at `position`. */
  readonly candidates: readonly Candidate[];
  /** As when scoring was closed: whoever was asked for something in that very moment is waited for. */
  readonly awaited: readonly NominationId[];
  readonly barred?: readonly BarredScore[] | undefined;
  readonly position: string;
  readonly inputsHash: string;
  /** Of the rubric, as canonical JSON. */
  readonly rubricHash?: string | undefined;
  readonly deviations?: readonly Deviation[] | undefined;
  readonly overrunReason?: string | undefined;
}
export interface Publicize {
  readonly type: 'Publicize';
  readonly noticeId: NoticeId;
  readonly nominations: readonly NominationId[];
  readonly out: ReadonlySet<NominationId>;
  readonly calendar: Calendar;
  readonly overrunReason?: string | undefined;
}

export const freezeRubric = whenOpen<FreezeRubric>((edition, { rubric = edition.program.rubric }) => {
  const { program } = edition;
  if (edition.rubric) return refuse(refusal('RUBRIC_FROZEN', { ruleId: program.rubric.ruleId }));
  const parsed = rubricSchema.safeParse(rubric);
  if (parsed.success) {
    return unless([contradictions({ ...program, rubric: parsed.data }, 'rubric', ['rubric'])], () => [
      { type: 'RubricFrozen', data: { rubric: parsed.data } },
    ]);
  }
  return refuse(
    ...parsed.error.issues.map((issue) =>
      refusal('INPUT_INVALID', { path: ['rubric', ...issue.path.map(String)], problem: issue.message }),
    ),
  );
});

/** A target date without a stated consequence may be overrun, but only with a reason on the record (A12). */
const overrunOf = (program: Program, key: string, day: string, reason: string | undefined) => {
  const { on, ruleId } = deadlineOf(program, key);
  if (day <= on) return {};
  if (!reason) return { against: refusal('TARGET_DATE_OVERRUN', { path: ['overrunReason'], ruleId, on, day }) };
  return { overrun: { deadline: key, on, reason } };
};

const incompletePanels = (
  candidates: readonly Candidate[],
  { panelSize }: Rubric,
  ruleId: string | undefined,
): Refusal | undefined => {
  const lacking = candidates.filter(({ reviews }) => reviews.length < panelSize);
  const [first] = lacking;
  if (!first) return undefined;
  return refusal('PANEL_INCOMPLETE', {
    ruleId,
    count: lacking.length,
    panelSize,
    first: first.nominationId,
    has: first.reviews.length,
  });
};

const supplementsAwaited = ([first, ...others]: readonly NominationId[]): Refusal | false =>
  first !== undefined && refusal('SUPPLEMENTS_AWAITED', { count: others.length + 1, first });

/** Nobody is chosen by a score that may not stand: it is voided first, and the panel completed. */
const scoresBarred = ([first, ...others]: readonly BarredScore[] = [], { program }: Edition): Refusal | false =>
  first !== undefined &&
  refusal('CONFLICTS_STAND', {
    ruleId: program.conflicts?.ruleId,
    count: others.length + 1,
    first: first.nominationId,
    expert: first.expert,
  });

/** The deadline by which the last slate must have come in, if it is still ahead. */
export const submissionsOpen = ({ program, passedDeadlines }: Edition): Refusal | false => {
  const last = program.path.at(-1)?.slate.deadline;
  if (!last || passedDeadlines.includes(last)) return false;
  const { ruleId, on } = deadlineOf(program, last);
  return refusal('SUBMISSIONS_OPEN', { ruleId, on });
};

/** Once closed, scoring stays closed: therefore only when everyone has come in and every panel is complete. */
export const closeScoring = whenOpen<CloseScoring>((edition, { candidates, awaited, unverified, barred }) => {
  const { program, rubric, scoringClosed } = edition;
  if (!rubric) return refuse(refusal('RUBRIC_NOT_FROZEN', { ruleId: program.rubric.ruleId }));
  return unless(
    [
      scoringClosed && refusal('SCORING_CLOSED', {}),
      submissionsOpen(edition),
      supplementsAwaited(awaited),
      unverified[0] !== undefined &&
        refusal('CANDIDATES_UNVERIFIED', {
          ruleId: program.verification?.ruleId,
          count: unverified.length,
          first: unverified[0],
        }),
      scoresBarred(barred, edition),
      incompletePanels(candidates, rubric, program.rubric.ruleId),
    ],
    () => [{ type: 'ScoringClosed', data: {} }],
  );
});

/** A score that was voided after the close leaves a panel short, which somebody must be able to complete. */
export const reopenScoring = whenOpen<ReopenScoring>(({ scoringClosed, shortlist }, { reason }) =>
  unless([!scoringClosed && refusal('SCORING_OPEN', {}), shortlist && refusal('SHORTLIST_DECIDED', {})], () => [
    { type: 'ScoringReopened', data: { reason } },
  ]),
);

/** What the list was computed from, so that it can be computed again from the log. */
const basis = (
  { position, inputsHash, rubricHash }: DecideShortlist,
  { version }: Program,
  { aggregation }: Rubric,
) => ({
  position,
  inputsHash,
  ...(rubricHash !== undefined && { rubricHash, ruleVersion: version, method: aggregation }),
});

export const decideShortlist = whenOpen<DecideShortlist>((edition, command, { now }) => {
  const { program, rubric, scoringClosed, shortlist } = edition;
  if (!rubric) return refuse(refusal('RUBRIC_NOT_FROZEN', { ruleId: program.rubric.ruleId }));
  const today = localDateOf(now, program.timeZone);
  const { against, overrun } = overrunOf(program, program.selectionDeadline, today, command.overrunReason);
  const { candidates, awaited, deviations = [] } = command;
  const refusals = [
    shortlist && refusal('SHORTLIST_DECIDED', {}),
    !scoringClosed && refusal('SCORING_OPEN', {}),
    supplementsAwaited(awaited),
    candidates.length === 0 && refusal('NO_CANDIDATES', {}),
    scoresBarred(command.barred, edition),
    incompletePanels(candidates, rubric, program.rubric.ruleId),
    against,
  ].filter((item): item is Refusal => Boolean(item));
  if (refusals.length > 0) return refuse(...refusals);
  const outcome = deviate(rankShortlist(candidates, rubric, program), deviations, program);
  if ('refusals' in outcome) return refuse(...outcome.refusals);
  const { selected, alternates, belowPassMark, passedOver } = outcome.ranking;
  const ties = command.rubricHash === undefined ? [] : tiesBroken(candidates, rubric);
  return accept({
    type: 'ShortlistDecided',
    data: {
      selected: [...selected],
      alternates: [...alternates],
      belowPassMark: [...belowPassMark],
      basedOn: basis(command, program, rubric),
      ...(ties.length > 0 && { ties: [...ties] }),
      ...(deviations.length > 0 && { deviations: [...deviations], passedOver: [...passedOver] }),
      ...(overrun && { overrun }),
    },
  });
});

export const publicize = whenOpen<Publicize>(
  (edition, { noticeId, nominations, out, calendar, overrunReason }, { now }) => {
    const { program, shortlist, publicized } = edition;
    if (!shortlist) return refuse(refusal('SHORTLIST_NOT_DECIDED', {}));
    const { workingDays, countPublicationDay, ruleId, closesBy } = program.publicity;
    const counted = publicityPeriod(calendar, {
      publishedAt: now,
      timeZone: program.timeZone,
      workingDays,
      countPublicationDay,
    });
    if ('refusals' in counted)
      return refuse(...counted.refusals.map((item) => ({ ...item, ...(ruleId && { ruleId }) })));
    const { period } = counted;
    const places = new Map(shortlist.selected.map((item) => [item.nominationId, item]));
    const { against, overrun } = closesBy ? overrunOf(program, closesBy, period.periodEnd, overrunReason) : {};
    return unless(
      [
        nominations.length === 0 && refusal('NOTHING_TO_PUBLICIZE', { path: ['nominationIds'] }),
        nominations.flatMap((id) => [
          ...(places.has(id) ? [] : [refusal('NOT_SHORTLISTED', { path: ['nominationIds'], nomination: id })]),
          ...(publicized.has(id)
            ? [refusal('ALREADY_PUBLICIZED', { path: ['nominationIds'], nomination: id, notice: publicized.get(id) })]
            : []),
          ...(out.has(id) ? [refusal('OUT_OF_THE_RUNNING', { path: ['nominationIds'], nomination: id })] : []),
        ]),
        against,
      ],
      () => [
        {
          type: 'NoticeOrdered',
          data: {
            noticeId,
            nominees: [...new Set(nominations)].flatMap((id) => places.get(id) ?? []),
            period: { ...period, days: [...period.days], countPublicationDay },
            ...(overrun && { overrun }),
          },
        },
      ],
    );
  },
);
