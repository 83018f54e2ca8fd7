/** An event as a client proposes it. */
export interface ProposedEvent {
  /** UUID in lower case. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface RecordedEvent extends ProposedEvent {
  /** Byte offset of its record. Its commit position and its prepare position are both this, since the record commits itself. */
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  /** Milliseconds since 1970. */
  readonly created: bigint;
}

/** Commit, then prepare: the order of a log. Both -1: before everything. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export const beforeEverything: LogPosition = { commit: -1n, prepare: -1n };

export const placeOf = (event: RecordedEvent): LogPosition => ({ commit: event.position, prepare: event.position });

export const isAfter = (a: LogPosition, b: LogPosition): boolean =>
  a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);

/** EventNumber.DeletedStream: the revision of a tombstone. */
export const tombstoneRevision = 9_223_372_036_854_775_807n;

/** Position.FromInt64 of the server: -1, which stands for "none", goes over the wire as the highest number there is. */
export const onTheWire = (position: bigint): string => BigInt.asUintN(64, position).toString();

/**
 * Bytes that a prepare record of the real server takes, with its framing: PrepareLogRecord.SizeOnDisk in
 * src/EventStore.Core/TransactionLog/LogRecords/PrepareLogRecord.cs, plus the length in front and behind.
 */
export const recordSize = (stream: string, event: ProposedEvent): number =>
  framing + fixedFields + prefixed(stream) + prefixed(event.type) + event.data.length + event.metadata.length;

const framing = 2 * 4;
const fixedFields = 1 + 1 + 8 + 2 + 8 + 4 + 8 + 16 + 16 + 8 + 4 + 4;

/** A .NET string on disk: its length as 7-bit groups, then UTF-8. */
const prefixed = (text: string): number => {
  const bytes = Buffer.byteLength(text);
  return bytes + (bytes < 128 ? 1 : bytes < 16_384 ? 2 : 3);
};

/** What the limit on an append counts: Event.SizeOnDisk in src/EventStore.Core/Data/Event.cs. */
export const sizeForLimit = (event: ProposedEvent): number =>
  event.data.length + event.metadata.length + event.type.length * 2;
