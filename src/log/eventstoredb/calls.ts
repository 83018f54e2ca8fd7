import { setTimeout as delay } from 'node:timers/promises';
import type { StreamingRead } from '@eventstore/db-client';
import { LogUnavailable } from '../event-log.ts';
import { type Failure, failureOf, LogAccessDenied, NoAnswer, StreamRemoved } from './failures.ts';

/** A call of the client that failed. */
export class CallFailed extends Error {
  readonly failure: Failure;

  constructor(override readonly cause: unknown) {
    super('A call of the event store failed.');
    this.failure = failureOf(cause);
  }
}

/**
 * The client's own deadline begins when it has found a server, so there is a second one. What it cuts off may still reach
 * the server later.
 *
 * @throws {CallFailed}
 */
export const answered = async <Result>(call: () => Promise<Result>, withinMs: number): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(withinMs)), withinMs);
  });
  try {
    return await Promise.race([call(), late]);
  } catch (error) {
    throw new CallFailed(error);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Reads until `take` says that it is enough, or there is no more. The client has no deadlines for reads: here one runs
 * from event to event, so that a long read takes the time it needs.
 *
 * @throws {CallFailed} and whatever `take` throws
 */
export const readUntil = <Event>(
  open: () => StreamingRead<Event>,
  take: (event: Event) => 'ENOUGH' | undefined,
  withinMs: number,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const stream = open();
    const timer = setTimeout(() => end(() => reject(new CallFailed(new NoAnswer(withinMs)))), withinMs);
    let ended = false;
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      settle();
      stream.cancel().catch(() => {});
    };
    stream.on('data', (event) => {
      if (ended) return;
      timer.refresh();
      try {
        if (take(event) === 'ENOUGH') end(resolve);
      } catch (error) {
        end(() => reject(error));
      }
    });
    stream.on('end', () => end(resolve));
    // Listens for good: an error after the end would otherwise end the process.
    stream.on('error', (error) => end(() => reject(new CallFailed(error))));
  });

/** How often a call is repeated. */
export interface Patience {
  /** Milliseconds for all attempts together. */
  readonly forMs: number;
  /** Milliseconds before the first repeat; doubled each time up to 100 times, and shortened at random by up to a half. */
  readonly pauseMs: number;
  readonly onRetry: (error: unknown) => void;
  /** Given when nothing is to be repeated any more. */
  readonly signal: AbortSignal;
}

/** The attempts at one thing, and what they came to. */
export class Attempts {
  readonly #patience: Patience;
  readonly #until: number;
  #failures = 0;
  #conflicts = 0;
  /** Whether one of them may have been carried out, though no answer came. */
  reached = false;

  constructor(patience: Patience) {
    this.#patience = patience;
    this.#until = performance.now() + patience.forMs;
  }

  /**
   * Waits before the next attempt.
   * @throws what the last one threw, as an error of the port, if another one does not help or comes too late
   */
  async afterFailure(error: unknown): Promise<void> {
    if (!(error instanceof CallFailed)) throw error;
    const { failure, cause } = error;
    if (failure.kind === 'DENIED') throw new LogAccessDenied(this.#outcome, cause);
    if (failure.kind === 'REMOVED') throw new StreamRemoved(failure.stream);
    const { signal, onRetry } = this.#patience;
    const unavailable = new LogUnavailable(this.#outcome, cause);
    const pause = this.#pauseAfter(failure);
    if (signal.aborted || performance.now() + pause > this.#until) throw unavailable;
    await delay(pause, undefined, { signal }).catch(() => {
      throw unavailable;
    });
    onRetry(cause);
  }

  /** Whoever was there first can mostly be read already; if not, the server sees it before others do. */
  #pauseAfter({ kind }: Failure): number {
    const factor = kind === 'WRONG_REVISION' ? Math.min(this.#conflicts++, 1) : Math.min(2 ** this.#failures++, 100);
    return this.#patience.pauseMs * factor * (0.5 + Math.random() / 2);
  }

  get #outcome(): LogUnavailable['outcome'] {
    return this.reached ? 'unknown' : 'nothing-recorded';
  }
}
