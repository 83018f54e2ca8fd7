import type { ErratumRow, NoticeNomineeRow, NoticeRow } from '../../projections/notice-board.ts';
import type { ObjectionRow } from '../../projections/objection-register.ts';
import type { NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import type { Erratum, Notice, NoticeNominee, Objection } from './types.ts';

export const noticeOf = ({ noticeId, revision, nominees: _, ...row }: NoticeRow): Notice => ({
  id: noticeId,
  shownRevision: revision,
  ...row,
});

export const noticeAt = async ({ loaders }: LaurelContext, id: NoticeId): Promise<Notice | null> => {
  const row = await loaders.notice.load(id);
  return row ? noticeOf(row) : null;
};

/** Everyone sees what the notice prints; whether something stands against a nominee is the province's business. */
export const nomineeOf = (row: NoticeNomineeRow, context: LaurelContext): NoticeNominee => {
  const { nominationId, editionId, bureau, category, serial, name, certificate, clearedAt, takenOffAt } = row;
  const entitled = accessOf(context).oversees('objections', editionId);
  return {
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
      ...redacted(name === null ? ['name'] : [], 'ERASED'),
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
      ...redacted(correction === null ? ['correction'] : [], 'ERASED'),
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
const receiptOf = (row: ObjectionRow): Objection => {
  const { objectionId, noticeId, nominationId, status, inTime, anonymous, lodgedAt } = row;
  const told = { noticeId, nominationId, status, inTime, anonymous, lodgedAt };
  return { id: objectionId, ...told, ...nothingOfTheCase, redactions: redacted(ofTheCase, 'NOT_ENTITLED') };
};

export const mayReadObjection = (context: LaurelContext, { editionId }: ObjectionRow): boolean =>
  accessOf(context).oversees('objections', editionId);

export const objectionOf = (row: ObjectionRow, context: LaurelContext): Objection => {
  if (!mayReadObjection(context, row)) return receiptOf(row);
  const { standing, postmarkedOn, updatedAt, objectorName, objectorContact, grounds, evidence, note, findings } = row;
  const objector =
    objectorName !== null && objectorContact !== null ? { name: objectorName, contact: objectorContact } : null;
  const settled = row.status === 'UPHELD' || row.status === 'DISMISSED';
  const erased = [
    ...(objector === null && !row.anonymous ? ['objector'] : []),
    ...(grounds === null ? ['grounds'] : []),
    ...(evidence === null ? ['evidence'] : []),
    ...(findings === null && settled ? ['findings'] : []),
  ];
  return {
    ...receiptOf(row),
    standing,
    postmarkedOn,
    updatedAt,
    objector,
    grounds,
    evidence,
    note,
    findings,
    redactions: redacted(erased, 'ERASED'),
  };
};

export const visibleObjection = async (context: LaurelContext, id: ObjectionId): Promise<Objection | null> => {
  const row = await context.loaders.objection.load(id);
  return row && mayReadObjection(context, row) ? objectionOf(row, context) : null;
};

/** As a mutation answers with it: also who may not read objections is told what became of the own one. */
export const objectionAt = async (context: LaurelContext, id: ObjectionId): Promise<Objection | null> => {
  const row = await context.loaders.objection.load(id);
  return row ? objectionOf(row, context) : null;
};
