import Database from 'better-sqlite3';
import { type ProposedEvent, type RecordedEvent, recordSize, tombstoneRevision } from './record.ts';
import { metadataIn, type StreamMetadata } from './stream-metadata.ts';

/**
 * The transaction file of the stand-in: records at growing byte offsets, in one SQLite table. A row without a stream is a record
 * that is no event (an epoch, or an append of no events): it takes room, so that positions have gaps.
 */
const tables = `
  CREATE TABLE IF NOT EXISTS record (
    position INTEGER PRIMARY KEY,
    size INTEGER NOT NULL,
    stream TEXT,
    revision INTEGER,
    id TEXT,
    type TEXT,
    json INTEGER,
    data BLOB,
    metadata BLOB,
    created INTEGER NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
`;

const columns = 'position, stream, revision, id, type, json, data, metadata, created';

export interface StreamRange {
  readonly from: bigint;
  readonly to: bigint;
  readonly limit: number;
  readonly backwards: boolean;
}

/** What EventStoreDB keeps on disk. It does not judge: see `commit-check.ts`. */
export class Store {
  readonly #db: Database.Database;
  readonly #listeners = new Set<() => void>();
  readonly #statements = new Map<string, Database.Statement>();
  readonly #clock: () => number;
  readonly #insert: Database.Statement;
  #end: bigint;

  /** @param path of the data file; undefined: in memory */
  constructor(path: string | undefined, clock: () => number) {
    this.#db = new Database(path ?? ':memory:');
    this.#db.defaultSafeIntegers(true);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    this.#db.exec(tables);
    this.#clock = clock;
    this.#insert = this.#db.prepare(
      `INSERT INTO record (${columns}, size) VALUES (:position, :stream, :revision, :id, :type, :json, :data, :metadata, :created, :size)`,
    );
    this.#end = this.#db.prepare('SELECT coalesce(max(position + size), 0) FROM record').pluck().get() as bigint;
  }

  /** Where the next record will be. */
  get end(): bigint {
    return this.#end;
  }

  /** Position of the last event; -1 if there is none. */
  get lastEvent(): bigint {
    const query = 'SELECT coalesce(max(position), -1) FROM record WHERE stream IS NOT NULL';
    return this.#prepare(query).pluck().get() as bigint;
  }

  /** -1 if the stream has no event, `tombstoneRevision` if it is tombstoned. */
  lastRevision(stream: string): bigint {
    const query = 'SELECT coalesce(max(revision), -1) FROM record WHERE stream = ?';
    return this.#prepare(query).pluck().get(stream) as bigint;
  }

  readStream(stream: string, { from, to, limit, backwards }: StreamRange): RecordedEvent[] {
    const query = `SELECT ${columns} FROM record WHERE stream = ? AND revision BETWEEN ? AND ?
      ORDER BY revision ${backwards ? 'DESC' : 'ASC'} LIMIT ?`;
    return this.#prepare(query).all(stream, from, to, limit).map(eventOf);
  }

  eventAt(stream: string, revision: bigint): RecordedEvent | undefined {
    return this.readStream(stream, { from: revision, to: revision, limit: 1, backwards: false })[0];
  }

  /** Events at or after a position. */
  readForwards(position: bigint, limit: number): RecordedEvent[] {
    const query = `SELECT ${columns} FROM record WHERE position >= ? AND stream IS NOT NULL ORDER BY position LIMIT ?`;
    return this.#prepare(query).all(position, limit).map(eventOf);
  }

  /** Events whose record ends at or before a position, the last one first. */
  readBackwards(position: bigint, limit: number): RecordedEvent[] {
    const query = `SELECT ${columns} FROM record WHERE position + size <= ? AND position < ? AND stream IS NOT NULL
      ORDER BY position DESC LIMIT ?`;
    return this.#prepare(query).all(position, position, limit).map(eventOf);
  }

  /** True for the place of a record, and for every place at or behind the end. */
  isBoundary(position: bigint): boolean {
    if (position === 0n || position >= this.#end) return true;
    return this.#prepare('SELECT 1 FROM record WHERE position = ?').get(position) !== undefined;
  }

  /** Position behind the record there. */
  endOfRecord(position: bigint): bigint {
    return this.#prepare('SELECT position + size FROM record WHERE position = ?').pluck().get(position) as bigint;
  }

  metadataOf(stream: string): StreamMetadata {
    const metastream = `$$${stream}`;
    const last = this.eventAt(metastream, this.lastRevision(metastream));
    return last === undefined ? {} : metadataIn(last.data);
  }

  /** All events or none, at consecutive revisions; the position of the last one. */
  append(stream: string, firstRevision: bigint, events: readonly ProposedEvent[]): bigint {
    const write = this.#db.transaction(() =>
      events.map((event, i) => this.#write(stream, firstRevision + BigInt(i), event)),
    );
    const places = write();
    for (const listener of [...this.#listeners]) listener();
    return places.at(-1) ?? -1n;
  }

  tombstone(stream: string, event: ProposedEvent): bigint {
    return this.append(stream, tombstoneRevision, [event]);
  }

  /** A record that is no event; its position. */
  appendSystemRecord(size: number): bigint {
    return this.#write(null, null, undefined, size);
  }

  /** Called after every append, until the function returned is called. */
  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#db.close();
  }

  #write(stream: string | null, revision: bigint | null, event?: ProposedEvent, bytes = 0): bigint {
    const position = this.#end;
    const size = BigInt(event === undefined || stream === null ? bytes : recordSize(stream, event));
    this.#insert.run({
      position,
      size,
      stream,
      revision,
      id: event?.id ?? null,
      type: event?.type ?? null,
      json: event?.isJson ? 1n : 0n,
      data: event?.data ?? null,
      metadata: event?.metadata ?? null,
      created: BigInt(this.#clock()),
    });
    this.#end += size;
    return position;
  }

  #prepare(query: string): Database.Statement {
    const known = this.#statements.get(query);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(query);
    this.#statements.set(query, statement);
    return statement;
  }
}

interface Row {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly json: bigint;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: bigint;
}

const eventOf = (found: unknown): RecordedEvent => {
  const { json, ...row } = found as Row;
  return { ...row, isJson: json === 1n };
};
