import { tombstoneRevision } from './record.ts';
import type { Store } from './store.ts';
import { isDeleted } from './stream-metadata.ts';

export type Expected = bigint | 'no-stream' | 'stream-exists' | 'any';

export type Verdict =
  | { readonly kind: 'ok'; readonly current: bigint; readonly softDeleted: boolean }
  | { readonly kind: 'wrong-expected-version'; readonly current: bigint }
  | { readonly kind: 'deleted' }
  /** These events are there: `last` is the revision of the last one of them, not of the stream. */
  | { readonly kind: 'idempotent'; readonly last: bigint };

export interface CommittedEvent {
  readonly stream: string;
  readonly revision: bigint;
}

/**
 * EventStoreDB's own judgment on an append: IndexWriter.CheckCommit in
 * src/EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs (v24.10.4).
 *
 * With an exact revision or `no-stream`, a repeat is looked for only where the stream is already further than expected, event by event
 * at the places they would have had. Where the stream is exactly as expected, ids are not looked at: the same id is written twice.
 * With `any` and `stream-exists`, ids are looked for in `recent`, which is memory of the leader and does not survive it.
 */
export const checkCommit = (
  store: Store,
  recent: RecentEvents,
  stream: string,
  expected: Expected,
  ids: readonly string[],
): Verdict => {
  const current = store.lastRevision(stream);
  if (current === tombstoneRevision) return { kind: 'deleted' };
  if (expected === 'any' || expected === 'stream-exists') {
    return refusalOfExisting(store, stream, expected, current) ?? checkById(store, recent, stream, current, ids);
  }
  return checkByPlace(store, stream, expected === 'no-stream' ? -1n : expected, current, ids);
};

const refusalOfExisting = (store: Store, stream: string, expected: Expected, current: bigint): Verdict | undefined => {
  if (expected === 'any') return undefined;
  if (isDeleted(store.metadataOf(stream))) return { kind: 'deleted' };
  const hasMetadata = store.lastRevision(`$$${stream}`) >= 0n;
  return current < 0n && !hasMetadata ? { kind: 'wrong-expected-version', current } : undefined;
};

const checkById = (
  store: Store,
  recent: RecentEvents,
  stream: string,
  current: bigint,
  ids: readonly string[],
): Verdict => {
  const places = ids.map((id) => recent.placeOf(id, stream));
  const unknown = places.indexOf(undefined);
  if (unknown === 0 || ids.length === 0) return ok(store, stream, current);
  // The first known and a later one not: "corrupted idempotency", which the server answers as a wrong expected version.
  if (unknown > 0) return { kind: 'wrong-expected-version', current };
  return { kind: 'idempotent', last: places.at(-1) ?? -1n };
};

const checkByPlace = (
  store: Store,
  stream: string,
  expected: bigint,
  current: bigint,
  ids: readonly string[],
): Verdict => {
  if (expected === current) return ok(store, stream, current);
  if (expected > current || ids.length === 0) return { kind: 'wrong-expected-version', current };
  const different = ids.findIndex((id, i) => store.eventAt(stream, expected + 1n + BigInt(i))?.id !== id);
  if (different === -1) return { kind: 'idempotent', last: expected + BigInt(ids.length) };
  if (different === 0 && expected === -1n && isDeleted(store.metadataOf(stream))) return ok(store, stream, current);
  return { kind: 'wrong-expected-version', current };
};

const ok = (store: Store, stream: string, current: bigint): Verdict => ({
  kind: 'ok',
  current,
  softDeleted: isDeleted(store.metadataOf(stream)),
});

/** `_committedEvents` of the real server: where the events written last are, within 8 MiB of memory (ESConsts.CommitedEventsMemCacheLimit). */
export class RecentEvents {
  static readonly #limit = 8 * 1024 * 1024;
  readonly #places = new Map<string, CommittedEvent>();
  #size = 0;

  remember(id: string, place: CommittedEvent): void {
    this.#forget(id);
    this.#places.set(id, place);
    this.#size += sizeOf(place);
    for (const oldest of this.#places.keys()) {
      if (this.#size <= RecentEvents.#limit) return;
      this.#forget(oldest);
    }
  }

  placeOf(id: string, stream: string): bigint | undefined {
    const found = this.#places.get(id);
    return found?.stream === stream ? found.revision : undefined;
  }

  clear(): void {
    this.#places.clear();
    this.#size = 0;
  }

  #forget(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    this.#size -= sizeOf(place);
  }
}

const sizeOf = ({ stream }: CommittedEvent): number => 16 + 4 + 8 + 2 * stream.length;
