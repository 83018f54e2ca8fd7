import type { Position } from '../src/domain/event.ts';
import type { Reader, SqlValue } from './reader.ts';
import { sequenceAt } from './timeline.ts';

/** A moment of the past: an instant (ISO 8601), or a position of the log. Absent: now. */
export type AsOf = { readonly time: string } | { readonly position: Position };

/** What had happened by a moment `m`, as SQL over honors `h` and reports of violations `v`. */
export interface Moment {
  readonly recognized: string;
  readonly revoked: string;
  readonly reported: string;
  readonly value: SqlValue;
}

/** To be joined under the name `m`; its one value is that of the moment. */
export const moment = '(SELECT ? AS moment) m';

/** Greater than every instant. */
const endOfTime = '9999';

export const momentOf = (reader: Reader, asOf: AsOf | undefined): Moment =>
  asOf && 'position' in asOf
    ? {
        recognized: 'h.recognizedIn < m.moment',
        revoked: 'h.revokedIn < m.moment',
        reported: 'v.sequence < m.moment',
        value: sequenceAt(reader, asOf.position),
      }
    : {
        recognized: 'h.recognizedAt <= m.moment',
        revoked: 'h.revokedAt <= m.moment',
        reported: 'v.reportedAt <= m.moment',
        value: asOf ? new Date(asOf.time).toISOString() : endOfTime,
      };
