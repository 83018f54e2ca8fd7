import type { StreamName } from '../../domain/ids.ts';
import type { Ledger } from '../verdict.ts';

/** What is remembered at once: about 30 MB. A single stream is, however long: whoever decides on it holds more of it. */
const mostStreams = 10_000;
const mostEvents = 200_000;

/** Which events a stream is known to hold, from its first one on. There may be more of them by now. */
export class KnownStream implements Ledger {
  readonly #stream: StreamName;
  readonly #revisions = new Map<string, number>();
  #last = -1;
  /** An append of this process may have come further than is known. */
  doubtful = false;

  constructor(stream: StreamName) {
    this.#stream = stream;
  }

  /** Revision of the last known event; -1 while none is known. */
  get last(): number {
    return this.#last;
  }

  /** Events in order, as they were read or appended; those after a gap are not taken. */
  learn(events: readonly { readonly id: string; readonly revision: number }[]): void {
    for (const { id, revision } of events) {
      if (revision !== this.#last + 1) continue;
      this.#revisions.set(id, revision);
      this.#last = revision;
    }
  }

  lastRevisionOf(): number | 'no-stream' {
    return this.#last < 0 ? 'no-stream' : this.#last;
  }

  /** The position is not remembered. */
  placeOf(eventId: string): ReturnType<Ledger['placeOf']> {
    const revision = this.#revisions.get(eventId);
    return revision === undefined ? undefined : { stream: this.#stream, revision, position: Number.NaN };
  }
}

/**
 * EventStoreDB compares ids with those right after the expected revision only, and does not say that an append was a
 * repeat. Whether it is one is judged here, by what the stream holds. Whoever decides has just read the stream, so that
 * as a rule nothing has to be read for it.
 */
export class KnownStreams {
  /** The one learned of last at the end. */
  readonly #streams = new Map<StreamName, KnownStream>();
  #events = 0;

  get(stream: StreamName): KnownStream | undefined {
    return this.#streams.get(stream);
  }

  /** To be told of every read of a stream, and every append: the revision it began at, and what is there. */
  learn(
    stream: StreamName,
    fromRevision: number,
    events: readonly { readonly id: string; readonly revision: number }[],
  ): void {
    const known = this.#streams.get(stream) ?? (fromRevision === 0 ? new KnownStream(stream) : undefined);
    if (!known) return;
    const before = known.last;
    known.learn(events);
    this.#events += known.last - before;
    this.#streams.delete(stream);
    this.#streams.set(stream, known);
    this.#forgetOldest();
  }

  /** An append may have come further than is known: the stream has to be looked at. */
  doubt(stream: StreamName): void {
    const known = this.#streams.get(stream);
    if (known) known.doubtful = true;
  }

  #forgetOldest(): void {
    for (const [stream, { last }] of this.#streams) {
      if (this.#streams.size === 1 || (this.#streams.size <= mostStreams && this.#events <= mostEvents)) return;
      this.#streams.delete(stream);
      this.#events -= last + 1;
    }
  }
}
