import type { Calendar } from '../../domain/calendar.ts';
import { type Decision, isRefused } from '../../domain/decider.ts';
import type { Fact, Position } from '../../domain/event.ts';
import type { StreamName } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { catalog } from '../../log/catalog.ts';
import { eventIdOf } from '../../log/event-id.ts';
import { aggregates } from '../aggregates.ts';
import {
  areAlike,
  type Difference,
  differencesOf,
  factsIn,
  withoutPersonalDifferences,
  withoutPersonalValues,
} from './difference.ts';
import { decisionsIn, type Extent, type OpenedEvent, type SealedLog } from './opened-events.ts';
import { type Impossible, recordedCommand } from './recorded-command.ts';
import { type AnyDecider, type Deciders, deciderOf, statesOf } from './states.ts';

/**
 * What came of making a decision again, on the state before it and what its command said:
 *
 * - SAME: the facts that were recorded.
 * - DIFFERENT: other facts, or the record names what the command cannot have been given.
 * - REFUSED_NOW: it is refused.
 * - NEEDED_NOTHING: it was so already, and nothing would be recorded.
 * - CALENDAR_CHANGED: it comes out otherwise, and working days that it was decided by are others now.
 * - ERASED: it cannot be told any more, since somebody's personal data was destroyed.
 * - NOT_RECORDED: no decision, or one of which it was not kept what its command said.
 */
export type Verdict = (typeof verdicts)[number];
export const verdicts = [
  'SAME',
  'DIFFERENT',
  'REFUSED_NOW',
  'NEEDED_NOTHING',
  'CALENDAR_CHANGED',
  'ERASED',
  'NOT_RECORDED',
] as const;

/** Those that somebody must look into. */
export const troubling: ReadonlySet<Verdict> = new Set<Verdict>([
  'DIFFERENT',
  'REFUSED_NOW',
  'NEEDED_NOTHING',
  'CALENDAR_CHANGED',
]);

export interface Replayed {
  readonly verdict: Verdict;
  /** Of the first event of the decision. */
  readonly position: Position;
  readonly eventId: string;
  readonly stream: StreamName;
  readonly revision: number;
  readonly command: { readonly id: string; readonly name: string };
  /** How many events the decision led to. */
  readonly events: number;
  /** Both versions, where there is another one now. */
  readonly recorded?: readonly Fact[];
  readonly replayed?: readonly Fact[];
  readonly differences?: readonly Difference[];
  readonly refusals?: readonly Refusal[];
  readonly impossible?: readonly Impossible[];
  /** Codes of calendars that say something else now of the years it was decided by, also where the facts are the same. */
  readonly calendars?: readonly string[];
  /** Name of the error that the decision ends in now. */
  readonly failure?: string;
}

export interface Replay extends Extent {
  readonly log: SealedLog;
  /** By the code that programs name them by. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Those of the product by default. */
  readonly deciders?: Deciders;
  /** Tells personal values of what differs; `(personal)` stands in their place otherwise. */
  readonly showPersonal?: boolean;
}

/**
 * Makes every recorded decision again, in the order of the log.
 *
 * @throws {SealBroken} @throws {KeyMissing} @throws {UndecodableEvent} where log and vault are not as they were written
 */
export async function* replay(settings: Replay): AsyncGenerator<Replayed> {
  const { log, calendars, deciders = aggregates, showPersonal = false, ...extent } = settings;
  const states = statesOf(log, deciders);
  let isFirst = extent.after !== undefined;
  for await (const events of decisionsIn(log, extent)) {
    const [first, ...others] = events;
    if (!first) continue;
    const begunBefore = isFirst && first.event.id !== eventIdOf(first.event.meta.command.id, 0);
    isFirst = false;
    const decision = [first, ...others] as const;
    if (!begunBefore) {
      const found = await judge(decision, deciderOf(deciders, first.event.stream), { states, calendars });
      yield { ...placeOf(decision), ...(showPersonal ? found : withoutPersonal(found)) };
    }
    for (const event of events) states.passed(event);
  }
}

type Found = Omit<Replayed, keyof ReturnType<typeof placeOf>>;

const placeOf = (decision: readonly [OpenedEvent, ...OpenedEvent[]]) => {
  const { id: eventId, position, stream, revision, meta } = decision[0].event;
  const { id, name } = meta.command;
  return { position, eventId, stream, revision, command: { id, name }, events: decision.length };
};

const judge = async (
  decision: readonly [OpenedEvent, ...OpenedEvent[]],
  decider: AnyDecider | undefined,
  sources: Parameters<typeof recordedCommand>[2],
): Promise<Found> => {
  const [{ event, said }] = decision;
  if (!decider || said.is === 'NOT_RECORDED') return { verdict: 'NOT_RECORDED' };
  if (said.is === 'ERASED') return { verdict: 'ERASED' };
  const before = await sources.states.at(event.stream, event.revision - 1);
  const { command, impossible, changedCalendars, erased } = await recordedCommand(said.value, decision, sources);
  if (!before)
    return different({ impossible: [{ what: 'UNKNOWN', name: event.stream, revision: event.revision - 1 }] });
  if (impossible.length > 0) return different({ impossible });
  const recorded = factsIn(decision.map((item) => item.event));
  const found = compared(decision[0], recorded, () =>
    decider.decide(before.state, command, { now: event.meta.recordedAt, actor: event.meta.actor }),
  );
  if (found.verdict !== 'SAME' && (erased || before.erased || decision.some((item) => item.erased))) {
    return { verdict: 'ERASED' };
  }
  if (changedCalendars.length === 0) return found;
  const verdict = found.verdict === 'SAME' ? found.verdict : 'CALENDAR_CHANGED';
  return { ...found, verdict, calendars: changedCalendars };
};

const different = (reason: Partial<Found>): Found => ({ verdict: 'DIFFERENT', ...reason });

const compared = ({ event }: OpenedEvent, recorded: readonly Fact[], decide: () => Decision<Fact>): Found => {
  try {
    const decision = decide();
    if (isRefused(decision)) return { verdict: 'REFUSED_NOW', recorded, refusals: decision.refusals };
    if (decision.facts.length === 0) return { verdict: 'NEEDED_NOTHING', recorded };
    const replayed = factsIn(catalog.encode(decision.facts as never, event.meta) as readonly Fact[]);
    if (areAlike(recorded, replayed)) return { verdict: 'SAME' };
    return different({ recorded, replayed, differences: differencesOf(recorded, replayed) });
  } catch (error) {
    return different({ recorded, failure: error instanceof Error ? error.name : 'unknown' });
  }
};

const withoutPersonal = (found: Found): Found => {
  const { recorded, replayed, differences } = found;
  return {
    ...found,
    ...(recorded && { recorded: withoutPersonalValues(recorded) }),
    ...(replayed && { replayed: withoutPersonalValues(replayed) }),
    ...(differences && {
      differences: withoutPersonalDifferences(differences, recorded ?? [], replayed ?? []),
    }),
  };
};
