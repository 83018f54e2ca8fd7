import { type AggregateName, aggregates, type StateOf } from '../../src/app/aggregates.ts';
import { simulatedClock } from '../../src/app/clock.ts';
import { nominationCommands } from '../../src/app/commands/nomination.ts';
import { noticeCommands } from '../../src/app/commands/notice.ts';
import { slateCommands } from '../../src/app/commands/slate.ts';
import { dispatcher } from '../../src/app/dispatcher.ts';
import { carryOut } from '../../src/app/duties.ts';
import type { Handler } from '../../src/app/handler.ts';
import { Refused } from '../../src/app/refused.ts';
import { repository } from '../../src/app/repository.ts';
import { type Scope, scopeOf } from '../../src/app/scope.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { settledKeysOf, todosOf } from '../../src/domain/agenda.ts';
import type { Todo } from '../../src/domain/duty.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import { stepIdOf } from '../../src/log/event-id.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { keyedHash } from '../../src/privacy/keyed-hash.ts';

/** Commands and duties on a log of their own, where nothing that is owed is done until it is told to be. */
export const createWorld = (start: string) => {
  const calendars = new Map([['cn', builtInCalendar('cn')]]);
  const log = new MemoryEventLog();
  const clock = simulatedClock(Date.parse(start));
  const hash = keyedHash(Buffer.alloc(32, 1));
  const states = repository(log);
  const dispatch = dispatcher({ log, repository: states, clock });
  const now = () => new Date(clock.now()).toISOString();
  /** The agenda as a read model keeps it. */
  const open = new Map<string, Todo>();
  let count = 0;

  const scopeFor = (name: string, actor: Actor): Scope => {
    const commandId = stepIdOf('world', String(count++));
    const envelope = { name, commandId, contentHash: commandId, actor, correlationId: commandId };
    return scopeOf({ repository: states, dispatch, now }, envelope);
  };

  const observe = (events: readonly Recorded[]): void => {
    for (const event of events) {
      for (const key of settledKeysOf(event)) open.delete(key);
      for (const todo of todosOf(event)) open.set(todo.key, todo);
    }
  };

  /** What a scope recorded, whether or not it was refused in the end. */
  const within = async (name: string, actor: Actor, act: (scope: Scope) => Promise<unknown>) => {
    const scope = scopeFor(name, actor);
    try {
      await act(scope);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    observe(scope.recorded);
    return scope.recorded;
  };

  return {
    commands: {
      ...nominationCommands(hash, calendars),
      ...slateCommands(),
      ...noticeCommands(calendars),
    },
    now,
    advanceTo: (instant: string) => clock.advanceTo(Date.parse(instant)),
    /** To look at streams with. */
    look: scopeFor('look', { id: 'test' as never, name: 'test', roles: [], channel: 'API' }),
    stateOf: async <Name extends AggregateName>(name: Name, stream: StreamName): Promise<StateOf<Name>> =>
      (await states.load(aggregates[name] as never, stream)).state as StateOf<Name>,
    within,
    run: <Input>(handler: Handler<Input>, input: Input, actor: Actor) =>
      within('command', actor, (scope) => handler.run(input, scope)),
    due: (): Todo[] => [...open.values()].filter(({ dueAt }) => dueAt <= now()),
    carry: ({ duty }: Todo) =>
      within(duty.duty, { id: 'laurel' as never, name: 'Laurel', roles: ['SYSTEM'], channel: 'POLICY' }, (scope) =>
        carryOut(duty, scope, calendars, () => Promise.reject(new Error('Nobody is erased here.'))),
      ),
  };
};
export type World = ReturnType<typeof createWorld>;
