import type { BureauCode, EditionId } from '../src/domain/ids.ts';
import { type Level, quotaOf, stageOf } from '../src/domain/program/program.ts';
import type { Slate } from '../src/domain/slate/slate.ts';
import { type Condition, condition, equals, withinJurisdiction } from './conditions.ts';
import { programOf } from './editions.ts';
import { countOf, mapPage, type Page, type PageRequest, pageOf } from './page.ts';
import { tallyWrites } from './quota-tally-writes.ts';
import { editionOf, nominationOf, type ReadModel, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/**
 * What each bureau on a program's path may put forward, and how far it has come.
 *
 * `drafted` are its own nominations still in its hands; `received` and `forwarded` those put forward to it and by it
 * and not returned since, whatever became of them later; `taken` are the seats of its slate, `submitted` those of them
 * that have been put forward.
 */
export const quotaTally: ReadModel = {
  tables: `
    CREATE TABLE tally (
      editionId TEXT NOT NULL, bureau TEXT NOT NULL, byQuota INTEGER NOT NULL, quota INTEGER NOT NULL,
      least INTEGER NOT NULL, drafted INTEGER NOT NULL DEFAULT 0, received INTEGER NOT NULL DEFAULT 0,
      forwarded INTEGER NOT NULL DEFAULT 0, slateStatus TEXT NOT NULL DEFAULT 'DRAFTED', submittedAt TEXT,
      PRIMARY KEY (editionId, bureau)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tally_seat (
      editionId TEXT NOT NULL, bureau TEXT NOT NULL, nominationId TEXT NOT NULL, category TEXT NOT NULL,
      forwarded INTEGER NOT NULL,
      PRIMARY KEY (editionId, bureau, nominationId)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: '',

  handlers: (db, atEnd) => {
    const open = writer(db, 'INSERT INTO tally (editionId, bureau, byQuota, quota, least) VALUES (?, ?, ?, ?, ?)');
    const adjust = writer(db, 'UPDATE tally SET quota = ? WHERE editionId = ? AND bureau = ? AND byQuota = 1');
    const takeSeat = writer(db, 'INSERT INTO tally_seat VALUES (?, ?, ?, ?, ?)');
    const releaseSeat = writer(db, 'DELETE FROM tally_seat WHERE editionId = ? AND bureau = ? AND nominationId = ?');
    const forwardSeats = writer(
      db,
      'UPDATE tally_seat SET forwarded = 1 WHERE editionId = ? AND bureau = ? AND forwarded = 0',
    );
    const setSlate = writer(
      db,
      'UPDATE tally SET slateStatus = ?, submittedAt = coalesce(?, submittedAt) WHERE editionId = ? AND bureau = ?',
    );
    const write = tallyWrites(db, atEnd);
    const leave = (event: { readonly stream: string }) => write.leaveOwnHands(nominationOf(event));

    return {
      EditionOpened: ({ data: { editionId, program } }) => {
        for (const { code, level } of program.bureaus) {
          const slate = stageOf(program, level)?.slate;
          if (!slate) continue;
          const quota = slate.cap === 'QUOTA' ? quotaOf(program, code) : slate.cap;
          open(editionId, code, slate.cap === 'QUOTA' ? 1 : 0, quota, slate.coverage?.perCategory ?? 0);
        }
      },
      QuotaAdjusted: (event) => adjust(event.data.to, editionOf(event), event.data.bureau),
      Nominated: ({ data: { editionId, bureau } }) => write.draft(editionId, bureau),
      Forwarded: (event) => write.forward(nominationOf(event), event.data.from, event.data.to),
      Returned: (event) => write.takeBack(nominationOf(event), event.data),
      Rejected: leave,
      SupplementExpired: leave,
      Withdrawn: leave,
      Lapsed: leave,
      Disqualified: leave,
      SeatTaken: ({ data: { editionId, bureau, nominationId, category, forwardedTo } }) =>
        takeSeat(editionId, bureau, nominationId, category, forwardedTo === null ? 0 : 1),
      SeatReleased: ({ data: { editionId, bureau, nominationId } }) => releaseSeat(editionId, bureau, nominationId),
      SlateSubmitted: ({ data: { editionId, bureau }, meta }) => {
        forwardSeats(editionId, bureau);
        setSlate('SUBMITTED', meta.recordedAt, editionId, bureau);
      },
      SlateAbandoned: ({ data: { editionId, bureau } }) => setSlate('ABANDONED', null, editionId, bureau),
    };
  },
};

interface Amounts {
  readonly quota: number;
  readonly drafted: number;
  readonly received: number;
  readonly forwarded: number;
  readonly taken: number;
  readonly submitted: number;
  /** Seats still free; none once the slate is abandoned. */
  readonly remaining: number;
}

export interface TallyRow extends Amounts {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly level: Level;
  readonly parent: BureauCode | null;
  readonly slateStatus: Slate['status'];
  /** Of the last submission. */
  readonly submittedAt: string | null;
  /** Seats taken in each category of the program, and the least that the slate must have. */
  readonly coverage: readonly Coverage[];
}

export interface Coverage {
  readonly category: string;
  readonly taken: number;
  readonly least: number;
}

const seats = 'FROM tally_seat s WHERE s.editionId = t.editionId AND s.bureau = t.bureau';
const taken = `(SELECT count(*) ${seats})`;
const submitted = `(SELECT count(*) ${seats} AND s.forwarded = 1)`;
const remaining = `CASE t.slateStatus WHEN 'ABANDONED' THEN 0 ELSE max(t.quota - ${taken}, 0) END`;
const columns = `t.editionId, t.bureau, b.nameZh, b.nameEn, b.level, b.parent, t.quota, t.drafted, t.received,
  t.forwarded, ${taken} AS taken, ${submitted} AS submitted, ${remaining} AS remaining, t.slateStatus, t.submittedAt,
  t.least`;
const tables = 'tally t JOIN bureau b ON b.editionId = t.editionId AND b.code = t.bureau';

type RawTally = Omit<TallyRow, 'coverage'> & { readonly least: number };

export interface TallyFilter {
  readonly editionId: EditionId;
  readonly level?: Level | undefined;
  readonly parent?: BureauCode | undefined;
  readonly within?: BureauCode | undefined;
  readonly slateStatus?: Slate['status'] | undefined;
}

const conditionsOf = ({ editionId, level, parent, within, slateStatus }: TallyFilter): readonly Condition[] => [
  equals('t.editionId', editionId),
  equals('b.level', level),
  equals('b.parent', parent),
  withinJurisdiction('t', within),
  equals('t.slateStatus', slateStatus),
];

/** In the program's own order of bureaus. */
export const listTallies = (reader: Reader, filter: TallyFilter, page: PageRequest): Page<TallyRow> =>
  mapPage(
    pageOf<RawTally>(
      reader,
      { select: columns, from: tables, where: conditionsOf(filter), sortedBy: ['b.ordinal'], direction: 'ASC' },
      page,
    ),
    (rows) => withCoverage(reader, rows),
  );

export const countTallies = (reader: Reader, filter: TallyFilter): number =>
  countOf(reader, tables, conditionsOf(filter));

/** In the order of the keys. */
export const talliesByKeys = (
  reader: Reader,
  keys: readonly { readonly editionId: EditionId; readonly bureau: BureauCode }[],
): readonly (TallyRow | undefined)[] => {
  const raw = reader.all<RawTally>(
    `SELECT ${columns} FROM json_each(?) k
      JOIN tally t ON t.editionId = k.value ->> 0 AND t.bureau = k.value ->> 1
      JOIN bureau b ON b.editionId = t.editionId AND b.code = t.bureau`,
    [JSON.stringify(keys.map(({ editionId, bureau }) => [editionId, bureau]))],
  );
  const found = new Map(withCoverage(reader, raw).map((row) => [keyOf(row), row]));
  return keys.map((key) => found.get(keyOf(key)));
};

export interface LevelTotals extends Amounts {
  readonly level: Level;
  readonly bureaus: number;
  readonly slatesSubmitted: number;
  readonly slatesAbandoned: number;
  readonly coverage: readonly { readonly category: string; readonly taken: number }[];
}

/** Sums over the bureaus of each level of the program's path, lowest first. */
export const editionTotals = (reader: Reader, editionId: EditionId, within?: BureauCode): readonly LevelTotals[] => {
  const program = programOf(reader, editionId);
  if (!program) return [];
  const inside = withinJurisdiction('t', within) ?? condition('TRUE');
  const params = [editionId, ...(inside?.params ?? [])];
  const totals = reader.all<Omit<LevelTotals, 'coverage'>>(
    `SELECT b.level, count(*) AS bureaus, sum(t.quota) AS quota, sum(t.drafted) AS drafted, sum(t.received) AS received,
        sum(t.forwarded) AS forwarded, sum(${taken}) AS taken, sum(${submitted}) AS submitted,
        sum(${remaining}) AS remaining, sum(t.slateStatus = 'SUBMITTED') AS slatesSubmitted,
        sum(t.slateStatus = 'ABANDONED') AS slatesAbandoned
      FROM ${tables} WHERE t.editionId = ? AND ${inside?.sql} GROUP BY b.level`,
    params,
  );
  const seats = reader.all<{ level: Level; category: string; taken: number }>(
    `SELECT b.level, t.category, count(*) AS taken FROM tally_seat t
      JOIN bureau b ON b.editionId = t.editionId AND b.code = t.bureau
      WHERE t.editionId = ? AND ${inside?.sql} GROUP BY b.level, t.category`,
    params,
  );
  return program.path.flatMap(({ level }) => {
    const total = totals.find((item) => item.level === level);
    if (!total) return [];
    const coverage = program.categories.map(({ code }) => ({
      category: code,
      taken: seats.find((item) => item.level === level && item.category === code)?.taken ?? 0,
    }));
    return [{ ...total, coverage }];
  });
};

const keyOf = ({ editionId, bureau }: { readonly editionId: string; readonly bureau: string }): string =>
  `${editionId}/${bureau}`;

const withCoverage = (reader: Reader, rows: readonly RawTally[]): readonly TallyRow[] => {
  const seats = reader.all<{ editionId: EditionId; bureau: BureauCode; category: string; taken: number }>(
    `SELECT s.editionId, s.bureau, s.category, count(*) AS taken FROM json_each(?) k
      JOIN tally_seat s ON s.editionId = k.value ->> 0 AND s.bureau = k.value ->> 1 GROUP BY 1, 2, 3`,
    [JSON.stringify(rows.map(({ editionId, bureau }) => [editionId, bureau]))],
  );
  const taken = new Map(seats.map((seat) => [`${keyOf(seat)}/${seat.category}`, seat.taken]));
  return rows.map(({ least, ...row }) => ({
    ...row,
    coverage: (programOf(reader, row.editionId)?.categories ?? []).map(({ code }) => ({
      category: code,
      taken: taken.get(`${keyOf(row)}/${code}`) ?? 0,
      least,
    })),
  }));
};
