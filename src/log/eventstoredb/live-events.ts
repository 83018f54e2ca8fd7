import { type AllStreamSubscription, type EventStoreDBClient, excludeSystemEvents, START } from '@eventstore/db-client';
import type { Position, Recorded } from '../../domain/event.ts';
import { comparePositions, LogUnavailable } from '../event-log.ts';
import { batchSize, type Next } from '../subscriptions.ts';
import { isSystemEvent, recordedOf, UnreadableStoredEvent } from './codec.ts';
import { NoAnswer } from './failures.ts';
import { serverPositionOf } from './position.ts';

/**
 * The events after a position as the server sends them, for one `Delivery`. When the server's stream fails or ends, the
 * next call begins a new one, after the last event that was handled.
 *
 * The server's checkpoints are not looked at: they tell of events that may not have been handled yet, and the one of a
 * log without events is the end of all positions.
 */
export const liveEvents = (client: EventStoreDBClient, withinMs: number): { next: Next; close(): void } => {
  let feed: Feed | undefined;
  const end = (): void => {
    feed?.close();
    feed = undefined;
  };
  return {
    async next(after, signal) {
      feed ??= new Feed(client, after, withinMs);
      try {
        return await feed.take(after, signal);
      } catch (error) {
        end();
        throw error;
      }
    },
    close: end,
  };
};

/** Milliseconds for which events of the past may wait for others of their batch. */
const fillingMs = 25;

/** One stream of the server's. */
class Feed {
  readonly #stream: AllStreamSubscription;
  readonly #confirmation: NodeJS.Timeout;
  #failure: unknown;
  #isBehind = true;
  #wake = (): void => {};

  constructor(client: EventStoreDBClient, after: Position | undefined, withinMs: number) {
    this.#stream = client.subscribeToAll(
      {
        fromPosition: after === undefined ? START : serverPositionOf(after),
        filter: excludeSystemEvents({ maxSearchWindow: batchSize }),
        requiresLeader: true,
      },
      // As many as a batch holds; then the server waits.
      { highWaterMark: batchSize },
    );
    // Once it is confirmed, the client's keepalive notices when the server is gone.
    this.#confirmation = setTimeout(() => this.#fail(new NoAnswer(withinMs)), withinMs);
    this.#stream
      .on('confirmation', () => clearTimeout(this.#confirmation))
      .on('caughtUp', () => {
        this.#isBehind = false;
        this.#wake();
      })
      .on('readable', () => this.#wake())
      .on('end', () => this.#fail(new Error('The event store ended the subscription.')))
      .on('error', (error) => this.#fail(error));
  }

  /** What has arrived, as soon as there is something; nothing once the signal is given. */
  async take(after: Position | undefined, signal: AbortSignal): Promise<readonly Recorded[]> {
    const wake = (): void => this.#wake();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        const batch = this.#arrived(after);
        if (batch.length > 0) return await this.#filled(batch, signal);
        if (this.#failure instanceof UnreadableStoredEvent) throw this.#failure;
        if (this.#failure !== undefined) throw new LogUnavailable('nothing-recorded', this.#failure);
        await this.#news();
      }
      return [];
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }

  /**
   * A history comes in crumbs of two or three events, and each batch costs its handler a transaction: while there is more
   * to come, a batch is filled, for a moment at most. Servers before 23.10 do not say when there is no more.
   */
  async #filled(batch: Recorded[], signal: AbortSignal): Promise<readonly Recorded[]> {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      this.#wake();
    }, fillingMs);
    while (this.#isBehind && !isOver && batch.length < batchSize && this.#failure === undefined && !signal.aborted) {
      await this.#news();
      batch.push(...this.#arrived(batch.at(-1)?.position, batchSize - batch.length));
    }
    clearTimeout(timer);
    return batch;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #arrived(after: Position | undefined, most = batchSize): Recorded[] {
    const batch: Recorded[] = [];
    let last = after;
    // What cannot be read is not passed over; what is before it is delivered.
    while (batch.length < most && !(this.#failure instanceof UnreadableStoredEvent)) {
      const arrived = this.#stream.read();
      if (arrived === null) break;
      if (!arrived.event || isSystemEvent(arrived.event)) continue;
      try {
        const event = recordedOf(arrived.event);
        if (last !== undefined && comparePositions(event.position, last) <= 0) continue;
        batch.push(event);
        last = event.position;
      } catch (error) {
        this.#failure = error;
      }
    }
    return batch;
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }

  close(): void {
    clearTimeout(this.#confirmation);
    this.#stream.unsubscribe().catch(() => {});
    // Read to its end: the client does not let go of a stream before.
    this.#stream.removeAllListeners('readable').resume();
  }
}
