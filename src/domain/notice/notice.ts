import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import { evidence } from '../evidence.ts';
import {
  bureauCode,
  type CertificateNumber,
  certificateNumber,
  type EditionId,
  editionId,
  type NominationId,
  type NoticeId,
  nominationId,
  noticeId,
  type ObjectionId,
  objectionId,
  type StreamName,
} from '../ids.ts';
import { code } from '../program/terms.ts';
import { type Period, period } from './period.ts';

/** A public notice, its objections and who was cleared by it: the objection window is decided in this one stream. */
export const noticeStream = (id: NoticeId): StreamName => `notice-${id}` as StreamName;

const publicized = z.strictObject({ nominationId, bureau: bureauCode, category: code, serial: z.int().positive() });
export type Publicized = z.infer<typeof publicized>;

export const objector = z.strictObject({ name: z.string().min(1), contact: z.string().min(1) });
export type Objector = z.infer<typeof objector>;

const about = { noticeId, objectionId, nominationId };

export const noticeEvents = {
  /** Carries no names: they stand on the nominations. `fromNotice` false: publicity is not in the notice (A11). */
  NoticePublished: z.strictObject({
    noticeId,
    editionId,
    channel: code,
    fromNotice: z.boolean(),
    nominees: z.array(publicized),
    period,
  }),
  /** `inTime`: the notice took it before its close, or it was postmarked by then (A14). No objector: anonymous. */
  ObjectionLodged: z.strictObject({
    ...about,
    editionId,
    objector: personal(objector, 'OBJECTOR').optional(),
    anonymous: z.boolean(),
    grounds: personal(z.string()),
    evidence: personal(z.array(evidence)),
    postmarkedOn: z.iso.date().optional(),
    inTime: z.boolean(),
  }),
  ObjectionAdmitted: z.strictObject({ ...about, note: personal(z.string()) }),
  ObjectionRefused: z.strictObject({ ...about, reason: personal(z.string()) }),
  /** `again`: another objection to the nominee was upheld before, and the nominee is disqualified by it. */
  ObjectionUpheld: z.strictObject({
    ...about,
    editionId,
    findings: personal(z.string()),
    again: z.literal(true).optional(),
  }),
  ObjectionDismissed: z.strictObject({ ...about, findings: personal(z.string()) }),
  /** What the notice says of one nominee is put right. `fresh`: the nominee leaves it, to be publicized anew. */
  ErratumIssued: z.strictObject({
    noticeId,
    editionId,
    nominationId,
    correction: personal(z.string()),
    fresh: z.boolean(),
    reason: personal(z.string()),
  }),
  NoticeClosed: z.strictObject({ noticeId, editionId }),
  /** Recorded before the nominee's withdrawal or rejection, so that one stream decides between it and recognition. */
  NomineeLeft: z.strictObject({ noticeId, editionId, nominationId, reason: z.enum(['WITHDRAWN', 'REJECTED']) }),
  /** The leaving came to nothing: the command behind it was never recorded on the nomination. */
  NomineeStayed: z.strictObject({ noticeId, editionId, nominationId }),
  /** A recognition that was begun was not recorded in time: one that was only slow has to decide again. */
  ClearanceAbandoned: z.strictObject({ noticeId, editionId, nominationId }),
  NomineeCleared: z.strictObject({
    noticeId,
    editionId,
    nominationId,
    bureau: bureauCode,
    category: code,
    certificate: certificateNumber,
  }),
};
export type NoticeFact = FactsOf<typeof noticeEvents>;

export type ObjectionStatus = 'LODGED' | 'ADMITTED' | 'REFUSED' | 'UPHELD' | 'DISMISSED';

export interface Objection {
  readonly id: ObjectionId;
  readonly nominationId: NominationId;
  readonly status: ObjectionStatus;
  readonly anonymous: boolean;
  readonly inTime: boolean;
}

export interface Notice {
  readonly status: 'OPEN' | 'CLOSED';
  readonly id: NoticeId;
  readonly editionId: EditionId;
  readonly period: Period;
  readonly nominees: ReadonlyMap<NominationId, Publicized>;
  readonly objections: ReadonlyMap<ObjectionId, Objection>;
  readonly cleared: ReadonlyMap<NominationId, CertificateNumber>;
  readonly left: ReadonlySet<NominationId>;
  /** How often the recognition of a nominee was begun and given up. */
  readonly abandoned: ReadonlyMap<NominationId, number>;
  /** Corrected so substantially that they are publicized anew, on another notice. */
  readonly renewed: ReadonlySet<NominationId>;
}
export type NoticeState = { readonly status: 'NONE' } | Notice;

export const initialNotice: NoticeState = { status: 'NONE' };

/** Whether an objection keeps its nominee from recognition while it stands (A15). */
export const holds = ({ status, inTime, anonymous }: Objection): boolean =>
  status === 'ADMITTED' || status === 'UPHELD' || (status === 'LODGED' && inTime && !anonymous);

/** The objection to a nominee that holds them, if there is one. */
export const objectionHolding = ({ objections }: Notice, nominationId: NominationId): Objection | undefined =>
  [...objections.values()].find((item) => item.nominationId === nominationId && holds(item));

const change = (state: NoticeState, changes: (notice: Notice) => Partial<Notice>): NoticeState =>
  state.status === 'NONE' ? state : { ...state, ...changes(state) };

const resolve =
  (status: ObjectionStatus) =>
  (state: NoticeState, { data }: { data: { objectionId: ObjectionId } }) =>
    change(state, ({ objections }) => {
      const objection = objections.get(data.objectionId);
      return objection ? { objections: new Map(objections).set(objection.id, { ...objection, status }) } : {};
    });

export const evolveNotice = evolveBy<NoticeState, NoticeFact>({
  NoticePublished: (_, { data }) => ({
    status: 'OPEN',
    id: data.noticeId,
    editionId: data.editionId,
    period: data.period,
    nominees: new Map(data.nominees.map((item) => [item.nominationId, item])),
    objections: new Map(),
    cleared: new Map(),
    left: new Set(),
    abandoned: new Map(),
    renewed: new Set(),
  }),
  ObjectionLodged: (state, { data }) =>
    change(state, ({ objections }) => ({
      objections: new Map(objections).set(data.objectionId, {
        id: data.objectionId,
        nominationId: data.nominationId,
        status: 'LODGED',
        anonymous: data.anonymous,
        inTime: data.inTime,
      }),
    })),
  ObjectionAdmitted: resolve('ADMITTED'),
  ObjectionRefused: resolve('REFUSED'),
  ObjectionUpheld: resolve('UPHELD'),
  ObjectionDismissed: resolve('DISMISSED'),
  ErratumIssued: (state, { data }) =>
    change(state, ({ renewed }) => (data.fresh ? { renewed: new Set(renewed).add(data.nominationId) } : {})),
  NoticeClosed: (state) => change(state, () => ({ status: 'CLOSED' })),
  NomineeStayed: (state, { data }) =>
    change(state, ({ left }) => ({ left: new Set([...left].filter((id) => id !== data.nominationId)) })),
  NomineeLeft: (state, { data }) => change(state, ({ left }) => ({ left: new Set(left).add(data.nominationId) })),
  ClearanceAbandoned: (state, { data: { nominationId: id } }) =>
    change(state, ({ abandoned }) => ({ abandoned: new Map(abandoned).set(id, (abandoned.get(id) ?? 0) + 1) })),
  NomineeCleared: (state, { data }) =>
    change(state, ({ cleared }) => ({ cleared: new Map(cleared).set(data.nominationId, data.certificate) })),
});
