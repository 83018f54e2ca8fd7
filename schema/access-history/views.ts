import type { TimelineRow } from '../../projections/timeline.ts';
import type { AccessFact } from '../../src/domain/access/access.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { fromLog } from '../log-unavailable.ts';
import { redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import { entryOf } from '../timeline/views.ts';
import type { PersonalDataRead } from './types.ts';

type Read = AccessFact['data'];

const forTheEntitled = ['reader', 'purpose', 'caseNumber', 'operation', 'requestId'];

/** `only`: nothing of what was read of other nominations by the same request. */
export const readOf = (row: TimelineRow, entitled: boolean, only?: NominationId): PersonalDataRead => {
  const { role, subjects, operation, requestId } = row.data as Read;
  return {
    id: row.eventId,
    at: row.recordedAt,
    position: row.position,
    stream: row.stream,
    revision: row.revision,
    entitled,
    role,
    subjects: only === undefined ? subjects : subjects.filter(({ nominationId }) => nominationId === only),
    reader: entitled ? entryOf(row).actor : null,
    operation: entitled ? (operation ?? null) : null,
    requestId: entitled ? requestId : null,
    redactions: redacted(entitled ? [] : forTheEntitled, 'NOT_ENTITLED'),
  };
};

/** What was stated stands in the log alone, sealed; null where it was not stated, or may not be read. */
export const statedIn = async (
  { entitled, stream, revision }: PersonalDataRead,
  what: 'purpose' | 'caseNumber',
  { services }: LaurelContext,
): Promise<string | null> => {
  if (!entitled) return null;
  const [event] = await fromLog(() => services.log.readStream(stream, revision, 1));
  return (event as Recorded<AccessFact> | undefined)?.data[what] ?? null;
};
