import type { EventMeta, Position, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';

/** An event before the log has given it a place. `id` is a UUID, derived from the command so that a repeat is the same event. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly meta: EventMeta;
  /** What the command said, on the first event of a decision: recorded sealed, so that the decision can be replayed. */
  readonly said?: unknown;
  /** Ciphertexts of what `meta.sealed` names, base64url; made by the sealing, and only there in a raw log. */
  readonly sealed?: readonly string[];
}

/** What the writer believes of the stream: its last revision, that it is empty, that it is not, or nothing at all. */
export type ExpectedRevision = number | 'no-stream' | 'stream-exists' | 'any';

export interface Appended {
  /** Revision of the last event appended. */
  readonly revision: number;
  /** Position of the last event appended. */
  readonly position: Position;
  /** True if these very events were there already, and nothing was written. */
  readonly repeated: boolean;
}

export interface Subscription {
  /** Stops delivery; resolves when the last delivered batch has been handled. */
  close(): Promise<void>;
}

/**
 * The truth: streams of immutable events in one total order. Every adapter passes `tests/log/contract.ts`.
 *
 * An append is acknowledged only when it is durable. Appending the same event ids at the same
 * place again succeeds at the original revision, whatever the expected revision says now; some of them
 * there and some not, or there at another place, is an `AppendMismatch`.
 */
export interface EventLog {
  /**
   * At least one event; none is a TypeError.
   * @throws {WrongExpectedRevision} @throws {AppendMismatch} @throws {LogUnavailable}
   */
  append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended>;
  /** Up to `limit` (all by default) events of one stream in order, from a revision (0 by default); none if it does not exist. */
  readStream(stream: StreamName, fromRevision?: number, limit?: number): Promise<readonly Recorded[]>;
  /** Up to `limit` events after a position (from the beginning if undefined), in log order. */
  readAll(after: Position | undefined, limit: number): Promise<readonly Recorded[]>;
  /** Position of the last event; undefined while the log is empty. */
  head(): Promise<Position | undefined>;
  /**
   * Delivers every event after a position, in order and in batches, then live ones as they are recorded.
   * The next batch waits until `handle` has resolved; if it throws, the batch is delivered again. `handle` must not
   * await the `close()` of its own subscription.
   */
  subscribe(after: Position | undefined, handle: (batch: readonly Recorded[]) => void | Promise<void>): Subscription;
  /** Lets what is under way end; after it everything is `LogUnavailable`. */
  close(): Promise<void>;
}

/** The stream is not where the writer believed it to be; `actual` is its last revision, or 'no-stream'. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: StreamName,
    readonly expected: ExpectedRevision,
    readonly actual: number | 'no-stream',
  ) {
    super(`Stream ${stream} is at ${actual}, not at ${expected}.`);
    this.name = 'WrongExpectedRevision';
  }
}

/** An event id of this append is in the log already, but not as this append would have it. */
export class AppendMismatch extends Error {
  constructor(
    readonly stream: StreamName,
    readonly eventId: string,
  ) {
    super(`Event ${eventId} is already in the log, elsewhere or with other events than this append to ${stream}.`);
    this.name = 'AppendMismatch';
  }
}

/** The log could not be reached. `outcome` says whether the events may have been recorded all the same. */
export class LogUnavailable extends Error {
  constructor(
    readonly outcome: 'nothing-recorded' | 'unknown',
    cause: unknown,
  ) {
    super(`The event log is unavailable (${outcome}).`, { cause });
    this.name = 'LogUnavailable';
  }
}

/** Orders two positions: negative if `a` comes first. A position is one or two decimal numbers joined by `/`. */
export const comparePositions = (a: Position, b: Position): number => {
  if (a === b) return 0;
  const [left = [], right = []] = [a, b].map((position) => position.split('/').map(BigInt));
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0n) - (right[i] ?? 0n);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
};

/** About how much of a log that ends at `head` lies up to a position, from 0 to 1: a position's first number grows with it. */
export const shareOf = (position: Position | undefined, head: Position | undefined): number => {
  const [done = 0, all = 0] = [position, head].map((item) => Number(item?.split('/')[0] ?? 0));
  return all === 0 ? 1 : Math.min(done / all, 1);
};
