import type {
  BureauCode,
  CertificateNumber,
  EditionId,
  NominationId,
  NoticeId,
  PersonPseudonym,
} from '../src/domain/ids.ts';
import { type Condition, condition, contains, equals, withinJurisdiction } from './conditions.ts';
import { type AsOf, type Moment, moment, momentOf } from './moment.ts';
import { countOf, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import { jsonOrNull, ofPerson, type ReadModel, rareWriter, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

export type { AsOf } from './moment.ts';

/** Every honor ever conferred; one revoked since is kept and marked. */
export const honoreeRegister: ReadModel = {
  tables: `
    CREATE TABLE honor (
      certificate TEXT PRIMARY KEY, editionId TEXT NOT NULL, nominationId TEXT NOT NULL, noticeId TEXT NOT NULL,
      person TEXT NOT NULL, bureau TEXT NOT NULL, category TEXT NOT NULL,
      recognizedOn TEXT NOT NULL, recognizedAt TEXT NOT NULL, recognizedIn INTEGER NOT NULL,
      revokedOn TEXT, revokedAt TEXT, revokedIn INTEGER, ground TEXT,
      statement TEXT, impact TEXT, evidence TEXT, fromNotice INTEGER, revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE violation_report (
      certificate TEXT NOT NULL, sequence INTEGER NOT NULL, bureau TEXT NOT NULL, reportedAt TEXT NOT NULL,
      statement TEXT, evidence TEXT,
      PRIMARY KEY (certificate, sequence)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX honor_by_nomination ON honor (nominationId);
    CREATE INDEX honor_by_edition ON honor (editionId, recognizedOn);
    CREATE INDEX honor_by_date ON honor (recognizedOn);
    CREATE INDEX honor_by_bureau ON honor (bureau, recognizedOn);
  `,

  handlers: (db) => {
    const insert = writer(
      db,
      'INSERT INTO honor VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0)',
    );
    const report = writer(db, 'INSERT INTO violation_report VALUES (?, ?, ?, ?, ?, ?)');
    const revoke = writer(
      db,
      `UPDATE honor SET revokedOn = ?, revokedAt = ?, revokedIn = ?, ground = ?, statement = ?, impact = ?,
        evidence = ?, fromNotice = ? WHERE certificate = ?`,
    );
    const erase = rareWriter(db, 'UPDATE honor SET statement = NULL, impact = NULL, evidence = NULL WHERE person = ?');
    const eraseReports = rareWriter(
      db,
      `UPDATE violation_report SET statement = NULL, evidence = NULL
        WHERE certificate IN (SELECT certificate FROM honor WHERE person = ?)`,
    );
    const touch = writer(db, 'UPDATE honor SET revision = ? WHERE certificate = ?');
    return {
      Recognized: ({ data, meta }, sequence) => {
        const { certificate, editionId, nominationId, noticeId, person, bureau, category, recognizedOn } = data;
        insert(
          ...[certificate, editionId, nominationId, noticeId, person, bureau, category],
          ...[recognizedOn, meta.recordedAt, sequence],
        );
      },
      ViolationReported: ({ data: { certificate, by, statement, evidence }, meta, revision }, sequence) => {
        report(certificate, sequence, by, meta.recordedAt, statement, jsonOrNull(evidence));
        touch(revision, certificate);
      },
      FollowedUp: ({ data, revision }) => touch(revision, data.certificate),
      Revoked: ({ data, meta, revision }, sequence) => {
        const { certificate, ground, statement, impact, evidence, fromNotice, revokedOn } = data;
        revoke(
          ...[revokedOn, meta.recordedAt, sequence, ground, statement, impact ?? null],
          ...[jsonOrNull(evidence), fromNotice ? 1 : 0, certificate],
        );
        touch(revision, certificate);
      },
      PersonalDataErased: ofPerson((person) => {
        erase(person);
        eraseReports(person);
      }),
    };
  },
};

export interface HonorRow {
  readonly certificate: CertificateNumber;
  readonly editionId: EditionId;
  readonly programCode: string;
  readonly nominationId: NominationId;
  readonly noticeId: NoticeId;
  readonly person: PersonPseudonym;
  readonly bureau: BureauCode;
  readonly category: string;
  /** Personal; as it stands today, whatever the moment asked for. */
  readonly name: string | null;
  readonly restricted: 0 | 1;
  readonly status: 'RECOGNIZED' | 'REVOKED';
  /** Local date. */
  readonly recognizedOn: string;
  readonly recognizedAt: string;
  readonly revokedOn: string | null;
  readonly revokedAt: string | null;
  readonly ground: string | null;
  /** Reports of violations. */
  readonly reports: number;
  /** Of its stream, as it stands today. */
  readonly revision: number;
}

const columnsAt = ({ revoked, reported }: Moment): string => `
  h.certificate, h.editionId, e.programCode, h.nominationId, h.noticeId, h.person, h.bureau, h.category, n.name, n.restricted, h.revision,
  iif(${revoked}, 'REVOKED', 'RECOGNIZED') AS status, h.recognizedOn, h.recognizedAt,
  iif(${revoked}, h.revokedOn, NULL) AS revokedOn, iif(${revoked}, h.revokedAt, NULL) AS revokedAt,
  iif(${revoked}, h.ground, NULL) AS ground,
  (SELECT count(*) FROM violation_report v WHERE v.certificate = h.certificate AND ${reported}) AS reports`;

/** Holds one value: the moment. */
const honors = `honor h CROSS JOIN ${moment} JOIN edition e ON e.editionId = h.editionId
  JOIN nomination n ON n.nominationId = h.nominationId`;

export interface HonorFilter {
  readonly editionId?: EditionId | undefined;
  readonly programCode?: string | undefined;
  readonly bureau?: BureauCode | undefined;
  readonly within?: BureauCode | undefined;
  readonly category?: string | undefined;
  /** As of the moment asked for. */
  readonly status?: HonorRow['status'] | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
  readonly certificate?: CertificateNumber | undefined;
}

const conditionsOf = (filter: HonorFilter, { recognized, revoked }: Moment): readonly Condition[] => [
  condition(recognized),
  equals('h.editionId', filter.editionId),
  equals('e.programCode', filter.programCode),
  equals('h.bureau', filter.bureau),
  withinJurisdiction('h', filter.within),
  equals('h.category', filter.category),
  equals(`iif(${revoked}, 'REVOKED', 'RECOGNIZED')`, filter.status),
  contains('n.name', filter.search),
  equals('h.certificate', filter.certificate),
];

export type HonorSort = Sort<'certificate' | 'recognizedOn'>;

export const listHonors = (
  reader: Reader,
  filter: HonorFilter,
  { by, direction }: HonorSort,
  page: PageRequest,
  asOf?: AsOf,
): Page<HonorRow> => {
  const at = momentOf(reader, asOf);
  const sortedBy = by === 'certificate' ? ['h.certificate'] : ['h.recognizedOn', 'h.certificate'];
  const where = conditionsOf(filter, at);
  return pageOf(
    reader,
    { select: columnsAt(at), from: honors, fromParams: [at.value], where, sortedBy, direction },
    page,
  );
};

export const countHonors = (reader: Reader, filter: HonorFilter, asOf?: AsOf): number => {
  const at = momentOf(reader, asOf);
  return countOf(reader, honors, conditionsOf(filter, at), [at.value]);
};

const honorsWhere = (
  reader: Reader,
  column: 'certificate' | 'nominationId',
  ids: readonly string[],
  asOf: AsOf | undefined,
): readonly HonorRow[] => {
  const at = momentOf(reader, asOf);
  return reader.all<HonorRow>(
    `SELECT ${columnsAt(at)} FROM ${honors}
      WHERE ${at.recognized} AND h.${column} IN (SELECT value FROM json_each(?))`,
    [at.value, JSON.stringify(ids)],
  );
};

export const honorsByIds = (
  reader: Reader,
  certificates: readonly CertificateNumber[],
  asOf?: AsOf,
): ReadonlyMap<CertificateNumber, HonorRow> =>
  new Map(honorsWhere(reader, 'certificate', certificates, asOf).map((row) => [row.certificate, row]));

export const honorsByNominations = (
  reader: Reader,
  nominationIds: readonly NominationId[],
  asOf?: AsOf,
): ReadonlyMap<NominationId, HonorRow> =>
  new Map(honorsWhere(reader, 'nominationId', nominationIds, asOf).map((row) => [row.nominationId, row]));
