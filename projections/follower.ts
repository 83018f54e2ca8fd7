import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, Recorded } from '../src/domain/event.ts';
import { comparePositions, type EventLog } from '../src/log/event-log.ts';
import { type OnProgress, watch } from './build-progress.ts';
import type { ReadDatabase } from './read-database.ts';
import { isDamage } from './read-file.ts';

/** Events that have just become visible to queries. */
export interface AppliedBatch {
  readonly events: readonly Recorded[];
  /** Of the last of them. */
  readonly position: Position;
  /** Sequence of the first of them. */
  readonly firstSequence: number;
}

export interface WaitBounds {
  /** 5,000 by default. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Keeps the read models level with the log. */
export interface Follower {
  position(): Position | undefined;
  /** How many events the read models show. */
  applied(): number;
  /** The last event that this process has applied since it follows, and when it was recorded; undefined before the first. */
  lastApplied(): { readonly position: Position; readonly recordedAt: string } | undefined;
  /**
   * Resolves when the read models show the log up to a position.
   *
   * @throws {ReadModelBehind} after the timeout
   * @throws the signal's reason
   */
  waitFor(position: Position, bounds?: WaitBounds): Promise<void>;
  /** Calls back after each batch, in order; returns how to stop. What a listener throws becomes a warning. */
  onApplied(listener: (batch: AppliedBatch) => void): () => void;
  /** Finishes the batch at hand; whoever waits is told that it is in vain. The database stays open. */
  close(): Promise<void>;
}

/** The read models did not reach a position in time. What was recorded is safe; only reading lags. */
export class ReadModelBehind extends Error {
  constructor(
    /** Asked for, and reached. */
    readonly asked: Position,
    readonly position: Position | undefined,
    readonly waitedMs: number,
    /** Milliseconds since anything was applied last. */
    readonly idleMs: number,
  ) {
    super(
      `The read models are at position ${position ?? 'none'}, not yet at ${asked}, after ${waitedMs} ms; ` +
        `the last event was applied ${idleMs} ms ago.`,
    );
    this.name = 'ReadModelBehind';
  }
}

const catchUpBatch = 5000;

interface Waiting {
  readonly position: Position;
  resolve(): void;
  reject(error: unknown): void;
}

interface FollowerOptions {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  /** Told how catching up goes, at the start. */
  readonly onProgress?: OnProgress | undefined;
}

/** Applies what the log holds by now, then goes on with every event as it is recorded. */
export const startFollower = async ({ log, database, onProgress }: FollowerOptions): Promise<Follower> => {
  let newest = await catchUp(log, database, onProgress);

  const listeners = new Set<(batch: AppliedBatch) => void>();
  const waiting = new Set<Waiting>();
  let appliedAt = performance.now();

  const isThere = (position: Position): boolean => {
    const at = database.position();
    return at !== undefined && comparePositions(position, at) <= 0;
  };

  const apply = async (batch: readonly Recorded[]): Promise<void> => {
    const events = batch.filter(({ position }) => !isThere(position));
    const last = events.at(-1);
    if (!last) return;
    const firstSequence = database.applied();
    try {
      database.apply(events);
    } catch (error) {
      // Delivered again by the log, to the new file.
      if (isDamage(error)) await database.rebuild();
      throw error;
    }
    appliedAt = performance.now();
    newest = last;
    for (const waiter of waiting) if (isThere(waiter.position)) waiter.resolve();
    for (const listener of listeners) tell(listener, { events, position: last.position, firstSequence });
  };

  const subscription = log.subscribe(database.position(), apply);

  return {
    position: () => database.position(),
    applied: () => database.applied(),
    lastApplied: () => newest && { position: newest.position, recordedAt: newest.meta.recordedAt },

    waitFor(position, { timeoutMs = 5000, signal } = {}) {
      if (isThere(position)) return Promise.resolve();
      const began = performance.now();
      return new Promise<void>((resolve, reject) => {
        signal?.throwIfAborted();
        const settle = (act: () => void) => () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', aborted);
          waiting.delete(waiter);
          act();
        };
        const behind = () => {
          const now = performance.now();
          return new ReadModelBehind(
            position,
            database.position(),
            Math.round(now - began),
            Math.round(now - appliedAt),
          );
        };
        const waiter: Waiting = {
          position,
          resolve: settle(resolve),
          reject: (error) => settle(() => reject(error))(),
        };
        const aborted = () => waiter.reject(signal?.reason);
        const timer = setTimeout(() => waiter.reject(behind()), timeoutMs);
        signal?.addEventListener('abort', aborted);
        waiting.add(waiter);
      });
    },

    onApplied(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },

    async close() {
      await subscription.close();
      for (const waiter of waiting) waiter.reject(new Error('The follower of the log is closed.'));
    },
  };
};

/** Answers with the last event it applied. */
const catchUp = async (
  log: EventLog,
  database: ReadDatabase,
  onProgress: OnProgress | undefined,
): Promise<Recorded | undefined> => {
  let last: Recorded | undefined;
  const { progress } = watch(database, await log.head());
  for (;;) {
    const events = await log.readAll(database.position(), catchUpBatch);
    if (events.length === 0) return last;
    database.apply(events);
    last = events.at(-1);
    onProgress?.(progress(database));
    await nextTurn();
  }
};

const tell = (listener: (batch: AppliedBatch) => void, batch: AppliedBatch): void => {
  try {
    listener(batch);
  } catch (error) {
    process.emitWarning(`A listener of applied events failed: ${error instanceof Error ? error.message : error}`);
  }
};
