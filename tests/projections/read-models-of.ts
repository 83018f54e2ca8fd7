import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Follower, startFollower } from '../../projections/follower.ts';
import { openReadDatabase, type ReadDatabase } from '../../projections/read-database.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { fill } from '../support/history.ts';

/** Directories and logs of a test, gone after it. */
export const placesOfTest = () => {
  let undo: (() => void | Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of undo.reverse()) await step();
    undo = [];
  });
  return {
    directory: (): string => {
      const path = mkdtempSync(join(tmpdir(), 'laurel-read-'));
      undo.push(() => rmSync(path, { recursive: true }));
      return path;
    },
    after: (step: () => void | Promise<void>): void => {
      undo.push(step);
    },
  };
};
export type Places = ReturnType<typeof placesOfTest>;

export const logOf = async (events: readonly Recorded[], places: Places): Promise<EventLog> => {
  const log = new MemoryEventLog();
  places.after(() => log.close());
  await fill(log, events);
  return log;
};

export interface Running {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly follower: Follower;
}

/** Read models that have followed the log through these events, live. */
export const readModelsOf = async (events: readonly Recorded[], places: Places): Promise<Running> => {
  const log = await logOf([], places);
  const database = await openReadDatabase({ directory: places.directory(), log });
  places.after(() => database.close());
  const follower = await startFollower({ log, database });
  places.after(() => follower.close());
  await fill(log, events);
  const head = await log.head();
  if (head) await follower.waitFor(head);
  return { log, database, follower };
};
