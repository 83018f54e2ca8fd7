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
import { draftsOf, numberOf, positionOf, type Row, recordedOf } from '../row.ts';
import { batchSize, type DeliveryOptions, type Handle, Subscriptions } from '../subscriptions.ts';
import { type Append, judge } from '../verdict.ts';
import { EventTable } from './event-table.ts';
import { Tail } from './tail.ts';

export interface SqliteLogOptions extends DeliveryOptions {
  /** Path of the database file; its directory must exist. */
  readonly path: string;
  /** Makes no new log where there is none. */
  readonly mustExist?: boolean | undefined;
  /** Most appends that share one transaction and one fsync; 1 turns group commit off. 1,000 by default. */
  readonly groupSize?: number;
  /** Milliseconds that an append waits for the write lock of another process, blocking this one. 2,000 by default. */
  readonly busyTimeoutMs?: number;
  /** Milliseconds between looks for events of other processes, once anyone has subscribed. 100 by default. */
  readonly pollMs?: number;
}

interface Waiting extends Append {
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}

/** What became of a group: an outcome for each append, and the rows written. */
interface Group {
  readonly outcomes: readonly (Appended | Error)[];
  readonly rows: readonly Row[];
}

/**
 * The embedded log: one SQLite file, which other processes may have open as well.
 *
 * An append waits for the end of the current turn of the event loop, and is committed together with whatever else
 * waits by then (group commit); while a commit holds the thread, the next group gathers by itself.
 */
export class SqliteEventLog implements EventLog {
  readonly #table: EventTable;
  readonly #groupSize: number;
  readonly #pollMs: number;
  readonly #tail = new Tail(4 * batchSize);
  readonly #subscriptions: Subscriptions;
  #waiting: Waiting[] = [];
  #scheduled = false;
  #poll: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  /** @throws {UnusableLogFile} */
  constructor(options: SqliteLogOptions) {
    const { path, mustExist, groupSize = 1000, busyTimeoutMs = 2000, pollMs = 100, ...delivery } = options;
    this.#table = new EventTable(path, { busyTimeoutMs, mustExist });
    this.#groupSize = groupSize;
    this.#pollMs = pollMs;
    this.#subscriptions = new Subscriptions((after) => this.#after(after), delivery);
  }

  append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#mustBeOpen();
      this.#waiting.push({ stream, drafts: draftsOf(events), expected, resolve, reject });
      this.#schedule();
    });
  }

  async readStream(stream: StreamName, fromRevision = 0, limit = -1): Promise<readonly Recorded[]> {
    this.#mustBeOpen();
    return this.#table.ofStream(stream, fromRevision, limit).map(recordedOf);
  }

  async readAll(after: Position | undefined, limit: number): Promise<readonly Recorded[]> {
    this.#mustBeOpen();
    return this.#table.after(numberOf(after), limit).map(recordedOf);
  }

  async head(): Promise<Position | undefined> {
    this.#mustBeOpen();
    const head = this.#table.head();
    return head > 0 ? positionOf(head) : undefined;
  }

  /** The last event; undefined if nothing was recorded yet. */
  async last(): Promise<Recorded | undefined> {
    this.#mustBeOpen();
    return this.#table.after(this.#table.head() - 1, 1).map(recordedOf)[0];
  }

  subscribe(after: Position | undefined, handle: Handle): Subscription {
    this.#mustBeOpen();
    // Own commits wake the subscriptions at once; this is for those of other processes.
    this.#poll ??= setInterval(() => this.#subscriptions.wake(), this.#pollMs).unref();
    return this.#subscriptions.start(after, handle);
  }

  /** What was appended is committed first; then the subscriptions finish their batch. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    while (this.#waiting.length > 0) this.#commitGroup();
    clearInterval(this.#poll);
    await this.#subscriptions.close();
    this.#table.close();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#commitGroup();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #commitGroup(): void {
    const group = this.#waiting.splice(0, this.#groupSize);
    if (group.length === 0) return;
    const { outcomes, rows } = this.#commit(group);
    for (const [i, append] of group.entries()) settle(append, outcomes[i]);
    if (rows.length === 0) return;
    this.#tail.add(rows);
    this.#subscriptions.wake();
  }

  #commit(group: readonly Append[]): Group {
    try {
      return this.#table.write(() => this.#write(group));
    } catch (error) {
      return { outcomes: group.map(() => error as Error), rows: [] };
    }
  }

  /** Each append is judged with those before it in the group already written; a refused one writes nothing. */
  #write(group: readonly Append[]): Group {
    const rows: Row[] = [];
    const head = this.#table.head();
    const outcomes = group.map(({ stream, drafts, expected }) => {
      const verdict = judge({ stream, drafts, expected }, this.#table);
      if (!('nextRevision' in verdict)) return verdict;
      let revision = verdict.nextRevision;
      for (const draft of drafts) {
        const row = { ...draft, stream, revision: revision++, position: head + rows.length + 1 };
        this.#table.insert(row);
        rows.push(row);
      }
      return { revision: revision - 1, position: positionOf(head + rows.length), repeated: false };
    });
    return { outcomes, rows };
  }

  #after(position: number): readonly Recorded[] {
    return (this.#tail.after(position, batchSize) ?? this.#table.after(position, batchSize)).map(recordedOf);
  }

  #mustBeOpen(): void {
    if (this.#closing) throw new LogUnavailable('nothing-recorded', new Error('The log is closed.'));
  }
}

const settle = (append: Waiting, outcome: Appended | Error | undefined): void => {
  if (!outcome || outcome instanceof Error) append.reject(outcome);
  else append.resolve(outcome);
};
