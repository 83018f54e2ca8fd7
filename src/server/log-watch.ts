import type { Follower } from '../../projections/follower.ts';
import type { Clock } from '../app/clock.ts';
import type { Position } from '../domain/event.ts';
import type { EventLog } from '../log/event-log.ts';

/** How fresh the read models are, as far as this process can tell. */
export interface Freshness {
  /** Whether the log answered when it was asked last. */
  readonly reachable: boolean;
  /** Of the last event that the read models show. */
  readonly position: Position | undefined;
  /** When they were known to show all of the log for the last time, in UTC ISO 8601; undefined if never. */
  readonly levelAt: string | undefined;
  /** Milliseconds since then, or since the start. */
  readonly ageMs: number;
}

export interface LogWatch {
  freshness(): Freshness;
  close(): void;
}

export interface LogWatchOptions {
  readonly log: Pick<EventLog, 'head'>;
  readonly follower: Pick<Follower, 'position' | 'waitFor'>;
  readonly clock: Clock;
  /** Milliseconds between two questions; 1,000 by default. */
  readonly everyMs?: number;
}

/** Counts as no answer. */
const noAnswerMs = 2_000;

/** Asks the log again and again where it ends: it may be out of reach while nobody records anything. */
export const watchLog = ({ log, follower, clock, everyMs = 1_000 }: LogWatchOptions): LogWatch => {
  let reachable = true;
  let levelAt: string | undefined;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const ask = async (): Promise<void> => {
    const asked = { at: new Date(clock.now()).toISOString(), since: performance.now() };
    const late = setTimeout(() => {
      reachable = false;
    }, noAnswerMs);
    try {
      const head = await log.head().finally(() => clearTimeout(late));
      reachable = true;
      if (await shows(head)) ({ at: levelAt, since } = asked);
    } catch {
      reachable = false;
    } finally {
      if (!closed) timer = setTimeout(() => void ask(), everyMs).unref();
    }
  };

  /** Where they lag, it is their age that tells. */
  const shows = (head: Position | undefined): Promise<boolean> =>
    head === undefined
      ? Promise.resolve(true)
      : follower.waitFor(head).then(
          () => true,
          () => false,
        );

  void ask();

  return {
    freshness: () => ({ reachable, position: follower.position(), levelAt, ageMs: performance.now() - since }),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
};
