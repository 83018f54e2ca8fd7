import { LRUCache } from 'lru-cache';
import type { Decider } from '../domain/decider.ts';
import type { Fact, Position, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import { catalog } from '../log/catalog.ts';
import type { EventLog } from '../log/event-log.ts';
import { rememberState } from './origins.ts';

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
  /** Grows with the stream; shared by all that was ever loaded of it. */
  readonly commands: Map<string, SeenCommand>;
}

export interface Repository {
  /** The state of a stream as the log has it at this moment. */
  load<State, Command, F extends Fact>(
    aggregate: Decider<State, Command, F>,
    stream: StreamName,
  ): Promise<Loaded<State>>;
  /** Lets go of everything remembered: somebody was erased. What is being read at this moment is not remembered. */
  forget(): void;
  /** Remembers events just appended to a stream that was loaded. */
  advance<State, Command, F extends Fact>(
    aggregate: Decider<State, Command, F>,
    stream: StreamName,
    loaded: Loaded<State>,
    events: readonly Recorded<F>[],
  ): Loaded<State>;
}

const rememberedStreams = 5_000;

const fold = <State, Command, F extends Fact>(
  aggregate: Decider<State, Command, F>,
  from: Loaded<State>,
  events: readonly Recorded<F>[],
): Loaded<State> => {
  const last = events.at(-1);
  if (!last) return from;
  const { commands } = from;
  let state = from.state;
  for (const event of events) {
    state = aggregate.evolve(state, event);
    const { id, contentHash } = event.meta.command;
    commands.set(id, { contentHash, revision: event.revision, position: event.position });
  }
  if (state !== aggregate.initial) rememberState(state, last.stream, last.revision);
  return { state, commands, revision: last.revision, position: last.position, lastRecordedAt: last.meta.recordedAt };
};

/**
 * States are remembered, and each load reads what the log has gained since: a busy stream costs one look, and what
 * another replica wrote a moment ago counts.
 */
export const repository = (log: EventLog): Repository => {
  const remembered = new LRUCache<StreamName, Loaded<unknown>>({ max: rememberedStreams });
  /** Loaded before the last erasure: remembered by nobody. */
  let current = new WeakSet<Loaded<unknown>>();
  const remember = <State>(
    stream: StreamName,
    loaded: Loaded<State>,
    known: WeakSet<Loaded<unknown>>,
  ): Loaded<State> => {
    known.add(loaded);
    if (known === current) remembered.set(stream, loaded);
    return loaded;
  };

  return {
    async load(aggregate, stream) {
      const since = current;
      const known = remembered.get(stream) as Loaded<typeof aggregate.initial> | undefined;
      const events = await log.readStream(stream, (known?.revision ?? -1) + 1);
      if (known && events.length === 0) return known;
      const empty = {
        state: aggregate.initial,
        revision: -1,
        position: undefined,
        lastRecordedAt: undefined,
        commands: new Map(),
      };
      const decoded = events.map((event) => catalog.decode(event)) as unknown as Parameters<
        typeof aggregate.evolve
      >[1][];
      const loaded = fold(aggregate, known ?? empty, decoded);
      return events.length > 0 ? remember(stream, loaded, since) : loaded;
    },
    advance(aggregate, stream, loaded, events) {
      const isCurrent = loaded.revision < 0 || current.has(loaded);
      const advanced = fold(aggregate, loaded, events);
      return isCurrent ? remember(stream, advanced, current) : advanced;
    },
    forget() {
      remembered.clear();
      current = new WeakSet();
    },
  };
};
