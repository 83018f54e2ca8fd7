import { type Actor, actor } from '../domain/actor.ts';
import { type Todo, todosOf } from '../domain/agenda.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Position, Recorded } from '../domain/event.ts';
import { stepIdOf } from '../log/event-id.ts';
import { comparePositions } from '../log/event-log.ts';
import type { KeyedHash } from '../privacy/keyed-hash.ts';
import type { Clock } from './clock.ts';
import type { Envelope } from './dispatcher.ts';
import { carryOut } from './duties.ts';
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
  /** Carries out everything that is due, in order; resolves when nothing due is left. */
  runDue(): Promise<void>;
  /** Sets the alarm anew; call it when the read models have moved on. */
  rearm(): void;
  close(): Promise<void>;
}

interface Dependencies {
  readonly agenda: AgendaRead;
  readonly clock: Clock;
  readonly hash: KeyedHash;
  readonly logger: Logger;
  readonly calendars: ReadonlyMap<string, Calendar>;
  scope(envelope: Envelope): Scope;
  /** Resolves when the read models show a position. */
  shown(position: Position): Promise<unknown>;
}

const laurel: Actor = actor.parse({ id: 'laurel', name: 'Laurel', roles: ['SYSTEM'], channel: 'POLICY' });
const batch = 200;
const retryAfterMs = 5_000;

/**
 * Carries out what the system owes. Right after a command its consequences are carried out inline; whatever a
 * crash, another replica or a date leaves open is found on the agenda, on start and whenever something falls due.
 */
export const agendaRunner = ({ agenda, calendars, clock, hash, logger, scope, shown }: Dependencies): AgendaRunner => {
  /** Duties under way, and duties that turned out to need nothing: neither is begun again. */
  const underWay = new Map<string, Promise<Position | undefined>>();
  const needless = new Set<string>();
  let running: Promise<void> | undefined;
  let cancelAlarm = () => {};
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
      await carryOut(todo.duty, at, calendars);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      logger.warn({ duty: todo.key, refusals: error.message }, 'a duty was refused');
    }
    if (at.recorded.length === 0) needless.add(nameOf(todo));
    return latest(at.recorded.at(-1)?.position, await follow(at.recorded));
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
    const now = new Date(clock.now()).toISOString();
    const owed = events.flatMap((event) =>
      todosOf(event)
        .filter(({ dueAt }) => dueAt <= now)
        .map((todo) => ({ ...todo, causationId: event.id, correlationId: event.meta.correlationId })),
    );
    const positions = await Promise.all(owed.map((duty) => once(duty, 'POLICY')));
    return positions.reduce(latest, undefined);
  };

  const runDueOnce = async (): Promise<void> => {
    for (;;) {
      const due = agenda
        .due(new Date(clock.now()).toISOString(), batch + needless.size)
        .filter((todo) => !needless.has(nameOf(todo)));
      if (due.length === 0 || closed) return;
      let last: Position | undefined;
      for (const todo of due) last = latest(last, await once(todo, 'SCHEDULE'));
      if (last !== undefined) await shown(last);
    }
  };

  const runDue = (): Promise<void> => {
    running ??= runDueOnce().finally(() => {
      running = undefined;
      rearm();
    });
    return running;
  };

  const rearm = (): void => {
    cancelAlarm();
    if (closed || running) return;
    const next = agenda.due(farFuture, 1 + needless.size).find((todo) => !needless.has(nameOf(todo)))?.dueAt;
    if (next === undefined) return;
    cancelAlarm = clock.wakeAt(Math.max(Date.parse(next), clock.now()), () => {
      runDue().catch((error: unknown) => {
        logger.error({ err: error }, 'duties could not be carried out; trying again');
        cancelAlarm = clock.wakeAt(clock.now() + retryAfterMs, () => void runDue().catch(() => undefined));
      });
    });
  };

  return {
    follow,
    runDue,
    rearm,
    async close() {
      closed = true;
      cancelAlarm();
      await running?.catch(() => undefined);
      await Promise.allSettled(underWay.values());
    },
  };
};

const farFuture = '9999-12-31T23:59:59.999Z';

const latest = (a: Position | undefined, b: Position | undefined): Position | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return comparePositions(a, b) < 0 ? b : a;
};
