import { setTimeout as delay } from 'node:timers/promises';
import type { Position, Recorded } from '../../domain/event.ts';
import type { EventLog } from '../../log/event-log.ts';
import { batchSize } from '../../log/subscriptions.ts';

interface Following {
  readonly log: EventLog;
  readonly after: Position | undefined;
  /** Adds a batch to the tree; false ends it all. */
  readonly take: (batch: readonly Recorded[]) => boolean;
  readonly gatherMs: number;
}

/**
 * Gives every event of the log to the tree as it is recorded. After a batch that was not full the next one gathers for a
 * while, so that a busy log is not held up by a head, and a wait for the disk, of every single event.
 */
export const follow = ({ log, after, take, gatherMs }: Following): { close(): Promise<void> } => {
  const closing = new AbortController();
  let ended = false;
  const subscription = log.subscribe(after, async (batch) => {
    if (ended) return;
    if (!take(batch)) {
      ended = true;
      // Not awaited: it resolves when this very batch is handled.
      void subscription.close();
      return;
    }
    if (batch.length < batchSize) {
      await delay(gatherMs, undefined, { ref: false, signal: closing.signal }).catch(() => {});
    }
  });
  return {
    async close() {
      closing.abort();
      await subscription.close();
    },
  };
};
