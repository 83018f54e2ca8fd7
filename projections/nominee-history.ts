import type { NominationId } from '../src/domain/ids.ts';
import { type Condition, condition, oneOf } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf } from './page.ts';
import type { Reader } from './reader.ts';
import { type TimelineRow, timelineColumns, timelineRowOf } from './timeline.ts';

/** Of whom, and which types of event are told. */
export interface NomineeHistory {
  readonly nominationId: NominationId;
  readonly types: readonly string[];
}

const entriesAbout = 'JOIN entry_subject s ON s.subject = u.number JOIN entry c ON c.sequence = s.sequence';

/** Events that name the nomination, and those that concern it by a notice it stands on or an honor it led to. */
const concerning = (id: NominationId): Condition =>
  condition(
    `t.sequence IN (
      SELECT s.sequence FROM subject u JOIN entry_subject s ON s.subject = u.number WHERE u.id = ? AND u.kind = 'NOMINATION'
      UNION SELECT c.sequence FROM notice_nominee e JOIN subject u ON u.id = e.noticeId AND u.kind = 'NOTICE' ${entriesAbout}
        WHERE e.nominationId = ? AND c.type = 'NoticeClosed' AND (e.takenOffAt IS NULL OR e.takenOffAt > c.recordedAt)
      UNION SELECT c.sequence FROM honor h JOIN subject u ON u.id = h.certificate AND u.kind = 'CERTIFICATE' ${entriesAbout}
        WHERE h.nominationId = ? AND c.type = 'CircularIssued')`,
    id,
    id,
    id,
  );

const conditionsOf = ({ nominationId, types }: NomineeHistory): readonly Condition[] => [
  concerning(nominationId),
  // The plus keeps SQLite from the index over all events of a type.
  oneOf('+t.type', types),
];

/** In the order of the log. */
export const listNomineeHistory = (reader: Reader, of: NomineeHistory, page: PageRequest): Page<TimelineRow> =>
  pageOf(
    reader,
    {
      select: timelineColumns,
      from: 'entry t',
      where: conditionsOf(of),
      sortedBy: ['t.sequence'],
      direction: 'ASC',
      rowOf: timelineRowOf,
    },
    page,
  );

export const countNomineeHistory = (reader: Reader, of: NomineeHistory): number =>
  countOf(reader, 'entry t', conditionsOf(of));

/** Whether the nominee ever stood on a published notice. */
export const wasPublicized = (reader: Reader, id: NominationId): boolean =>
  reader.get('SELECT 1 FROM notice_nominee WHERE nominationId = ?', [id]) !== undefined;
