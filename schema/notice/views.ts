import { type NoticeRow, noticesByIds } from '../../projections/notice-board.ts';
import type { ErratumRow, NoticeNomineeRow } from '../../projections/notice-nominees.ts';
import { type ObjectionRow, objectionsByIds } from '../../projections/objection-register.ts';
import type { Reader } from '../../projections/reader.ts';
import type { Position } from '../../src/domain/event.ts';
import type { NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { goneBy, redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import type { Erratum, Notice, NoticeNominee, Objection } from './types.ts';

export const noticeOf = ({ noticeId, revision, nominees: _, ...row }: NoticeRow, cut?: Position): Notice => ({
  id: noticeId,
  shownRevision: revision,
  ...row,
  cut,
  asOfPosition: cut ?? null,
});

/** Now, or as it was at a position. */
export const noticeAt = async ({ loaders }: LaurelContext, id: NoticeId, cut?: Position): Promise<Notice | null> => {
  if (cut === undefined) {
    const row = await loaders.notice.load(id);
    return row ? noticeOf(row) : null;
  }
  const board = await loaders.past(cut).notice.load(id);
  const row = board && noticesByIds(board, [id]).get(id);
  return row ? noticeOf(row, cut) : null;
};

/** Where to look up what belongs to a notice: the read models, or those of the moment it is shown as of. */
export const boardOf = async ({ loaders, services }: LaurelContext, { id, cut }: Notice): Promise<Reader> =>
  (cut === undefined ? undefined : await loaders.past(cut).notice.load(id)) ?? services.reader;

/** Everyone sees what the notice prints; whether something stands against a nominee is the province's business. */
export const nomineeOf = (row: NoticeNomineeRow, context: LaurelContext, cut?: Position): NoticeNominee => {
  const { nominationId, editionId, bureau, category, serial, name, certificate, clearedAt, takenOffAt } = row;
  const entitled = accessOf(context).oversees('objections', editionId);
  return {
    cut,
    editionId,
    bureauCode: bureau,
    categoryCode: category,
    nominationId,
    serial,
    name,
    certificate,
    clearedAt,
    takenOffAt,
    objectionStands: entitled ? row.standingObjections > 0 : null,
    redactions: [
      ...redacted(name === null ? ['name'] : [], goneBy(row.restricted)),
      ...redacted(entitled ? [] : ['objectionStands'], 'NOT_ENTITLED'),
    ],
  };
};

/** Everyone sees what is put right; why is the province's business. */
export const erratumOf = (row: ErratumRow, context: LaurelContext): Erratum => {
  const { nominationId, editionId, correction, fresh, reason, issuedAt } = row;
  const entitled = accessOf(context).oversees('objections', editionId);
  return {
    nominationId,
    correction,
    fresh,
    issuedAt,
    reason: entitled ? reason : null,
    redactions: [
      ...redacted(correction === null ? ['correction'] : [], goneBy(row.restricted)),
      ...redacted(entitled ? [] : ['reason'], 'NOT_ENTITLED'),
    ],
  };
};

const nothingOfTheCase = {
  standing: null,
  postmarkedOn: null,
  updatedAt: null,
  objector: null,
  grounds: null,
  evidence: null,
  note: null,
  findings: null,
} as const;
const ofTheCase = Object.keys(nothingOfTheCase);

/** For who may not read objections: what the one who lodged it is told. */
const receiptOf = (row: ObjectionRow, cut?: Position): Objection => {
  const { objectionId, noticeId, nominationId, status, inTime, anonymous, lodgedAt } = row;
  const told = { noticeId, nominationId, status, inTime, anonymous, lodgedAt };
  return { id: objectionId, cut, ...told, ...nothingOfTheCase, redactions: redacted(ofTheCase, 'NOT_ENTITLED') };
};

export const mayReadObjection = (context: LaurelContext, { editionId }: ObjectionRow): boolean =>
  accessOf(context).oversees('objections', editionId);

export const objectionOf = (row: ObjectionRow, context: LaurelContext, cut?: Position): Objection => {
  if (!mayReadObjection(context, row)) return receiptOf(row, cut);
  const { standing, postmarkedOn, updatedAt, objectorName, objectorContact, grounds, evidence, note, findings } = row;
  const objector =
    objectorName !== null && objectorContact !== null ? { name: objectorName, contact: objectorContact } : null;
  const settled = row.status === 'UPHELD' || row.status === 'DISMISSED';
  const gone = [
    ...redacted(objector === null && !row.anonymous ? ['objector'] : [], goneBy(row.restricted.objector)),
    ...redacted(
      [
        ...(grounds === null ? ['grounds'] : []),
        ...(evidence === null ? ['evidence'] : []),
        ...(note === null && row.status !== 'LODGED' ? ['note'] : []),
        ...(findings === null && settled ? ['findings'] : []),
      ],
      goneBy(row.restricted.nominee),
    ),
  ];
  return {
    ...receiptOf(row, cut),
    standing,
    postmarkedOn,
    updatedAt,
    objector,
    grounds,
    evidence,
    note,
    findings,
    redactions: gone,
  };
};

/** Now, or as it was at a position. */
export const visibleObjection = async (
  context: LaurelContext,
  id: ObjectionId,
  cut?: Position,
): Promise<Objection | null> => {
  const today = await context.loaders.objection.load(id);
  if (!today || !mayReadObjection(context, today)) return null;
  if (cut === undefined) return objectionOf(today, context);
  const board = await context.loaders.past(cut).notice.load(today.noticeId);
  const then = board && objectionsByIds(board, [id]).get(id);
  return then ? objectionOf(then, context, cut) : null;
};

/** As a mutation answers with it: also who may not read objections is told what became of the own one. */
export const objectionAt = async (context: LaurelContext, id: ObjectionId): Promise<Objection | null> => {
  const row = await context.loaders.objection.load(id);
  return row ? objectionOf(row, context) : null;
};
