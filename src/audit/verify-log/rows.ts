import type { Position, Recorded } from '../../domain/event.ts';
import type { EventLog } from '../../log/event-log.ts';
import { storedTextsOf } from '../../log/leaf.ts';
import type { Row } from '../../log/row.ts';
import { openStoredRows } from '../../log/sqlite/stored-rows.ts';

/** An event as text, at the place where its store has it: numbers of `log.db`, or positions of a server. */
export interface StoredRow extends Omit<Row, 'position'> {
  readonly position: number | Position;
}

/** A log as it is stored, to be read once, in order. */
export interface LogRows {
  /** About how many events there are; undefined if the store does not count them. */
  readonly count: number | undefined;
  /** All of them up to where the log ended when this was opened. */
  pages(): AsyncIterable<readonly StoredRow[]>;
  /** The first fault that the store itself finds; undefined if it finds none, or does not look. */
  fault(): string | undefined;
  /** An id that two events have; undefined if there is none. */
  duplicateId(): string | undefined;
  close(): void;
}

const pageSize = 1000;

/** Of `log.db`, to the letter. @throws {UnusableLogFile} */
export const rowsOfFile = (path: string): LogRows => {
  const stored = openStoredRows(path);
  const head = stored.head();
  return {
    count: head,
    async *pages() {
      // Wherever the first row is: one below position 1 is read by who reads its stream.
      for (let position = Number.NEGATIVE_INFINITY; ; ) {
        const page = stored.after(position, pageSize).filter((row) => row.position <= head);
        const last = page.at(-1);
        if (!last) return;
        yield page;
        position = last.position;
      }
    },
    fault: () => stored.fault(),
    duplicateId: () => stored.duplicateId(),
    close: () => stored.close(),
  };
};

/**
 * Of a log on a server, whose own checks of its disks are its own matter. That no two events have one id is found by the
 * tree, where it is the key of an entry.
 */
export const rowsOfLog = async (log: Pick<EventLog, 'head' | 'readAll'>): Promise<LogRows> => {
  const head = await log.head();
  return {
    count: undefined,
    async *pages() {
      for (let after: Position | undefined; after !== head; ) {
        const events: readonly Recorded[] = await log.readAll(after, pageSize);
        const end = events.findIndex(({ position }) => position === head);
        const page = end < 0 ? events : events.slice(0, end + 1);
        const last = page.at(-1);
        if (!last) return;
        yield page.map(rowOf);
        after = last.position;
      }
    },
    fault: () => undefined,
    duplicateId: () => undefined,
    close: () => {},
  };
};

const rowOf = (event: Recorded): StoredRow => {
  const { id, type, schemaVersion, stream, revision, position, sealed } = event;
  const texts = storedTextsOf(event);
  return {
    ...{ id, type, schemaVersion, stream, revision, position, ...texts },
    sealed: sealed ? JSON.stringify(sealed) : null,
  };
};
