import type { Calendar } from '../domain/calendar.ts';
import type { Duty } from '../domain/duty.ts';
import { editionStream } from '../domain/edition/edition.ts';
import type { PlannedPair } from '../domain/edition/plan-events.ts';
import { honorStream } from '../domain/honor/honor.ts';
import type { BureauCode, EditionId } from '../domain/ids.ts';
import { isOut, type NominationStatus, nominationStream } from '../domain/nomination/nomination.ts';
import { noticeStream } from '../domain/notice/notice.ts';
import { personStream } from '../domain/person/person.ts';
import { deadlineOf, type Level, type Program, quotaOf } from '../domain/program/program.ts';
import { isBeingErased, ownerStream } from '../domain/protection/protection.ts';
import { reviewStream } from '../domain/review/review.ts';
import { type ReleaseReason, slateStream } from '../domain/slate/slate.ts';
import { calendarOf } from './calendars.ts';
import { honorsOf } from './commands/on-nomination.ts';
import type { Eraser } from './eraser.ts';
import { Refused } from './refused.ts';
import type { Scope } from './scope.ts';
import { letSeatsGo, releaseSeat, seatsOf } from './seats.ts';

type Carry = {
  readonly [Name in Duty['duty']]: (
    duty: Extract<Duty, { duty: Name }>,
    scope: Scope,
    calendars: ReadonlyMap<string, Calendar>,
    erase: Eraser,
  ) => Promise<unknown>;
};

/** Bureaus whose slates lapse with a deadline: those of its level, where the level has quotas those with one. */
const lapsingBureaus = (program: Program, deadline: string): BureauCode[] => {
  const stages = program.path.filter(({ slate }) => slate.deadline === deadline);
  const concerned = (code: BureauCode, level: Level) =>
    stages.some((stage) => stage.level === level && (stage.slate.cap !== 'QUOTA' || quotaOf(program, code) > 0));
  return program.bureaus.filter(({ code, level }) => concerned(code, level)).map(({ code }) => code);
};

/** Why a nomination that was not forwarded gives its seat back; nothing while it still waits to be forwarded. */
const reasons: Partial<Record<NominationStatus, ReleaseReason>> = {
  WITHDRAWN: 'WITHDRAWN',
  DISQUALIFIED: 'WITHDRAWN',
  REJECTED: 'REJECTED',
  RETURNED: 'RETURNED',
  DRAFTED: 'RETURNED',
};

/** Assigns one pair of a plan; the code of the refusal if it cannot be. One that is assigned already stays so. */
const assigned = async (
  { nominationId, expert }: PlannedPair,
  dueOn: string | undefined,
  editionId: EditionId,
  scope: Scope,
): Promise<string | undefined> => {
  try {
    await scope.decide(
      'review',
      reviewStream(nominationId, expert),
      async () => ({
        type: 'AssignReview',
        edition: await scope.edition(editionId),
        nomination: await scope.nomination(nominationId),
        expert,
        dueOn,
      }),
      { name: `${nominationId}/${expert}` },
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [first] = error.refusals;
    return first?.code === 'REVIEW_ASSIGNED' ? undefined : first?.code;
  }
};

/** How each duty is carried out. Each can be carried out again without harm. */
const carry: Carry = {
  /** Where the nomination was withdrawn, rejected or returned in the same moment, the seat is let go again. */
  async RecordForwarding({ editionId, nominationId, from, to, at }, scope) {
    const { state } = await scope.decide('nomination', nominationStream(nominationId), async () => ({
      type: 'RecordForwarding',
      edition: await scope.edition(editionId),
      from,
      to,
      at,
      honors: await honorsOf(await scope.nomination(nominationId), scope),
    }));
    if (!('holder' in state) || (state.holder !== from && !isOut(state.status))) return;
    const reason = reasons[state.status];
    if (reason) await releaseSeat(scope, { editionId, bureau: from, nominationId, reason });
  },
  RecordLapse: ({ nominationId, bureau }, scope) =>
    scope.decide('nomination', nominationStream(nominationId), () => ({ type: 'RecordLapse', bureau })),
  ReleaseSeat: (duty, scope) => releaseSeat(scope, duty),
  async ExpireSupplement({ nominationId }, scope) {
    const { state } = await scope.decide('nomination', nominationStream(nominationId), async () => ({
      type: 'ExpireSupplement',
      seatsHeld: await seatsOf(await scope.nomination(nominationId), scope),
    }));
    if ('id' in state && isOut(state.status)) await letSeatsGo(nominationId, 'EXPIRED', scope);
  },
  ReleaseNomination: ({ person, editionId, nominationId, reason }, scope) =>
    scope.decide('person', personStream(person), () => ({
      type: 'ReleaseNomination',
      person,
      editionId,
      nominationId,
      reason,
    })),
  /** The door is closed first: a nomination that was only slow can then no longer be recorded on a claim let go. */
  async ReleaseOrphanClaim({ person, editionId, nominationId }, scope) {
    const { state } = await scope.decide('nomination', nominationStream(nominationId), () => ({
      type: 'VoidNomination',
      nominationId,
      editionId,
    }));
    if (state.status !== 'VOIDED') return;
    const release = { type: 'ReleaseNomination', person, editionId, nominationId, reason: 'NEVER_RECORDED' } as const;
    await scope.decide('person', personStream(person), () => release, { name: 'release' });
  },
  /**
   * The notice is told first: a recognition that was only slow must then decide again, and claim again. Where the
   * nominee is on no notice any more, there is nothing that it could still be recorded on.
   */
  async ReleaseOrphanHonor({ person, editionId, nominationId, certificate, attempt }, scope) {
    const noticeId = (await scope.edition(editionId)).publicized.get(nominationId);
    if (noticeId !== undefined) {
      const abandon = { type: 'AbandonClearance', nominationId, attempt } as const;
      const { state } = await scope.decide('notice', noticeStream(noticeId), () => abandon);
      if (state.status !== 'NONE' && state.cleared.has(nominationId)) return;
    }
    const ids = { person, editionId, nominationId, certificate };
    const release = { type: 'ReleaseHonor', ...ids, attempt, reason: 'NEVER_RECORDED' } as const;
    await scope.decide('person', personStream(person), () => release, { name: 'release' });
  },
  async ReleaseHonor({ certificate }, scope) {
    const { editionId, nominationId } = await scope.honor(certificate);
    const { person } = await scope.nomination(nominationId);
    const release = { type: 'ReleaseHonor', person, editionId, nominationId, certificate, reason: 'REVOKED' } as const;
    await scope.decide('person', personStream(person), () => release);
  },
  /** Slates first, the edition last: its fact says that all of them were seen to. */
  async PassDeadline({ editionId, deadline }, scope) {
    const { program } = await scope.edition(editionId);
    if (deadlineOf(program, deadline).late === 'ABANDONED') {
      for (const bureau of lapsingBureaus(program, deadline)) {
        await scope.decide(
          'slate',
          slateStream(editionId, bureau),
          async () => ({ type: 'LapseSlate', edition: await scope.edition(editionId), bureau }),
          { name: `lapse/${bureau}`, ruleVersion: program.version },
        );
      }
    }
    await scope.decide('edition', editionStream(editionId), () => ({ type: 'PassDeadline', deadline }), {
      ruleVersion: program.version,
    });
  },
  /** The assignments first, the fact last: it says which of them could not be made any more, and why. */
  async CarryOutPlan({ editionId, planHash }, scope) {
    const edition = await scope.edition(editionId);
    const plan = edition.plans.get(planHash);
    if (!plan || plan.carriedOut || edition.status === 'CONCLUDED') return;
    const { pairs, dueOn } = plan;
    const refusals = await Promise.all(pairs.map((pair) => assigned(pair, dueOn, editionId, scope)));
    const left = pairs.flatMap((pair, i) => {
      const code = refusals[i];
      return code === undefined ? [] : [{ ...pair, code }];
    });
    const done = { type: 'RecordPlanCarriedOut', planHash, assigned: pairs.length - left.length, left } as const;
    await scope.decide('edition', editionStream(editionId), () => done, { name: 'carried-out' });
  },
  PublishNotice: ({ editionId, noticeId, nominees, period }, scope, calendars) =>
    scope.decide('notice', noticeStream(noticeId), async () => {
      const edition = await scope.edition(editionId);
      const calendar = calendarOf(calendars, edition.program);
      return { type: 'PublishNotice', edition, noticeId, nominees, period, calendar };
    }),
  TakeOffNotice: ({ editionId, noticeId, nominationId }, scope) =>
    scope.decide('edition', editionStream(editionId), () => ({ type: 'TakeOffNotice', noticeId, nominationId })),
  /** A nominee who left the notice, but whose withdrawal or rejection was never recorded, is on it again. */
  async KeepNominee({ noticeId, nominationId }, scope) {
    if (isOut((await scope.nomination(nominationId)).status)) return;
    await scope.decide('notice', noticeStream(noticeId), () => ({ type: 'KeepNominee', nominationId }));
  },
  CloseNotice: ({ noticeId }, scope) => scope.decide('notice', noticeStream(noticeId), () => ({ type: 'CloseNotice' })),
  Disqualify: ({ editionId, nominationId, noticeId, objectionId }, scope) =>
    scope.decide('nomination', nominationStream(nominationId), () => ({
      type: 'Disqualify',
      editionId,
      noticeId,
      objectionId,
    })),
  /** Keys first, the fact last: it says that nothing is left of them. */
  async EraseKeys({ owner, requestId }, scope, _, erase) {
    const state = await scope.protection(owner);
    if (state.erasure?.requestId !== requestId || !isBeingErased(state)) return;
    const erased = await erase(owner);
    const aggregate = owner.kind === 'PERSON' ? 'person' : 'protection';
    await scope.decide(aggregate, ownerStream(owner), () => ({ type: 'RecordErasure', owner, requestId, ...erased }));
  },
  ConferHonor: ({ editionId, noticeId, nominationId, certificate, bureau, category }, scope) =>
    scope.decide('honor', honorStream(certificate), async () => ({
      type: 'ConferHonor',
      edition: await scope.edition(editionId),
      certificate,
      nominationId,
      noticeId,
      person: (await scope.nomination(nominationId)).person,
      bureau,
      category,
    })),
};

export const carryOut = (
  duty: Duty,
  scope: Scope,
  calendars: ReadonlyMap<string, Calendar>,
  erase: Eraser,
): Promise<unknown> =>
  (
    carry[duty.duty] as (
      duty: Duty,
      scope: Scope,
      calendars: ReadonlyMap<string, Calendar>,
      erase: Eraser,
    ) => Promise<unknown>
  )(duty, scope, calendars, erase);
