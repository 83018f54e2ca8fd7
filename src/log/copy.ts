import type { Position, Recorded } from '../domain/event.ts';
import { AppendMismatch, type EventLog, type NewEvent, WrongExpectedRevision } from './event-log.ts';
import { storedTextsOf } from './leaf.ts';

/** The target holds something else than the source, or something more. */
export class NotACopy extends Error {
  constructor(
    /** 0-based, in the order of the log. */
    readonly index: number,
    problem: string,
  ) {
    super(
      `The target is no copy of the source: ${problem} (event ${index}, counted from 0). Nothing more is written to it.`,
    );
    this.name = 'NotACopy';
  }
}

export interface CopyProgress {
  /** Events of the source that the target was found or made to hold. */
  readonly events: number;
  readonly position: Position;
}

export interface CopyOptions {
  readonly from: EventLog;
  readonly to: EventLog;
  readonly onProgress?: (progress: CopyProgress) => void;
}

export interface Copied {
  /** Events that the target holds now: as many as the source held when its end was reached. */
  readonly events: number;
  /** Of them, those that were written now. */
  readonly written: number;
}

const batch = 1_000;

/**
 * Copies a log as it is stored, to a target that is empty or holds its beginning: the same events with the same ids, in the
 * same streams and in the same order; only positions are the target's own. What is there is compared first, so that a copy
 * that was interrupted goes on. Nothing else may write to the target meanwhile.
 *
 * Each append waits for the one before it, which is what keeps the order.
 *
 * @throws {NotACopy} @throws {LogUnavailable}
 */
export const copyLog = async ({ from, to, onProgress }: CopyOptions): Promise<Copied> => {
  const there = await compareLogs({ from, to, mayEnd: 'TARGET', ...(onProgress && { onProgress }) });
  let { events, position } = there;
  for (;;) {
    const next = await from.readAll(position, batch);
    if (next.length === 0) return { events, written: events - there.events };
    for (const run of runsOf(next)) {
      await append(to, run, events);
      events += run.length;
    }
    position = (next.at(-1) as Recorded).position;
    onProgress?.({ events, position });
  }
};

/** Consecutive events that can be written at once: they follow each other in one stream. */
const runsOf = (events: readonly Recorded[]): readonly (readonly Recorded[])[] => {
  const runs: Recorded[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    // As one decision was written: what is more could be larger than a store takes at once.
    const goesOn = last?.stream === event.stream && last.meta.command.id === event.meta.command.id;
    if (run && goesOn) run.push(event);
    else runs.push([event]);
  }
  return runs;
};

const append = async (to: EventLog, run: readonly Recorded[], index: number): Promise<void> => {
  const { stream, revision } = run[0] as Recorded;
  try {
    await to.append(stream, run.map(newEventOf), revision === 0 ? 'no-stream' : revision - 1);
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision || error instanceof AppendMismatch)) throw error;
    throw new NotACopy(index, `something else writes to its stream ${stream}`);
  }
};

const newEventOf = ({ id, type, schemaVersion, data, meta, sealed }: Recorded): NewEvent => ({
  ...{ id, type, schemaVersion, data, meta },
  ...(sealed && { sealed }),
});

interface CompareOptions extends CopyOptions {
  /** What may hold less than the other: the target while it is being copied, the source never. */
  readonly mayEnd: 'TARGET' | 'NEITHER';
  /** Only so many events are compared: the source may have grown since they were copied. All by default. */
  readonly atMost?: number;
  /** Told of every event that both hold, in order. */
  readonly onEvent?: (event: Recorded) => void;
}

/** Where both were found to agree. */
export interface Agreed {
  readonly events: number;
  /** Of the last of them in the source. */
  readonly position: Position | undefined;
}

/** Reads both from the beginning and compares every event. @throws {NotACopy} @throws {LogUnavailable} */
export const compareLogs = async (options: CompareOptions): Promise<Agreed> => {
  const { from, to, mayEnd, atMost = Number.POSITIVE_INFINITY, onEvent, onProgress } = options;
  let events = 0;
  let at: { readonly from: Position | undefined; readonly to: Position | undefined } = {
    from: undefined,
    to: undefined,
  };
  for (;;) {
    const copied = await to.readAll(at.to, Math.min(batch, atMost - events));
    const originals = await from.readAll(at.from, Math.max(copied.length, 1));
    compareBatch(originals, copied, events, onEvent);
    const last = copied.at(-1);
    if (!last) {
      if (events === atMost) return { events, position: at.from };
      if (originals.length > 0 && mayEnd === 'NEITHER') throw new NotACopy(events, 'it ends before the source');
      return { events, position: at.from };
    }
    events += copied.length;
    at = { from: (originals.at(-1) as Recorded).position, to: last.position };
    onProgress?.({ events, position: at.from as Position });
  }
};

const compareBatch = (
  originals: readonly Recorded[],
  copied: readonly Recorded[],
  before: number,
  onEvent: ((event: Recorded) => void) | undefined,
): void => {
  for (const [i, event] of copied.entries()) {
    const original = originals[i];
    const difference = original ? differenceOf(original, event) : 'it holds more events';
    if (difference) throw new NotACopy(before + i, difference);
    if (original) onEvent?.(original);
  }
};

const differenceOf = (original: Recorded, copy: Recorded): string | undefined => {
  const same = (['id', 'type', 'schemaVersion', 'stream', 'revision'] as const).find(
    (name) => original[name] !== copy[name],
  );
  if (same) return `${same} of event ${original.id} in ${original.stream} is ${copy[same]} and not ${original[same]}`;
  const [texts, copied] = [storedTextsOf(original), storedTextsOf(copy)];
  const other = (['data', 'meta'] as const).find((name) => texts[name] !== copied[name]);
  if (other) return `${other} of event ${original.id} is not the same`;
  const sealed = JSON.stringify(original.sealed ?? []) === JSON.stringify(copy.sealed ?? []);
  return sealed ? undefined : `what is sealed of event ${original.id} is not the same`;
};
