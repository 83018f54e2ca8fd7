import { Counter, Gauge, type Registry } from 'prom-client';
import { countDuties } from '../../../projections/agenda.ts';
import type { BuildProgress } from '../../../projections/build-progress.ts';
import type { Reader } from '../../../projections/reader.ts';
import type { Position } from '../../domain/event.ts';
import { numberOf } from './log-metrics.ts';

/** Duties are counted up to here. */
const mostCounted = 10_000;

/** How far the read models have come, and what they say is owed. */
export const readModelMetrics = (registry: Registry) => {
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const position = gauge(
    'laurel_read_model_position',
    'Position of the last event applied to the read models: its number on SQLite, its commit position on EventStoreDB.',
  );
  const applied = new Counter({
    name: 'laurel_read_model_events_applied_total',
    help: 'Events applied to the read models, counted from the beginning of the log.',
    registers,
  });
  const share = gauge(
    'laurel_read_model_build_ratio',
    'About how much of the log had been applied when building at the start reported last, from 0 to 1; 1 once it serves.',
  );
  const speed = gauge(
    'laurel_read_model_build_events_per_second',
    'Events applied a second while the read models are built at the start; the last figure is kept.',
  );
  const open = gauge('laurel_duties_open', `Duties of the system that are not settled, counted up to ${mostCounted}.`);
  const overdue = gauge(
    'laurel_duties_overdue',
    `Duties of the system that have fallen due and are not settled, counted up to ${mostCounted}.`,
  );

  const show = (at: Position | undefined, events: number): void => {
    position.set(numberOf(at));
    applied.reset();
    applied.inc(events);
  };

  return {
    building(progress: BuildProgress): void {
      show(progress.position, progress.applied);
      share.set(progress.share);
      speed.set(progress.eventsPerSecond);
    },
    /** @throws what the database throws */
    sample(database: Pick<Reader, 'get' | 'position' | 'applied'>, now: string): void {
      show(database.position(), database.applied());
      share.set(1);
      const duties = countDuties(database, now, mostCounted);
      open.set(duties.open);
      overdue.set(duties.overdue);
    },
  };
};
