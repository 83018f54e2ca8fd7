import { type Duty, settledKeysOf, todosOf } from '../src/domain/agenda.ts';
import { type ReadModel, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/** What the system itself must still do: called for by one fact, settled by another. */
export const agenda: ReadModel = {
  tables: `
    CREATE TABLE todo (
      key TEXT PRIMARY KEY, dueAt TEXT NOT NULL, sequence INTEGER NOT NULL, item INTEGER NOT NULL,
      duty TEXT NOT NULL, causationId TEXT NOT NULL, correlationId TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: 'CREATE INDEX todo_by_due ON todo (dueAt, sequence, item);',

  handlers: (db) => {
    const settle = writer(db, 'DELETE FROM todo WHERE key = ?');
    const add = writer(db, 'INSERT OR REPLACE INTO todo VALUES (?, ?, ?, ?, ?, ?, ?)');
    return (event, sequence) => {
      for (const key of settledKeysOf(event)) settle(key);
      for (const [item, { key, dueAt, duty }] of todosOf(event).entries()) {
        add(key, dueAt, sequence, item, JSON.stringify(duty), event.id, event.meta.correlationId);
      }
    };
  },
};

export interface DueRow {
  readonly key: string;
  /** UTC. */
  readonly dueAt: string;
  readonly duty: Duty;
  /** The event that calls for it, and the command that began it all. */
  readonly causationId: string;
  readonly correlationId: string;
}

/** What is due at an instant: earliest first, then as it was called for. */
export const dueDuties = (reader: Reader, now: string, limit: number): readonly DueRow[] =>
  reader
    .all<Omit<DueRow, 'duty'> & { readonly duty: string }>(
      `SELECT key, dueAt, duty, causationId, correlationId FROM todo WHERE dueAt <= ?
        ORDER BY dueAt, sequence, item LIMIT ?`,
      [now, limit],
    )
    .map((row) => ({ ...row, duty: JSON.parse(row.duty) }));

/** When the next duty falls due, UTC; it may be past. */
export const nextDueAt = (reader: Reader): string | undefined =>
  reader.get<{ dueAt: string }>('SELECT dueAt FROM todo ORDER BY dueAt LIMIT 1')?.dueAt;
