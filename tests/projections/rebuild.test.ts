import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildProgress } from '../../projections/build-progress.ts';
import { startFollower } from '../../projections/follower.ts';
import { countNominations } from '../../projections/nomination-board.ts';
import { openReadDatabase } from '../../projections/read-database.ts';
import { ReadFile } from '../../projections/read-file.ts';
import type { Recorded } from '../../src/domain/event.ts';
import { UndecodableEvent } from '../../src/log/codec.ts';
import { type EventLog, LogUnavailable } from '../../src/log/event-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { fill } from '../support/history.ts';
import { plausibleHistory } from '../support/plausible-history.ts';
import { logOf, type Places, placesOfTest, readModelsOf } from './read-models-of.ts';

const places = placesOfTest();
const events = plausibleHistory({ nominations: 12, seed: 5 });

const opened = async (log: EventLog, directory: string, places: Places, definition?: string) => {
  const database = await openReadDatabase({ directory, log, ...(definition && { definition }) });
  places.after(() => database.close());
  return database;
};

const digestOfRebuild = async (of: readonly Recorded[]): Promise<string> => {
  const database = await opened(await logOf(of, places), places.directory(), places);
  return database.contentDigest();
};

const inBatches = (all: readonly Recorded[], sizes: readonly number[]): readonly (readonly Recorded[])[] => {
  const batches: (readonly Recorded[])[] = [];
  for (let at = 0, i = 0; at < all.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    batches.push(all.slice(at, at + size));
    at += size;
  }
  return batches;
};

const filesIn = (directory: string) => readdirSync(directory).filter((name) => name.endsWith('.db'));

describe('a rebuild', () => {
  it('has the same content as what was applied bit by bit, whatever the bits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
        async (seed, nominations, sizes) => {
          const lived = plausibleHistory({ nominations, seed });
          const database = await opened(await logOf([], places), places.directory(), places);
          for (const batch of inBatches(lived, sizes)) database.apply(batch);
          expect(database.contentDigest()).toBe(await digestOfRebuild(lived));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('has the same content as what was followed live, over restarts', async () => {
    const directory = places.directory();
    const log = await logOf([], places);
    for (const part of inBatches(events, [70])) {
      const database = await openReadDatabase({ directory, log });
      const follower = await startFollower({ log, database });
      await fill(log, part);
      await follower.waitFor((part.at(-1) as Recorded).position);
      await follower.close();
      database.close();
    }
    expect((await opened(log, directory, places)).contentDigest()).toBe(await digestOfRebuild(events));
  });

  it('has another content with one event less', async () => {
    expect(await digestOfRebuild(events.slice(0, -1))).not.toBe(await digestOfRebuild(events));
  });

  it('goes on beside the file that serves, and is swapped in with what came meanwhile', async () => {
    const before = events.slice(0, 60);
    const { log, database, follower } = await readModelsOf(before, places);
    const [served, nominations] = [database.path, countNominations(database, {})];
    const seen: { path: string; nominations: number; share: number }[] = [];
    const look = ({ share }: BuildProgress) =>
      seen.push({ path: database.path, nominations: countNominations(database, {}), share });
    const rebuilt = database.rebuild(look);
    await fill(log, events.slice(60));
    await follower.waitFor((events.at(-1) as Recorded).position);

    const report = await rebuilt;
    expect(seen[0]).toMatchObject({ path: served });
    expect(seen[0]?.nominations).toBeGreaterThanOrEqual(nominations);
    expect(report.events).toBe(events.length);
    expect(database.path).not.toBe(served);
    expect(existsSync(served)).toBe(false);
    expect(database.contentDigest()).toBe(await digestOfRebuild(events));
  });

  it('follows on after the swap', async () => {
    const { log, database, follower } = await readModelsOf(events.slice(0, 60), places);
    await database.rebuild();
    await fill(log, events.slice(60));
    await follower.waitFor((events.at(-1) as Recorded).position);
    expect(database.contentDigest()).toBe(await digestOfRebuild(events));
  });
});

describe('a read database', () => {
  it('is taken up again where it was left', async () => {
    const directory = places.directory();
    const log = await logOf(events, places);
    const first = await openReadDatabase({ directory, log });
    first.close();
    const told: BuildProgress[] = [];
    const again = await openReadDatabase({ directory, log, onProgress: (progress) => told.push(progress) });
    places.after(() => again.close());
    expect(again.path).toBe(first.path);
    expect(told).toEqual([]);
  });

  it('of another definition is built anew and takes the place of the old one', async () => {
    const directory = places.directory();
    const log = await logOf(events, places);
    (await openReadDatabase({ directory, log, definition: 'aaaa' })).close();
    const told: BuildProgress[] = [];
    const next = await openReadDatabase({ directory, log, definition: 'bbbb', onProgress: (item) => told.push(item) });
    places.after(() => next.close());
    expect(told.at(-1)).toMatchObject({ applied: events.length, share: 1 });
    expect(filesIn(directory)).toEqual(['read-bbbb-1.db']);
  });

  const damages: readonly [string, (path: string) => void][] = [
    ['overwritten at its beginning', (path) => overwrite(path, 0, 100)],
    ['overwritten in its midst', (path) => overwrite(path, 8192, 4096 * 20)],
    ['cut off', (path) => truncateSync(path, 4096 * 10)],
    ['empty', (path) => truncateSync(path, 0)],
  ];
  it.each(damages)('that is %s is recognized and built anew', async (_, damage) => {
    const directory = places.directory();
    const log = await logOf(events, places);
    const first = await openReadDatabase({ directory, log });
    const content = first.contentDigest();
    first.close();
    damage(first.path);
    const next = await opened(log, directory, places);
    expect(next.path).not.toBe(first.path);
    expect(next.contentDigest()).toBe(content);
    expect(filesIn(directory)).toHaveLength(1);
  });

  it('that was half built when the process died is built anew', async () => {
    const directory = places.directory();
    const log = await logOf(events, places);
    const half = ReadFile.begin(join(directory, 'read-cccc-1.db'));
    half.apply(events.slice(0, 50));
    half.close();
    const next = await opened(log, directory, places, 'cccc');
    expect(filesIn(directory)).toEqual(['read-cccc-2.db']);
    expect(next.applied()).toBe(events.length);
  });

  it('is free again when the log could not be asked whether it belongs to it', async () => {
    const directory = places.directory();
    const log = await logOf(events, places);
    const served = await openReadDatabase({ directory, log });
    const { path } = served;
    served.close();
    const outOfReach = new MemoryEventLog();
    await outOfReach.close();
    await expect(openReadDatabase({ directory, log: outOfReach })).rejects.toThrow(LogUnavailable);
    expect((await opened(log, directory, places)).path).toBe(path);
  });

  it('of another log is built anew', async () => {
    const directory = places.directory();
    (await openReadDatabase({ directory, log: await logOf(events, places) })).close();
    const others = plausibleHistory({ nominations: 12, seed: 6 });
    const restored = await opened(await logOf(others, places), directory, places);
    expect(restored.contentDigest()).toBe(await digestOfRebuild(others));
  });

  it('takes in a batch as a whole or not at all', async () => {
    const database = await opened(await logOf([], places), places.directory(), places);
    database.apply(events.slice(0, 20));
    const content = database.contentDigest();
    const unknown = { ...(events[25] as Recorded), type: 'Unheard' };
    expect(() => database.apply([...events.slice(20, 25), unknown])).toThrow(UndecodableEvent);
    expect(database.applied()).toBe(20);
    expect(database.contentDigest()).toBe(content);
    database.apply(events.slice(20));
    expect(database.contentDigest()).toBe(await digestOfRebuild(events));
  });

  it('is one for each who opens it: another one beside it builds its own and leaves the first alone', async () => {
    const directory = places.directory();
    const log = await logOf(events, places);
    const [one, other] = [await opened(log, directory, places), await opened(log, directory, places)];
    expect(other.path).not.toBe(one.path);
    expect(existsSync(one.path)).toBe(true);
    expect(other.contentDigest()).toBe(one.contentDigest());
  });
});

const overwrite = (path: string, from: number, length: number): void => {
  const bytes = readFileSync(path);
  bytes.fill(0x5a, from, from + length);
  writeFileSync(path, bytes);
};
