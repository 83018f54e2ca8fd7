import type { NominationRow } from '../../projections/nomination-board.ts';
import { streamsAbout } from '../../projections/timeline.ts';
import { editionStream } from '../../src/domain/edition/edition.ts';
import type { Position, Recorded } from '../../src/domain/event.ts';
import type { NominationId, StreamName } from '../../src/domain/ids.ts';
import { personStream } from '../../src/domain/person/person.ts';
import { type Program, upwards } from '../../src/domain/program/program.ts';
import { slateStream } from '../../src/domain/slate/slate.ts';
import { type CaseInput, caseOf } from '../../src/domain/trace/case.ts';
import type { Event } from '../../src/domain/trace/event.ts';
import { tiedNeighbours } from '../../src/domain/trace/ranking.ts';
import { catalog } from '../../src/log/catalog.ts';
import { comparePositions } from '../../src/log/event-log.ts';
import type { LaurelContext } from '../services.ts';
import { upTo } from '../streams.ts';

type Traced = Pick<NominationRow, 'nominationId' | 'editionId' | 'bureau' | 'person'>;

interface Moment {
  readonly position: Position;
  /** UTC. */
  readonly now: string;
}

/**
 * All that a trace is made from, as of a moment: two statements that say which streams speak of the nomination and of
 * those it tied with, and one read for each of these streams.
 */
export const caseFileOf = async (
  { nominationId, editionId, bureau, person }: Traced,
  program: Program,
  { position, now }: Moment,
  context: LaurelContext,
): Promise<CaseInput> => {
  const { reader } = context.services;
  const eventsOf = (names: readonly StreamName[]) => eventsIn(names, position, context);
  const own = await eventsOf([
    ...streamsAbout(reader, [nominationId]),
    ...upwards(program, bureau).map(({ code }) => slateStream(editionId, code)),
    editionStream(editionId),
    personStream(person),
  ]);
  const input = { nominationId, now, events: own };
  const records = caseOf(input);
  const tied = records ? tiedNeighbours(records) : [];
  if (tied.length === 0) return input;
  const reviews = streamsAbout(reader, tied).filter((name) => isReviewOf(name, tied));
  return { ...input, events: inOrder([...own, ...(await eventsOf(reviews))]) };
};

const isReviewOf = (name: StreamName, ids: readonly NominationId[]): boolean =>
  ids.some((id) => name.startsWith(`review-${id}-`));

const eventsIn = async (
  names: readonly StreamName[],
  position: Position,
  { loaders }: LaurelContext,
): Promise<readonly Event[]> => {
  const streams = await Promise.all([...new Set(names)].map((name) => loaders.stream.load(name)));
  return inOrder(streams.flatMap((events) => upTo(events, position).map(decoded)));
};

const decoded = (event: Recorded): Event => catalog.decode(event) as unknown as Event;

const inOrder = (events: readonly Event[]): readonly Event[] =>
  events.toSorted((a, b) => comparePositions(a.position, b.position));
