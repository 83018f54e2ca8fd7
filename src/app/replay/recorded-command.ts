import type { Calendar } from '../../domain/calendar.ts';
import type { Position } from '../../domain/event.ts';
import { comparePositions } from '../../log/event-log.ts';
import { calendarAsOf, honorsBesides } from '../origins.ts';
import { type Reference, referencesIn, restored, spelledOut, valueInFacts } from '../said.ts';
import type { OpenedEvent } from './opened-events.ts';
import type { States } from './states.ts';

/** What a command said, with everything that it named put in its place. */
export interface RecordedCommand {
  readonly command: unknown;
  /** Codes of calendars that say something else now than they did; what they say now stands in the command. */
  readonly changedCalendars: readonly string[];
  /** Something that it named is erased, wholly or in part. */
  readonly erased: boolean;
  /** States and calendars that it named and that it cannot have been given. */
  readonly impossible: readonly Impossible[];
}

/** UNKNOWN: there is none such. LATER: it came about only after the decision was recorded. */
export interface Impossible {
  readonly what: 'UNKNOWN' | 'LATER';
  /** Name of a stream or a calendar. */
  readonly name: string;
  readonly revision?: number;
}

interface Sources {
  readonly states: States;
  readonly calendars: ReadonlyMap<string, Calendar>;
}

/** `recorded` is `said` of the first of the events of a decision. */
export const recordedCommand = async (
  recorded: unknown,
  decision: readonly [OpenedEvent, ...OpenedEvent[]],
  { states, calendars }: Sources,
): Promise<RecordedCommand> => {
  const said = spelledOut(recorded);
  const values = new Map<Reference, unknown>();
  const changedCalendars: string[] = [];
  const impossible: Impossible[] = [];
  const [{ event }] = decision;
  let erased = false;

  const stateAt = async (name: StateName): Promise<unknown> => {
    const found = await states.at(name.stream, name.revision);
    if (!found || found.position === undefined) return void impossible.push({ what: 'UNKNOWN', ...named(name) });
    if (!isBefore(found.position, event.position)) return void impossible.push({ what: 'LATER', ...named(name) });
    erased ||= found.erased;
    return found.state;
  };

  const valueNamedBy = async (reference: Reference): Promise<unknown> => {
    if ('$state' in reference) return stateAt({ stream: reference.$state, revision: reference.revision });
    if ('$honors' in reference) {
      const person = await stateAt({ stream: reference.$honors, revision: reference.revision });
      return person && honorsBesides(person as Parameters<typeof honorsBesides>[0], reference.besides);
    }
    if ('$calendar' in reference) {
      const calendar = calendars.get(reference.$calendar);
      if (!calendar) return void impossible.push({ what: 'UNKNOWN', name: reference.$calendar });
      const then = calendarAsOf(calendar, reference);
      if (!then) changedCalendars.push(reference.$calendar);
      return then ?? calendar;
    }
    erased ||= decision[reference.$fact]?.erased ?? false;
    return valueInFacts(
      reference,
      decision.map((item) => item.event),
    );
  };

  for (const reference of referencesIn(said)) values.set(reference, await valueNamedBy(reference));
  return { command: restored(said, values), changedCalendars, erased, impossible };
};

interface StateName {
  readonly stream: Parameters<States['at']>[0];
  readonly revision: number;
}

const named = ({ stream, revision }: StateName) => ({ name: stream, revision });

const isBefore = (a: Position, b: Position): boolean => comparePositions(a, b) < 0;
