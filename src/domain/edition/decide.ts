import { type Calendar, endOfDay, localDateOf, publicityPeriod } from '../calendar.ts';
import { accept, type Context, type Decision, decideBy, refuse, unless } from '../decider.ts';
import {
  type ActorId,
  type BureauCode,
  type CertificateNumber,
  certificateNumber,
  type EditionId,
  type NominationId,
  type NoticeId,
} from '../ids.ts';
import { inconsistencies } from '../program/consistency.ts';
import { deadlineOf, type Program } from '../program/program.ts';
import { type Rubric, rubric as rubricSchema } from '../program/rubric.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Edition, EditionFact, EditionState } from './edition.ts';
import { type Candidate, rankShortlist } from './shortlist.ts';

interface OpenEdition {
  readonly type: 'OpenEdition';
  readonly editionId: EditionId;
  readonly program: Program;
}
interface AdjustQuota {
  readonly type: 'AdjustQuota';
  readonly bureau: BureauCode;
  readonly seats: number;
  readonly reason: string;
}
interface ExtendDeadline {
  readonly type: 'ExtendDeadline';
  readonly deadline: string;
  readonly on: string;
  readonly reason: string;
}
interface PassDeadline {
  readonly type: 'PassDeadline';
  readonly deadline: string;
}
interface AppointExpert {
  readonly type: 'AppointExpert';
  readonly expert: ActorId;
  readonly name: string;
  readonly fields: readonly string[];
}
interface DismissExpert {
  readonly type: 'DismissExpert';
  readonly expert: ActorId;
  readonly reason: string;
}
interface FreezeRubric {
  readonly type: 'FreezeRubric';
  /** The definition's own rubric if absent. */
  readonly rubric?: Rubric;
}
interface CloseScoring {
  readonly type: 'CloseScoring';
}
interface DecideShortlist {
  readonly type: 'DecideShortlist';
  /** Everyone before the panel, with the reviews that count at `position`. */
  readonly candidates: readonly Candidate[];
  readonly position: string;
  readonly inputsHash: string;
  readonly overrunReason?: string | undefined;
}
interface PromoteAlternate {
  readonly type: 'PromoteAlternate';
  readonly replaced: NominationId;
  readonly promoted: NominationId;
  readonly reason: string;
  /** Nominees of the shortlist who are no longer in the running: withdrawn or disqualified. */
  readonly out: ReadonlySet<NominationId>;
}
interface Publicize {
  readonly type: 'Publicize';
  readonly noticeId: NoticeId;
  readonly nominations: readonly NominationId[];
  readonly out: ReadonlySet<NominationId>;
  readonly calendar: Calendar;
  readonly overrunReason?: string | undefined;
}
interface ConcludeEdition {
  readonly type: 'ConcludeEdition';
  readonly note: string;
}
export type EditionCommand =
  | OpenEdition
  | AdjustQuota
  | ExtendDeadline
  | PassDeadline
  | AppointExpert
  | DismissExpert
  | FreezeRubric
  | CloseScoring
  | DecideShortlist
  | PromoteAlternate
  | Publicize
  | ConcludeEdition;

type Decided = Decision<EditionFact>;

/** The last moment of a deadline's day (A03). */
export const deadlineEnd = (program: Program, key: string): string =>
  endOfDay(deadlineOf(program, key).on, program.timeZone);

/** The number printed on a nominee's certificate, from the nominee's place on the shortlist. */
export const certificateOf = (program: Program, serial: number): CertificateNumber =>
  certificateNumber.parse(
    program.certificate.pattern
      .replace('{edition}', program.edition)
      .replace('{serial}', String(serial).padStart(3, '0')),
  );

/** Runs a decision on an edition that is open; refuses it on any other. */
const whenOpen =
  <Command>(decide: (edition: Edition, command: Command, context: Context) => Decided) =>
  (state: EditionState, command: Command, context: Context): Decided => {
    if (state.status === 'UNOPENED') return refuse(refusal('EDITION_NOT_FOUND', { path: ['editionId'] }));
    if (state.status === 'CONCLUDED') return refuse(refusal('EDITION_CONCLUDED', { edition: state.id }));
    return decide(state, command, context);
  };

const openEdition = (state: EditionState, { editionId, program }: OpenEdition): Decided =>
  state.status === 'UNOPENED'
    ? accept({ type: 'EditionOpened', data: { editionId, program } })
    : refuse(refusal('EDITION_EXISTS', { path: ['edition'], edition: editionId }));

/** What one part of a program contradicts itself in once it is changed: an edition stays as consistent as it was opened. */
const contradictions = (program: Program, part: string, path: readonly string[]): Refusal[] =>
  inconsistencies(program)
    .filter((item) => item.path[0] === part)
    .map((item) => refusal('DEFINITION_INVALID', { path, at: item.path.join('.'), problem: item.message }));

const adjustQuota = whenOpen<AdjustQuota>(({ program }, { bureau, seats, reason }) => {
  const quota = program.quotas.find((item) => item.bureau === bureau);
  if (!quota) return refuse(refusal('BUREAU_WITHOUT_QUOTA', { path: ['bureau'], bureau }));
  if (quota.seats === seats) return accept();
  if (!Number.isInteger(seats) || seats < 0) {
    const problem = { zh: '名额应为 0 或以上的整数', en: 'seats are a whole number, 0 or more' };
    return refuse(refusal('INPUT_INVALID', { path: ['seats'], problem }));
  }
  const quotas = program.quotas
    .map((item) => (item.bureau === bureau ? { ...item, seats } : item))
    .filter((item) => item.seats > 0);
  const quotaTotal = program.quotaTotal + seats - quota.seats;
  return unless([contradictions({ ...program, quotas, quotaTotal }, 'quotas', ['seats'])], () => [
    { type: 'QuotaAdjusted', data: { bureau, from: quota.seats, to: seats, reason } },
  ]);
});

const extendDeadline = whenOpen<ExtendDeadline>(({ program }, { deadline, on, reason }, { now }) => {
  const found = program.deadlines.find((item) => item.key === deadline);
  if (!found) {
    const known = program.deadlines.map((item) => item.key).join(', ');
    return refuse(refusal('DEADLINE_UNKNOWN', { path: ['deadline'], deadline, known }));
  }
  const until = endOfDay(on, program.timeZone);
  const deadlines = program.deadlines.map((item) => (item.key === deadline ? { ...item, on } : item));
  return unless(
    [
      now > deadlineEnd(program, deadline) &&
        refusal('DEADLINE_ALREADY_PASSED', { path: ['deadline'], ruleId: found.ruleId, on: found.on }),
      on <= found.on && refusal('DEADLINE_NOT_LATER', { path: ['on'], ruleId: found.ruleId, on: found.on }),
      on > found.on && contradictions({ ...program, deadlines }, 'deadlines', ['on']),
    ],
    () => [{ type: 'DeadlineExtended', data: { deadline, from: found.on, to: on, until, reason } }],
  );
});

const passDeadline = whenOpen<PassDeadline>(({ program, passedDeadlines }, { deadline }, { now }) => {
  if (passedDeadlines.includes(deadline) || now <= deadlineEnd(program, deadline)) return accept();
  return accept({ type: 'DeadlinePassed', data: { deadline } });
});

const appointExpert = whenOpen<AppointExpert>(({ experts }, { expert, name, fields }) =>
  experts.has(expert)
    ? refuse(refusal('EXPERT_APPOINTED', { path: ['expert'], expert }))
    : accept({ type: 'ExpertAppointed', data: { expert, name, fields: [...fields] } }),
);

const dismissExpert = whenOpen<DismissExpert>(({ experts }, { expert, reason }) =>
  experts.has(expert)
    ? accept({ type: 'ExpertDismissed', data: { expert, reason } })
    : refuse(refusal('EXPERT_NOT_APPOINTED', { path: ['expert'], expert })),
);

const freezeRubric = whenOpen<FreezeRubric>((edition, { rubric = edition.program.rubric }) => {
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

const closeScoring = whenOpen<CloseScoring>(({ program, rubric, scoringClosed }) =>
  unless(
    [
      !rubric && refusal('RUBRIC_NOT_FROZEN', { ruleId: program.rubric.ruleId }),
      scoringClosed && refusal('SCORING_CLOSED', {}),
    ],
    () => [{ type: 'ScoringClosed', data: {} }],
  ),
);

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

const decideShortlist = whenOpen<DecideShortlist>((edition, command, { now }) => {
  const { program, rubric, scoringClosed, shortlist } = edition;
  if (!rubric) return refuse(refusal('RUBRIC_NOT_FROZEN', { ruleId: program.rubric.ruleId }));
  const today = localDateOf(now, program.timeZone);
  const { against, overrun } = overrunOf(program, program.selectionDeadline, today, command.overrunReason);
  return unless(
    [
      shortlist && refusal('SHORTLIST_DECIDED', {}),
      !scoringClosed && refusal('SCORING_OPEN', {}),
      command.candidates.length === 0 && refusal('NO_CANDIDATES', {}),
      incompletePanels(command.candidates, rubric, program.rubric.ruleId),
      against,
    ],
    () => {
      const { selected, alternates, belowPassMark } = rankShortlist(command.candidates, rubric, program);
      const basedOn = { position: command.position, inputsHash: command.inputsHash };
      return [
        {
          type: 'ShortlistDecided',
          data: {
            selected: [...selected],
            alternates: [...alternates],
            belowPassMark: [...belowPassMark],
            basedOn,
            ...(overrun && { overrun }),
          },
        },
      ];
    },
  );
});

/**
 * The alternate whose turn it is: the best ranked one still in the running, of the same category where that has a
 * target, else of any category with room.
 */
const nextAlternate = ({ program, shortlist }: Edition, category: string, out: ReadonlySet<NominationId>) => {
  const targetOf = (code: string) => program.categories.find((item) => item.code === code)?.target ?? null;
  const hasRoom = (code: string) => {
    const target = targetOf(code);
    return target === null || (shortlist?.selected ?? []).filter((item) => item.category === code).length < target;
  };
  const fits = (code: string) => code === category || (targetOf(category) === null && hasRoom(code));
  return shortlist?.alternates.find((item) => !out.has(item.nominationId) && fits(item.category));
};

const nameOf = ({ categories }: Program, category: string) =>
  categories.find(({ code }) => code === category)?.name ?? category;

const promoteAlternate = whenOpen<PromoteAlternate>((edition, { replaced, promoted, reason, out }) => {
  const leaving = edition.shortlist?.selected.find((item) => item.nominationId === replaced);
  if (!leaving) return refuse(refusal('NOT_SHORTLISTED', { path: ['replaced'], nomination: replaced }));
  if (!out.has(replaced)) return refuse(refusal('STILL_IN_THE_RUNNING', { path: ['replaced'], nomination: replaced }));
  const next = nextAlternate(edition, leaving.category, out);
  if (!next)
    return refuse(refusal('NO_ALTERNATE', { path: ['promoted'], category: nameOf(edition.program, leaving.category) }));
  if (next.nominationId !== promoted) {
    return refuse(refusal('NOT_THE_NEXT_ALTERNATE', { path: ['promoted'], next: next.nominationId, rank: next.rank }));
  }
  return accept({ type: 'AlternatePromoted', data: { replaced, promoted, reason } });
});

const publicize = whenOpen<Publicize>((edition, { noticeId, nominations, out, calendar, overrunReason }, { now }) => {
  const { program, shortlist, publicized } = edition;
  if (!shortlist) return refuse(refusal('SHORTLIST_NOT_DECIDED', {}));
  const { workingDays, countPublicationDay, ruleId, closesBy } = program.publicity;
  const counted = publicityPeriod(calendar, {
    publishedAt: now,
    timeZone: program.timeZone,
    workingDays,
    countPublicationDay,
  });
  if ('refusals' in counted) return refuse(...counted.refusals.map((item) => ({ ...item, ...(ruleId && { ruleId }) })));
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
});

const concludeEdition = whenOpen<ConcludeEdition>(({ program, passedDeadlines }, { note }) => {
  const ahead = program.deadlines.find(({ key }) => !passedDeadlines.includes(key));
  return ahead
    ? refuse(refusal('DEADLINE_AHEAD', { ruleId: ahead.ruleId, deadline: ahead.name, on: ahead.on }))
    : accept({ type: 'EditionConcluded', data: { note } });
});

export const decideEdition = decideBy<EditionState, EditionCommand, EditionFact>({
  OpenEdition: openEdition,
  AdjustQuota: adjustQuota,
  ExtendDeadline: extendDeadline,
  PassDeadline: passDeadline,
  AppointExpert: appointExpert,
  DismissExpert: dismissExpert,
  FreezeRubric: freezeRubric,
  CloseScoring: closeScoring,
  DecideShortlist: decideShortlist,
  PromoteAlternate: promoteAlternate,
  Publicize: publicize,
  ConcludeEdition: concludeEdition,
});
