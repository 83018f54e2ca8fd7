import type { LaurelFact } from '../src/domain/agenda.ts';
import type { EditionId, NoticeId } from '../src/domain/ids.ts';
import { type Condition, condition, equals } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import {
  type Handle,
  type Handlers,
  nominationsOfPerson,
  ofPerson,
  type ReadModel,
  rareWriter,
  writer,
} from './read-model.ts';
import { type Reader, rowsByIds } from './reader.ts';

const streamPrefix = 'notice-';

/** Public notices with their periods, and who stands on them. */
export const noticeBoard: ReadModel = {
  tables: `
    CREATE TABLE notice (
      noticeId TEXT PRIMARY KEY, editionId TEXT NOT NULL, channel TEXT NOT NULL, fromNotice INTEGER NOT NULL,
      status TEXT NOT NULL, publishedAt TEXT NOT NULL, publishedOn TEXT NOT NULL, periodStart TEXT NOT NULL,
      periodEnd TEXT NOT NULL, closesAt TEXT NOT NULL, days TEXT NOT NULL, countPublicationDay INTEGER NOT NULL,
      closedAt TEXT, nominees INTEGER NOT NULL, revision INTEGER NOT NULL,
      publishedSequence INTEGER NOT NULL, closedSequence INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE notice_nominee (
      noticeId TEXT NOT NULL, nominationId TEXT NOT NULL, editionId TEXT NOT NULL, serial INTEGER NOT NULL,
      bureau TEXT NOT NULL, category TEXT NOT NULL, certificate TEXT, clearedAt TEXT, takenOffAt TEXT,
      PRIMARY KEY (noticeId, nominationId)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE erratum (
      noticeId TEXT NOT NULL, sequence INTEGER NOT NULL, nominationId TEXT NOT NULL, editionId TEXT NOT NULL,
      correction TEXT, fresh INTEGER NOT NULL, reason TEXT, issuedAt TEXT NOT NULL,
      PRIMARY KEY (noticeId, sequence)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX notice_by_publication ON notice (publishedAt);
    CREATE INDEX notice_by_edition ON notice (editionId, publishedAt);
    CREATE INDEX notice_nominee_by_nomination ON notice_nominee (nominationId);
  `,

  handlers: (db) => {
    const insertNotice = writer(
      db,
      `INSERT INTO notice VALUES (?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0, ?, NULL)`,
    );
    const insertNominee = writer(db, 'INSERT INTO notice_nominee VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL)');
    const close = writer(
      db,
      `UPDATE notice SET status = 'CLOSED', closedAt = ?, closedSequence = ? WHERE noticeId = ?`,
    );
    const clear = writer(
      db,
      'UPDATE notice_nominee SET certificate = ?, clearedAt = ? WHERE noticeId = ? AND nominationId = ?',
    );
    const insertErratum = writer(db, 'INSERT INTO erratum VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const erase = rareWriter(
      db,
      `UPDATE erratum SET correction = NULL, reason = NULL WHERE nominationId IN (${nominationsOfPerson})`,
    );
    const takeOff = writer(db, 'UPDATE notice_nominee SET takenOffAt = ? WHERE noticeId = ? AND nominationId = ?');
    const touch = writer(db, 'UPDATE notice SET revision = ? WHERE noticeId = ?');
    const handlers: Handlers = {
      NoticePublished: ({ data: { noticeId, editionId, channel, fromNotice, nominees, period }, meta }, sequence) => {
        const { publishedOn, periodStart, periodEnd, closesAt, days, countPublicationDay } = period;
        insertNotice(
          ...[noticeId, editionId, channel, fromNotice ? 1 : 0, meta.recordedAt, publishedOn, periodStart, periodEnd],
          ...[closesAt, JSON.stringify(days), countPublicationDay ? 1 : 0, nominees.length, sequence],
        );
        for (const { nominationId, serial, bureau, category } of nominees) {
          insertNominee(noticeId, nominationId, editionId, serial, bureau, category);
        }
      },
      ErratumIssued: ({ data, meta: { recordedAt } }, sequence) => {
        const { noticeId, nominationId, editionId, correction, fresh, reason } = data;
        insertErratum(noticeId, sequence, nominationId, editionId, correction, fresh ? 1 : 0, reason, recordedAt);
        if (fresh) takeOff(recordedAt, noticeId, nominationId);
      },
      NoticeClosed: ({ data, meta }, sequence) => close(meta.recordedAt, sequence, data.noticeId),
      NomineeCleared: ({ data: { noticeId, nominationId, certificate }, meta }) =>
        clear(certificate, meta.recordedAt, noticeId, nominationId),
      PersonalDataErased: ofPerson((person) => erase(person)),
    };
    return (event, sequence) => {
      (handlers[event.type as LaurelFact['type']] as Handle | undefined)?.(event, sequence);
      if (event.stream.startsWith(streamPrefix)) touch(event.revision, event.stream.slice(streamPrefix.length));
    };
  },
};

export interface NoticeRow {
  readonly noticeId: NoticeId;
  readonly editionId: EditionId;
  readonly channel: string;
  readonly fromNotice: boolean;
  readonly status: 'OPEN' | 'CLOSED';
  readonly publishedAt: string;
  /** Local dates, as all but the instants. */
  readonly publishedOn: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  /** Last moment of the period, UTC. */
  readonly closesAt: string;
  /** Every working day of the period. */
  readonly days: readonly string[];
  readonly countPublicationDay: boolean;
  readonly closedAt: string | null;
  /** How many stand on it. */
  readonly nominees: number;
  readonly revision: number;
}

type RawNotice = Omit<NoticeRow, 'fromNotice' | 'countPublicationDay' | 'days'> & {
  readonly fromNotice: number;
  readonly countPublicationDay: number;
  readonly days: string;
  readonly publishedSequence: number;
  readonly closedSequence: number | null;
};

const noticeOf = ({
  fromNotice,
  countPublicationDay,
  days,
  publishedSequence: _,
  closedSequence: __,
  ...row
}: RawNotice): NoticeRow => ({
  ...row,
  fromNotice: fromNotice === 1,
  countPublicationDay: countPublicationDay === 1,
  days: JSON.parse(days),
});

export interface NoticeFilter {
  readonly editionId?: EditionId | undefined;
  readonly status?: NoticeRow['status'] | undefined;
  readonly programCode?: string | undefined;
}

const noticeConditions = ({ editionId, status, programCode }: NoticeFilter): readonly Condition[] => [
  equals('o.editionId', editionId),
  equals('o.status', status),
  programCode === undefined
    ? undefined
    : condition('o.editionId IN (SELECT editionId FROM edition WHERE programCode = ?)', programCode),
];

/**
 * All notices as they are, or as they were before the event of some sequence. What else they say never changes, so that
 * no fact need be replayed for it.
 */
const noticesThen = (before: number | undefined): { readonly from: string; readonly fromParams: readonly number[] } =>
  before === undefined
    ? { from: 'notice o', fromParams: [] }
    : {
        from: `(SELECT noticeId, editionId, channel, fromNotice, publishedAt, publishedOn, periodStart, periodEnd,
            closesAt, days, countPublicationDay, nominees, publishedSequence, closedSequence,
            iif(closedSequence < ?, 'CLOSED', 'OPEN') AS status, iif(closedSequence < ?, closedAt, NULL) AS closedAt,
            (SELECT t.revision FROM subject u JOIN entry_subject s ON s.subject = u.number
              JOIN entry t ON t.sequence = s.sequence
              WHERE u.id = notice.noticeId AND u.kind = 'NOTICE' AND s.sequence < ?
                AND t.stream = '${streamPrefix}' || notice.noticeId
              ORDER BY s.sequence DESC LIMIT 1) AS revision
          FROM notice WHERE publishedSequence < ?) o`,
        fromParams: [before, before, before, before],
      };

/** `before`: sequence of the first event that had not happened yet; now, if left out. */
export const listNotices = (
  reader: Reader,
  filter: NoticeFilter,
  { by, direction }: Sort<'publishedAt'>,
  page: PageRequest,
  before?: number,
): Page<NoticeRow> =>
  pageOf(
    reader,
    {
      select: 'o.*',
      ...noticesThen(before),
      where: noticeConditions(filter),
      sortedBy: [`o.${by}`, 'o.noticeId'],
      direction,
      rowOf: noticeOf,
    },
    page,
  );

export const countNotices = (reader: Reader, filter: NoticeFilter, before?: number): number => {
  const { from, fromParams } = noticesThen(before);
  return countOf(reader, from, noticeConditions(filter), fromParams);
};

export const noticesByIds = (reader: Reader, ids: readonly NoticeId[]): ReadonlyMap<NoticeId, NoticeRow> =>
  rowsByIds(
    reader,
    'SELECT * FROM notice WHERE noticeId IN (SELECT value FROM json_each(?))',
    ids,
    ({ noticeId }: RawNotice) => noticeId,
    noticeOf,
  );
