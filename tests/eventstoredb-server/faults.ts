import { Hold } from './hold.ts';
import type { Endpoint } from './rpc-errors.ts';

export type When = 'before-commit' | 'after-commit';
export type Refusal = 'not-ready' | 'too-busy';

/** `cut`: the connection is gone; `end`: the server ends the call as if all were well; `unavailable`: an error of the call alone. */
export type SubscriptionEnd = 'cut' | 'end' | 'unavailable';

/** What an append meets with: its connection is cut, or it is answered as timed out, on this side of the commit or that. */
export interface AppendFault {
  readonly kind: 'cut' | 'time-out';
  readonly when: When;
}

interface RandomCuts {
  readonly before: number;
  readonly after: number;
  readonly next: () => number;
}

/** What a test tells the stand-in to do wrong. Everything goes right until it is told. */
export class Faults {
  #queue: AppendFault[] = [];
  #random: RandomCuts | undefined;
  #refusals: { readonly reason: Refusal; of: 'appends' | 'reads'; left: number }[] = [];
  #notLeader: { left: number; readonly leader: Endpoint | undefined } = { left: 0, leader: undefined };
  #denied: (stream: string) => boolean = () => false;
  #subscriptions: { readonly afterEvents: number; readonly how: SubscriptionEnd; left: number } | undefined;
  #holds = new Set<Hold>();
  #delayMs = 0;

  /** The next appends lose their connection, and with it everything else that goes over it. */
  dropNextAppends(when: When, count = 1): void {
    this.#queue.push(...Array.from({ length: count }, () => ({ kind: 'cut', when }) as const));
  }

  /**
   * The next appends are answered as timed out by the server (ABORTED; in a batch: Timeout).
   * The client cannot know whether they were written.
   */
  timeOutNextAppends(when: When, count = 1): void {
    this.#queue.push(...Array.from({ length: count }, () => ({ kind: 'time-out', when }) as const));
  }

  /**
   * From now on every append loses its connection with these probabilities (0 to 1). The same seed makes the same faults for the
   * same order of appends.
   */
  dropAppendsAtRandom({ before = 0, after = 0, seed }: { before?: number; after?: number; seed: number }): void {
    this.#random = { before, after, next: generator(seed) };
  }

  /** UNAVAILABLE, as from a node that is not ready or too busy; nothing is done. */
  refuse(of: 'appends' | 'reads', reason: Refusal = 'not-ready', count = Number.POSITIVE_INFINITY): void {
    this.#refusals.push({ of, reason, left: count });
  }

  /** The next appends, and reads that require the leader, are sent to `leader`; by default to the member that is leader. */
  answerNotLeader(count = 1, leader?: Endpoint): void {
    this.#notLeader = { left: count, leader };
  }

  /** Whoever asks for a stream of which this is true is denied access; `$all` stands for the whole log. */
  denyAccess(to: (stream: string) => boolean): void {
    this.#denied = to;
  }

  /** Every subscription ends after so many events have been sent to it: the next `times` ones. */
  dropSubscriptions({
    afterEvents,
    how = 'cut',
    times = 1,
  }: {
    afterEvents: number;
    how?: SubscriptionEnd;
    times?: number;
  }): void {
    this.#subscriptions = { afterEvents, how, left: times };
  }

  /** Whatever reaches this point waits until it is released; others wait with it. */
  hold(at: Hold['at']): Hold {
    const hold = new Hold(at, () => this.#holds.delete(hold));
    this.#holds.add(hold);
    return hold;
  }

  /** Answers to appends are so many milliseconds late. */
  delayAnswers(ms: number): void {
    this.#delayMs = ms;
  }

  /** All is well again; what is held goes on. */
  clear(): void {
    for (const hold of [...this.#holds]) hold.release();
    this.#queue = [];
    this.#random = undefined;
    this.#refusals = [];
    this.#notLeader = { left: 0, leader: undefined };
    this.#denied = () => false;
    this.#subscriptions = undefined;
    this.#delayMs = 0;
  }

  /** @internal the rest is asked by the stand-in */
  nextAppend(): AppendFault | undefined {
    const queued = this.#queue.shift();
    if (queued !== undefined || this.#random === undefined) return queued;
    const { before, after, next } = this.#random;
    const drawn = next();
    if (drawn < before) return { kind: 'cut', when: 'before-commit' };
    return drawn < before + after ? { kind: 'cut', when: 'after-commit' } : undefined;
  }

  nextRefusal(of: 'appends' | 'reads'): Refusal | undefined {
    const refusal = this.#refusals.find((one) => one.of === of && one.left > 0);
    if (refusal !== undefined) refusal.left--;
    return refusal?.reason;
  }

  nextNotLeader(): { readonly leader: Endpoint | undefined } | undefined {
    if (this.#notLeader.left <= 0) return undefined;
    this.#notLeader.left--;
    return this.#notLeader;
  }

  denies(stream: string): boolean {
    return this.#denied(stream);
  }

  /** How the subscription is to end that has been sent so many events; undefined: it goes on. */
  endOfSubscription(sent: number): SubscriptionEnd | undefined {
    const fault = this.#subscriptions;
    if (fault === undefined || fault.left <= 0 || sent < fault.afterEvents) return undefined;
    fault.left--;
    return fault.how;
  }

  async reached(at: Hold['at']): Promise<void> {
    for (const hold of this.#holds) if (hold.at === at) await hold.arrive();
    if (at === 'after-commit' && this.#delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#delayMs));
  }
}

/** mulberry32: numbers from 0 up to 1, the same ones for the same seed. */
const generator = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};
