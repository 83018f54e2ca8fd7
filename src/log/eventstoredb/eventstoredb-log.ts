import { setMaxListeners } from 'node:events';
import { ErrorType, NO_STREAM } from '@eventstore/db-client';
import type { Position, Recorded } from '../../domain/event.ts';
import type { StreamName } from '../../domain/ids.ts';
import {
  type Appended,
  type EventLog,
  type ExpectedRevision,
  LogUnavailable,
  type NewEvent,
  type Subscription,
} from '../event-log.ts';
import { keyedQueue } from '../keyed-queue.ts';
import { type Draft, draftsOf } from '../row.ts';
import { Delivery, type DeliveryOptions, type Handle } from '../subscriptions.ts';
import { type Append, judge, type Verdict } from '../verdict.ts';
import { Attempts, answered, CallFailed, type Patience } from './calls.ts';
import { type Connection, connect } from './client.ts';
import { storedOf } from './codec.ts';
import { AppendTooLarge, NoTurn, StreamRemoved } from './failures.ts';
import { type KnownStream, KnownStreams } from './known-streams.ts';
import { liveEvents } from './live-events.ts';
import { positionOf, serverPositionOf } from './position.ts';
import { Reads } from './reads.ts';

export interface EventStoreLogOptions extends DeliveryOptions {
  /** Milliseconds that the server has to answer one call, or to send the next event of a read. 5,000 by default. */
  readonly deadlineMs?: number;
  /** Milliseconds during which a call is repeated that got no answer. 15,000 by default. */
  readonly patienceMs?: number;
  /** Milliseconds before the first repeat; doubled each time, up to 100 times. 20 by default. */
  readonly pauseMs?: number;
  /** Told of every call that is about to be repeated. */
  readonly onRetry?: (error: unknown) => void;
}

/**
 * The log on an EventStoreDB server or cluster, version 22.6 or later, in a database of its own.
 *
 * Ids of events in other streams are not known to it: an append of an event that another stream holds is not refused.
 * When two processes append the same events to the same place at once, they are there once, but both may be told that
 * theirs were written (`repeated` is false): the server does not tell them apart.
 *
 * @param connectionString such as `esdb://user:password@host:2113`
 * @throws {UnusableConnectionString}
 */
export const openEventStoreLog = (connectionString: string, options: EventStoreLogOptions = {}): EventLog =>
  new EventStoreLog(connect(connectionString), options);

/**
 * Every append names the revision that it must find, so that the server takes it once, however often it is sent: when no
 * answer comes, the same events are sent again to the same place until one does. Appends to one stream take turns.
 *
 * Every call asks for the leader. A follower may be behind: a decision would rest on an old state, a repeat would not be
 * found, and who has just written would not find it. Subscriptions could follow a follower, but share the connection.
 */
class EventStoreLog implements EventLog {
  readonly #connection: Connection;
  readonly #deadlineMs: number;
  readonly #patience: Patience;
  readonly #delivery: DeliveryOptions;
  readonly #known = new KnownStreams();
  readonly #reads: Reads;
  readonly #inTurn = keyedQueue();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #deliveries = new Set<Delivery>();
  readonly #ending = new AbortController();
  /** When an append was last given up, by `performance.now`. */
  #lastGivenUp = Number.NEGATIVE_INFINITY;
  #closing: Promise<void> | undefined;

  constructor(connection: Connection, options: EventStoreLogOptions) {
    const { deadlineMs = 5_000, patienceMs = 15_000, pauseMs = 20, onRetry = () => {}, ...delivery } = options;
    this.#connection = connection;
    this.#reads = new Reads(connection.client, this.#known, deadlineMs);
    // Every call that waits to be repeated listens to it.
    setMaxListeners(0, this.#ending.signal);
    this.#deadlineMs = deadlineMs;
    this.#patience = { forMs: patienceMs, pauseMs, onRetry, signal: this.#ending.signal };
    this.#delivery = delivery;
  }

  async append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    this.#mustBeOpen();
    const append = { stream, drafts: draftsOf(events), expected };
    const asked = performance.now();
    return this.#tracked(this.#inTurn(stream, () => this.#append(append, asked)));
  }

  async readStream(
    stream: StreamName,
    fromRevision = 0,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<readonly Recorded[]> {
    this.#mustBeOpen();
    return this.#tracked(this.#patiently(() => this.#reads.stream(stream, fromRevision, limit)));
  }

  async readAll(after: Position | undefined, limit: number): Promise<readonly Recorded[]> {
    this.#mustBeOpen();
    if (after !== undefined) serverPositionOf(after);
    return this.#tracked(this.#patiently(() => this.#reads.all(after, limit)));
  }

  async head(): Promise<Position | undefined> {
    this.#mustBeOpen();
    return this.#tracked(this.#patiently(() => this.#reads.head()));
  }

  subscribe(after: Position | undefined, handle: Handle): Subscription {
    this.#mustBeOpen();
    if (after !== undefined) serverPositionOf(after);
    const { next, close } = liveEvents(this.#connection.client, this.#deadlineMs);
    const delivery = new Delivery(next, handle, this.#delivery);
    this.#deliveries.add(delivery);
    delivery.run(after).finally(() => {
      close();
      this.#deliveries.delete(delivery);
    });
    return delivery;
  }

  /** What was begun before is answered first, but not repeated any more; then the subscriptions finish their batch. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#underWay);
    await Promise.all([...this.#deliveries].map((delivery) => delivery.close()));
    this.#connection.close();
  }

  async #append(append: Append, asked: number): Promise<Appended> {
    // In an outage, a queue does not outlast the patience of those in it.
    const waitedLong = performance.now() - asked > this.#patience.forMs;
    if (waitedLong && this.#lastGivenUp > asked) throw new LogUnavailable('nothing-recorded', new NoTurn());
    try {
      return await this.#patiently((attempts) => this.#attempt(append, attempts));
    } catch (error) {
      if (error instanceof LogUnavailable) this.#lastGivenUp = performance.now();
      throw error;
    }
  }

  async #attempt(append: Append, attempts: Attempts): Promise<Appended> {
    const verdict = await this.#judged(append);
    if (verdict instanceof Error) throw verdict;
    if (!('repeated' in verdict)) return this.#write(append, verdict.nextRevision, attempts);
    const position = await this.#reads.positionAt(append.stream, verdict.revision);
    // What an attempt of this very append has written is no repeat.
    return { revision: verdict.revision, position, repeated: !attempts.reached };
  }

  /** A refusal is given only on what the stream holds now; for the rest it is enough to know as far as is expected. */
  async #judged(append: Append): Promise<Verdict> {
    const { stream, expected } = append;
    const remembered = this.#known.get(stream);
    if (remembered && !remembered.doubtful && !(typeof expected === 'number' && expected > remembered.last)) {
      const verdict = judge(append, remembered);
      if (!(verdict instanceof Error)) return verdict;
    }
    return judge(append, await this.#refreshed(stream));
  }

  async #refreshed(stream: StreamName): Promise<KnownStream> {
    const from = (this.#known.get(stream)?.last ?? -1) + 1;
    await this.#reads.stream(stream, from, Number.POSITIVE_INFINITY);
    const known = this.#known.get(stream) ?? (await this.#refreshed(stream));
    known.doubtful = false;
    return known;
  }

  async #write({ stream, drafts }: Append, nextRevision: number, attempts: Attempts): Promise<Appended> {
    try {
      const { revision, position } = await this.#send(stream, drafts, nextRevision);
      this.#known.learn(
        stream,
        nextRevision,
        drafts.map(({ id }, i) => ({ id, revision: nextRevision + i })),
      );
      return { revision, position: position ?? (await this.#reads.positionAt(stream, revision)), repeated: false };
    } catch (error) {
      this.#known.doubt(stream);
      if (!(error instanceof CallFailed)) throw error;
      const { failure, cause } = error;
      if (failure.kind === 'TOO_LARGE') throw tooLarge(stream, cause);
      attempts.reached ||= failure.kind === 'LOST' && failure.reached;
      throw error;
    }
  }

  /** @throws {CallFailed} @throws {StreamRemoved} */
  async #send(
    stream: StreamName,
    drafts: readonly Draft[],
    nextRevision: number,
  ): Promise<{ readonly revision: number; readonly position: Position | undefined }> {
    const { success, nextExpectedRevision, position } = await answered(
      () =>
        this.#connection.client.appendToStream(stream, drafts.map(storedOf), {
          expectedRevision: nextRevision === 0 ? NO_STREAM : BigInt(nextRevision - 1),
          requiresLeader: true,
          deadline: this.#deadlineMs,
        }),
      2 * this.#deadlineMs,
    );
    // Only where the connection string has the client not throw.
    if (!success) throw new CallFailed({ type: ErrorType.WRONG_EXPECTED_VERSION });
    const revision = nextRevision + drafts.length - 1;
    // To the server a deleted stream is none, and goes on behind what was removed.
    if (nextExpectedRevision !== BigInt(revision)) throw new StreamRemoved(stream);
    return { revision, position: positionOf(position) };
  }

  async #patiently<Result>(call: (attempts: Attempts) => Promise<Result>): Promise<Result> {
    for (const attempts = new Attempts(this.#patience); ; ) {
      try {
        return await call(attempts);
      } catch (error) {
        await attempts.afterFailure(error);
      }
    }
  }

  #tracked<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }

  #mustBeOpen(): void {
    if (this.#closing) throw new LogUnavailable('nothing-recorded', new Error('The log is closed.'));
  }
}

const tooLarge = (stream: StreamName, cause: unknown): AppendTooLarge =>
  new AppendTooLarge(stream, (cause as { readonly maxAppendSize?: number }).maxAppendSize);
