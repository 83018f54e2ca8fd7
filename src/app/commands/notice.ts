import type { Calendar } from '../../domain/calendar.ts';
import { editionStream } from '../../domain/edition/edition.ts';
import type { Evidence } from '../../domain/evidence.ts';
import {
  type EditionId,
  type NominationId,
  type NoticeId,
  noticeId as noticeIdSchema,
  type ObjectionId,
  objectionId as objectionIdSchema,
} from '../../domain/ids.ts';
import { isOut } from '../../domain/nomination/nomination.ts';
import {
  holds,
  type Notice,
  noticeStream,
  type Objection,
  type Objector,
  objectionHolding,
} from '../../domain/notice/notice.ts';
import { certificateOf } from '../../domain/program/program.ts';
import { stepIdOf } from '../../log/event-id.ts';
import { calendarOf } from '../calendars.ts';
import { type Concern, decidingBureau, type Handler } from '../handler.ts';
import { holdsHere } from '../permissions.ts';
import { refused } from '../refused.ts';
import type { Scope } from '../scope.ts';
import { claimHonors } from './person.ts';

interface OnNotice {
  readonly noticeId: NoticeId;
}
interface OnObjection extends OnNotice {
  readonly objectionId: ObjectionId;
}
interface Publicize {
  readonly editionId: EditionId;
  /** Everyone on the shortlist who is in the running and was not publicized yet, if left out. */
  readonly nominationIds?: readonly NominationId[] | undefined;
  readonly overrunReason?: string | undefined;
}
interface LodgeObjection extends OnNotice {
  readonly nominationId: NominationId;
  readonly objector?: Objector | undefined;
  readonly grounds: string;
  readonly evidence: readonly Evidence[];
  readonly postmarkedOn?: string | undefined;
}
interface CorrectNotice extends OnNotice {
  readonly nominationId: NominationId;
  readonly correction: string;
  readonly fresh: boolean;
  readonly reason: string;
}
interface Recognize extends OnNotice {
  /** Everyone on the notice against whom nothing stands, if left out. */
  readonly nominationIds?: readonly NominationId[] | undefined;
}

const noticeIdFor = (commandId: string) => noticeIdSchema.parse(stepIdOf(commandId, 'notice'));
const objectionIdFor = (commandId: string) => objectionIdSchema.parse(stepIdOf(commandId, 'objection'));

const ofProvince = async ({ noticeId }: OnNotice, scope: Scope): Promise<Concern> => {
  const { program } = await scope.edition((await scope.notice(noticeId)).editionId);
  return { program, bureau: decidingBureau(program) };
};

/** A ruling on an objection that passes its input on to the decider. */
const onObjection = <Input extends OnObjection>(
  type: 'AdmitObjection' | 'RefuseObjection' | 'UpholdObjection' | 'DismissObjection',
): Handler<Input> => ({
  idOf: ({ noticeId }) => noticeId,
  concerns: ofProvince,
  async run({ noticeId, ...rest }, scope) {
    const { revision } = await scope.decide('notice', noticeStream(noticeId), () => ({ type, ...rest }) as never);
    return { revision };
  },
});

const everyoneUnopposed = (notice: Notice, unfit: ReadonlySet<NominationId>): NominationId[] => {
  const opposed = new Set([...notice.objections.values()].filter(holds).map(({ nominationId }) => nominationId));
  return [...notice.nominees.keys()].filter((id) =>
    [opposed, unfit, notice.left, notice.renewed, notice.cleared].every((excluded) => !excluded.has(id)),
  );
};

/** By nominee, an objection that stands on a notice they were on before. Once none does, none ever will again. */
const heldBefore = async (notice: Notice, scope: Scope): Promise<ReadonlyMap<NominationId, Objection>> => {
  const { publicizedBefore } = await scope.edition(notice.editionId);
  const found = [...notice.nominees.keys()].flatMap((id) =>
    (publicizedBefore.get(id) ?? []).map(async (before) => objectionHolding(await scope.notice(before), id)),
  );
  return new Map((await Promise.all(found)).flatMap((item) => (item ? [[item.nominationId, item] as const] : [])));
};

/** Nominees of a notice who have left the running or the shortlist since. */
const outOn = async (notice: Notice, scope: Scope): Promise<ReadonlySet<NominationId>> => {
  const { shortlist } = await scope.edition(notice.editionId);
  const selected = new Set(shortlist?.selected.map(({ nominationId }) => nominationId));
  const nominations = await Promise.all([...notice.nominees.keys()].map((id) => scope.nomination(id)));
  return new Set(nominations.filter(({ id, status }) => isOut(status) || !selected.has(id)).map(({ id }) => id));
};

export const noticeCommands = (calendars: ReadonlyMap<string, Calendar>) => {
  const publicize: Handler<Publicize> = {
    idOf: (_, commandId) => noticeIdFor(commandId),
    async concerns({ editionId }, scope) {
      const { program } = await scope.edition(editionId);
      return { program, bureau: decidingBureau(program) };
    },
    async run({ editionId, nominationIds, overrunReason }, scope) {
      const noticeId = noticeIdFor(scope.commandId);
      const { program } = await scope.edition(editionId);
      const calendar = calendarOf(calendars, program);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        async () => {
          const { shortlist, publicized } = await scope.edition(editionId);
          const selected = (shortlist?.selected ?? []).map((place) => place.nominationId);
          const states = await Promise.all((nominationIds ?? selected).map((id) => scope.nomination(id)));
          const out = new Set(states.filter(({ status }) => isOut(status)).map(({ id }) => id));
          const nominations = nominationIds ?? selected.filter((id) => !publicized.has(id) && !out.has(id));
          return { type: 'Publicize', noticeId, nominations, out, calendar, overrunReason };
        },
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const object: Handler<LodgeObjection> = {
    idOf: (_, commandId) => objectionIdFor(commandId),
    concerns: async () => undefined,
    async run({ noticeId, nominationId, objector, grounds, evidence, postmarkedOn }, scope) {
      const { program } = await scope.edition((await scope.notice(noticeId)).editionId);
      const byPost = holdsHere(scope.actor, ['PROVINCE_OFFICER', 'PROVINCE_APPROVER'], program);
      if (postmarkedOn && !byPost) throw refused('POSTMARK_BY_OFFICER', { path: ['postmarkedOn'] });
      const objectionId = objectionIdFor(scope.commandId);
      const { revision } = await scope.decide('notice', noticeStream(noticeId), () => ({
        type: 'LodgeObjection',
        objectionId,
        nominationId,
        objector,
        grounds,
        evidence,
        postmarkedOn,
        timeZone: program.timeZone,
      }));
      return { revision };
    },
  };

  const correctNotice: Handler<CorrectNotice> = {
    idOf: ({ noticeId }) => noticeId,
    concerns: ofProvince,
    async run({ noticeId, ...rest }, scope) {
      const { program } = await scope.edition((await scope.notice(noticeId)).editionId);
      const { revision } = await scope.decide(
        'notice',
        noticeStream(noticeId),
        async () => {
          const out = await outOn(await scope.notice(noticeId), scope);
          return { type: 'CorrectNotice', ...rest, out: out.has(rest.nominationId) };
        },
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const recognize: Handler<Recognize> = {
    idOf: ({ noticeId }) => noticeId,
    concerns: ofProvince,
    async run({ noticeId, nominationIds }, scope) {
      const { program } = await scope.edition((await scope.notice(noticeId)).editionId);
      let clearing: Parameters<typeof claimHonors>[0]['nominees'] = [];
      const { revision } = await scope.decide(
        'notice',
        noticeStream(noticeId),
        async () => {
          const notice = await scope.notice(noticeId);
          const edition = await scope.edition(notice.editionId);
          const out = await outOn(notice, scope);
          const held = await heldBefore(notice, scope);
          const unfit = new Set([...out, ...held.keys()]);
          const nominees = (nominationIds ?? everyoneUnopposed(notice, unfit)).map((id) => ({
            nominationId: id,
            certificate: certificateOf(edition.program, notice.nominees.get(id)?.serial ?? 0),
            out: out.has(id),
            heldBefore: held.get(id),
          }));
          clearing = nominees;
          return { type: 'ClearNominees', edition, nominees };
        },
        {
          ruleVersion: program.version,
          beforeAppend: () => claimHonors({ noticeId, nominees: clearing }, scope),
        },
      );
      return { revision };
    },
  };

  return {
    publicize,
    object,
    correctNotice,
    recognize,
    admitObjection: onObjection<OnObjection & { readonly note: string }>('AdmitObjection'),
    refuseObjection: onObjection<OnObjection & { readonly reason: string }>('RefuseObjection'),
    upholdObjection: onObjection<OnObjection & { readonly findings: string }>('UpholdObjection'),
    dismissObjection: onObjection<OnObjection & { readonly findings: string }>('DismissObjection'),
  };
};
