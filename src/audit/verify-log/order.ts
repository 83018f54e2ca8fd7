import type { Position } from '../../domain/event.ts';
import { eventIdOf } from '../../log/event-id.ts';
import { comparePositions } from '../../log/event-log.ts';
import type { Damage, Damages } from './damage.ts';
import type { StoredRow } from './rows.ts';

/** What of meta the order of events is judged by. */
export interface Timed {
  readonly recordedAt: string;
  readonly commandId: string;
}

export const placeOf = ({ position, id, stream, revision }: StoredRow): Omit<Damage, 'expected' | 'found'> => ({
  position,
  eventId: id,
  stream,
  revision,
});

/**
 * Judges each row by those before it: positions and revisions without gaps, time that does not go back within a
 * stream, ids that follow from the command. Remembers one entry a stream.
 */
export const orderCheck = (damages: Damages) => {
  const last = new Map<string, { revision: number; recordedAt: string }>();
  let position: StoredRow['position'] = 0;
  let command: { readonly id: string; readonly stream: string; readonly index: number } | undefined;

  const checkId = (row: StoredRow, id: string): void => {
    const goesOn = command?.id === id && command.stream === row.stream;
    command = { id, stream: row.stream, index: goesOn ? (command?.index ?? 0) + 1 : 0 };
    const expected = eventIdOf(id, command.index);
    if (row.id !== expected) damages.add('ID_MISMATCH', { ...placeOf(row), expected, found: row.id });
  };

  /** Numbers leave none out; the positions of a server only grow. */
  const checkPosition = (row: StoredRow): void => {
    const follows =
      typeof row.position === 'number'
        ? row.position === Number(position) + 1
        : comparePositions(row.position, String(position) as Position) > 0;
    if (follows) return;
    const expected = typeof row.position === 'number' ? `position ${Number(position) + 1}` : `one after ${position}`;
    damages.add('POSITION_GAP', { ...placeOf(row), expected, found: String(row.position) });
  };

  return {
    streams: () => last.size,
    /** `timed`: undefined where meta could not be read. */
    next(row: StoredRow, timed: Timed | undefined): void {
      checkPosition(row);
      position = row.position;
      const before = last.get(row.stream);
      const expected = (before?.revision ?? -1) + 1;
      if (row.revision !== expected) {
        damages.add('REVISION_GAP', { ...placeOf(row), expected: `revision ${expected}`, found: String(row.revision) });
      }
      if (timed && before && timed.recordedAt < before.recordedAt) {
        const since = `at or after ${before.recordedAt}`;
        damages.add('TIME_BACKWARDS', { ...placeOf(row), expected: since, found: timed.recordedAt });
      }
      last.set(row.stream, { revision: row.revision, recordedAt: timed?.recordedAt ?? before?.recordedAt ?? '' });
      if (timed) checkId(row, timed.commandId);
    },
  };
};
