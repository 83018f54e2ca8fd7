import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  type ResolvedEvent,
  START,
  type StreamingRead,
} from '@eventstore/db-client';
import type { Position, Recorded } from '../../domain/event.ts';
import type { StreamName } from '../../domain/ids.ts';
import { CallFailed, readUntil } from './calls.ts';
import { isSystemEvent, recordedOf } from './codec.ts';
import { StreamRemoved } from './failures.ts';
import type { KnownStreams } from './known-streams.ts';
import { serverPositionOf } from './position.ts';

type ReadEvent = Pick<ResolvedEvent, 'event'>;

/** Reads of events of Laurel's, each tried once. What is read of a stream is known from then on. */
export class Reads {
  readonly #client: EventStoreDBClient;
  readonly #known: KnownStreams;
  readonly #deadlineMs: number;

  constructor(client: EventStoreDBClient, known: KnownStreams, deadlineMs: number) {
    this.#client = client;
    this.#known = known;
    this.#deadlineMs = deadlineMs;
  }

  /** @throws {CallFailed} */
  all(after: Position | undefined, limit: number): Promise<readonly Recorded[]> {
    const fromPosition = after === undefined ? START : serverPositionOf(after);
    // The server reads from a position on, the event at it included.
    const isNew = (event: Recorded): boolean => event.position !== after;
    return this.#read(() => this.#client.readAll({ fromPosition, requiresLeader: true }), limit, isNew);
  }

  /** @throws {CallFailed} */
  async head(): Promise<Position | undefined> {
    const backwards = { direction: BACKWARDS, fromPosition: END, requiresLeader: true } as const;
    const [last] = await this.#read(() => this.#client.readAll(backwards), 1);
    return last?.position;
  }

  /** @throws {CallFailed} @throws {StreamRemoved} */
  async stream(stream: StreamName, fromRevision: number, limit: number): Promise<readonly Recorded[]> {
    const isKnown = (this.#known.get(stream)?.last ?? -1) >= 0;
    const options = {
      fromRevision: BigInt(fromRevision),
      requiresLeader: true,
      ...(Number.isFinite(limit) && { maxCount: limit }),
    };
    const events = await this.#read(() => this.#client.readStream(stream, options), limit).catch((error: unknown) => {
      if (!(error instanceof CallFailed) || error.failure.kind !== 'NOT_FOUND') throw error;
      if (isKnown) throw new StreamRemoved(stream);
      return [];
    });
    if (events.some(({ revision }, i) => revision !== fromRevision + i)) throw new StreamRemoved(stream);
    this.#known.learn(stream, fromRevision, events);
    return events;
  }

  /** @throws {CallFailed} @throws {StreamRemoved} */
  async positionAt(stream: StreamName, revision: number): Promise<Position> {
    const [event] = await this.stream(stream, revision, 1);
    if (!event) throw new CallFailed(new Error(`Revision ${revision} of ${stream} cannot be read.`));
    return event.position;
  }

  /** Up to a number of events that are wanted. @throws {CallFailed} */
  async #read(
    open: () => StreamingRead<ReadEvent>,
    limit: number,
    wanted: (event: Recorded) => boolean = () => true,
  ): Promise<readonly Recorded[]> {
    const events: Recorded[] = [];
    if (limit <= 0) return events;
    const take = ({ event }: ReadEvent): 'ENOUGH' | undefined => {
      if (!event || isSystemEvent(event)) return undefined;
      const recorded = recordedOf(event);
      if (wanted(recorded)) events.push(recorded);
      return events.length >= limit ? 'ENOUGH' : undefined;
    };
    await readUntil(open, take, this.#deadlineMs);
    return events;
  }
}
