import type { Position, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import {
  type Appended,
  type EventLog,
  type ExpectedRevision,
  LogUnavailable,
  type NewEvent,
  type Subscription,
} from './event-log.ts';
import { draftsOf, numberOf, positionOf, type Row, recordedOf } from './row.ts';
import { batchSize, type DeliveryOptions, type Handle, Subscriptions } from './subscriptions.ts';
import { type Append, judge, type Ledger } from './verdict.ts';

/** A log that forgets everything with the process: for unit tests only. */
export class MemoryEventLog implements EventLog {
  readonly #rows: Row[] = [];
  readonly #streams = new Map<StreamName, Row[]>();
  readonly #byId = new Map<string, Row>();
  readonly #subscriptions: Subscriptions;
  readonly #ledger: Ledger = {
    lastRevisionOf: (stream) => this.#streams.get(stream)?.at(-1)?.revision ?? 'no-stream',
    placeOf: (id) => this.#byId.get(id),
  };
  #closed = false;

  constructor(options: DeliveryOptions = {}) {
    this.#subscriptions = new Subscriptions((after) => this.#after(after, batchSize), options);
  }

  async append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    this.#mustBeOpen();
    const append = { stream, drafts: draftsOf(events), expected };
    const verdict = judge(append, this.#ledger);
    if (verdict instanceof Error) throw verdict;
    if ('repeated' in verdict) return verdict;
    const appended = this.#write(append, verdict.nextRevision);
    this.#subscriptions.wake();
    return appended;
  }

  async readStream(
    stream: StreamName,
    fromRevision = 0,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<readonly Recorded[]> {
    this.#mustBeOpen();
    return (this.#streams.get(stream) ?? []).slice(fromRevision, fromRevision + limit).map(recordedOf);
  }

  async readAll(after: Position | undefined, limit: number): Promise<readonly Recorded[]> {
    this.#mustBeOpen();
    return this.#after(numberOf(after), limit);
  }

  async head(): Promise<Position | undefined> {
    this.#mustBeOpen();
    return this.#rows.length > 0 ? positionOf(this.#rows.length) : undefined;
  }

  subscribe(after: Position | undefined, handle: Handle): Subscription {
    this.#mustBeOpen();
    return this.#subscriptions.start(after, handle);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#subscriptions.close();
  }

  #write({ stream, drafts }: Append, nextRevision: number): Appended {
    const rows = drafts.map((draft, i) => ({
      ...draft,
      stream,
      revision: nextRevision + i,
      position: this.#rows.length + 1 + i,
    }));
    this.#rows.push(...rows);
    this.#streams.set(stream, [...(this.#streams.get(stream) ?? []), ...rows]);
    for (const row of rows) this.#byId.set(row.id, row);
    return { revision: nextRevision + rows.length - 1, position: positionOf(this.#rows.length), repeated: false };
  }

  #after(position: number, limit: number): readonly Recorded[] {
    return this.#rows.slice(position, position + limit).map(recordedOf);
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new LogUnavailable('nothing-recorded', new Error('The log is closed.'));
  }
}
