import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Position } from '../../domain/event.ts';
import { comparePositions, type EventLog } from '../../log/event-log.ts';
import { type LogObserver, observedLog } from '../../log/observed-log.ts';
import { within } from '../within.ts';

/** A scrape waits for the log so long, in milliseconds. */
const patienceMs = 2_000;

/** Events looked at to tell the lag: it is counted up to here. */
const mostCounted = 1_000;

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is measured of the calls to the log. */
export const logMetrics = (registry: Registry) => {
  const registers = [registry];
  const appends = new Histogram({
    name: 'laurel_log_append_duration_seconds',
    help:
      'Seconds until the log answered an append, with all repeats, by outcome: recorded, repeated (was there already), ' +
      'conflict (wrong expected revision), mismatch, unavailable (nothing recorded), unknown (perhaps recorded), failed.',
    labelNames: ['outcome'],
    buckets,
    registers,
  });
  const conflicts = new Counter({
    name: 'laurel_log_conflicts_total',
    help: 'Appends that found their stream at another revision than expected; the command is then decided again.',
    registers,
  });
  const underWay = new Gauge({
    name: 'laurel_log_appends_under_way',
    help: 'Appends that the log has not answered yet, those that wait for their turn included.',
    registers,
  });
  const reads = new Histogram({
    name: 'laurel_log_read_duration_seconds',
    help: 'Seconds until the log answered a read, with all repeats, by what was read (stream, all, head) and whether it answered.',
    labelNames: ['read', 'outcome'],
    buckets,
    registers,
  });
  const retries = new Counter({
    name: 'laurel_log_retries_total',
    help: 'Calls to the event store that were repeated since they got no answer, or one that can be mended.',
    registers,
  });
  const deliveryFailures = new Counter({
    name: 'laurel_log_delivery_failures_total',
    help: 'Deliveries of recorded events that failed, and are made again.',
    registers,
  });

  const observer: LogObserver = {
    appending() {
      underWay.inc();
      return (outcome, seconds) => {
        underWay.dec();
        appends.observe({ outcome }, seconds);
        if (outcome === 'conflict') conflicts.inc();
      };
    },
    read: (read, answered, seconds) => reads.observe({ read, outcome: answered ? 'answered' : 'failed' }, seconds),
  };

  return {
    observe: (log: EventLog): EventLog => observedLog(log, observer),
    onRetry: (): void => retries.inc(),
    onDeliveryFailure: (): void => deliveryFailures.inc(),
  };
};

export interface FollowedLog {
  /** As it is stored: what is sealed need not be opened to be counted. */
  readonly log: Pick<EventLog, 'head' | 'readAll'>;
  readonly follower: { position(): Position | undefined };
  readonly clock: { now(): number };
}

/** Whether the log answers, where it ends, and how far the read models are behind: asked for each scrape. */
export const lagMetrics = (registry: Registry) => {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const up = gauge('laurel_log_up', 'Whether the event log answered this scrape within 2 s: 1 or 0.');
  const head = gauge(
    'laurel_log_head_position',
    'Position of the last event of the log: its number on SQLite, its commit position on EventStoreDB. The last known one while the log is down.',
  );
  const lagEvents = gauge(
    'laurel_read_model_lag_events',
    `Events recorded and not yet applied to the read models, counted up to ${mostCounted}. Absent while the log is down.`,
  );
  const lagSeconds = gauge(
    'laurel_read_model_lag_seconds',
    'Age of the oldest event not yet applied to the read models; 0 when they are level. Absent while the log is down.',
  );
  let asking: Promise<Found> | undefined;

  return async (followed: FollowedLog): Promise<void> => {
    // A log that hangs is asked once, however often it is scraped.
    asking ??= lookAt(followed).finally(() => {
      asking = undefined;
    });
    const answer = await within(patienceMs, asking);
    up.set(answer ? 1 : 0);
    if (!answer) {
      lagEvents.remove();
      lagSeconds.remove();
      return;
    }
    head.set(numberOf(answer.value.head));
    lagEvents.set(answer.value.events);
    lagSeconds.set(answer.value.seconds);
  };
};

interface Found {
  readonly head: Position | undefined;
  readonly events: number;
  readonly seconds: number;
}

const lookAt = async ({ log, follower, clock }: FollowedLog): Promise<Found> => {
  const head = await log.head();
  const asked = follower.position();
  if (head === undefined || (asked !== undefined && comparePositions(asked, head) >= 0)) {
    return { head, events: 0, seconds: 0 };
  }
  const recorded = await log.readAll(asked, mostCounted);
  // They were being applied meanwhile.
  const now = follower.position();
  const missing = recorded.filter(({ position }) => now === undefined || comparePositions(position, now) > 0);
  const [oldest] = missing;
  const seconds = oldest ? Math.max(0, clock.now() - Date.parse(oldest.meta.recordedAt)) / 1000 : 0;
  return { head, events: missing.length, seconds };
};

/** The first number of a position; 0 where there is none. */
export const numberOf = (position: Position | undefined): number => Number(position?.split('/')[0] ?? 0);
