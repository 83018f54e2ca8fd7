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

/**
 * The next events after a position, at most `batchSize` of them; none if there are no more yet. It may also wait for
 * them, until the signal says that nobody does any more.
 */
export type Next = (
  after: Position | undefined,
  signal: AbortSignal,
) => readonly Recorded[] | Promise<readonly Recorded[]>;

const warn = (error: unknown): void =>
  process.emitWarning(`A batch of events will be delivered again: ${error instanceof Error ? error.message : error}`);

/**
 * The subscriptions of one log. Each asks for what comes after its own position, as far behind as it may be, and
 * sleeps when there is nothing; so catching up and being live are one path, and no subscriber slows another or the log.
 */
export class Subscriptions {
  readonly #open = new Set<Delivery>();
  readonly #next: (after: number) => readonly Recorded[];
  readonly #options: DeliveryOptions;

  constructor(next: (after: number) => readonly Recorded[], options: DeliveryOptions) {
    this.#next = next;
    this.#options = options;
  }

  /** @throws {TypeError} if the position is not a whole number */
  start(after: Position | undefined, handle: Handle): Subscription {
    numberOf(after);
    const delivery = new Delivery((position) => this.#next(numberOf(position)), handle, this.#options);
    this.#open.add(delivery);
    delivery.run(after).finally(() => this.#open.delete(delivery));
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

/** One subscription: hands over batch after batch, each until it is handled, and goes on whatever fails. */
export class Delivery implements Subscription {
  readonly #next: Next;
  readonly #handle: Handle;
  readonly #options: Required<DeliveryOptions>;
  readonly #closing = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #wake = (): void => {};

  constructor(next: Next, handle: Handle, { redeliverAfterMs = 50, onDeliveryFailure = warn }: DeliveryOptions) {
    this.#next = next;
    this.#handle = handle;
    this.#options = { redeliverAfterMs, onDeliveryFailure };
  }

  run(after: Position | undefined): Promise<void> {
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

  async #deliver(start: Position | undefined): Promise<void> {
    let after = start;
    let batch: readonly Recorded[] = [];
    let failures = 0;
    // The first batch comes after `subscribe` has returned, so that a handler can use its subscription; and a turn
    // of the event loop lies between any two batches, so that a long history starves nobody.
    await nextTurn();
    while (!this.#closing.signal.aborted) {
      try {
        if (batch.length === 0) {
          const next = this.#next(after, this.#closing.signal);
          // Not awaited where it is there: news of the moment between would be missed.
          batch = next instanceof Promise ? await next : next;
        }
        const last = batch.at(-1);
        if (!last) {
          await this.#news();
          continue;
        }
        if (this.#closing.signal.aborted) return;
        await this.#handle(batch);
        after = last.position;
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
    if (this.#closing.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends early when the subscription is closed. Of several that failed together, each waits a little differently. */
  async #pause(failures: number): Promise<void> {
    const wait = this.#options.redeliverAfterMs * Math.min(2 ** failures, 100) * (0.5 + Math.random() / 2);
    await delay(wait, undefined, { ref: false, signal: this.#closing.signal }).catch(() => {});
  }
}
