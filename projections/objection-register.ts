import type { Evidence } from '../src/domain/evidence.ts';
import type { EditionId, NominationId, NoticeId, ObjectionId } from '../src/domain/ids.ts';
import { holds, type ObjectionStatus } from '../src/domain/notice/notice.ts';
import { type Condition, equals, oneOf } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import {
  finder,
  jsonOrNull,
  nominationsOfPerson,
  ofObjector,
  ofPerson,
  type ReadModel,
  rareWriter,
  writer,
} from './read-model.ts';
import { type Reader, rowsByIds } from './reader.ts';

/** Objections to the nominees of notices, and what became of them. */
export const objectionRegister: ReadModel = {
  tables: `
    CREATE TABLE objection (
      objectionId TEXT PRIMARY KEY, noticeId TEXT NOT NULL, nominationId TEXT NOT NULL, editionId TEXT NOT NULL,
      status TEXT NOT NULL, inTime INTEGER NOT NULL, anonymous INTEGER NOT NULL, standing INTEGER NOT NULL,
      postmarkedOn TEXT, lodgedAt TEXT NOT NULL, updatedAt TEXT NOT NULL, note TEXT,
      objectorName TEXT, objectorContact TEXT, grounds TEXT, evidence TEXT, findings TEXT,
      objectorRestricted INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX objection_by_nomination ON objection (nominationId, standing);
    CREATE INDEX objection_by_edition ON objection (editionId, lodgedAt);
    CREATE INDEX objection_by_notice ON objection (noticeId, lodgedAt);
  `,

  handlers: (db) => {
    const insert = writer(
      db,
      `INSERT INTO objection VALUES (?, ?, ?, ?, 'LODGED', ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, NULL, 0)`,
    );
    const lodged = finder<{ inTime: number; anonymous: number; nominationId: NominationId }>(
      db,
      'SELECT inTime, anonymous, nominationId FROM objection WHERE objectionId = ?',
    );
    const update = writer(
      db,
      `UPDATE objection SET status = ?, standing = ?, updatedAt = ?, note = coalesce(?, note), findings = coalesce(?, findings)
        WHERE objectionId = ?`,
    );
    const eraseNominee = rareWriter(
      db,
      `UPDATE objection SET grounds = NULL, evidence = NULL, note = NULL, findings = NULL
        WHERE nominationId IN (${nominationsOfPerson})`,
    );
    const eraseObjector = rareWriter(
      db,
      'UPDATE objection SET objectorName = NULL, objectorContact = NULL WHERE objectionId = ?',
    );
    const restrictObjector = rareWriter(db, 'UPDATE objection SET objectorRestricted = ? WHERE objectionId = ?');
    const settle = (
      status: ObjectionStatus,
      id: ObjectionId,
      at: string,
      said: { note?: string | null; findings?: string | null },
    ) => {
      const found = lodged(id);
      if (!found) return;
      const { nominationId, inTime, anonymous } = found;
      const standing = holds({ id, nominationId, status, inTime: inTime === 1, anonymous: anonymous === 1 });
      update(status, standing ? 1 : 0, at, said.note ?? null, said.findings ?? null, id);
    };

    return {
      ObjectionLodged: ({ data, meta: { recordedAt } }) => {
        const {
          objectionId: id,
          noticeId,
          nominationId,
          editionId,
          inTime,
          anonymous,
          objector,
          grounds,
          evidence,
        } = data;
        const standing = holds({ id, nominationId, status: 'LODGED', inTime, anonymous });
        insert(
          ...[id, noticeId, nominationId, editionId, inTime ? 1 : 0, anonymous ? 1 : 0, standing ? 1 : 0],
          ...[data.postmarkedOn ?? null, recordedAt, recordedAt, objector?.name ?? null, objector?.contact ?? null],
          ...[grounds, jsonOrNull(evidence)],
        );
      },
      ObjectionAdmitted: ({ data: { objectionId, note }, meta }) =>
        settle('ADMITTED', objectionId, meta.recordedAt, { note }),
      ObjectionRefused: ({ data: { objectionId, reason }, meta }) =>
        settle('REFUSED', objectionId, meta.recordedAt, { note: reason }),
      ObjectionUpheld: ({ data: { objectionId, findings }, meta }) =>
        settle('UPHELD', objectionId, meta.recordedAt, { findings }),
      ObjectionDismissed: ({ data: { objectionId, findings }, meta }) =>
        settle('DISMISSED', objectionId, meta.recordedAt, { findings }),
      PersonalDataErased: (event) => {
        ofPerson((person) => eraseNominee(person))(event);
        ofObjector((objection) => eraseObjector(objection))(event);
      },
      PersonalDataRestricted: ofObjector((objection) => restrictObjector(1, objection)),
      RestrictionLifted: ofObjector((objection) => restrictObjector(0, objection)),
    };
  },
};

export interface ObjectionRow {
  readonly objectionId: ObjectionId;
  readonly noticeId: NoticeId;
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
  readonly status: ObjectionStatus;
  readonly inTime: boolean;
  readonly anonymous: boolean;
  /** Whether it keeps the nominee from recognition. */
  readonly standing: boolean;
  readonly postmarkedOn: string | null;
  readonly lodgedAt: string;
  readonly updatedAt: string;
  /** Said on admission or refusal. */
  readonly note: string | null;
  /** Personal, as all that follow. */
  readonly objectorName: string | null;
  readonly objectorContact: string | null;
  readonly grounds: string | null;
  readonly evidence: readonly Evidence[] | null;
  readonly findings: string | null;
  /** Whose data is restricted: what is theirs is null meanwhile. */
  readonly restricted: { readonly nominee: boolean; readonly objector: boolean };
}

type RawObjection = Omit<ObjectionRow, 'restricted' | 'inTime' | 'anonymous' | 'standing' | 'evidence'> & {
  readonly inTime: number;
  readonly anonymous: number;
  readonly standing: number;
  readonly evidence: string | null;
  readonly nomineeRestricted: number | null;
  readonly objectorRestricted: number;
};

const columns = `o.*, (SELECT n.restricted FROM nomination n WHERE n.nominationId = o.nominationId) AS nomineeRestricted`;

const rowOf = (raw: RawObjection): ObjectionRow => {
  const { inTime, anonymous, standing, evidence, nomineeRestricted, objectorRestricted, ...row } = raw;
  const read = {
    ...row,
    inTime: inTime === 1,
    anonymous: anonymous === 1,
    standing: standing === 1,
    evidence: evidence && JSON.parse(evidence),
    restricted: { nominee: nomineeRestricted === 1, objector: objectorRestricted === 1 },
  };
  return {
    ...read,
    ...(read.restricted.nominee && { grounds: null, evidence: null, note: null, findings: null }),
    ...(read.restricted.objector && { objectorName: null, objectorContact: null }),
  };
};

export interface ObjectionFilter {
  readonly editionId?: EditionId | undefined;
  readonly noticeId?: NoticeId | undefined;
  readonly nominationId?: NominationId | undefined;
  readonly statuses?: readonly ObjectionStatus[] | undefined;
  readonly standing?: boolean | undefined;
}

const conditionsOf = ({
  editionId,
  noticeId,
  nominationId,
  statuses,
  standing,
}: ObjectionFilter): readonly Condition[] => [
  equals('editionId', editionId),
  equals('noticeId', noticeId),
  equals('nominationId', nominationId),
  oneOf('status', statuses),
  equals('standing', standing === undefined ? undefined : Number(standing)),
];

export type ObjectionSort = Sort<'lodgedAt' | 'updatedAt'>;

export const listObjections = (
  reader: Reader,
  filter: ObjectionFilter,
  { by, direction }: ObjectionSort,
  page: PageRequest,
): Page<ObjectionRow> =>
  pageOf(
    reader,
    {
      select: columns,
      from: 'objection o',
      where: conditionsOf(filter),
      sortedBy: [by, 'objectionId'],
      direction,
      rowOf,
    },
    page,
  );

export const countObjections = (reader: Reader, filter: ObjectionFilter): number =>
  countOf(reader, 'objection', conditionsOf(filter));

export const objectionsByIds = (reader: Reader, ids: readonly ObjectionId[]): ReadonlyMap<ObjectionId, ObjectionRow> =>
  rowsByIds(
    reader,
    `SELECT ${columns} FROM objection o WHERE objectionId IN (SELECT value FROM json_each(?))`,
    ids,
    ({ objectionId }: RawObjection) => objectionId,
    rowOf,
  );
