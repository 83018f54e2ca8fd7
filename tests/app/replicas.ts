import { aggregates } from '../../src/app/aggregates.ts';
import { simulatedClock } from '../../src/app/clock.ts';
import { createLaurel, type InputOf, type Outcome, type Request, type Services } from '../../src/app/laurel.ts';
import { silentLogger } from '../../src/app/logger.ts';
import type { CommandName } from '../../src/app/permissions.ts';
import { type LaurelFact, settledKeysOf, todosOf } from '../../src/domain/agenda.ts';
import type { Todo } from '../../src/domain/duty.ts';
import type { Candidate } from '../../src/domain/edition/shortlist.ts';
import type { Position, Recorded } from '../../src/domain/event.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { keyedHash } from '../../src/privacy/keyed-hash.ts';
import { flex, undemanding, youth } from '../support/editions.ts';

/** Read models folded from the log on demand: they are as far as they were last brought. */
const readModels = (log: EventLog) => {
  const open = new Map<string, Todo & { causationId: string; correlationId: string }>();
  let position: Position | undefined;
  const everything = () => log.readAll(undefined, 10_000);

  return {
    open,
    everything,
    /** Brings the agenda up to the log's last event; answers with what was new. */
    async catchUp(): Promise<readonly Recorded[]> {
      const events = await log.readAll(position, 10_000);
      position = events.at(-1)?.position ?? position;
      for (const event of events) {
        for (const key of settledKeysOf(event)) open.delete(key);
        for (const todo of todosOf(event)) {
          open.set(todo.key, { ...todo, causationId: event.id, correlationId: event.meta.correlationId });
        }
      }
      return events;
    },
    async outcomeOf(commandId: string) {
      const events = (await everything()).filter(({ meta }) => meta.correlationId === commandId);
      const first = events.find(({ meta }) => meta.causationId === undefined);
      const last = events.at(-1);
      if (!first || !last) return undefined;
      const own = events.findLast(({ meta }) => meta.command.id === commandId);
      const { contentHash } = first.meta.command;
      return { contentHash, revision: own?.revision ?? null, position: last.position };
    },
    panel: () => ({ nominations: [], declared: [] }),
    assigned: () => [],
    async loads() {
      return new Map();
    },
    async candidates() {
      const found = new Map<string, Candidate>();
      for (const { type, data } of await everything()) {
        const fact = { type, data } as LaurelFact;
        if (fact.type === 'Nominated') found.set(fact.data.nominationId, { ...fact.data, reviews: [] });
        if (fact.type !== 'Scored') continue;
        const candidate = found.get(fact.data.nominationId);
        if (candidate) found.set(candidate.nominationId, { ...candidate, reviews: [fact.data.points] });
      }
      return { candidates: [...found.values()], awaited: [], counting: [], position: '0' };
    },
  };
};

/** One log with as many Laurels on it as are asked for, as processes would be on one database; one clock for all. */
export const createReplicas = (start: string, log: EventLog = new MemoryEventLog()) => {
  const clock = simulatedClock(Date.parse(start));
  const models = readModels(log);
  const laurels: ReturnType<typeof createLaurel>[] = [];

  const catchUp = async (): Promise<void> => {
    const events = await models.catchUp();
    for (const laurel of laurels) laurel.noticed(events);
  };

  const replica = (changes: Partial<Services> = {}) => {
    let gate: { readonly type: string; readonly act: () => Promise<void> } | undefined;
    const gated: EventLog = Object.assign(Object.create(log) as EventLog, {
      append: async (...[stream, events, expected]: Parameters<EventLog['append']>) => {
        if (gate && events.some(({ type }) => type === gate?.type)) {
          const { act } = gate;
          gate = undefined;
          await act();
        }
        return log.append(stream, events, expected);
      },
      readStream: (...args: Parameters<EventLog['readStream']>) => log.readStream(...args),
      readAll: (...args: Parameters<EventLog['readAll']>) => log.readAll(...args),
    });
    const laurel = createLaurel({
      log: gated,
      clock,
      hash: keyedHash(Buffer.alloc(32, 1)),
      logger: silentLogger,
      programs: new Map([youth, flex].map((program) => [program.code, undemanding(program)])),
      calendars: new Map([['cn', builtInCalendar('cn')]]),
      files: { describe: async () => undefined },
      scores: { candidates: models.candidates },
      loads: models.loads,
      panel: models.panel,
      assigned: models.assigned,
      agenda: {
        due: (now, limit) =>
          [...models.open.values()]
            .filter(({ dueAt }) => dueAt <= now)
            .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
            .slice(0, limit),
      },
      outcomeOf: models.outcomeOf,
      owners: { ofRequest: async () => undefined, noticeOf: async () => undefined, editionsOf: async () => [] },
      erasing: {
        vault: { destroy: async () => [] },
        filesOf: async () => ({ own: [], shared: [] }),
        files: { describe: async () => undefined, remove: async () => ({ wasThere: false, keys: [] }) },
      },
      shown: catchUp,
      ...changes,
    });
    laurels.push(laurel);

    const execute = <Name extends CommandName>(name: Name, input: object, request: Request): Promise<Outcome> =>
      laurel.execute(name, input as InputOf<Name>, request);

    return {
      laurel,
      execute,
      /** Runs something just before this replica next appends an event of a type; resolves with what came of it. */
      justBefore: <Result>(type: string, act: () => Promise<Result>): Promise<Result> =>
        new Promise((resolve, reject) => {
          gate = { type, act: () => act().then(resolve, reject) };
        }),
      stateOf: async <Name extends keyof typeof aggregates>(name: Name, stream: string) =>
        (await laurel.repository.load(aggregates[name] as never, stream as never))
          .state as (typeof aggregates)[Name]['initial'],
    };
  };

  return {
    log,
    clock,
    catchUp,
    replica,
    typesOf: async (stream?: string) =>
      (await models.everything()).filter((event) => !stream || event.stream === stream).map(({ type }) => type),
    /** Time passes, and everything that falls due meanwhile is done. */
    async passTo(instant: string): Promise<void> {
      clock.advanceTo(Date.parse(instant));
      await catchUp();
      await laurels[0]?.agenda.runDue();
    },
    close: () => Promise.all(laurels.map((laurel) => laurel.close())),
  };
};
export type Replicas = ReturnType<typeof createReplicas>;
export type Replica = ReturnType<Replicas['replica']>;
