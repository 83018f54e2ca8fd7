import type { Position, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import type { NewEvent } from './event-log.ts';
import { canonicalJson, rememberTexts } from './leaf.ts';

/** An event as text, from the moment it is handed to the log: what happens to the caller's objects later is of no consequence. */
export interface Draft {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Canonical JSON. */
  readonly data: string;
  /** Canonical JSON. */
  readonly meta: string;
  /** JSON; null where nothing is sealed. */
  readonly sealed: string | null;
}

/** A draft in its place. Positions are numbers here: 1-based and contiguous over the log. */
export interface Row extends Draft {
  readonly position: number;
  readonly stream: StreamName;
  readonly revision: number;
}

/** @throws {TypeError} for an append of nothing, or of data that JSON cannot hold: both are errors of the program. */
export const draftsOf = (events: readonly NewEvent[]): readonly Draft[] => {
  if (events.length === 0) throw new TypeError('An append needs at least one event.');
  return events.map(({ id, type, schemaVersion, data, meta, sealed }) => ({
    id,
    type,
    schemaVersion,
    data: textOf(data, type),
    meta: canonicalJson(meta),
    sealed: sealed ? JSON.stringify(sealed) : null,
  }));
};

const textOf = (data: unknown, type: string): string => {
  if (data === undefined) throw new TypeError(`The data of ${type} cannot be written as JSON.`);
  return canonicalJson(data);
};

export const recordedOf = (row: Row): Recorded => {
  const recorded: Recorded = {
    id: row.id,
    type: row.type,
    schemaVersion: row.schemaVersion,
    stream: row.stream,
    revision: row.revision,
    position: positionOf(row.position),
    data: JSON.parse(row.data),
    meta: JSON.parse(row.meta),
    ...(row.sealed !== null && { sealed: JSON.parse(row.sealed) }),
  };
  rememberTexts(recorded, row);
  return recorded;
};

export const positionOf = (position: number): Position => String(position) as Position;

/** @throws {TypeError} if the position is not one of a log that numbers its events 1, 2, 3 … */
export const numberOf = (position: Position | undefined): number => {
  if (position === undefined) return 0;
  const number = Number(position);
  if (!/^\d+$/.test(position) || !Number.isSafeInteger(number)) {
    throw new TypeError(`"${position}" is not a position of this log; its positions are whole numbers.`);
  }
  return number;
};
