import { LRUCache } from 'lru-cache';
import type { Decider } from '../../domain/decider.ts';
import type { Position, Recorded } from '../../domain/event.ts';
import type { StreamName } from '../../domain/ids.ts';
import { type OpenedEvent, openEvents, type SealedLog } from './opened-events.ts';

// biome-ignore lint/suspicious/noExplicitAny: deciders of all aggregates, each of its own states and commands.
export type AnyDecider = Decider<any, any, any>;
/** By the first word of the names of their streams. */
export type Deciders = Readonly<Record<string, AnyDecider>>;

export const deciderOf = (deciders: Deciders, stream: StreamName): AnyDecider | undefined => {
  const [prefix = ''] = stream.split('-', 1);
  return Object.hasOwn(deciders, prefix) ? deciders[prefix] : undefined;
};

/** A stream folded through one revision. */
export interface Folded {
  readonly state: unknown;
  readonly revision: number;
  /** Of the event of that revision; undefined before the first. */
  readonly position: Position | undefined;
  /** Something that was folded is erased, and read as null. */
  readonly erased: boolean;
}

export interface States {
  /** The stream through a revision; undefined if it never came to that. -1 is before its first event. */
  at(stream: StreamName, revision: number): Promise<Folded | undefined>;
  /** Told of each event in the order of the log, so that few streams are ever read again. */
  passed(event: OpenedEvent): void;
}

const rememberedStreams = 5_000;
/** What was decided side by side refers to a state or two before the last. */
const rememberedOfEach = 4;
const batchSize = 500;

/** States of the past, of which a bounded number is kept; the others are folded again from the log. */
export const statesOf = (log: SealedLog, deciders: Deciders): States => {
  const remembered = new LRUCache<StreamName, readonly Folded[]>({ max: rememberedStreams });

  const initial = (stream: StreamName): Folded => ({
    state: deciderOf(deciders, stream)?.initial,
    revision: -1,
    position: undefined,
    erased: false,
  });

  const folded = (from: Folded, { event, erased }: OpenedEvent): Folded => ({
    state: deciderOf(deciders, event.stream)?.evolve(from.state, event as Recorded<never>),
    revision: event.revision,
    position: event.position,
    erased: from.erased || erased,
  });

  const remember = (stream: StreamName, state: Folded): void => {
    const known = remembered.get(stream) ?? [];
    if (state.revision <= (known.at(-1)?.revision ?? -1)) return;
    remembered.set(stream, [...known.slice(1 - rememberedOfEach), state]);
  };

  const refold = async (stream: StreamName, from: Folded, revision: number): Promise<Folded | undefined> => {
    let at = from;
    while (at.revision < revision) {
      const wanted = Math.min(batchSize, revision - at.revision);
      const events = await log.raw.readStream(stream, at.revision + 1, wanted);
      for (const event of await openEvents(events, log.vault)) at = folded(at, event);
      if (events.length < wanted) break;
    }
    return at.revision === revision ? at : undefined;
  };

  return {
    async at(stream, revision) {
      if (!deciderOf(deciders, stream)) return undefined;
      const before = remembered.get(stream)?.findLast((item) => item.revision <= revision) ?? initial(stream);
      if (before.revision === revision) return before;
      const found = await refold(stream, before, revision);
      if (found) remember(stream, found);
      return found;
    },
    passed(item) {
      const { stream, revision } = item.event;
      const last = remembered.get(stream)?.at(-1) ?? initial(stream);
      if (last.revision === revision - 1 && deciderOf(deciders, stream)) remember(stream, folded(last, item));
    },
  };
};
