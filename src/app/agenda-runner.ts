import { type Actor, actor } from '../domain/actor.ts';
import { todosOf } from '../domain/agenda.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Todo } from '../domain/duty.ts';
import type { Position, Recorded } from '../domain/event.ts';
import { stepIdOf } from '../log/event-id.ts';
import { comparePositions } from '../log/event-log.ts';
import type { KeyedHash } from '../privacy/keyed-hash.ts';
import type { Clock } from './clock.ts';
import type { Envelope } from './dispatcher.ts';
import { carryOut } from './duties.ts';
import type { Eraser } from './eraser.ts';
import type { Logger } from './logger.ts';
import { Refused } from './refused.ts';
import type { Scope } from './scope.ts';

/** The duties that are open, as the read models know them. */
export interface AgendaRead {
  /** Duties due by an instant (UTC ISO), earliest first. */
  due(now: string, limit: number): readonly OpenDuty[];
}

/** A duty, and the event that called for it. */
export interface OpenDuty extends Todo {
  readonly causationId: string;
  readonly correlationId: string;
}

export interface AgendaRunner {
  /** Carries out at once what events call for at once, and what follows from that; resolves with the last position. */
  follow(events: readonly Recorded[]): Promise<Position | undefined>;
  /** Carries out everything that is due, in order. What fails is tried again later; it holds up nothing else. */
  runDue(): Promise<void>;
  /** Looks at what the log has gained, so as to wake when something of it falls due. */
  noticed(events: readonly Recorded[]): void;
  close(): Promise<void>;
}

interface Dependencies {
  readonly agenda: AgendaRead;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly erase: Eraser;
  readonly clock: Clock;
  readonly hash: KeyedHash;
  readonly logger: Logger;
  scope(envelope: Envelope): Scope;
  /** Resolves when the read models show a position. */
  shown(position: Position): Promise<unknown>;
}

const laurel: Actor = actor.parse({ id: 'laurel', name: 'Laurel', roles: ['SYSTEM'], channel: 'POLICY' });
const batch = 200;
/** What is carried out inline has this long before the agenda looks whether it was left. */
const graceMs = 2_000;
const firstRetryMs = 5_000;
const longestRetryMs = 5 * 60_000;

/**
 * Carries out what the system owes. Right after a command its consequences are carried out inline; whatever a
 * crash, another replica or a date leaves open is found on the agenda, on start and whenever something falls due.
 */
export const agendaRunner = (dependencies: Dependencies): AgendaRunner => {
  const { agenda, calendars, erase, clock, hash, logger, scope, shown } = dependencies;
  const underWay = new Map<string, Promise<Position | undefined>>();
  /** Duties that turned out to need nothing: they leave no fact, and are not begun again by this process. */
  const needless = new Set<string>();
  const failed = new Map<string, { readonly attempts: number; readonly retryAt: number }>();
  const alarm = alarmOn(clock, () => void runDue());
  let running: Promise<void> | undefined;
  let closed = false;

  const nameOf = ({ key, dueAt }: Todo) => `${key}@${dueAt}`;

  /** The id of the command follows from the duty, so that two replicas carrying it out do it once. */
  const envelopeOf = (todo: OpenDuty, channel: Actor['channel']): Envelope => ({
    name: todo.duty.duty,
    commandId: stepIdOf('laurel', nameOf(todo)),
    contentHash: hash.content(todo.duty),
    actor: { ...laurel, channel },
    correlationId: todo.correlationId,
    causationId: todo.causationId,
  });

  const perform = async (todo: OpenDuty, channel: Actor['channel']): Promise<Position | undefined> => {
    const at = scope(envelopeOf(todo, channel));
    try {
      await carryOut(todo.duty, at, calendars, erase);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      logger.warn({ duty: todo.key, refusals: error.message }, 'a duty was refused');
    }
    if (at.lastPosition() === undefined) needless.add(nameOf(todo));
    return latest(at.lastPosition(), await follow(at.recorded));
  };

  const once = (todo: OpenDuty, channel: Actor['channel']): Promise<Position | undefined> => {
    const name = nameOf(todo);
    const begun = underWay.get(name);
    if (begun) return begun;
    const done = perform(todo, channel).finally(() => underWay.delete(name));
    underWay.set(name, done);
    return done;
  };

  const follow = async (events: readonly Recorded[]): Promise<Position | undefined> => {
    const now = iso(clock.now());
    const owed = events.flatMap((event) =>
      todosOf(event)
        .filter(({ dueAt }) => dueAt <= now)
        .map((todo) => ({ ...todo, causationId: event.id, correlationId: event.meta.correlationId })),
    );
    const positions = await Promise.all(owed.map((duty) => once(duty, 'POLICY')));
    return positions.reduce(latest, undefined);
  };

  const attempt = async (todo: OpenDuty): Promise<Position | undefined> => {
    const name = nameOf(todo);
    try {
      const position = await once(todo, 'SCHEDULE');
      failed.delete(name);
      return position;
    } catch (error) {
      const attempts = (failed.get(name)?.attempts ?? 0) + 1;
      const wait = Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs);
      failed.set(name, { attempts, retryAt: clock.now() + wait });
      logger.error({ err: error, duty: todo.key, attempts, retryInMs: wait }, 'a duty failed; it will be tried again');
      return undefined;
    }
  };

  /** Open duties by an instant that are worth beginning now. */
  const openBy = (instant: string, limit: number): readonly OpenDuty[] => {
    const passedOver = needless.size + failed.size;
    return agenda
      .due(instant, limit + passedOver)
      .filter((todo) => !needless.has(nameOf(todo)) && !((failed.get(nameOf(todo))?.retryAt ?? 0) > clock.now()));
  };

  const attemptEach = async (due: readonly OpenDuty[]): Promise<Position | undefined> => {
    let last: Position | undefined;
    for (const todo of due) {
      if (closed) break;
      last = latest(last, await attempt(todo));
    }
    return last;
  };

  const runDueOnce = async (): Promise<void> => {
    for (;;) {
      const due = openBy(iso(clock.now()), batch);
      if (due.length === 0 || closed) return;
      const last = await attemptEach(due);
      if (last !== undefined) await shown(last);
    }
  };

  /** When to look again: the next duty to fall due, or the next retry. */
  const rearm = (): void => {
    if (closed) return;
    const next = openBy(farFuture, 1)[0]?.dueAt;
    if (next !== undefined) alarm.at(Date.parse(next));
    // A retry whose time has come is among the open duties, or was done elsewhere.
    for (const { retryAt } of failed.values()) if (retryAt > clock.now()) alarm.at(retryAt);
  };

  const runDue = (): Promise<void> => {
    running ??= runDueOnce()
      .then(rearm)
      .catch((error: unknown) => {
        logger.error({ err: error }, 'the agenda could not be worked through');
        alarm.at(clock.now() + firstRetryMs);
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    follow,
    runDue,
    noticed(events) {
      const now = clock.now();
      for (const event of events) {
        for (const { dueAt } of todosOf(event)) alarm.at(Math.max(Date.parse(dueAt), now + graceMs));
      }
    },
    async close() {
      closed = true;
      alarm.close();
      await running;
      await Promise.allSettled(underWay.values());
    },
  };
};

/** One alarm, set to the earliest instant asked for. */
const alarmOn = (clock: Clock, ring: () => void) => {
  let set: { readonly instant: number; readonly cancel: () => void } | undefined;
  let closed = false;
  return {
    at(instant: number): void {
      if (closed || (set && set.instant <= instant)) return;
      set?.cancel();
      const cancel = clock.wakeAt(instant, () => {
        set = undefined;
        ring();
      });
      set = { instant, cancel };
    },
    close(): void {
      closed = true;
      set?.cancel();
    },
  };
};

const farFuture = '9999-12-31T23:59:59.999Z';

const iso = (instant: number): string => new Date(instant).toISOString();

const latest = (a: Position | undefined, b: Position | undefined): Position | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return comparePositions(a, b) < 0 ? b : a;
};
