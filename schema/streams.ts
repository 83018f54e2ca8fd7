import DataLoader from 'dataloader';
import { restrictions } from '../projections/erasures.ts';
import type { Reader } from '../projections/reader.ts';
import type { Position, Recorded } from '../src/domain/event.ts';
import type { StreamName } from '../src/domain/ids.ts';
import { keyOwnerOf } from '../src/log/data-subjects.ts';
import { comparePositions, type EventLog } from '../src/log/event-log.ts';
import { withoutFieldsOf } from '../src/log/withheld.ts';
import type { KeyOwner } from '../src/privacy/vault.ts';
import { fromLog } from './log-unavailable.ts';

/** Whole streams as they are logged, each read once a request, however many fields ask. */
export type Streams = DataLoader<StreamName, readonly Recorded[]>;

/** A load throws LOG_UNAVAILABLE; a stream that is not there is empty. What is restricted reads as if it were erased. */
export const streamsOf = ({ log, reader }: { readonly log: EventLog; readonly reader: Reader }): Streams =>
  new DataLoader((names) => {
    const restricted = ownersRestricted(reader);
    const shown = async (name: StreamName) => withoutFieldsOf(log, await log.readStream(name), restricted);
    return Promise.all(names.map((name) => fromLog(() => shown(name)).catch((error: Error) => error)));
  });

const ownersRestricted = (reader: Reader): ReadonlySet<KeyOwner> =>
  new Set(restrictions(reader).map(({ ownerKind, ownerId }) => keyOwnerOf({ kind: ownerKind, id: ownerId })));

/** Those that a reader at a position has seen. */
export const upTo = (events: readonly Recorded[], until: Position | undefined): readonly Recorded[] =>
  events.filter(({ position }) => until !== undefined && comparePositions(position, until) <= 0);
