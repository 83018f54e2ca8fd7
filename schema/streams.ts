import DataLoader from 'dataloader';
import type { Position, Recorded } from '../src/domain/event.ts';
import type { StreamName } from '../src/domain/ids.ts';
import { comparePositions, type EventLog } from '../src/log/event-log.ts';
import { fromLog } from './log-unavailable.ts';

/** Whole streams as they are logged, each read once a request, however many fields ask. */
export type Streams = DataLoader<StreamName, readonly Recorded[]>;

/** A load throws LOG_UNAVAILABLE; a stream that is not there is empty. */
export const streamsOf = (log: EventLog): Streams =>
  new DataLoader((names) =>
    Promise.all(names.map((name) => fromLog(() => log.readStream(name)).catch((error: Error) => error))),
  );

/** Those that a reader at a position has seen. */
export const upTo = (events: readonly Recorded[], until: Position | undefined): readonly Recorded[] =>
  events.filter(({ position }) => until !== undefined && comparePositions(position, until) <= 0);
