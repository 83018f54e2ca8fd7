import type { Deviation } from '../src/domain/edition/deviate.ts';
import { type Candidate, printMean } from '../src/domain/edition/shortlist.ts';
import type { ActorId, BureauCode, EditionId, NominationId } from '../src/domain/ids.ts';
import type { NominationStatus } from '../src/domain/nomination/nomination.ts';
import { type Condition, condition, equals, oneOf, withinJurisdiction } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import { editionOf, type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByIds } from './reader.ts';

/** The ranking that the scores have led to; the scores themselves stand in the reviewer queue. */
export const scoreboard: ReadModel = {
  tables: `
    CREATE TABLE place (
      nominationId TEXT PRIMARY KEY, editionId TEXT NOT NULL, place TEXT NOT NULL, rank INTEGER, score TEXT,
      serial INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE shortlist (
      editionId TEXT PRIMARY KEY, decidedAt TEXT NOT NULL, basedOnPosition TEXT NOT NULL, inputsHash TEXT NOT NULL,
      overrun TEXT, rubricHash TEXT, ruleVersion TEXT, method TEXT, deviations TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: 'CREATE INDEX place_by_edition ON place (editionId, rank);',

  handlers: (db) => {
    const insertPlace = writer(db, 'INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)');
    const insertShortlist = writer(db, 'INSERT INTO shortlist VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const setPlace = writer(db, 'UPDATE place SET place = ? WHERE nominationId = ?');

    return {
      ShortlistDecided: (event) => {
        const { selected, alternates, belowPassMark, basedOn, overrun, deviations = [], passedOver = [] } = event.data;
        const edition = editionOf(event);
        const overrunText = overrun ? JSON.stringify(overrun) : null;
        const { position, inputsHash, rubricHash = null, ruleVersion = null, method = null } = basedOn;
        insertShortlist(
          ...[edition, event.meta.recordedAt, position, inputsHash, overrunText],
          ...[rubricHash, ruleVersion, method, JSON.stringify(deviations)],
        );
        const list = (items: typeof selected, place: Standing) => {
          for (const { nominationId, rank, score, serial } of items) {
            insertPlace(nominationId, edition, place, rank, score, serial);
          }
        };
        list(selected, 'SELECTED');
        list(alternates, 'ALTERNATE');
        for (const { nominationId, rank, score } of passedOver) {
          insertPlace(nominationId, edition, 'PASSED_OVER', rank, score, null);
        }
        for (const nomination of belowPassMark) insertPlace(nomination, edition, 'BELOW_PASS_MARK', null, null, null);
      },
      AlternatePromoted: ({ data: { replaced, promoted } }) => {
        if (replaced) setPlace('REPLACED', replaced);
        setPlace('SELECTED', promoted);
      },
    };
  },
};

/** The reviews `r` of a nomination `n` that count: scored before the close, and not recused before or after it. */
const counting = (what: string): string =>
  `(SELECT ${what} FROM review r
    WHERE r.nominationId = n.nominationId AND r.status = 'SCORED' AND r.points IS NOT NULL)`;

/** Everyone before the panel, by nomination id, each with the reviews that count, by expert. */
export const candidates = (reader: Reader, editionId: EditionId): readonly Candidate[] =>
  reader
    .all<Omit<Candidate, 'reviews' | 'experts'> & { readonly reviews: string; readonly experts: string }>(
      `SELECT n.nominationId, n.bureau, n.category,
          ${counting('json_group_array(json(r.points) ORDER BY r.expert)')} AS reviews,
          ${counting('json_group_array(r.expert ORDER BY r.expert)')} AS experts
        FROM nomination n WHERE n.editionId = ? AND n.status = 'SUBMITTED' ORDER BY n.nominationId`,
      [editionId],
    )
    .map((row) => ({ ...row, reviews: JSON.parse(row.reviews), experts: JSON.parse(row.experts) }));

/** Who scored whom, of the scores that count now. */
export const countingScores = (
  reader: Reader,
  editionId: EditionId,
): readonly { readonly nominationId: NominationId; readonly expert: ActorId }[] =>
  reader.all(
    `SELECT r.nominationId, r.expert FROM review r JOIN nomination n ON n.nominationId = r.nominationId
      WHERE n.editionId = ? AND n.status = 'SUBMITTED' AND r.status = 'SCORED' AND r.points IS NOT NULL
      ORDER BY r.nominationId, r.expert`,
    [editionId],
  );

/** Of those who would be before the panel, but must still supply something to the level that decides. */
const awaited = `status = 'RETURNED' AND backTo = 'SUBMITTED'`;

/** By nomination id. */
export const awaitedSupplements = (reader: Reader, editionId: EditionId): readonly NominationId[] =>
  reader
    .all<{ readonly nominationId: NominationId }>(
      `SELECT nominationId FROM nomination
        WHERE editionId = ? AND ${awaited} ORDER BY nominationId`,
      [editionId],
    )
    .map(({ nominationId }) => nominationId);

export type Standing = 'SELECTED' | 'ALTERNATE' | 'BELOW_PASS_MARK' | 'PASSED_OVER' | 'REPLACED';

export interface ScoreRow {
  readonly editionId: EditionId;
  readonly nominationId: NominationId;
  readonly bureau: BureauCode;
  readonly category: string;
  readonly status: NominationStatus;
  /** Personal. */
  readonly name: string | null;
  /** Reviews that count. */
  readonly reviews: number;
  /** Their mean to four places, half up; null without any. */
  readonly mean: string | null;
  /** As the shortlist was decided. */
  readonly rank: number | null;
  readonly score: string | null;
  readonly serial: number | null;
  readonly place: Standing | null;
}

type RawScore = Omit<ScoreRow, 'mean'> & { readonly hundredths: number | null };

const columns = `n.editionId, n.nominationId, n.bureau, n.category, n.status, n.name, p.rank, p.score, p.serial, p.place,
  ${counting('count(*)')} AS reviews, ${counting('sum(r.hundredths)')} AS hundredths`;
const tables = 'nomination n LEFT JOIN place p ON p.nominationId = n.nominationId';

const rowOf = ({ hundredths, ...row }: RawScore): ScoreRow => ({
  ...row,
  mean: row.reviews === 0 ? null : printMean({ hundredths: hundredths ?? 0, count: row.reviews }),
});

export interface ScoreFilter {
  readonly editionId: EditionId;
  readonly category?: string | undefined;
  readonly bureau?: BureauCode | undefined;
  readonly within?: BureauCode | undefined;
  readonly places?: readonly Standing[] | undefined;
}

/** Who is before the panel, or was: with a score or a place. */
const conditionsOf = ({ editionId, category, bureau, within, places }: ScoreFilter): readonly Condition[] => [
  equals('n.editionId', editionId),
  condition(`n.status = 'SUBMITTED' OR p.place IS NOT NULL OR EXISTS ${counting('1')}`),
  equals('n.category', category),
  equals('n.bureau', bureau),
  withinJurisdiction('n', within),
  oneOf('p.place', places),
];

/** Without a rank after every rank; without a mean below every mean. */
const sortKeys = {
  rank: 'coalesce(p.rank, 1e9)',
  mean: `coalesce(${counting('avg(r.hundredths)')}, -1)`,
  nominationId: `''`,
};
export type ScoreSort = Sort<keyof typeof sortKeys>;

export const listScores = (
  reader: Reader,
  filter: ScoreFilter,
  { by, direction }: ScoreSort,
  page: PageRequest,
): Page<ScoreRow> =>
  pageOf(
    reader,
    {
      select: columns,
      from: tables,
      where: conditionsOf(filter),
      sortedBy: [sortKeys[by], 'n.nominationId'],
      direction,
      rowOf,
    },
    page,
  );

export const countScores = (reader: Reader, filter: ScoreFilter): number =>
  countOf(reader, tables, conditionsOf(filter));

export const scoresByIds = (reader: Reader, ids: readonly NominationId[]): ReadonlyMap<NominationId, ScoreRow> =>
  rowsByIds(
    reader,
    `SELECT ${columns} FROM ${tables} WHERE n.nominationId IN (SELECT value FROM json_each(?))`,
    ids,
    ({ nominationId }: RawScore) => nominationId,
    rowOf,
  );

export interface Shortlist {
  readonly decidedAt: string;
  /** Log position whose scores were ranked, and the hash of what was ranked. */
  readonly basedOnPosition: string;
  readonly inputsHash: string;
  readonly overrun: { readonly deadline: string; readonly on: string; readonly reason: string } | null;
  /** Hash of the rubric, version of the rules and method of aggregation; null where it was recorded before these were. */
  readonly rubricHash: string | null;
  readonly ruleVersion: string | null;
  readonly method: string | null;
  /** Changes to what the ranking proposed. */
  readonly deviations: readonly Deviation[];
  /** By rank; those below the pass mark last. */
  readonly places: readonly ScoreRow[];
}

export const shortlistOf = (reader: Reader, editionId: EditionId): Shortlist | undefined => {
  const found = reader.get<
    Omit<Shortlist, 'overrun' | 'places' | 'deviations'> & {
      readonly overrun: string | null;
      readonly deviations: string;
    }
  >(
    `SELECT decidedAt, basedOnPosition, inputsHash, overrun, rubricHash, ruleVersion, method, deviations
      FROM shortlist WHERE editionId = ?`,
    [editionId],
  );
  if (!found) return undefined;
  const places = reader.all<RawScore>(
    `SELECT ${columns} FROM ${tables} WHERE p.editionId = ? ORDER BY p.rank IS NULL, p.rank, n.nominationId`,
    [editionId],
  );
  const { overrun, deviations, ...row } = found;
  return {
    ...row,
    overrun: overrun && JSON.parse(overrun),
    deviations: JSON.parse(deviations),
    places: places.map(rowOf),
  };
};

/** Where one category of an edition stands against its target. */
export interface CategoryStanding {
  readonly category: string;
  /** Before the panel, or awaited there; once the shortlist is decided, selected and still in the running. */
  readonly running: number;
  /** Alternates still in the running; none before the shortlist is decided. */
  readonly alternates: number;
}

/** By code; categories nobody stands in are left out. */
export const categoryStandings = (reader: Reader, editionId: EditionId): readonly CategoryStanding[] => {
  const decided = reader.get('SELECT 1 FROM shortlist WHERE editionId = ?', [editionId]) !== undefined;
  return reader.all<CategoryStanding>(
    `SELECT n.category, sum(${decided ? `p.place IS 'SELECTED'` : '1'}) AS running,
        sum(p.place IS 'ALTERNATE') AS alternates
      FROM ${tables} WHERE n.editionId = ? AND (n.status = 'SUBMITTED' OR (${awaited})) GROUP BY n.category ORDER BY n.category`,
    [editionId],
  );
};
