import { localDateOf } from '../calendar.ts';
import { accept, type Context, type Decision, decideBy, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode, NominationId } from '../ids.ts';
import { bureauOf, deadlineEnd, deadlineOf, quotaOf, type Stage, stageOf } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { statusWords } from '../terms-in-words.ts';
import { type Nominee, notReady, unfit } from './readiness.ts';
import type { ReleaseReason, Slate, SlateFact } from './slate.ts';
import { missingSteps, type RecordSlateStep, recordSlateStep } from './steps.ts';

interface At {
  readonly edition: Edition;
  readonly bureau: BureauCode;
}
interface TakeSeat extends At, Nominee {
  readonly type: 'TakeSeat';
}
interface ReleaseSeat extends At {
  readonly type: 'ReleaseSeat';
  readonly nominationId: NominationId;
  readonly reason: ReleaseReason;
}
interface SubmitSlate extends At {
  readonly type: 'SubmitSlate';
  /** Says that fewer than the quota is meant (A04). */
  readonly confirmFewer: boolean;
  /** Everyone with a seat who has not gone forward yet. */
  readonly nominees: readonly Nominee[];
}
interface LapseSlate extends At {
  readonly type: 'LapseSlate';
}
interface AcceptLateEntry extends At {
  readonly type: 'AcceptLateEntry';
  readonly nominationId: NominationId;
  readonly reason: string;
  /** Last moment of the accepting bureau's own deadline (A27). */
  readonly acceptableUntil: string;
}
export type SlateCommand = TakeSeat | ReleaseSeat | SubmitSlate | LapseSlate | AcceptLateEntry | RecordSlateStep;

type Decided = Decision<SlateFact>;

interface Place {
  readonly stage: Stage;
  readonly cap: number;
  readonly above: BureauCode;
}

/** Where a bureau stands on the program's path: its stage, its cap, and the bureau above. */
const placeOf = ({ program }: Edition, bureau: BureauCode): Place | undefined => {
  const office = bureauOf(program, bureau);
  const stage = office && stageOf(program, office.level);
  if (!stage || !office?.parent) return undefined;
  return { stage, cap: stage.slate.cap === 'QUOTA' ? quotaOf(program, bureau) : stage.slate.cap, above: office.parent };
};

/** Runs a decision for a bureau that puts people forward in this program, while the edition is open. */
const onPath =
  <Command extends At>(decide: (slate: Slate, command: Command, place: Place, context: Context) => Decided) =>
  (slate: Slate, command: Command, context: Context): Decided => {
    if (command.edition.status === 'CONCLUDED')
      return refuse(refusal('EDITION_CONCLUDED', { edition: command.edition.id }));
    const place = placeOf(command.edition, command.bureau);
    if (!place) return refuse(refusal('BUREAU_NOT_ON_PATH', { path: ['bureau'], bureau: command.bureau }));
    return decide(slate, command, place, context);
  };

/** By the clock, or by the record: a deadline that was passed once stays passed, whatever the clock says now. */
const late = ({ program, passedDeadlines }: Edition, { slate }: Stage, now: string): Refusal | false => {
  if (now <= deadlineEnd(program, slate.deadline) && !passedDeadlines.includes(slate.deadline)) return false;
  const { ruleId, on, late: consequence } = deadlineOf(program, slate.deadline);
  return refusal(consequence === 'REJECTED_UNLESS_ACCEPTED' ? 'LATE_UNLESS_ACCEPTED' : 'DEADLINE_PASSED', {
    ruleId,
    on,
  });
};

const lapsed = ({ program }: Edition, { slate }: Stage, bureau: BureauCode): Refusal => {
  const { ruleId, lateRule = ruleId } = deadlineOf(program, slate.deadline);
  return refusal('SLATE_ABANDONED', { ruleId: lateRule, bureau });
};

const takeSeat = onPath<TakeSeat>((slate, command, { stage, cap, above }, { now }) => {
  const { edition, bureau, nomination } = command;
  const { capRule, submission } = stage.slate;
  const taken = slate.seats.size;
  const mayBeLate = submission === 'EACH' && slate.admittedAfterDeadline.has(nomination.id);
  const isLate = late(edition, stage, now);
  return unless(
    [
      slate.seats.has(nomination.id) && refusal('SEAT_HELD', { path: ['nominationId'], bureau }),
      nomination.holder !== bureau && refusal('NOT_HELD_HERE', { path: ['nominationId'], holder: nomination.holder }),
      nomination.status !== 'PASSED' &&
        refusal('NOT_PASSED', {
          path: ['nominationId'],
          ruleId: stage.reviewRule,
          status: statusWords[nomination.status],
        }),
      slate.status === 'ABANDONED' && lapsed(edition, stage, bureau),
      !mayBeLate && isLate,
      taken >= cap && refusal('QUOTA_EXCEEDED', { ruleId: capRule, bureau, quota: cap, taken }),
      submission === 'EACH' && missingSteps(slate, edition, stage),
      nomination.status === 'PASSED' && nomination.holder === bureau && notReady(command, { edition, stage, now }),
    ],
    () => [
      {
        type: 'SeatTaken',
        data: {
          editionId: edition.id,
          bureau,
          nominationId: nomination.id,
          category: nomination.category,
          taken: taken + 1,
          cap,
          late: isLate !== false,
          forwardedTo: submission === 'EACH' ? above : null,
        },
      },
    ],
  );
});

const releaseSeat = (slate: Slate, { edition, bureau, nominationId, reason }: ReleaseSeat): Decided => {
  const seat = slate.seats.get(nominationId);
  if (!seat) return accept();
  if (seat.forwarded && reason === 'TAKEN_OFF') {
    return refuse(refusal('SEAT_FORWARDED', { path: ['nominationId'], bureau }));
  }
  return accept({ type: 'SeatReleased', data: { editionId: edition.id, bureau, nominationId, reason } });
};

/** Each category that the slate must cover and does not (R-Y18). */
const uncovered = (edition: Edition, { slate: { coverage } }: Stage, slate: Slate): Refusal[] => {
  if (!coverage) return [];
  return edition.program.categories
    .map(({ code, name }) => ({
      name,
      has: [...slate.seats.values()].filter((seat) => seat.category === code).length,
    }))
    .filter(({ has }) => has < coverage.perCategory)
    .map(({ name, has }) =>
      refusal('CATEGORY_NOT_COVERED', {
        ruleId: coverage.ruleId,
        category: name,
        has,
        least: coverage.perCategory,
      }),
    );
};

const submitSlate = onPath<SubmitSlate>(
  (slate, { edition, bureau, confirmFewer, nominees }, { stage, cap, above }, { now }) => {
    if (stage.slate.submission === 'EACH') return refuse(refusal('FORWARDED_ONE_BY_ONE', { path: ['bureau'], bureau }));
    const items = [...slate.seats.values()].filter((seat) => !seat.forwarded);
    const taken = slate.seats.size;
    return unless(
      [
        slate.status === 'ABANDONED' && lapsed(edition, stage, bureau),
        late(edition, stage, now),
        items.length === 0 && refusal('SLATE_EMPTY', { ruleId: stage.slate.electronicRule, bureau, quota: cap }),
        taken > cap && refusal('QUOTA_EXCEEDED', { ruleId: stage.slate.capRule, bureau, quota: cap, taken }),
        slate.status !== 'ABANDONED' && unfit(slate, bureau, nominees, { edition, stage, now }),
        uncovered(edition, stage, slate),
        missingSteps(slate, edition, stage),
        taken < cap &&
          !confirmFewer &&
          refusal('FEWER_THAN_QUOTA', { path: ['confirmFewer'], ruleId: stage.slate.capRule, quota: cap, taken }),
      ],
      () => [
        {
          type: 'SlateSubmitted',
          data: {
            editionId: edition.id,
            bureau,
            items: items.map(({ nominationId, category }) => ({ nominationId, category })),
            quota: cap,
            fewer: taken < cap,
            forwardedTo: above,
          },
        },
      ],
    );
  },
);

/**
 * At a deadline that abandons: a slate of which nothing was put forward is deemed abandoned (R-Y28, R-F24); seats added
 * since a submission lapse.
 */
const lapseSlate = onPath<LapseSlate>((slate, { edition, bureau }, { stage }, { now }) => {
  const { deadline } = stage.slate;
  const abandons = deadlineOf(edition.program, deadline).late === 'ABANDONED';
  if (!abandons || slate.status === 'ABANDONED' || now <= deadlineEnd(edition.program, deadline)) return accept();
  const seats = [...slate.seats.values()];
  const waiting = seats.filter((seat) => !seat.forwarded).map((seat) => seat.nominationId);
  if (slate.status === 'SUBMITTED' || seats.some((seat) => seat.forwarded)) {
    return accept(
      ...waiting.map((nominationId) => ({
        type: 'SeatReleased' as const,
        data: { editionId: edition.id, bureau, nominationId, reason: 'DEADLINE' as const },
      })),
    );
  }
  return accept({ type: 'SlateAbandoned', data: { editionId: edition.id, bureau, deadline, nominations: waiting } });
});

/** The rule of the accepting bureau's own deadline, where it has one. */
const ruleAbove = (edition: Edition, above: BureauCode): string | undefined => {
  const deadline = placeOf(edition, above)?.stage.slate.deadline;
  return deadline && deadlineOf(edition.program, deadline).ruleId;
};

const acceptLateEntry = onPath<AcceptLateEntry>(
  (slate, { edition, bureau, nominationId, reason, acceptableUntil }, { stage, above }, { now }) => {
    const { late: consequence, ruleId, on } = deadlineOf(edition.program, stage.slate.deadline);
    return unless(
      [
        consequence !== 'REJECTED_UNLESS_ACCEPTED' && refusal('LATENESS_FINAL', { ruleId, on }),
        !late(edition, stage, now) && refusal('NOT_LATE', { ruleId, on }),
        now > acceptableUntil &&
          refusal('DEADLINE_PASSED', {
            ruleId: ruleAbove(edition, above),
            on: localDateOf(acceptableUntil, edition.program.timeZone),
          }),
        slate.admittedAfterDeadline.has(nominationId) && refusal('LATE_ENTRY_ACCEPTED', { path: ['nominationId'] }),
      ],
      () => [{ type: 'LateEntryAccepted', data: { editionId: edition.id, bureau, nominationId, reason } }],
    );
  },
);

export const decideSlate = decideBy<Slate, SlateCommand, SlateFact>({
  TakeSeat: takeSeat,
  ReleaseSeat: releaseSeat,
  SubmitSlate: submitSlate,
  LapseSlate: lapseSlate,
  AcceptLateEntry: acceptLateEntry,
  RecordSlateStep: recordSlateStep,
});
