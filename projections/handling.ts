import type Database from 'better-sqlite3';
import type { Recorded } from '../src/domain/event.ts';
import { catalog } from '../src/log/catalog.ts';
import type { Handle, ReadModel } from './read-model.ts';

/** Events of a batch, one after the other, in all read models; `end` writes what was gathered meanwhile. */
export interface Handling {
  /** @throws {UndecodableEvent} */
  handle(recorded: Recorded, sequence: number): void;
  end(): void;
}

/** The one way of events into tables: of the read database, and of what is replayed of the past. */
export const handling = (db: Database.Database, models: readonly ReadModel[]): Handling => {
  const endings: (() => void)[] = [];
  const prepared = models.map((model) => model.handlers(db, (write) => endings.push(write)));
  const byType = new Map<string, readonly Handle[]>();
  const handlersOf = (type: string): readonly Handle[] => {
    const known = byType.get(type);
    if (known) return known;
    const found = prepared.flatMap((handlers) => {
      const handle = typeof handlers === 'function' ? handlers : handlers[type as keyof typeof handlers];
      return handle ? [handle as Handle] : [];
    });
    byType.set(type, found);
    return found;
  };
  return {
    handle(recorded, sequence) {
      const event = catalog.decode(recorded);
      for (const handle of handlersOf(event.type)) handle(event, sequence);
    },
    end() {
      for (const write of endings) write();
    },
  };
};
