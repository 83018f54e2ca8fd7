import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, Recorded } from '../domain/event.ts';
import type { Subscription } from './event-log.ts';
import { numberOf } from './row.ts';

/** Events in a delivered batch, at most. */
export const batchSize = 500;

export interface DeliveryOptions {
  /** Milliseconds before a batch whose handler failed is delivered again; doubled with each failure, up to 100 times. 50 by default. */
  readonly redeliverAfterMs?: number;
  /** Told of every delivery that failed. By default it becomes a warning of the process. */
  readonly onDeliveryFailure?: (error: unknown) => void;
}

export type Handle = (batch: readonly Recorded[]) => void | Promise<void>;

/** The next events after a position, at most `batchSize` of them; none if there are no more yet. */
type Next = (after: number) => readonly Recorded[];

const warn = (error: unknown): void =>
  process.emitWarning(`A batch of events will be delivered again: ${error instanceof Error ? error.message : error}`);

/**
 * The subscriptions of one log. Each asks for what comes after its own position, as far behind as it may be, and
 * sleeps when there is nothing; so catching up and being live are one path, and no subscriber slows another or the log.
 */
export class Subscriptions {
  readonly #open = new Set<Delivery>();
  readonly #next: Next;
  readonly #options: Required<DeliveryOptions>;

  constructor(next: Next, { redeliverAfterMs = 50, onDeliveryFailure = warn }: DeliveryOptions) {
    this.#next = next;
    this.#options = { redeliverAfterMs, onDeliveryFailure };
  }

  start(after: Position | undefined, handle: Handle): Subscription {
    const start = numberOf(after);
    const delivery = new Delivery(this.#next, handle, this.#options);
    this.#open.add(delivery);
    delivery.run(start).finally(() => this.#open.delete(delivery));
    return delivery;
  }

  /** There may be news. */
  wake(): void {
    for (const delivery of this.#open) delivery.wake();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((delivery) => delivery.close()));
  }
}

class Delivery implements Subscription {
  readonly #next: Next;
  readonly #handle: Handle;
  readonly #options: Required<DeliveryOptions>;
  readonly #closing = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #wake = (): void => {};

  constructor(next: Next, handle: Handle, options: Required<DeliveryOptions>) {
    this.#next = next;
    this.#handle = handle;
    this.#options = options;
  }

  run(after: number): Promise<void> {
    this.#running = this.#deliver(after);
    return this.#running;
  }

  wake(): void {
    this.#wake();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.wake();
    await this.#running;
  }

  async #deliver(start: number): Promise<void> {
    let after = start;
    let batch: readonly Recorded[] = [];
    let failures = 0;
    // The first batch comes after `subscribe` has returned, so that a handler can use its subscription; and a turn
    // of the event loop lies between any two batches, so that a long history starves nobody.
    await nextTurn();
    while (!this.#closing.signal.aborted) {
      try {
        if (batch.length === 0) batch = this.#next(after);
        const last = batch.at(-1);
        if (!last) {
          await this.#news();
          continue;
        }
        await this.#handle(batch);
        after = numberOf(last.position);
        batch = [];
        failures = 0;
        await nextTurn();
      } catch (error) {
        this.#options.onDeliveryFailure(error);
        await this.#pause(failures++);
      }
    }
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends early when the subscription is closed. */
  async #pause(failures: number): Promise<void> {
    const wait = this.#options.redeliverAfterMs * Math.min(2 ** failures, 100);
    await delay(wait, undefined, { ref: false, signal: this.#closing.signal }).catch(() => {});
  }
}
