import type { ActorId, EditionId, NoticeId, ObjectionId, PersonPseudonym } from '../src/domain/ids.ts';
import { personStream } from '../src/domain/person/person.ts';
import type { DataOwner, ErasureBasis, RestrictionBasis } from '../src/domain/protection/protection.ts';
import { type Condition, equals } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf } from './page.ts';
import { type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByIds } from './reader.ts';

/** Requests to erase somebody's data and what came of them, and whose data is restricted. */
export const erasures: ReadModel = {
  tables: `
    CREATE TABLE erasure_request (
      requestId TEXT PRIMARY KEY, ownerKind TEXT NOT NULL, ownerId TEXT NOT NULL, status TEXT NOT NULL,
      legalBasis TEXT NOT NULL, document TEXT NOT NULL, note TEXT, noted INTEGER NOT NULL,
      requestedAt TEXT NOT NULL, requestedBy TEXT NOT NULL,
      firstApprovedAt TEXT, firstApprovedBy TEXT, secondApprovedAt TEXT, secondApprovedBy TEXT,
      closedAt TEXT, declinedBy TEXT, reason TEXT, keys INTEGER, files INTEGER, filesKept INTEGER,
      revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE restriction (
      ownerKind TEXT NOT NULL, ownerId TEXT NOT NULL, legalBasis TEXT NOT NULL, document TEXT NOT NULL, note TEXT,
      noted INTEGER NOT NULL, restrictedAt TEXT NOT NULL, restrictedBy TEXT NOT NULL, revision INTEGER NOT NULL,
      PRIMARY KEY (ownerKind, ownerId)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: 'CREATE INDEX erasure_request_by_time ON erasure_request (requestedAt);',

  handlers: (db) => {
    const insert = writer(
      db,
      `INSERT INTO erasure_request VALUES (?, ?, ?, 'REQUESTED', ?, ?, ?, ?, ?, ?,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ?)`,
    );
    const approveFirst = writer(
      db,
      `UPDATE erasure_request SET status = 'APPROVED_ONCE', firstApprovedAt = ?, firstApprovedBy = ?, revision = ?
        WHERE requestId = ?`,
    );
    const approveSecond = writer(
      db,
      `UPDATE erasure_request SET status = 'APPROVED', secondApprovedAt = ?, secondApprovedBy = ?, revision = ?
        WHERE requestId = ?`,
    );
    const decline = writer(
      db,
      `UPDATE erasure_request SET status = 'DECLINED', closedAt = ?, declinedBy = ?, reason = ?, revision = ?
        WHERE requestId = ?`,
    );
    const erase = writer(
      db,
      `UPDATE erasure_request SET status = 'ERASED', closedAt = ?, keys = ?, files = ?, filesKept = ?, revision = ?
        WHERE requestId = ?`,
    );
    const forget = writer(
      db,
      'UPDATE erasure_request SET note = NULL, reason = NULL WHERE ownerKind = ? AND ownerId = ?',
    );
    const forgetNote = writer(db, 'UPDATE restriction SET note = NULL WHERE ownerKind = ? AND ownerId = ?');
    const restrict = writer(db, 'INSERT OR REPLACE INTO restriction VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const lift = writer(db, 'DELETE FROM restriction WHERE ownerKind = ? AND ownerId = ?');

    return {
      ErasureRequested: ({ data: { requestId, owner, legalBasis, document, note }, meta, revision }) =>
        insert(
          ...[requestId, owner.kind, owner.id, legalBasis, document, ...noteIn(note)],
          ...[meta.recordedAt, meta.actor.id, revision],
        ),
      ErasureApproved: ({ data: { requestId, approval }, meta, revision }) =>
        (approval === 'FIRST' ? approveFirst : approveSecond)(meta.recordedAt, meta.actor.id, revision, requestId),
      ErasureDeclined: ({ data: { requestId, reason }, meta, revision }) =>
        decline(meta.recordedAt, meta.actor.id, reason, revision, requestId),
      PersonalDataErased: ({ data: { requestId, owner, keys, files, filesKept }, meta, revision }) => {
        erase(meta.recordedAt, keys.length, files.length, filesKept.length, revision, requestId);
        forget(owner.kind, owner.id);
        forgetNote(owner.kind, owner.id);
      },
      PersonalDataRestricted: ({ data: { owner, legalBasis, document, note }, meta, revision }) =>
        restrict(
          ...[owner.kind, owner.id, legalBasis, document, ...noteIn(note)],
          ...[meta.recordedAt, meta.actor.id, revision],
        ),
      RestrictionLifted: ({ data: { owner } }) => lift(owner.kind, owner.id),
    };
  },
};

/** What is gone is null, and what was never written is not there at all. */
const noteIn = (note: string | null | undefined): readonly [note: string | null, noted: 0 | 1] => [
  note ?? null,
  note === undefined ? 0 : 1,
];

export type ErasureStatus = 'REQUESTED' | 'APPROVED_ONCE' | 'APPROVED' | 'DECLINED' | 'ERASED';

export interface ErasureRow {
  readonly requestId: string;
  readonly ownerKind: DataOwner['kind'];
  readonly ownerId: string;
  readonly status: ErasureStatus;
  readonly legalBasis: ErasureBasis;
  readonly document: string;
  /** Personal, as the reason. */
  readonly note: string | null;
  /** 1 if a note was written, whether or not it is still there. */
  readonly noted: 0 | 1;
  readonly requestedAt: string;
  readonly requestedBy: ActorId;
  readonly firstApprovedAt: string | null;
  readonly firstApprovedBy: ActorId | null;
  readonly secondApprovedAt: string | null;
  readonly secondApprovedBy: ActorId | null;
  readonly closedAt: string | null;
  readonly declinedBy: ActorId | null;
  readonly reason: string | null;
  /** How many were destroyed, and how many files others use as well; null before. */
  readonly keys: number | null;
  readonly files: number | null;
  readonly filesKept: number | null;
  readonly revision: number;
}

export interface ErasureFilter {
  readonly status?: ErasureStatus | undefined;
}

const conditionsOf = ({ status }: ErasureFilter): readonly Condition[] => [equals('status', status)];

/** As they were requested, latest first. */
export const listErasures = (reader: Reader, filter: ErasureFilter, page: PageRequest): Page<ErasureRow> =>
  pageOf(
    reader,
    {
      select: '*',
      from: 'erasure_request',
      where: conditionsOf(filter),
      sortedBy: ['requestedAt', 'requestId'],
      direction: 'DESC',
    },
    page,
  );

export const countErasures = (reader: Reader, filter: ErasureFilter): number =>
  countOf(reader, 'erasure_request', conditionsOf(filter));

export const erasuresByIds = (reader: Reader, ids: readonly string[]): ReadonlyMap<string, ErasureRow> =>
  rowsByIds(
    reader,
    'SELECT * FROM erasure_request WHERE requestId IN (SELECT value FROM json_each(?))',
    ids,
    ({ requestId }: ErasureRow) => requestId,
  );

export interface RestrictionRow {
  readonly ownerKind: DataOwner['kind'];
  readonly ownerId: string;
  readonly legalBasis: RestrictionBasis;
  readonly document: string;
  /** Personal. */
  readonly note: string | null;
  readonly noted: 0 | 1;
  readonly restrictedAt: string;
  readonly restrictedBy: ActorId;
  readonly revision: number;
}

/** Everybody whose data is restricted: few at any time. */
export const restrictions = (reader: Reader): readonly RestrictionRow[] =>
  reader.all<RestrictionRow>('SELECT * FROM restriction ORDER BY restrictedAt, ownerKind, ownerId');

export const noticeOfObjection = (reader: Reader, id: ObjectionId): NoticeId | undefined =>
  reader.get<{ noticeId: NoticeId }>('SELECT noticeId FROM objection WHERE objectionId = ?', [id])?.noticeId;

export const editionsOfExpert = (reader: Reader, expert: ActorId): readonly EditionId[] =>
  reader
    .all<{ editionId: EditionId }>('SELECT editionId FROM expert WHERE expert = ? ORDER BY editionId', [expert])
    .map(({ editionId }) => editionId);

/** Names of all keys that were ever destroyed, as the log says. */
export const destroyedKeys = (reader: Reader): readonly string[] =>
  reader
    .all<{ key: string }>(
      `SELECT k.value AS key FROM entry t JOIN json_each(t.data, '$.keys') k WHERE t.type = 'PersonalDataErased'
        ORDER BY t.sequence, k.key`,
    )
    .map(({ key }) => key);

/** Whether a file was destroyed, or kept for others, when that person was erased, as the log says. */
export const wasErasedWith = (reader: Reader, person: PersonPseudonym, sha256: string): boolean =>
  reader.get(
    `SELECT 1 FROM entry t JOIN json_tree(t.data) f ON f.path IN ('$.files', '$.filesKept') AND f.atom = ?
      WHERE t.stream = ? AND t.type = 'PersonalDataErased'`,
    [sha256, personStream(person)],
  ) !== undefined;
