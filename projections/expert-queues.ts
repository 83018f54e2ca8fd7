import type { ActorId, EditionId } from '../src/domain/ids.ts';
import { type Condition, equals } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import type { Reader } from './reader.ts';
import type { ReviewRow } from './reviewer-queue.ts';

/** How far an expert has come with the reviews of an edition; from the tables of experts and of the reviewer queue. */
export interface QueueRow {
  readonly editionId: EditionId;
  readonly expert: ActorId;
  /** Personal. */
  readonly name: string | null;
  /** Ever assigned: the sum of those due, scored, recused, withdrawn and voided. */
  readonly assigned: number;
  readonly due: number;
  /** Of those due, the ones whose last day was before the day asked for. */
  readonly overdue: number;
  /** The earliest last day of those due (local date); null where none has one. */
  readonly nextDueOn: string | null;
  readonly scored: number;
  readonly recused: number;
  readonly withdrawn: number;
  readonly voided: number;
}

export interface QueueFilter {
  readonly editionId?: EditionId | undefined;
  readonly expert?: ActorId | undefined;
}

const queueConditions = ({ editionId, expert }: QueueFilter): readonly Condition[] => [
  equals('e.editionId', editionId),
  equals('e.expert', expert),
];

/** From the index, for the experts of the page only. */
const ofQueue = (what: string, status?: ReviewRow['status']): string =>
  `(SELECT ${what} FROM review r WHERE r.expert = e.expert AND r.editionId = e.editionId
    ${status ? `AND r.status = '${status}'` : ''})`;

const nextDueOn = ofQueue('min(r.dueOn)', 'ASSIGNED');

/** Experts with nothing due, or nothing by a day, come last. */
const sortKeys = { expert: 'e.expert', nextDueOn: `coalesce(${nextDueOn}, '9999-12-31')` };
export type QueueSort = Sort<keyof typeof sortKeys>;

/** Of every expert ever appointed. `today`: the local date that tells what is overdue. */
export const listQueues = (
  reader: Reader,
  filter: QueueFilter,
  { by, direction }: QueueSort,
  today: string,
  page: PageRequest,
): Page<QueueRow> =>
  pageOf(
    reader,
    {
      select: `e.editionId, e.expert, e.name, ${ofQueue('count(*)')} AS assigned, ${ofQueue('count(*)', 'ASSIGNED')} AS due,
        ${ofQueue('count(CASE WHEN r.dueOn < t.today THEN 1 END)', 'ASSIGNED')} AS overdue, ${nextDueOn} AS nextDueOn,
        ${ofQueue('count(*)', 'SCORED')} AS scored, ${ofQueue('count(*)', 'RECUSED')} AS recused,
        ${ofQueue('count(*)', 'WITHDRAWN')} AS withdrawn, ${ofQueue('count(*)', 'VOIDED')} AS voided`,
      from: 'expert e CROSS JOIN (SELECT ? AS today) t',
      fromParams: [today],
      where: queueConditions(filter),
      sortedBy: [sortKeys[by], 'e.editionId', 'e.expert'],
      direction,
    },
    page,
  );

export const countQueues = (reader: Reader, filter: QueueFilter): number =>
  countOf(reader, 'expert e', queueConditions(filter));

/** Nominations that each expert of an edition has to score or has scored; experts with none are left out. */
export const loadsOf = (reader: Reader, editionId: EditionId): ReadonlyMap<ActorId, number> =>
  new Map(
    reader
      .all<{ readonly expert: ActorId; readonly count: number }>(
        `SELECT expert, count(*) AS count FROM review
          WHERE editionId = ? AND status IN ('ASSIGNED', 'SCORED') GROUP BY expert ORDER BY expert`,
        [editionId],
      )
      .map(({ expert, count }) => [expert, count]),
  );
