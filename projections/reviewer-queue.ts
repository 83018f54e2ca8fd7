import type { Points } from '../src/domain/edition/shortlist.ts';
import type { ActorId, EditionId, NominationId } from '../src/domain/ids.ts';
import type { ConflictGround } from '../src/domain/review/conflicts.ts';
import { type Condition, condition, equals, oneOf } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import {
  editionOf,
  type FactOf,
  nominationOf,
  nominationsOfPerson,
  ofExpert,
  ofPerson,
  type ReadModel,
  rareWriter,
  writer,
} from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';

/**
 * What each expert was given to score, and what is done.
 *
 * Order is the judge: a score or a revision that stands after ScoringClosed in the log does not count, whatever its
 * clock says. It is kept apart, so that what counted before stays as it was. Of an expert dismissed before that nothing
 * counts: the reviews stand as recused, for the reason of the dismissal.
 */
export const reviewerQueue: ReadModel = {
  tables: `
    CREATE TABLE review (
      nominationId TEXT NOT NULL, expert TEXT NOT NULL, editionId TEXT NOT NULL, category TEXT NOT NULL,
      status TEXT NOT NULL, dueOn TEXT, assignedAt TEXT NOT NULL, recusedAt TEXT, recusalReason TEXT,
      revisions INTEGER NOT NULL, scoredAt TEXT, points TEXT, comment TEXT, hundredths INTEGER,
      endedAt TEXT, endReason TEXT, grounds TEXT,
      PRIMARY KEY (nominationId, expert)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE late_score (
      nominationId TEXT NOT NULL, expert TEXT NOT NULL, scoredAt TEXT NOT NULL, points TEXT NOT NULL, comment TEXT,
      PRIMARY KEY (nominationId, expert)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX review_by_expert ON review (expert, editionId, status);
    CREATE INDEX review_by_edition ON review (editionId, status);
  `,

  handlers: (db) => {
    const assign = writer(
      db,
      `INSERT OR REPLACE INTO review
        VALUES (?, ?, ?, ?, 'ASSIGNED', ?, ?, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
    );
    const scoreInTime = writer(
      db,
      `UPDATE review SET status = 'SCORED', scoredAt = ?, points = ?, comment = ?, hundredths = ?,
          revisions = revisions + ?
        WHERE nominationId = ? AND expert = ?
          AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.editionId = review.editionId AND e.scoringClosedAt IS NOT NULL)`,
    );
    const scoreLate = writer(db, 'INSERT OR REPLACE INTO late_score VALUES (?, ?, ?, ?, ?)');
    const markLate = writer(
      db,
      `UPDATE review SET status = 'SCORED', revisions = revisions + ? WHERE nominationId = ? AND expert = ?`,
    );
    const recuse = writer(
      db,
      `UPDATE review SET status = 'RECUSED', recusedAt = ?, recusalReason = ? WHERE nominationId = ? AND expert = ?`,
    );

    const forgetLate = writer(db, 'DELETE FROM late_score WHERE nominationId = ? AND expert = ?');
    const end = writer(
      db,
      'UPDATE review SET status = ?, endedAt = ?, endReason = ?, grounds = ? WHERE nominationId = ? AND expert = ?',
    );

    const dismiss = writer(
      db,
      `UPDATE review SET status = 'RECUSED', recusedAt = ?, recusalReason = ?
        WHERE expert = ? AND editionId = ? AND status IN ('ASSIGNED', 'SCORED')
          AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.editionId = review.editionId AND e.scoringClosedAt IS NOT NULL)`,
    );

    const askAgain = writer(
      db,
      `UPDATE review SET status = 'ASSIGNED', points = NULL, comment = NULL, hundredths = NULL, scoredAt = NULL
        WHERE nominationId = ? AND status = 'SCORED'
          AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.editionId = review.editionId AND e.scoringClosedAt IS NOT NULL)`,
    );

    const eraseComments = rareWriter(
      db,
      `UPDATE review SET comment = NULL WHERE nominationId IN (${nominationsOfPerson})`,
    );
    const eraseLateComments = rareWriter(
      db,
      `UPDATE late_score SET comment = NULL WHERE nominationId IN (${nominationsOfPerson})`,
    );
    const eraseExpert = rareWriter(db, 'UPDATE review SET recusalReason = NULL, endReason = NULL WHERE expert = ?');

    const score = ({ data, meta: { recordedAt } }: FactOf<'Scored' | 'ScoreRevised'>, revised: 0 | 1): void => {
      const { nominationId, expert, comment = null } = data;
      const points = JSON.stringify(data.points);
      const hundredths = hundredthsOf(data.points);
      if (scoreInTime(recordedAt, points, comment, hundredths, revised, nominationId, expert) > 0) return;
      scoreLate(nominationId, expert, recordedAt, points, comment);
      markLate(revised, nominationId, expert);
    };

    const ended = (event: FactOf<'AssignmentWithdrawn' | 'ScoreVoided'>, status: 'WITHDRAWN' | 'VOIDED'): void => {
      const { nominationId, expert, reason, grounds } = event.data;
      end(status, event.meta.recordedAt, reason, JSON.stringify(grounds), nominationId, expert);
    };

    return {
      ReviewAssigned: ({ data: { editionId, nominationId, expert, category, dueOn }, meta }) => {
        assign(nominationId, expert, editionId, category, dueOn ?? null, meta.recordedAt);
        forgetLate(nominationId, expert);
      },
      AssignmentWithdrawn: (event) => ended(event, 'WITHDRAWN'),
      ScoreVoided: (event) => ended(event, 'VOIDED'),
      // A score of what was before the panel until then does not count for what is handed in now.
      Resubmitted: (event) => askAgain(nominationOf(event)),
      Scored: (event) => score(event, 0),
      ScoreRevised: (event) => score(event, 1),
      ReviewerRecused: ({ data: { nominationId, expert, reason }, meta }) =>
        recuse(meta.recordedAt, reason, nominationId, expert),
      ExpertDismissed: (event) =>
        dismiss(event.meta.recordedAt, event.data.reason, event.data.expert, editionOf(event)),
      PersonalDataErased: (event) => {
        ofPerson((person) => {
          eraseComments(person);
          eraseLateComments(person);
        })(event);
        ofExpert((expert) => eraseExpert(expert))(event);
      },
    };
  },
};

/** The score of a review: the sum of its points, in whole hundredths. */
const hundredthsOf = (points: Points): number =>
  Object.values(points).reduce((sum, value) => sum + Math.round(value * 100), 0);

export interface ReviewRow {
  readonly editionId: EditionId;
  readonly nominationId: NominationId;
  readonly expert: ActorId;
  readonly category: string;
  readonly status: 'ASSIGNED' | 'WITHDRAWN' | 'SCORED' | 'VOIDED' | 'RECUSED';
  /** Local date. */
  readonly dueOn: string | null;
  readonly assignedAt: string;
  readonly scoredAt: string | null;
  readonly recusedAt: string | null;
  readonly recusalReason: string | null;
  /** When the assignment was withdrawn, or the score voided, why, and the conflicts that stood. */
  readonly endedAt: string | null;
  /** Personal. */
  readonly endReason: string | null;
  readonly grounds: readonly ConflictGround[];
  readonly points: Points | null;
  /** Personal. */
  readonly comment: string | null;
  readonly revisions: number;
  /** Whether these points are in the nomination's mean: not if they came after scoring was closed. */
  readonly counts: boolean;
}

type RawReview = Omit<ReviewRow, 'points' | 'counts' | 'grounds'> & {
  readonly points: string | null;
  readonly counts: number;
  readonly grounds: string | null;
};

const columns = `r.editionId, r.nominationId, r.expert, r.category, r.status, r.dueOn, r.assignedAt, r.recusedAt,
  iif(EXISTS (SELECT 1 FROM expert e WHERE e.expert = r.expert AND e.restricted = 1), NULL, r.recusalReason)
    AS recusalReason, r.endedAt, r.grounds,
  iif(EXISTS (SELECT 1 FROM expert e WHERE e.expert = r.expert AND e.restricted = 1), NULL, r.endReason) AS endReason,
  r.revisions, coalesce(l.scoredAt, r.scoredAt) AS scoredAt, coalesce(l.points, r.points) AS points,
  iif((SELECT n.restricted FROM nomination n WHERE n.nominationId = r.nominationId) = 1, NULL,
    iif(l.expert IS NULL, r.comment, l.comment)) AS comment, r.status = 'SCORED' AND l.expert IS NULL AS counts`;
const reviews = 'review r LEFT JOIN late_score l ON l.nominationId = r.nominationId AND l.expert = r.expert';

const rowOf = ({ points, counts, grounds, ...row }: RawReview): ReviewRow => ({
  ...row,
  grounds: JSON.parse(grounds ?? '[]'),
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
