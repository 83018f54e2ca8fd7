import type { BinaryEventData, RecordedEvent } from '@eventstore/db-client';
import type { Recorded } from '../../domain/event.ts';
import type { StreamName } from '../../domain/ids.ts';
import { rememberTexts } from '../leaf.ts';
import type { Draft } from '../row.ts';
import { positionOf } from './position.ts';

/**
 * An event as EventStoreDB keeps it: its data is the canonical text, byte for byte. The server's own JSON type is not
 * used, since the client would parse the text and write it anew, with integer-like keys in another order. `meta` stands
 * in the metadata as a text within JSON for the same reason: the client parses metadata as it reads them.
 */
export interface Metadata {
  readonly schemaVersion: number;
  /** Canonical JSON. */
  readonly meta: string;
  readonly sealed?: readonly string[];
}

/** The database holds what Laurel did not write, or cannot be asked for what Laurel needs. */
export class UnreadableStoredEvent extends Error {
  constructor({ id, type, streamId, revision }: RecordedEvent, problem: string) {
    super(`Event ${id} (${type}, revision ${revision} of ${streamId}) ${problem}`);
    this.name = 'UnreadableStoredEvent';
  }
}

const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { fatal: true });

export const storedOf = ({ id, type, schemaVersion, data, meta, sealed }: Draft): BinaryEventData => ({
  id,
  type,
  contentType: 'application/octet-stream',
  data: utf8.encode(data),
  // Bytes, and a Uint8Array: a Buffer would be written as the JSON of a Buffer.
  metadata: utf8.encode(
    JSON.stringify({ schemaVersion, meta, ...(sealed !== null && { sealed: JSON.parse(sealed) }) } satisfies Metadata),
  ),
});

/** @throws {UnreadableStoredEvent} naming the event, never what it holds */
export const recordedOf = (event: RecordedEvent): Recorded => {
  const position = positionOf(event.position);
  if (position === undefined) {
    throw new UnreadableStoredEvent(event, 'comes without its position: EventStoreDB 22.6 or later is needed.');
  }
  const { schemaVersion, meta, sealed } = metadataOf(event);
  const data = dataOf(event);
  const recorded: Recorded = {
    id: event.id,
    type: event.type,
    schemaVersion,
    stream: event.streamId as StreamName,
    revision: Number(event.revision),
    position,
    data: parsed(event, data),
    meta: parsed(event, meta) as Recorded['meta'],
    ...(sealed && { sealed }),
  };
  rememberTexts(recorded, { data, meta });
  return recorded;
};

/** Metadata streams, statistics and the like: no events of Laurel's. */
export const isSystemEvent = ({ type }: Pick<RecordedEvent, 'type'>): boolean => type.startsWith('$');

const metadataOf = (event: RecordedEvent): Metadata => {
  const metadata = event.metadata as Partial<Metadata> | undefined;
  if (typeof metadata?.schemaVersion !== 'number' || typeof metadata.meta !== 'string') throw foreign(event);
  return metadata as Metadata;
};

const dataOf = (event: RecordedEvent): string => {
  try {
    if (event.data instanceof Uint8Array) return text.decode(event.data);
  } catch {}
  throw foreign(event);
};

const parsed = (event: RecordedEvent, json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    throw foreign(event);
  }
};

const foreign = (event: RecordedEvent): UnreadableStoredEvent =>
  new UnreadableStoredEvent(event, 'was not written by Laurel: give Laurel a database of its own.');
