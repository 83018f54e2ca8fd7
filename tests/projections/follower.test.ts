import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { type AppliedBatch, ReadModelBehind, startFollower } from '../../projections/follower.ts';
import { openReadDatabase } from '../../projections/read-database.ts';
import type { Position, Recorded } from '../../src/domain/event.ts';
import { fill } from '../support/history.ts';
import { plausibleHistory } from '../support/plausible-history.ts';
import { logOf, placesOfTest, readModelsOf } from './read-models-of.ts';

const places = placesOfTest();
const events = plausibleHistory({ nominations: 5, seed: 1 });
const end = (events.at(-1) as Recorded).position;
const beyond = String(Number(end) + 1) as Position;

describe('the follower', () => {
  it('has caught up with the log when it has started', async () => {
    const log = await logOf(events, places);
    const database = await openReadDatabase({ directory: places.directory(), log: await logOf([], places) });
    places.after(() => database.close());
    const shares: number[] = [];
    const follower = await startFollower({ log, database, onProgress: ({ share }) => shares.push(share) });
    places.after(() => follower.close());
    expect(follower.position()).toBe(end);
    expect(shares).toEqual([1]);
  });

  it('tells whoever waits for a position when it can be read', async () => {
    const { log, database, follower } = await readModelsOf([], places);
    const waits = Promise.all([follower.waitFor('3' as Position), follower.waitFor(end)]);
    await fill(log, events);
    await waits;
    expect(database.position()).toBe(end);
    await follower.waitFor('1' as Position, { timeoutMs: 0 });
  });

  it('tells what it has applied last, of what it applied itself', async () => {
    const { log, database, follower } = await readModelsOf(events.slice(0, 10), places);
    const tenth = events[9] as Recorded;
    expect(follower.lastApplied()).toEqual({ position: tenth.position, recordedAt: tenth.meta.recordedAt });
    expect(follower.applied()).toBe(10);
    const next = await startFollower({ log, database });
    places.after(() => next.close());
    expect(next.lastApplied()).toBeUndefined();
    expect(next.applied()).toBe(10);
  });

  it('waits for a bounded time, and then says how far it is', async () => {
    const { follower } = await readModelsOf(events, places);
    const error = await follower.waitFor(beyond, { timeoutMs: 5 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReadModelBehind);
    expect(error).toMatchObject({ asked: beyond, position: end });
    expect((error as ReadModelBehind).waitedMs).toBeGreaterThanOrEqual(4);
  });

  it('stops waiting when the caller gives up', async () => {
    const { follower } = await readModelsOf(events, places);
    const abort = new AbortController();
    const wait = follower.waitFor(beyond, { signal: abort.signal });
    abort.abort(new Error('gone'));
    await expect(wait).rejects.toThrow('gone');
    await expect(follower.waitFor(beyond, { signal: abort.signal })).rejects.toThrow('gone');
  });

  it('leaves nobody waiting when it is closed', async () => {
    const { follower } = await readModelsOf(events, places);
    const wait = follower.waitFor(beyond);
    const [outcome] = await Promise.allSettled([wait, follower.close()]);
    expect(outcome?.status).toBe('rejected');
  });

  it('tells listeners of every event once, in order, after it can be read', async () => {
    const { log, database, follower } = await readModelsOf(events.slice(0, 10), places);
    const batches: (AppliedBatch & { readable: Position | undefined })[] = [];
    const stop = follower.onApplied((batch) => batches.push({ ...batch, readable: database.position() }));
    await fill(log, events.slice(10, 40));
    await follower.waitFor(String(40) as Position);
    stop();
    await fill(log, events.slice(40));
    await follower.waitFor(end);
    expect(batches.flatMap((batch) => batch.events.map(({ id }) => id))).toEqual(
      events.slice(10, 40).map(({ id }) => id),
    );
    expect(batches[0]?.firstSequence).toBe(10);
    expect(batches.every(({ position, readable }) => position === readable)).toBe(true);
  });

  it('is not stopped by a listener that fails', async () => {
    const { log, follower } = await readModelsOf([], places);
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    places.after(() => warned.mockRestore());
    let told = 0;
    follower.onApplied(() => {
      throw new Error('broken');
    });
    follower.onApplied(({ events: batch }) => {
      told += batch.length;
    });
    await fill(log, events);
    await follower.waitFor(end);
    expect(told).toBe(events.length);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('broken'));
  });

  it('builds the database anew when it turns out to be damaged', async () => {
    const { log, database, follower } = await readModelsOf(events.slice(0, 10), places);
    const [path, warned] = [database.path, vi.spyOn(process, 'emitWarning').mockImplementation(() => {})];
    const apply = vi.spyOn(database, 'apply').mockImplementationOnce(() => {
      throw new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT');
    });
    places.after(() => {
      warned.mockRestore();
      apply.mockRestore();
    });
    await fill(log, events.slice(10));
    await follower.waitFor(end);
    expect(database.path).not.toBe(path);
    expect(database.applied()).toBe(events.length);
  });
});
