import { type AllStreamSubscription, type EventStoreDBClient, excludeSystemEvents, START } from '@eventstore/db-client';
import type { Position, Recorded } from '../../domain/event.ts';
import { comparePositions, LogUnavailable } from '../event-log.ts';
import { batchSize, type Next } from '../subscriptions.ts';
import { isSystemEvent, recordedOf } from './codec.ts';
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

/** One stream of the server's. */
class Feed {
  readonly #stream: AllStreamSubscription;
  readonly #confirmation: NodeJS.Timeout;
  #failure: unknown;
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
        if (batch.length > 0) return batch;
        if (this.#failure !== undefined) throw new LogUnavailable('nothing-recorded', this.#failure);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      return [];
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }

  #arrived(after: Position | undefined): readonly Recorded[] {
    const batch: Recorded[] = [];
    let last = after;
    while (batch.length < batchSize) {
      const arrived = this.#stream.read();
      if (arrived === null) break;
      if (!arrived.event || isSystemEvent(arrived.event)) continue;
      const event = recordedOf(arrived.event);
      if (last !== undefined && comparePositions(event.position, last) <= 0) continue;
      batch.push(event);
      last = event.position;
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
