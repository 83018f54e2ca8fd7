import type { ActorId, EditionId } from '../src/domain/ids.ts';
import { type Condition, equals } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf } from './page.ts';
import type { Reader } from './reader.ts';
import type { ReviewRow } from './reviewer-queue.ts';

/** How far an expert has come with the reviews of an edition; from the tables of experts and of the reviewer queue. */
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

/** Counted from the index, for the experts of the page only. */
const inQueue = (status?: ReviewRow['status']): string =>
  `(SELECT count(*) FROM review r WHERE r.expert = e.expert AND r.editionId = e.editionId
    ${status ? `AND r.status = '${status}'` : ''})`;

/** Of every expert ever appointed, by edition and expert. */
export const listQueues = (reader: Reader, filter: QueueFilter, page: PageRequest): Page<QueueRow> =>
  pageOf(
    reader,
    {
      select: `e.editionId, e.expert, e.name, ${inQueue()} AS assigned, ${inQueue('ASSIGNED')} AS due,
        ${inQueue('SCORED')} AS scored, ${inQueue('RECUSED')} AS recused`,
      from: 'expert e',
      where: queueConditions(filter),
      sortedBy: ['e.editionId', 'e.expert'],
      direction: 'ASC',
    },
    page,
  );

export const countQueues = (reader: Reader, filter: QueueFilter): number =>
  countOf(reader, 'expert e', queueConditions(filter));
