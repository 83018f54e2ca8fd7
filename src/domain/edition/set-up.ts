import { endOfDay } from '../calendar.ts';
import { accept, type Context, refuse, unless } from '../decider.ts';
import type { BureauCode, EditionId, NominationId } from '../ids.ts';
import { deadlineEnd, type Program } from '../program/program.ts';
import { refusal } from '../refusal.ts';
import type { EditionState } from './edition.ts';
import { contradictions, type Decided, whenOpen } from './when-open.ts';

export interface OpenEdition {
  readonly type: 'OpenEdition';
  readonly editionId: EditionId;
  readonly program: Program;
}
export interface AdjustQuota {
  readonly type: 'AdjustQuota';
  readonly bureau: BureauCode;
  readonly seats: number;
  readonly reason: string;
}
export interface ExtendDeadline {
  readonly type: 'ExtendDeadline';
  readonly deadline: string;
  readonly on: string;
  readonly reason: string;
}
export interface PassDeadline {
  readonly type: 'PassDeadline';
  readonly deadline: string;
}
export interface ConcludeEdition {
  readonly type: 'ConcludeEdition';
  readonly note: string;
  /** Shortlisted nominees neither recognized nor out of the running, and those with an objection that stands. */
  readonly open: readonly NominationId[];
}

/** A deadline that has passed would lapse at once, and every slate with it. */
const inThePast = (program: Program, now: string) =>
  program.deadlines
    .filter(({ key }) => now > deadlineEnd(program, key))
    .map(({ key, name, on, ruleId }) =>
      refusal('DEADLINE_IN_PAST', { path: ['deadlines', key], ruleId, deadline: name, on }),
    );

export const openEdition = (state: EditionState, { editionId, program }: OpenEdition, { now }: Context): Decided =>
  state.status === 'UNOPENED'
    ? unless([inThePast(program, now)], () => [{ type: 'EditionOpened', data: { editionId, program } }])
    : refuse(refusal('EDITION_EXISTS', { path: ['edition'], edition: editionId }));

export const adjustQuota = whenOpen<AdjustQuota>(({ program }, { bureau, seats, reason }) => {
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

export const extendDeadline = whenOpen<ExtendDeadline>(({ program }, { deadline, on, reason }, { now }) => {
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

export const passDeadline = whenOpen<PassDeadline>(({ program, passedDeadlines }, { deadline }, { now }) => {
  if (passedDeadlines.includes(deadline) || now <= deadlineEnd(program, deadline)) return accept();
  return accept({ type: 'DeadlinePassed', data: { deadline } });
});

export const concludeEdition = whenOpen<ConcludeEdition>(({ program, passedDeadlines }, { note, open }) => {
  const ahead = program.deadlines.find(({ key }) => !passedDeadlines.includes(key));
  const [first] = open;
  return unless(
    [
      ahead && refusal('DEADLINE_AHEAD', { ruleId: ahead.ruleId, deadline: ahead.name, on: ahead.on }),
      first !== undefined && refusal('MATTERS_OPEN', { count: open.length, first }),
    ],
    () => [{ type: 'EditionConcluded', data: { note } }],
  );
});
