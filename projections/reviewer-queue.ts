import type { ActorId, EditionId, NominationId } from '../src/domain/ids.ts';
import type { Points } from '../src/domain/edition/shortlist.ts';
import { type Condition, condition, equals, oneOf } from './conditions.ts';
import { countOf, mapPage, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import { finder, type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';

/** What each expert was given to score, and what is done. */
export const reviewerQueue: ReadModel = {
  tables: `
    CREATE TABLE review (
      nominationId TEXT NOT NULL, expert TEXT NOT NULL, editionId TEXT NOT NULL, category TEXT NOT NULL,
      status TEXT NOT NULL, dueOn TEXT, assignedAt TEXT NOT NULL, scoredAt TEXT, recusedAt TEXT, recusalReason TEXT,
      points TEXT, comment TEXT, revisions INTEGER NOT NULL, scoredIn INTEGER,
      PRIMARY KEY (nominationId, expert)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE queue (
      editionId TEXT NOT NULL, expert TEXT NOT NULL, assigned INTEGER NOT NULL DEFAULT 0,
      scored INTEGER NOT NULL DEFAULT 0, recused INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (editionId, expert)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX review_by_expert ON review (expert, editionId, status);
    CREATE INDEX review_by_edition ON review (editionId, status);
  `,

  handlers: (db) => {
    const assign = writer(
      db,
      `INSERT INTO review VALUES (?, ?, ?, ?, 'ASSIGNED', ?, ?, NULL, NULL, NULL, NULL, NULL, 0, NULL)`,
    );
    const statusOf = finder<{ status: ReviewRow['status'] }>(
      db,
      'SELECT status FROM review WHERE nominationId = ? AND expert = ?',
    );
    const score = writer(
      db,
      `UPDATE review SET status = 'SCORED', scoredAt = ?, points = ?, comment = ?, revisions = revisions + ?, scoredIn = ?
        WHERE nominationId = ? AND expert = ?`,
    );
    const recuse = writer(
      db,
      `UPDATE review SET status = 'RECUSED', recusedAt = ?, recusalReason = ? WHERE nominationId = ? AND expert = ?`,
    );
    const add = writer(
      db,
      `INSERT INTO queue VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET assigned = assigned + excluded.assigned,
        scored = scored + excluded.scored, recused = recused + excluded.recused`,
    );

    return {
      ReviewAssigned: ({ data: { editionId, nominationId, expert, category, dueOn }, meta }) => {
        assign(nominationId, expert, editionId, category, dueOn ?? null, meta.recordedAt);
        add(editionId, expert, 1, 0, 0);
      },
      Scored: ({ data: { editionId, nominationId, expert, points, comment }, meta }, sequence) => {
        score(meta.recordedAt, JSON.stringify(points), comment ?? null, 0, sequence, nominationId, expert);
        add(editionId, expert, 0, 1, 0);
      },
      ScoreRevised: ({ data: { nominationId, expert, points, comment }, meta }, sequence) =>
        score(meta.recordedAt, JSON.stringify(points), comment ?? null, 1, sequence, nominationId, expert),
      ReviewerRecused: ({ data: { editionId, nominationId, expert, reason }, meta }) => {
        const scored = statusOf(nominationId, expert)?.status === 'SCORED';
        recuse(meta.recordedAt, reason, nominationId, expert);
        add(editionId, expert, 0, scored ? -1 : 0, 1);
      },
    };
  },
};

export interface ReviewRow {
  readonly editionId: EditionId;
  readonly nominationId: NominationId;
  readonly expert: ActorId;
  readonly category: string;
  readonly status: 'ASSIGNED' | 'SCORED' | 'RECUSED';
  /** Local date. */
  readonly dueOn: string | null;
  readonly assignedAt: string;
  readonly scoredAt: string | null;
  readonly recusedAt: string | null;
  readonly recusalReason: string | null;
  readonly points: Points | null;
  /** Personal. */
  readonly comment: string | null;
  readonly revisions: number;
  /** Whether these points are in the nomination's mean: not if they came after scoring was closed. */
  readonly counts: boolean;
}

type RawReview = Omit<ReviewRow, 'points' | 'counts'> & { readonly points: string | null; readonly counts: number };

const columns = `r.editionId, r.nominationId, r.expert, r.category, r.status, r.dueOn, r.assignedAt, r.scoredAt,
  r.recusedAt, r.recusalReason, r.points, r.comment, r.revisions, c.sequence IS NOT NULL AS counts`;
const reviews = `review r
  LEFT JOIN score c ON c.nominationId = r.nominationId AND c.expert = r.expert AND c.sequence = r.scoredIn`;

const rowOf = ({ points, counts, ...row }: RawReview): ReviewRow => ({
  ...row,
  points: points && JSON.parse(points),
  counts: counts === 1,
});

export interface ReviewFilter {
  readonly editionId?: EditionId | undefined;
  readonly expert?: ActorId | undefined;
  readonly nominationId?: NominationId | undefined;
  readonly statuses?: readonly ReviewRow['status'][] | undefined;
  /** Still to be scored, and due before this day (local date). */
  readonly dueBefore?: string | undefined;
}

const conditionsOf = (filter: ReviewFilter): readonly Condition[] => [
  equals('r.editionId', filter.editionId),
  equals('r.expert', filter.expert),
  equals('r.nominationId', filter.nominationId),
  oneOf('r.status', filter.statuses),
  filter.dueBefore === undefined ? undefined : condition(`r.status = 'ASSIGNED' AND r.dueOn < ?`, filter.dueBefore),
];

/** Reviews without a due date come last. */
const sortKeys = {
  dueOn: `coalesce(r.dueOn, '9999-12-31')`,
  assignedAt: 'r.assignedAt',
  nominationId: 'r.nominationId',
};
export type ReviewSort = Sort<keyof typeof sortKeys>;

export const listReviews = (
  reader: Reader,
  filter: ReviewFilter,
  { by, direction }: ReviewSort,
  page: PageRequest,
): Page<ReviewRow> =>
  pageOf(
    reader,
    {
      select: columns,
      from: reviews,
      where: conditionsOf(filter),
      sortedBy: [sortKeys[by], 'r.nominationId', 'r.expert'],
      direction,
      rowOf,
    },
    page,
  );

export const countReviews = (reader: Reader, filter: ReviewFilter): number =>
  countOf(reader, 'review r', conditionsOf(filter));

/** In the order of the experts' ids. */
export const reviewsOf = (
  reader: Reader,
  nominationIds: readonly NominationId[],
): ReadonlyMap<NominationId, readonly ReviewRow[]> =>
  rowsByOwners(
    nominationIds,
    reader
      .all<RawReview>(
        `SELECT ${columns} FROM ${reviews} WHERE r.nominationId IN (SELECT value FROM json_each(?))
          ORDER BY r.nominationId, r.expert`,
        [JSON.stringify(nominationIds)],
      )
      .map(rowOf),
    ({ nominationId }) => nominationId,
  );

export interface QueueRow {
  readonly editionId: EditionId;
  readonly expert: ActorId;
  /** Personal. */
  readonly name: string | null;
  /** Ever assigned: those due, scored and recused. */
  readonly assigned: number;
  readonly due: number;
  readonly scored: number;
  readonly recused: number;
}

export interface QueueFilter {
  readonly editionId?: EditionId | undefined;
  readonly expert?: ActorId | undefined;
}

const queueConditions = ({ editionId, expert }: QueueFilter): readonly Condition[] => [
  equals('e.editionId', editionId),
  equals('e.expert', expert),
];

/** Of every expert ever appointed, by edition and expert. */
export const listQueues = (reader: Reader, filter: QueueFilter, page: PageRequest): Page<QueueRow> =>
  mapPage(
    pageOf<Omit<QueueRow, 'due'>>(
      reader,
      {
        select: `e.editionId, e.expert, e.name, coalesce(q.assigned, 0) AS assigned, coalesce(q.scored, 0) AS scored,
          coalesce(q.recused, 0) AS recused`,
        from: 'expert e LEFT JOIN queue q ON q.editionId = e.editionId AND q.expert = e.expert',
        where: queueConditions(filter),
        sortedBy: ['e.editionId', 'e.expert'],
        direction: 'ASC',
      },
      page,
    ),
    (rows) => rows.map((row) => ({ ...row, due: row.assigned - row.scored - row.recused })),
  );

export const countQueues = (reader: Reader, filter: QueueFilter): number =>
  countOf(reader, 'expert e', queueConditions(filter));
