import type { AllStreamSubscription } from '@eventstore/db-client';
import { type Seen, seenOf } from './servers.ts';

/** A subscription as a test looks at it: what has come, in the order it came, and a way to wait for more. */
export class Following {
  /** `confirmation`, `caughtUp`, or an event. */
  readonly received: ('confirmation' | 'caughtUp' | Seen)[] = [];
  readonly #subscription: AllStreamSubscription;
  readonly #ended: Promise<unknown>;
  #waiting: { readonly isMet: () => boolean; readonly resolve: () => void }[] = [];

  constructor(subscription: AllStreamSubscription) {
    this.#subscription = subscription;
    subscription.on('confirmation', () => this.#take('confirmation'));
    subscription.on('caughtUp', () => this.#take('caughtUp'));
    subscription.on('data', ({ event }) => this.#take(seenOf(event)));
    this.#ended = new Promise((resolve) => {
      subscription.on('error', resolve);
      subscription.on('end', () => resolve('end'));
    });
  }

  get events(): Seen[] {
    return this.received.filter((one) => typeof one !== 'string');
  }

  /** The error the subscription ended with, or 'end'. */
  get ended(): Promise<unknown> {
    return this.#ended;
  }

  get timesCaughtUp(): number {
    return this.received.filter((one) => one === 'caughtUp').length;
  }

  async until(isMet: (following: Following) => boolean): Promise<void> {
    if (isMet(this)) return;
    await new Promise<void>((resolve) => this.#waiting.push({ isMet: () => isMet(this), resolve }));
  }

  async stop(): Promise<void> {
    await this.#subscription.unsubscribe();
  }

  #take(one: 'confirmation' | 'caughtUp' | Seen): void {
    this.received.push(one);
    for (const { isMet, resolve } of this.#waiting) if (isMet()) resolve();
  }
}
