import { settledKeysOf, todosOf } from '../src/domain/agenda.ts';
import type { Duty, Todo } from '../src/domain/duty.ts';
import type { Recorded } from '../src/domain/event.ts';
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

  handlers: (db, atEnd) => {
    const remove = writer(db, 'DELETE FROM todo WHERE key = ?');
    const add = writer(db, 'INSERT OR REPLACE INTO todo VALUES (?, ?, ?, ?, ?, ?, ?)');
    /** Most duties are settled by one of the next events: what comes and goes within a batch is never written. */
    const stored = new Set(db.prepare<[], string>('SELECT key FROM todo').pluck().all());
    const open = new Map<string, { todo: Todo; event: Recorded; sequence: number; item: number }>();
    const settled = new Set<string>();
    atEnd(() => {
      for (const key of settled) {
        remove(key);
        stored.delete(key);
      }
      for (const [key, { todo, event, sequence, item }] of open) {
        add(key, todo.dueAt, sequence, item, JSON.stringify(todo.duty), event.id, event.meta.correlationId);
        stored.add(key);
      }
      settled.clear();
      open.clear();
    });
    return (event, sequence) => {
      for (const key of settledKeysOf(event)) {
        open.delete(key);
        if (stored.has(key)) settled.add(key);
      }
      for (const [item, todo] of todosOf(event).entries()) open.set(todo.key, { todo, event, sequence, item });
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

/** How many duties are not settled, and how many of them have fallen due at an instant; each counted up to a bound. */
export const countDuties = (
  reader: Pick<Reader, 'get'>,
  now: string,
  atMost: number,
): { readonly open: number; readonly overdue: number } =>
  reader.get<{ open: number; overdue: number }>(
    `SELECT (SELECT count(*) FROM (SELECT 1 FROM todo LIMIT ?)) AS open,
      (SELECT count(*) FROM (SELECT 1 FROM todo WHERE dueAt <= ? LIMIT ?)) AS overdue`,
    [atMost, now, atMost],
  ) ?? { open: 0, overdue: 0 };
