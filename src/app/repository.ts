import { LRUCache } from 'lru-cache';
import type { Decider } from '../domain/decider.ts';
import type { Fact, Position, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import { catalog } from '../log/catalog.ts';
import type { EventLog } from '../log/event-log.ts';

/** A command that a stream has already seen, and where its last event went. */
export interface SeenCommand {
  readonly contentHash: string;
  readonly revision: number;
  readonly position: Position;
}

/** A stream folded to its state. */
export interface Loaded<State> {
  readonly state: State;
  /** Of the last event; -1 while the stream does not exist. */
  readonly revision: number;
  readonly position: Position | undefined;
  /** `recordedAt` of the last event: time never goes back within a stream. */
  readonly lastRecordedAt: string | undefined;
  readonly commands: ReadonlyMap<string, SeenCommand>;
}

export interface Repository {
  /** The state of a stream; `fresh` reads the log again, whatever is remembered. */
  load<State, Command, F extends Fact>(
    aggregate: Decider<State, Command, F>,
    stream: StreamName,
    fresh?: boolean,
  ): Promise<Loaded<State>>;
  /** Remembers events just appended to a stream that was loaded. */
  advance<State, Command, F extends Fact>(
    aggregate: Decider<State, Command, F>,
    stream: StreamName,
    events: readonly Recorded<F>[],
  ): void;
  /** Forgets a stream that somebody else has written to. */
  forget(stream: StreamName): void;
  /** Forgets every stream that an event shows to be further than is remembered. */
  noticed(events: readonly Recorded[]): void;
}

const rememberedStreams = 20_000;

const fold = <State, Command, F extends Fact>(
  aggregate: Decider<State, Command, F>,
  from: Loaded<State>,
  events: readonly Recorded<F>[],
): Loaded<State> => {
  const commands = new Map(from.commands);
  let state = from.state;
  for (const event of events) {
    state = aggregate.evolve(state, event);
    const { id, contentHash } = event.meta.command;
    commands.set(id, { contentHash, revision: event.revision, position: event.position });
  }
  const last = events.at(-1);
  return {
    state,
    commands,
    revision: last?.revision ?? from.revision,
    position: last?.position ?? from.position,
    lastRecordedAt: last?.meta.recordedAt ?? from.lastRecordedAt,
  };
};

/**
 * States are remembered, so that a busy stream is not read for every command. A remembered state can be
 * behind what another replica wrote: accepting on it is safe, since the append says which revision it
 * expects; refusing on it is not, so the dispatcher reads again before it refuses.
 */
export const repository = (log: EventLog): Repository => {
  const remembered = new LRUCache<StreamName, Loaded<unknown>>({ max: rememberedStreams });

  return {
    async load(aggregate, stream, fresh = false) {
      const known = fresh ? undefined : remembered.get(stream);
      if (known) return known as Loaded<typeof aggregate.initial>;
      const empty = {
        state: aggregate.initial,
        revision: -1,
        position: undefined,
        lastRecordedAt: undefined,
        commands: new Map(),
      };
      const events = (await log.readStream(stream)).map((event) => catalog.decode(event));
      const loaded = fold(aggregate, empty, events as unknown as Parameters<typeof aggregate.evolve>[1][]);
      remembered.set(stream, loaded);
      return loaded;
    },
    advance(aggregate, stream, events) {
      const known = remembered.get(stream) as Loaded<typeof aggregate.initial> | undefined;
      if (known?.revision === (events[0]?.revision ?? 0) - 1) remembered.set(stream, fold(aggregate, known, events));
      else remembered.delete(stream);
    },
    forget(stream) {
      remembered.delete(stream);
    },
    noticed(events) {
      for (const { stream, revision } of events) {
        const known = remembered.get(stream);
        if (known && known.revision < revision) remembered.delete(stream);
      }
    },
  };
};
