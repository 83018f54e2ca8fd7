import type { Recorded } from '../../domain/event.ts';
import type { EventLog } from '../../log/event-log.ts';
import { comparePositions } from '../../log/event-log.ts';
import type { Entry } from '../tree/tree-store.ts';

/** What a bundle takes of the log. */
export interface Chosen {
  /** In the order of the log. */
  readonly events: readonly Recorded[];
  /** Streams of which every event that the head covers is among them. */
  readonly whole: readonly string[];
}

/** Decides what belongs to a bundle, while every event of the log is shown to it once, in order. */
export interface Choice {
  /** True: it does. 'PERHAPS': `keep` decides once all have been seen. */
  see(event: Recorded): boolean | 'PERHAPS';
  keep(event: Recorded, chosen: readonly Recorded[]): boolean;
}

const batch = 500;

/** @param last what the head covers: later events are left out */
export const choose = async (raw: EventLog, last: Pick<Entry, 'position'>, choice: Choice): Promise<Chosen> => {
  const seen: { event: Recorded; sure: boolean }[] = [];
  const lengths = new Map<string, number>();
  for await (const event of upTo(raw, last)) {
    lengths.set(event.stream, (lengths.get(event.stream) ?? 0) + 1);
    const verdict = choice.see(event);
    if (verdict !== false) seen.push({ event, sure: verdict === true });
  }
  const sure = seen.filter((one) => one.sure).map(({ event }) => event);
  const events = seen.filter((one) => one.sure || choice.keep(one.event, sure)).map(({ event }) => event);
  const taken = new Map<string, number>();
  for (const { stream } of events) taken.set(stream, (taken.get(stream) ?? 0) + 1);
  return { events, whole: [...taken].filter(([stream, n]) => n === lengths.get(stream)).map(([stream]) => stream) };
};

async function* upTo(raw: EventLog, { position: last }: Pick<Entry, 'position'>): AsyncGenerator<Recorded> {
  let after: Recorded['position'] | undefined;
  while (true) {
    const events = await raw.readAll(after, batch);
    for (const event of events) {
      if (comparePositions(event.position, last) > 0) return;
      yield event;
    }
    after = events.at(-1)?.position;
    if (after === undefined) return;
  }
}

/**
 * Every event from the first one recorded at or after an instant to the last one recorded at or before another: one
 * stretch of the log, so that it can be proven that nothing is left out.
 */
export const choiceOfTime = (from: string, to: string): Choice => {
  let begun = false;
  let lastInTime: Recorded | undefined;
  return {
    see(event) {
      const { recordedAt } = event.meta;
      begun ||= recordedAt >= from && recordedAt <= to;
      if (begun && recordedAt <= to) lastInTime = event;
      return begun ? 'PERHAPS' : false;
    },
    keep: ({ position }) => lastInTime !== undefined && comparePositions(position, lastInTime.position) <= 0,
  };
};
