import Database from 'better-sqlite3';
import type { Recorded } from '../src/domain/event.ts';
import { comparePositions } from '../src/log/event-log.ts';
import { handling } from './handling.ts';
import type { ReadModel } from './read-model.ts';
import { readModels } from './read-models.ts';
import type { Reader, SqlValue } from './reader.ts';

/**
 * Some read models as some events leave them, in memory: the same handlers and the same queries as now, so that what
 * was then and what is now cannot come apart. What the events do not tell of is not there. It is let go with the last
 * reference to it.
 *
 * @param models the handlers of one may look into the tables of another, which must then be among them
 * @param events in any order; of each stream the first ones, none left out that a handler needs
 */
export const replayed = (models: readonly ReadModel[], events: readonly Recorded[]): Reader => {
  const db = new Database(':memory:');
  const inOrder = readModels.filter((model) => models.includes(model));
  for (const { tables } of inOrder) db.exec(tables);
  const ordered = events.toSorted((a, b) => comparePositions(a.position, b.position));
  const { handle, end } = handling(db, inOrder);
  db.transaction(() => {
    for (const [i, event] of ordered.entries()) handle(event, i);
    end();
  })();
  return {
    position: () => ordered.at(-1)?.position,
    applied: () => ordered.length,
    all: <Row>(sql: string, params: readonly SqlValue[] = []) => db.prepare<SqlValue[]>(sql).all(...params) as Row[],
    get: <Row>(sql: string, params: readonly SqlValue[] = []) =>
      db.prepare<SqlValue[]>(sql).get(...params) as Row | undefined,
  };
};
