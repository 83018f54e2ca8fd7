import type { Calendar } from '../../domain/calendar.ts';
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
  type GivenOpinion,
  type Nomination,
  nominationStream,
  type ReviewDecision,
} from '../../domain/nomination/nomination.ts';
import type { Judgment } from '../../domain/nomination/parts.ts';
import { noticeStream } from '../../domain/notice/notice.ts';
import { personStream } from '../../domain/person/person.ts';
import { stepIdOf } from '../../log/event-id.ts';
import type { KeyedHash } from '../../privacy/keyed-hash.ts';
import { calendarOf } from '../calendars.ts';
import type { Handler } from '../handler.ts';
import { refused } from '../refused.ts';
import type { Scope } from '../scope.ts';
import { letSeatsGo, seatsOf } from '../seats.ts';
import { actingBureau, decideOn, honorsOf, type OnNomination, ofBureau } from './on-nomination.ts';

const losesSeats = (decision: ReviewDecision): boolean => decision === 'RETURN' || decision === 'REJECT';

const nominationIdFor = (commandId: string): NominationId =>
  nominationIdSchema.parse(stepIdOf(commandId, 'nomination'));

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

export const nominationCommands = (hash: KeyedHash, calendars: ReadonlyMap<string, Calendar>) => {
  const personOf = ({ program }: Edition, form: Form) => {
    const key = identityField(program);
    const field = program.form.find((item) => item.key === key);
    const given = form[key] ?? '';
    if (typeof given === 'string' && given.trim() === '') {
      throw refused('FIELD_REQUIRED', { path: ['form', key], label: field?.label ?? key, orNone: '' });
    }
    // What is no text at all is no identity number: the decider refuses it, together with whatever else is wrong.
    return hash.pseudonym(typeof given === 'string' ? given : '');
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
      const field = identityField(edition.program);
      const claim = { type: 'ClaimNomination', person, editionId, nominationId, field } as const;
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
      decideOn(scope, nominationId, async (nomination, edition) => ({
        type: 'Resubmit',
        edition,
        note,
        honors: await honorsOf(nomination, scope),
      })),
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

  const review: Handler<
    OnNomination & {
      readonly decision: ReviewDecision;
      readonly opinion: GivenOpinion;
      readonly judgments?: readonly Judgment[] | undefined;
    }
  > = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    async run({ nominationId, decision, opinion, judgments = [] }, scope) {
      const bureau = actingBureau(scope);
      const build = async (nomination: Nomination, edition: Edition) => ({
        type: 'Review' as const,
        edition,
        bureau,
        decision,
        opinion,
        judgments,
        honors: await honorsOf(nomination, scope),
        calendar: calendarOf(calendars, edition.program),
        cleared: decision === 'REJECT' && (await isCleared(nomination, scope)),
        seatsHeld: losesSeats(decision) ? await seatsOf(nomination, scope) : [],
      });
      const leaving = decision === 'REJECT' ? leavingNotice(nominationId, 'REJECTED', scope) : undefined;
      const done = await decideOn(scope, nominationId, build, leaving);
      if (losesSeats(decision)) await letSeatsGo(nominationId, decision === 'REJECT' ? 'REJECTED' : 'RETURNED', scope);
      return done;
    },
  };

  return { nominate, amendForm, resubmit, withdraw, review };
};
