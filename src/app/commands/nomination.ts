import type { Edition } from '../../domain/edition/edition.ts';
import {
  type BureauCode,
  type EditionId,
  type NominationId,
  nominationId as nominationIdSchema,
} from '../../domain/ids.ts';
import { identityField } from '../../domain/nomination/decide.ts';
import {
  type Form,
  type Nomination,
  nominationStream,
  type Opinion,
  type ReviewDecision,
} from '../../domain/nomination/nomination.ts';
import { personStream } from '../../domain/person/person.ts';
import { bureauOf, deadlineEnd, type Program, stageOf } from '../../domain/program/program.ts';
import { slateStream } from '../../domain/slate/slate.ts';
import { stepIdOf } from '../../log/event-id.ts';
import type { KeyedHash } from '../../privacy/keyed-hash.ts';
import type { CommandOf } from '../aggregates.ts';
import type { Concern, Handler } from '../handler.ts';
import { refused } from '../refused.ts';
import type { Scope } from '../scope.ts';

interface OnNomination {
  readonly nominationId: NominationId;
}

const notFound = refused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });

/** The business of the bureau that nominated, or of the one in whose hands the nomination is. */
const ofBureau =
  (which: 'bureau' | 'holder') =>
  async ({ nominationId }: OnNomination, scope: Scope): Promise<Concern> => {
    const nomination = await scope.nomination(nominationId);
    const { program } = await scope.edition(nomination.editionId);
    return { program, bureau: nomination[which], hidden: { from: nomination.bureau, as: notFound } };
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

export const nominationCommands = (hash: KeyedHash) => {
  const personOf = ({ program }: Edition, form: Form) => {
    const key = identityField(program);
    const field = program.form.find((item) => item.key === key);
    const given = form[key];
    if (typeof given !== 'string' || given === '') {
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
    async concerns({ editionId, bureau }, scope) {
      return { program: (await scope.edition(editionId)).program, bureau };
    },
    /** The person is claimed before the nomination is recorded; a claim that a crash leaves alone is let go by the agenda. */
    async run({ editionId, bureau, category, form }, scope) {
      const nominationId = nominationIdSchema.parse(stepIdOf(scope.commandId, 'nomination'));
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
      return { id: nominationId, revision };
    },
  };

  /** Decides on the nomination's own stream, with its edition at hand. */
  const decideOn = async (
    scope: Scope,
    nominationId: NominationId,
    build: (nomination: Nomination, edition: Edition) => Promise<CommandOf<'nomination'>>,
  ) => {
    const { program } = await scope.edition((await scope.nomination(nominationId)).editionId);
    const { revision } = await scope.decide(
      'nomination',
      nominationStream(nominationId),
      async () => {
        const nomination = await scope.nomination(nominationId);
        return build(nomination, await scope.edition(nomination.editionId));
      },
      { ruleVersion: program.version },
    );
    return { id: nominationId, revision };
  };

  const amendForm: Handler<OnNomination & { readonly category?: string | undefined; readonly form: Form }> = {
    concerns: ofBureau('bureau'),
    run: ({ nominationId, category, form }, scope) =>
      decideOn(scope, nominationId, async (_, edition) => ({ type: 'AmendForm', edition, category, changes: form })),
  };

  const resubmit: Handler<OnNomination & { readonly note: string }> = {
    concerns: ofBureau('bureau'),
    run: ({ nominationId, note }, scope) =>
      decideOn(scope, nominationId, async (_, edition) => ({ type: 'Resubmit', edition, note })),
  };

  const withdraw: Handler<OnNomination & { readonly reason: string }> = {
    concerns: ofBureau('bureau'),
    run: ({ nominationId, reason }, scope) =>
      decideOn(scope, nominationId, async (nomination) => ({
        type: 'Withdraw',
        reason,
        seatsHeld: await seatsOf(nomination, scope),
        cleared: await isCleared(nomination, scope),
      })),
  };

  const review: Handler<OnNomination & { readonly decision: ReviewDecision; readonly opinion: Opinion }> = {
    concerns: ofBureau('holder'),
    run: ({ nominationId, decision, opinion }, scope) =>
      decideOn(scope, nominationId, async (nomination, edition) => ({
        type: 'Review',
        edition,
        bureau: nomination.holder,
        decision,
        opinion,
        cleared: decision === 'REJECT' && (await isCleared(nomination, scope)),
        seatsHeld: decision === 'PASS' ? [] : await seatsOf(nomination, scope),
      })),
  };

  /** The bureau that holds the nomination gives it a seat on its slate. */
  const forward: Handler<OnNomination> = {
    concerns: ofBureau('holder'),
    async run({ nominationId }, scope) {
      const { editionId, holder: bureau } = await scope.nomination(nominationId);
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
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
      return { id: nominationId, revision };
    },
  };

  const takeOffSlate: Handler<OnNomination> = {
    concerns: ofBureau('holder'),
    async run({ nominationId }, scope) {
      const { editionId, holder: bureau } = await scope.nomination(nominationId);
      const { revision } = await scope.decide('slate', slateStream(editionId, bureau), async () => ({
        type: 'ReleaseSeat',
        edition: await scope.edition(editionId),
        bureau,
        nominationId,
        reason: 'TAKEN_OFF',
      }));
      return { id: nominationId, revision };
    },
  };

  /** The bureau above lets a late nomination of one of its own in, while its own deadline runs (A27). */
  const acceptLateEntry: Handler<OnNomination & { readonly reason: string }> = {
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
      return { id: nominationId, revision };
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
