import { type Edition, type EditionFact, editionStream, evolveEdition, initialEdition } from '../edition/edition.ts';
import type { Recorded } from '../event.ts';
import type { NominationId } from '../ids.ts';
import { evolveNomination, initialNomination } from '../nomination/evolve.ts';
import {
  type Nomination,
  type NominationFact,
  type NominationState,
  nominationStream,
} from '../nomination/nomination.ts';
import { deadlineEnd, deadlineOf as definitionOf, type Text } from '../program/program.ts';
import type { Event, EventOf } from './event.ts';

/** A deadline as it was in force at the moment of the trace. */
export interface DeadlineInForce {
  readonly key: string;
  readonly name: Text;
  /** Local date as extended, and its last moment (UTC). */
  readonly on: string;
  readonly endsAt: string;
  /** As the notice prints it, before any extension. */
  readonly printed: string;
  readonly ruleId: string;
  /** Whether it was over at the moment. */
  readonly passed: boolean;
  readonly extensions: readonly EventOf<'DeadlineExtended'>[];
}

/** What a trace is made from. */
export interface CaseInput {
  readonly nominationId: NominationId;
  /**
   * All events by the moment of the streams that speak of the nomination (its own, its person's, its reviews, notices
   * and honors), of the slates of its bureaus and of its edition, in the order of the log, as the catalog decodes them.
   */
  readonly events: readonly Event[];
  /** The moment, UTC ISO 8601 with milliseconds: deadlines are judged by it. */
  readonly now: string;
}

/** The records of one nomination, with what they fold to. */
export interface Case extends CaseInput {
  readonly nomination: Nomination;
  readonly edition: Edition;
  /** Those of the types given, in the order of the log. */
  of<Type extends Event['type']>(...types: readonly Type[]): readonly EventOf<Type>[];
  /** Place in the log among the events of the case. */
  orderOf(event: Event): number;
  /** The nomination as it was before one of its own events; undefined for others. */
  before(event: Event): NominationState | undefined;
}

/** Undefined where the nomination was not there yet. */
export const caseOf = (input: CaseInput): Case | undefined => {
  const own = nominationStream(input.nominationId);
  const before = new Map<Event, NominationState>();
  let nomination: NominationState = initialNomination;
  for (const event of input.events) {
    if (event.stream !== own) continue;
    before.set(event, nomination);
    nomination = evolveNomination(nomination, event as Recorded<NominationFact>);
  }
  if (!('id' in nomination)) return undefined;
  const edition = editionAt(input.events, nomination.editionId);
  if (!edition) return undefined;
  const order = new Map(input.events.map((event, i) => [event, i]));
  return {
    ...input,
    nomination,
    edition,
    orderOf: (event) => order.get(event) ?? -1,
    of: <Type extends Event['type']>(...types: readonly Type[]) =>
      input.events.filter(({ type }) =>
        (types as readonly string[]).includes(type),
      ) as unknown as readonly EventOf<Type>[],
    before: (event) => before.get(event),
  };
};

/** An edition as the given events have it. */
export const editionAt = (events: readonly Event[], id: Nomination['editionId']): Edition | undefined => {
  const stream = editionStream(id);
  const state = events
    .filter((event) => event.stream === stream)
    .reduce((at, event) => evolveEdition(at, event as Recorded<EditionFact>), initialEdition);
  return state.status === 'UNOPENED' ? undefined : state;
};

/** By the clock or by the record, as deciders judge it. */
const isPassed = ({ edition, now }: Case, key: string): boolean =>
  edition.passedDeadlines.includes(key) || now > deadlineEnd(edition.program, key);

export const deadlineAt = (records: Case, key: string): DeadlineInForce => {
  const { program } = records.edition;
  const { name, on, printed, ruleId } = definitionOf(program, key);
  return {
    ...{ key, name, on, printed, ruleId },
    endsAt: deadlineEnd(program, key),
    passed: isPassed(records, key),
    extensions: records.of('DeadlineExtended').filter(({ data }) => data.deadline === key),
  };
};

/** Whether one event stands after another in the log. */
export const isAfter = ({ orderOf }: Case, event: Event, other: Event | undefined): boolean =>
  other === undefined || orderOf(event) > orderOf(other);
