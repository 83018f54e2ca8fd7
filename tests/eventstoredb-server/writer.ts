import { randomUUID } from 'node:crypto';
import { checkCommit, type Expected, RecentEvents } from './commit-check.ts';
import type { ProposedEvent } from './record.ts';
import type { Store } from './store.ts';
import { deletedStreamJson, firstReadable, metadataFrom } from './stream-metadata.ts';

export type Written =
  /** `revision` and `position` of the last event; -1 where there is none. */
  | { readonly kind: 'success'; readonly revision: bigint; readonly position: bigint; readonly repeated: boolean }
  | { readonly kind: 'wrong-expected-version'; readonly current: bigint }
  | { readonly kind: 'deleted' };

/**
 * The one writer of a log: StorageWriterService in src/EventStore.Core/Services/Storage/StorageWriterService.cs.
 *
 * The position of an append is that of its last event, as $all has it (commit and prepare alike), and a repeat gets the same answer as the first
 * time. Between the appends the server writes events of its own, so that positions and the ends of $all are not the clients' alone.
 */
export class Writer {
  readonly #store: Store;
  readonly #recent = new RecentEvents();
  readonly #systemEventEvery: number;
  #epoch = 0;
  #appends = 0;

  /** @param systemEventEvery appends between two events of the server's own statistics */
  constructor(store: Store, systemEventEvery: number) {
    this.#store = store;
    this.#systemEventEvery = systemEventEvery;
  }

  /** A node has become leader: it remembers no event ids, and begins an epoch. */
  beginEpoch(): void {
    this.#recent.clear();
    this.#store.appendSystemRecord(epochRecordSize);
    this.#appendJson('$epoch-information', '$epoch-information', JSON.stringify({ epochNumber: this.#epoch++ }));
  }

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Written {
    const verdict = checkCommit(
      this.#store,
      this.#recent,
      stream,
      expected,
      events.map(({ id }) => id),
    );
    if (verdict.kind === 'idempotent') return this.#already(stream, verdict.last);
    if (verdict.kind !== 'ok') return verdict;
    const position =
      events.length === 0
        ? this.#store.appendSystemRecord(emptyAppendSize)
        : this.#write(stream, verdict.current + 1n, events);
    if (verdict.softDeleted) this.#undelete(stream, verdict.current + 1n);
    if (++this.#appends % this.#systemEventEvery === 0) this.#appendStatistics();
    return { kind: 'success', revision: verdict.current + BigInt(events.length), position, repeated: false };
  }

  /** A soft delete hides what is there; a hard one (a tombstone) closes the stream for ever. */
  delete(stream: string, expected: Expected, hard: boolean): Written {
    const event = proposed(hard ? '$streamDeleted' : '$metadata', hard ? '' : deletedStreamJson);
    const verdict = checkCommit(this.#store, this.#recent, stream, expected, [event.id]);
    if (verdict.kind === 'idempotent') throw new Error('A new id was found in the log.');
    if (verdict.kind !== 'ok') return verdict;
    const done = (position: bigint): Written => ({
      kind: 'success',
      revision: verdict.current,
      position,
      repeated: false,
    });
    if (hard) return done(this.#store.tombstone(stream, event));
    const lastMetadata = this.#store.lastRevision(`$$${stream}`);
    if (verdict.current < 0n && lastMetadata < 0n) return { kind: 'wrong-expected-version', current: -1n };
    return done(this.#write(`$$${stream}`, lastMetadata + 1n, [event]));
  }

  #already(stream: string, revision: bigint): Written {
    const readable = firstReadable(this.#store.metadataOf(stream), this.#store.lastRevision(stream)) <= revision;
    const position = readable ? (this.#store.eventAt(stream, revision)?.position ?? -1n) : -1n;
    return { kind: 'success', revision, position, repeated: true };
  }

  #write(stream: string, firstRevision: bigint, events: readonly ProposedEvent[]): bigint {
    const position = this.#store.append(stream, firstRevision, events);
    for (const [i, { id }] of events.entries())
      this.#recent.remember(id, { stream, revision: firstRevision + BigInt(i) });
    return position;
  }

  #undelete(stream: string, from: bigint): void {
    const metastream = `$$${stream}`;
    const revision = this.#store.lastRevision(metastream);
    const metadata = this.#store.eventAt(metastream, revision)?.data ?? new Uint8Array();
    this.#write(metastream, revision + 1n, [proposed('$metadata', metadataFrom(metadata, from))]);
  }

  #appendStatistics(): void {
    this.#appendJson(
      '$stats-127.0.0.1:2113',
      '$statsCollected',
      JSON.stringify({ 'proc-id': 1, 'sys-freeMem': this.#appends }),
    );
  }

  #appendJson(stream: string, type: string, json: string): void {
    this.#write(stream, this.#store.lastRevision(stream) + 1n, [proposed(type, json)]);
  }
}

const epochRecordSize = 121;
const emptyAppendSize = 134;

const proposed = (type: string, json: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson: json !== '',
  data: Buffer.from(json, 'utf8'),
  metadata: new Uint8Array(),
});
