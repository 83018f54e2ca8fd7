import type { Recorded } from '../../domain/event.ts';
import type { DataOwner } from '../../domain/protection/protection.ts';
import { keyOwnerOf } from '../../log/data-subjects.ts';
import type { EventLog } from '../../log/event-log.ts';
import { comparePositions } from '../../log/event-log.ts';
import type { KeyOwner } from '../../privacy/vault.ts';
import type { Entry } from '../tree/tree-store.ts';

/** What a bundle takes of the log. */
export interface Chosen {
  /** In the order of the log. */
  readonly events: readonly Recorded[];
  /** Streams of which every event that the head covers is among them. */
  readonly whole: readonly string[];
}

/** What was chosen, and what else the log says of it. */
export interface Choosing {
  readonly chosen: Chosen;
  /** Owners of keys whose data is shown to nobody now, also by what the head does not cover. */
  readonly restricted: ReadonlySet<KeyOwner>;
}

/** Decides what belongs to a bundle, while every event of the log is shown to it once, in order. */
export interface Choice {
  /** True: it does. 'PERHAPS': `keep` decides once all have been seen. */
  see(event: Recorded): boolean | 'PERHAPS';
  /** @param chosen those that belong to it for sure */
  keep(chosen: readonly Recorded[]): (event: Recorded) => boolean;
}

const batch = 500;

/** Reads the log once, through its end. @param last what the head covers: later events are left out */
export const choose = async (raw: EventLog, last: Pick<Entry, 'position'>, choice: Choice): Promise<Choosing> => {
  const seen: { event: Recorded; sure: boolean }[] = [];
  const lengths = new Map<string, number>();
  const restricted = new Set<KeyOwner>();
  for await (const event of allOf(raw)) {
    learnRestriction(restricted, event);
    if (comparePositions(event.position, last.position) > 0) continue;
    lengths.set(event.stream, (lengths.get(event.stream) ?? 0) + 1);
    const verdict = choice.see(event);
    if (verdict !== false) seen.push({ event, sure: verdict === true });
  }
  const keeps = choice.keep(seen.filter(({ sure }) => sure).map(({ event }) => event));
  const events = seen.filter(({ event, sure }) => sure || keeps(event)).map(({ event }) => event);
  const taken = new Map<string, number>();
  for (const { stream } of events) taken.set(stream, (taken.get(stream) ?? 0) + 1);
  const whole = [...taken].filter(([stream, n]) => n === lengths.get(stream)).map(([stream]) => stream);
  return { chosen: { events, whole }, restricted };
};

async function* allOf(raw: EventLog): AsyncGenerator<Recorded> {
  let after: Recorded['position'] | undefined;
  do {
    const events = await raw.readAll(after, batch);
    yield* events;
    after = events.at(-1)?.position;
  } while (after !== undefined);
}

const learnRestriction = (restricted: Set<KeyOwner>, { type, data }: Recorded): void => {
  if (type !== 'PersonalDataRestricted' && type !== 'RestrictionLifted') return;
  const owner = keyOwnerOf((data as { readonly owner: DataOwner }).owner);
  if (type === 'PersonalDataRestricted') restricted.add(owner);
  else restricted.delete(owner);
};

/**
 * Every event from the first one recorded at or after an instant to the last one recorded at or before another: one
 * stretch of the log, so that it can be proven that nothing is left out at either end or between.
 */
export const choiceOfTime = (from: string, to: string): Choice => {
  let begun = false;
  let lastInTime: Recorded | undefined;
  return {
    see(event) {
      const { recordedAt } = event.meta;
      begun ||= recordedAt >= from;
      if (begun && recordedAt <= to) lastInTime = event;
      return begun ? 'PERHAPS' : false;
    },
    keep:
      () =>
      ({ position }) =>
        lastInTime !== undefined && comparePositions(position, lastInTime.position) <= 0,
  };
};
