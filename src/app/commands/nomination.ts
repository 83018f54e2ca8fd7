import type { Edition } from '../../domain/edition/edition.ts';
import {
  type BureauCode,
  type EditionId,
  type NominationId,
  nominationId as nominationIdSchema,
} from '../../domain/ids.ts';
import { identityField } from '../../domain/nomination/draft.ts';
import {
  type Form,
  type Nomination,
  nominationStream,
  type Opinion,
  type ReviewDecision,
} from '../../domain/nomination/nomination.ts';
import { noticeStream } from '../../domain/notice/notice.ts';
import { personStream } from '../../domain/person/person.ts';
import { bureauOf, deadlineEnd, type Program, stageOf } from '../../domain/program/program.ts';
import { type ReleaseReason, slateStream } from '../../domain/slate/slate.ts';
import { statusWords } from '../../domain/terms-in-words.ts';
import { stepIdOf } from '../../log/event-id.ts';
import type { KeyedHash } from '../../privacy/keyed-hash.ts';
import type { CommandOf } from '../aggregates.ts';
import type { Concern, Handler } from '../handler.ts';
import { refused } from '../refused.ts';
import type { Scope } from '../scope.ts';

interface OnNomination {
  readonly nominationId: NominationId;
}

const nominationIdFor = (commandId: string): NominationId =>
  nominationIdSchema.parse(stepIdOf(commandId, 'nomination'));

const notFound = refused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });

/** The business of the bureau that nominated, or of the one in whose hands the nomination is. */
const ofBureau =
  (which: 'bureau' | 'holder') =>
  async ({ nominationId }: OnNomination, scope: Scope): Promise<Concern> => {
    const nomination = await scope.nomination(nominationId);
    const { program } = await scope.edition(nomination.editionId);
    return { program, bureau: nomination[which], hidden: { from: nomination.bureau, as: notFound } };
  };

/** The bureau that was found to be the holder: if the nomination has moved on since, the deciders say so. */
const actingBureau = ({ actor }: Scope): BureauCode => {
  if (!actor.bureau) throw notFound;
  return actor.bureau;
};

/** A bureau and every one above it. */
const upwards = (program: Program, bureau: BureauCode): BureauCode[] => {
  const parent = bureauOf(program, bureau)?.parent;
  return [bureau, ...(parent ? upwards(program, parent) : [])];
};

/** Slates on which a nomination holds a seat now: it may have left some of them behind on its way up. */
const seatsOf = async ({ id, editionId, bureau }: Nomination, scope: Scope): Promise<BureauCode[]> => {
  const bureaus = upwards((await scope.edition(editionId)).program, bureau);
  const slates = await Promise.all(bureaus.map((at) => scope.slate(editionId, at)));
  return bureaus.filter((_, i) => slates[i]?.seats.has(id));
};

const isCleared = async ({ id, editionId }: Nomination, scope: Scope): Promise<boolean> => {
  const noticeId = (await scope.edition(editionId)).publicized.get(id);
  return noticeId !== undefined && (await scope.notice(noticeId)).cleared.has(id);
};

/**
 * A nominee on a notice leaves it before the withdrawal or rejection is recorded: that stream decides between leaving
 * and recognition, and refuses with ALREADY_RECOGNIZED.
 */
const leavingNotice = (nominationId: NominationId, reason: 'WITHDRAWN' | 'REJECTED', scope: Scope) => async () => {
  const { editionId } = await scope.nomination(nominationId);
  const noticeId = (await scope.edition(editionId)).publicized.get(nominationId);
  if (noticeId === undefined) return;
  const leave = { type: 'LeaveNotice', nominationId, reason } as const;
  await scope.decide('notice', noticeStream(noticeId), () => leave, { name: 'leave' });
};

const releaseSeat = async (nominationId: NominationId, bureau: BureauCode, reason: ReleaseReason, scope: Scope) => {
  const { editionId } = await scope.nomination(nominationId);
  await scope.decide(
    'slate',
    slateStream(editionId, bureau),
    async () => ({ type: 'ReleaseSeat', edition: await scope.edition(editionId), bureau, nominationId, reason }),
    { name: `seat/${bureau}` },
  );
};

/** Every seat that the nomination holds now, also one taken in this very moment. */
const letSeatsGo = async (nominationId: NominationId, reason: ReleaseReason, scope: Scope): Promise<void> => {
  const bureaus = await seatsOf(await scope.nomination(nominationId), scope);
  for (const bureau of bureaus) await releaseSeat(nominationId, bureau, reason, scope);
};

/** Gives a seat back that was taken for a nomination which was returned, rejected or withdrawn in the same moment. */
const confirmSeat = async (nominationId: NominationId, bureau: BureauCode, scope: Scope): Promise<void> => {
  const { status, holder } = await scope.nomination(nominationId);
  if (status === 'PASSED' && holder === bureau) return;
  await releaseSeat(nominationId, bureau, 'RETURNED', scope);
  throw refused('NOT_PASSED', { path: ['nominationId'], status: statusWords[status] });
};

export const nominationCommands = (hash: KeyedHash) => {
  const personOf = ({ program }: Edition, form: Form) => {
    const key = identityField(program);
    const field = program.form.find((item) => item.key === key);
    const given = form[key];
    if (typeof given !== 'string' || given.trim() === '') {
      throw refused('FIELD_REQUIRED', { path: ['form', key], label: field?.label ?? key, orNone: '' });
    }
    return hash.pseudonym(given);
  };

  const nominate: Handler<{
    readonly editionId: EditionId;
    readonly bureau: BureauCode;
    readonly category: string;
    readonly form: Form;
  }> = {
    idOf: (_, commandId) => nominationIdFor(commandId),
    async concerns({ editionId, bureau }, scope) {
      return { program: (await scope.edition(editionId)).program, bureau };
    },
    /** The person is claimed before the nomination is recorded; a claim that a crash leaves alone is let go by the agenda. */
    async run({ editionId, bureau, category, form }, scope) {
      const nominationId = nominationIdFor(scope.commandId);
      const edition = await scope.edition(editionId);
      const person = personOf(edition, form);
      const claim = { type: 'ClaimNomination', person, editionId, nominationId } as const;
      const { revision } = await scope.decide(
        'nomination',
        nominationStream(nominationId),
        async () => ({
          type: 'Nominate',
          edition: await scope.edition(editionId),
          nominationId,
          bureau,
          category,
          person,
          form,
        }),
        {
          ruleVersion: edition.program.version,
          beforeAppend: () => scope.decide('person', personStream(person), () => claim, { name: 'claim' }),
        },
      );
      return { revision };
    },
  };

  /** Decides on the nomination's own stream, with its edition at hand. */
  const decideOn = async (
    scope: Scope,
    nominationId: NominationId,
    build: (nomination: Nomination, edition: Edition) => Promise<CommandOf<'nomination'>>,
    beforeAppend?: () => Promise<void>,
  ) => {
    const { program } = await scope.edition((await scope.nomination(nominationId)).editionId);
    const { revision } = await scope.decide(
      'nomination',
      nominationStream(nominationId),
      async () => {
        const nomination = await scope.nomination(nominationId);
        return build(nomination, await scope.edition(nomination.editionId));
      },
      { ruleVersion: program.version, ...(beforeAppend && { beforeAppend }) },
    );
    return { revision };
  };

  const amendForm: Handler<OnNomination & { readonly category?: string | undefined; readonly form: Form }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    run: ({ nominationId, category, form }, scope) =>
      decideOn(scope, nominationId, async (_, edition) => ({ type: 'AmendForm', edition, category, changes: form })),
  };

  const resubmit: Handler<OnNomination & { readonly note: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    run: ({ nominationId, note }, scope) =>
      decideOn(scope, nominationId, async (_, edition) => ({ type: 'Resubmit', edition, note })),
  };

  const withdraw: Handler<OnNomination & { readonly reason: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    async run({ nominationId, reason }, scope) {
      const build = async (nomination: Nomination) => ({
        type: 'Withdraw' as const,
        reason,
        seatsHeld: await seatsOf(nomination, scope),
        cleared: await isCleared(nomination, scope),
      });
      const done = await decideOn(scope, nominationId, build, leavingNotice(nominationId, 'WITHDRAWN', scope));
      await letSeatsGo(nominationId, 'WITHDRAWN', scope);
      return done;
    },
  };

  const review: Handler<OnNomination & { readonly decision: ReviewDecision; readonly opinion: Opinion }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    async run({ nominationId, decision, opinion }, scope) {
      const bureau = actingBureau(scope);
      const build = async (nomination: Nomination, edition: Edition) => ({
        type: 'Review' as const,
        edition,
        bureau,
        decision,
        opinion,
        cleared: decision === 'REJECT' && (await isCleared(nomination, scope)),
        seatsHeld: decision === 'PASS' ? [] : await seatsOf(nomination, scope),
      });
      const leaving = decision === 'REJECT' ? leavingNotice(nominationId, 'REJECTED', scope) : undefined;
      const done = await decideOn(scope, nominationId, build, leaving);
      if (decision !== 'PASS') await letSeatsGo(nominationId, decision === 'REJECT' ? 'REJECTED' : 'RETURNED', scope);
      return done;
    },
  };

  /** The bureau that holds the nomination gives it a seat on its slate. */
  const forward: Handler<OnNomination> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    async run({ nominationId }, scope) {
      const { editionId } = await scope.nomination(nominationId);
      const bureau = actingBureau(scope);
      const { program } = await scope.edition(editionId);
      const { revision, repeated } = await scope.decide(
        'slate',
        slateStream(editionId, bureau),
        async () => {
          const { id, category, status, holder } = await scope.nomination(nominationId);
          return {
            type: 'TakeSeat',
            edition: await scope.edition(editionId),
            bureau,
            nomination: { id, category, status, holder },
          };
        },
        { ruleVersion: program.version },
      );
      if (!repeated) await confirmSeat(nominationId, bureau, scope);
      return { revision };
    },
  };

  const takeOffSlate: Handler<OnNomination> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    async run({ nominationId }, scope) {
      const { editionId } = await scope.nomination(nominationId);
      const bureau = actingBureau(scope);
      const { revision } = await scope.decide('slate', slateStream(editionId, bureau), async () => ({
        type: 'ReleaseSeat',
        edition: await scope.edition(editionId),
        bureau,
        nominationId,
        reason: 'TAKEN_OFF',
      }));
      return { revision };
    },
  };

  /** The bureau above lets a late nomination of one of its own in, while its own deadline runs (A27). */
  const acceptLateEntry: Handler<OnNomination & { readonly reason: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    async run({ nominationId, reason }, scope) {
      const { editionId, bureau } = await scope.nomination(nominationId);
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'slate',
        slateStream(editionId, bureau),
        async () => {
          const edition = await scope.edition(editionId);
          return {
            type: 'AcceptLateEntry',
            edition,
            bureau,
            nominationId,
            reason,
            acceptableUntil: ownDeadlineAbove(edition, bureau),
          };
        },
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  return { nominate, amendForm, resubmit, withdraw, review, forward, takeOffSlate, acceptLateEntry };
};

const ownDeadlineAbove = ({ program }: Edition, bureau: BureauCode): string => {
  const parent = bureauOf(program, bureau)?.parent;
  const above = parent ? bureauOf(program, parent) : undefined;
  const stage = above && stageOf(program, above.level);
  return deadlineEnd(program, stage?.slate.deadline ?? program.selectionDeadline);
};
