import { randomUUID } from 'node:crypto';
import { type Filter, pageSize } from './filter.ts';
import { caughtUpMessage, checkpointMessage, confirmationMessage } from './messages.ts';
import type { Outlet } from './outlet.ts';
import { beforeEverything, isAfter, type LogPosition, placeOf, type RecordedEvent } from './record.ts';
import { rpcErrors } from './rpc-errors.ts';
import type { Store } from './store.ts';

interface Page {
  readonly found: readonly RecordedEvent[];
  readonly considered: number;
  readonly next: LogPosition;
  readonly isEnd: boolean;
}

/**
 * A subscription to $all: Enumerator.AllSubscription and Enumerator.AllSubscriptionFiltered in
 * src/EventStore.Core/Services/Transport/Enumerators (v24.10.4).
 *
 * Confirmation; events after `from` page by page; caught up; live events. With more than 32 live events waiting it falls behind (which is not
 * said), and catches up again (which is). A filtered one also has checkpoints: at the end of every catch-up (of the last event sent, or
 * checkpoint), and after every interval of events considered. Whoever started before everything and has been sent nothing gets one
 * at -1, which the wire makes the highest position there is, and no other after it.
 */
export class AllSubscription {
  readonly #store: Store;
  readonly #outlet: Outlet;
  readonly #filter: Filter | undefined;
  readonly #sendEvent: (event: RecordedEvent) => Promise<void>;
  /** The last event or checkpoint sent, or where the client wants to begin: only what is after it is sent. */
  #checkpoint: LogPosition = beforeEverything;
  /** Behind the last record considered. */
  #looked = 0n;
  #sinceCheckpoint = 0;
  #highestCheckpoint: LogPosition | undefined;

  constructor(
    store: Store,
    outlet: Outlet,
    filter: Filter | undefined,
    sendEvent: (event: RecordedEvent) => Promise<void>,
  ) {
    this.#store = store;
    this.#outlet = outlet;
    this.#filter = filter;
    this.#sendEvent = sendEvent;
  }

  /** Until the client is gone. */
  async run(from: LogPosition | 'start' | 'end'): Promise<void> {
    const last = { commit: this.#store.lastEvent, prepare: this.#store.lastEvent };
    this.#looked = this.#store.end;
    this.#checkpoint = from === 'start' ? beforeEverything : from === 'end' ? last : from;
    await this.#outlet.send(confirmationMessage(randomUUID()));
    if (isAfter(last, this.#checkpoint)) await this.#catchUp();
    while (!this.#outlet.gone) {
      await this.#outlet.send(caughtUpMessage());
      await this.#goLive();
      if (!this.#outlet.gone) await this.#catchUp();
    }
  }

  async #catchUp(): Promise<void> {
    let start = this.#checkpoint.commit < 0n ? { commit: 0n, prepare: 0n } : this.#checkpoint;
    let considered = 0;
    if (!this.#store.isBoundary(start.commit)) throw rpcErrors.invalidPosition();
    while (!this.#outlet.gone) {
      const page = this.#readPage(start);
      for (const event of page.found) await this.#deliver(event);
      this.#looked = page.next.commit;
      considered += page.considered;
      if (page.isEnd) return this.#sendCheckpoint(this.#checkpoint);
      if (this.#filter !== undefined && considered >= this.#filter.checkpointInterval) {
        considered %= this.#filter.checkpointInterval;
        if (isAfter(start, this.#checkpoint)) this.#checkpoint = start;
        await this.#sendCheckpoint(this.#checkpoint);
      }
      start = page.next;
    }
  }

  async #goLive(): Promise<void> {
    while (!this.#outlet.gone) {
      const waiting = this.#store.readForwards(this.#looked, pageSize + 1);
      if (waiting.length > pageSize) return this.#sendCheckpoint(this.#checkpoint);
      for (const event of waiting) await this.#consider(event);
      if (waiting.length === 0) await this.#appended();
    }
  }

  async #consider(event: RecordedEvent): Promise<void> {
    this.#looked = this.#store.endOfRecord(event.position);
    if (this.#allows(event)) await this.#deliver(event);
    if (this.#filter === undefined || ++this.#sinceCheckpoint < this.#filter.checkpointInterval) return;
    this.#sinceCheckpoint = 0;
    const place = placeOf(event);
    if (isAfter(this.#checkpoint, place)) return;
    this.#checkpoint = place;
    await this.#sendCheckpoint(place);
  }

  #readPage(start: LogPosition): Page {
    const window = this.#filter?.searchWindow ?? pageSize;
    const rows = this.#store.readForwards(start.commit, window);
    const found: RecordedEvent[] = [];
    let considered = 0;
    for (const event of rows) {
      if (found.length === pageSize) break;
      considered++;
      if (this.#allows(event)) found.push(event);
    }
    const last = rows[considered - 1];
    const next = last === undefined ? start : { commit: this.#store.endOfRecord(last.position), prepare: 0n };
    return {
      found,
      considered,
      next,
      isEnd: rows.length < window && considered === rows.length && found.length < pageSize,
    };
  }

  async #deliver(event: RecordedEvent): Promise<void> {
    if (!isAfter(placeOf(event), this.#checkpoint)) return;
    await this.#sendEvent(event);
    this.#checkpoint = placeOf(event);
  }

  async #sendCheckpoint(at: LogPosition): Promise<void> {
    if (this.#filter === undefined) return;
    const sent = { commit: BigInt.asUintN(64, at.commit), prepare: BigInt.asUintN(64, at.prepare) };
    if (this.#highestCheckpoint !== undefined && !isAfter(sent, this.#highestCheckpoint)) return;
    this.#highestCheckpoint = sent;
    await this.#outlet.send(checkpointMessage(at));
  }

  #allows(event: RecordedEvent): boolean {
    return this.#filter?.allows(event) ?? true;
  }

  async #appended(): Promise<void> {
    let unregister = () => {};
    await this.#outlet.until((wake) => {
      unregister = this.#store.onAppended(wake);
    });
    unregister();
  }
}
