import type { Position } from '../src/domain/event.ts';
import { shareOf } from '../src/log/event-log.ts';
import type { Reader } from './reader.ts';

/** How far a read database has come while it is being built, or catches up. */
export interface BuildProgress {
  /** Events applied since the beginning of the log, and the position of the last of them. */
  readonly applied: number;
  readonly position: Position | undefined;
  /** Where the log ended when this began. */
  readonly head: Position | undefined;
  /** About how much of the log is done, from 0 to 1. */
  readonly share: number;
  readonly eventsPerSecond: number;
}
export type OnProgress = (progress: BuildProgress) => void;

export interface BuildReport {
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
}

type State = Pick<Reader, 'applied' | 'position'>;

/** Watches a read database grow from what it is now. */
export const watch = (state: State, head: Position | undefined) => {
  const began = { at: performance.now(), applied: state.applied() };
  const report = (now: State): BuildReport => {
    const events = now.applied() - began.applied;
    const seconds = (performance.now() - began.at) / 1000;
    return { events, seconds, eventsPerSecond: seconds > 0 ? Math.round(events / seconds) : 0 };
  };
  const progress = (now: State): BuildProgress => ({
    applied: now.applied(),
    position: now.position(),
    head,
    share: shareOf(now.position(), head),
    eventsPerSecond: report(now).eventsPerSecond,
  });
  return { report, progress };
};
