import type { Actor } from '../src/domain/actor.ts';
import type { Position } from '../src/domain/event.ts';
import type { ActorId, BureauCode, StreamName } from '../src/domain/ids.ts';
import { catalog } from '../src/log/catalog.ts';
import { comparePositions } from '../src/log/event-log.ts';
import { type Condition, condition, equals, oneOf } from './conditions.ts';
import { countOf, type Direction, type Page, type PageRequest, pageOf } from './page.ts';
import { type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByIds, rowsByOwners } from './reader.ts';
import { type Subject, type SubjectKind, subjectKinds } from './timeline-subjects.ts';
import { actorNumbers, subjectWriter } from './timeline-writes.ts';

/** Every event of the log without its personal fields, and whom and what it is about. */
export const timeline: ReadModel = {
  tables: `
    CREATE TABLE entry (
      sequence INTEGER PRIMARY KEY, position TEXT NOT NULL, eventId TEXT NOT NULL, stream TEXT NOT NULL,
      revision INTEGER NOT NULL, type TEXT NOT NULL, schemaVersion INTEGER NOT NULL, recordedAt TEXT NOT NULL,
      actor INTEGER NOT NULL, commandName TEXT NOT NULL, correlationId TEXT NOT NULL, otherCommandId TEXT,
      causationId TEXT, ruleVersion TEXT, subjects TEXT NOT NULL, data TEXT NOT NULL
    ) STRICT;
    CREATE TABLE actor (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL, bureau TEXT, whole TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE subject (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, UNIQUE (id, kind)
    ) STRICT;
    CREATE TABLE entry_subject (
      subject INTEGER NOT NULL, sequence INTEGER NOT NULL,
      PRIMARY KEY (subject, sequence)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX entry_by_event ON entry (eventId);
    CREATE INDEX entry_by_actor ON entry (actor);
    CREATE INDEX actor_by_id ON actor (id);
    CREATE INDEX actor_by_bureau ON actor (bureau);
    CREATE INDEX entry_by_type ON entry (type);
    CREATE INDEX entry_by_time ON entry (recordedAt);
    CREATE INDEX entry_by_correlation ON entry (correlationId);
  `,

  handlers: (db, atEnd) => {
    const insert = writer(db, `INSERT INTO entry VALUES (${Array(16).fill('?').join(', ')})`);
    const writeSubjects = subjectWriter(db, atEnd);
    const numberOfActor = actorNumbers(db);
    return (event, sequence) => {
      const { position, id, stream, revision, type, schemaVersion, data, meta } = event;
      const { recordedAt, actor, command, correlationId, causationId, ruleVersion } = meta;
      insert(
        sequence,
        position,
        id,
        stream,
        revision,
        type,
        schemaVersion,
        recordedAt,
        numberOfActor(actor),
        command.name,
        correlationId,
        command.id === correlationId ? null : command.id,
        causationId ?? null,
        ruleVersion ?? null,
        JSON.stringify(writeSubjects(sequence, event)),
        JSON.stringify(catalog.redact(type as Parameters<typeof catalog.redact>[0], data)),
      );
    };
  },
};

export interface TimelineRow {
  /** 0-based and contiguous over the log. */
  readonly sequence: number;
  readonly position: Position;
  readonly eventId: string;
  readonly stream: StreamName;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly recordedAt: string;
  readonly actorId: ActorId;
  readonly actorName: string;
  readonly actorRoles: readonly string[];
  readonly actorBureau: BureauCode | null;
  readonly actorChannel: Actor['channel'];
  readonly commandId: string;
  readonly commandName: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly ruleVersion: string | null;
  /** The public facts; null in place of every personal field. */
  readonly data: unknown;
}

type ActorColumns = 'actorId' | 'actorName' | 'actorRoles' | 'actorBureau' | 'actorChannel';
type RawEntry = Omit<TimelineRow, ActorColumns | 'data'> & { readonly actor: string; readonly data: string };

/** Over entries `t`. */
export const timelineColumns = `t.sequence, t.position, t.eventId, t.stream, t.revision, t.type, t.schemaVersion, t.recordedAt,
  t.commandName, t.correlationId, coalesce(t.otherCommandId, t.correlationId) AS commandId, t.causationId,
  t.ruleVersion, t.data, (SELECT whole FROM actor a WHERE a.number = t.actor) AS actor`;

export const timelineRowOf = ({ actor, data, ...row }: RawEntry): TimelineRow => {
  const { id, name, roles, bureau, channel }: Actor = JSON.parse(actor);
  const who = { actorId: id, actorName: name, actorRoles: roles, actorBureau: bureau ?? null, actorChannel: channel };
  return { ...row, ...who, data: JSON.parse(data) };
};

export interface TimelineFilter {
  /** All of them. */
  readonly subjects?: readonly Subject[] | undefined;
  readonly actor?: ActorId | undefined;
  /** Of the actor. */
  readonly bureau?: BureauCode | undefined;
  readonly types?: readonly string[] | undefined;
  /** None of this type. */
  readonly exceptType?: string | undefined;
  /** Recorded from and to, both included, UTC with milliseconds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly correlationId?: string | undefined;
}

const actedBy = (column: 'id' | 'bureau', value: string | undefined): Condition =>
  value === undefined ? undefined : condition(`t.actor IN (SELECT number FROM actor WHERE ${column} = ?)`, value);

const numberOfSubject = '(SELECT number FROM subject WHERE id = ? AND kind = ?)';

/**
 * The list is driven by the subject with the fewest entries, told by its kind: they stand in its index in the order of
 * the log. The other subjects are looked up entry by entry.
 */
const listOf = (filter: TimelineFilter) => {
  const [first, ...others] = (filter.subjects ?? []).toSorted(
    (a, b) => subjectKinds.indexOf(a.kind) - subjectKinds.indexOf(b.kind),
  );
  const where: readonly Condition[] = [
    first && condition(`s.subject = ${numberOfSubject}`, first.id, first.kind),
    ...others.map(({ kind, id }) =>
      condition(
        `EXISTS (SELECT 1 FROM entry_subject o WHERE o.sequence = t.sequence AND o.subject = ${numberOfSubject})`,
        id,
        kind,
      ),
    ),
    actedBy('id', filter.actor),
    actedBy('bureau', filter.bureau),
    oneOf('t.type', filter.types),
    filter.exceptType === undefined ? undefined : condition('t.type <> ?', filter.exceptType),
    filter.from === undefined ? undefined : condition('t.recordedAt >= ?', filter.from),
    filter.to === undefined ? undefined : condition('t.recordedAt <= ?', filter.to),
    equals('t.correlationId', filter.correlationId),
  ];
  return first
    ? { from: 'entry_subject s CROSS JOIN entry t ON t.sequence = s.sequence', where, sortedBy: ['s.sequence'] }
    : { from: 'entry t', where, sortedBy: ['t.sequence'] };
};

/** In the order of the log, or against it. */
export const listTimeline = (
  reader: Reader,
  filter: TimelineFilter,
  direction: Direction,
  page: PageRequest,
): Page<TimelineRow> =>
  pageOf(reader, { select: timelineColumns, ...listOf(filter), direction, rowOf: timelineRowOf }, page);

export const countTimeline = (reader: Reader, filter: TimelineFilter): number => {
  const { from, where } = listOf(filter);
  return countOf(reader, from, where);
};

export const timelineByEventIds = (reader: Reader, ids: readonly string[]): ReadonlyMap<string, TimelineRow> =>
  rowsByIds(
    reader,
    `SELECT ${timelineColumns} FROM entry t WHERE t.eventId IN (SELECT value FROM json_each(?))`,
    ids,
    ({ eventId }: RawEntry) => eventId,
    timelineRowOf,
  );

export const subjectsOf = (reader: Reader, sequences: readonly number[]): ReadonlyMap<number, readonly Subject[]> => {
  const rows = reader.all<{ sequence: number; kind: SubjectKind; id: string }>(
    `SELECT t.sequence, s.kind, s.id FROM entry t JOIN json_each(t.subjects) j JOIN subject s ON s.number = j.value
      WHERE t.sequence IN (SELECT value FROM json_each(?)) ORDER BY t.sequence, j.key`,
    [JSON.stringify(sequences)],
  );
  const bySequence = rowsByOwners(sequences, rows, ({ sequence }) => sequence);
  return new Map([...bySequence].map(([sequence, found]) => [sequence, found.map(({ kind, id }) => ({ kind, id }))]));
};

type Place = Pick<TimelineRow, 'eventId' | 'position' | 'recordedAt'>;

const placeOf = (reader: Reader, sequence: number): Place | undefined =>
  reader.get<Place>('SELECT eventId, position, recordedAt FROM entry WHERE sequence = ?', [sequence]);

/** How many events stand at or before a position: by halving, since only the log knows how its positions compare. */
export const sequenceAt = (reader: Reader, position: Position): number => {
  let low = 0;
  let high = reader.applied();
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = placeOf(reader, middle);
    if (found && comparePositions(found.position, position) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Id of the event at a position; undefined if no event has it. */
export const eventIdAt = (reader: Reader, position: Position): string | undefined => {
  const found = placeOf(reader, sequenceAt(reader, position) - 1);
  return found?.position === position ? found.eventId : undefined;
};

/** Position of the last event recorded at or before an instant (UTC); undefined if there is none. */
export const positionAt = (reader: Reader, time: string): Position | undefined =>
  reader.get<{ position: Position }>(
    'SELECT position FROM entry WHERE recordedAt <= ? ORDER BY sequence DESC LIMIT 1',
    [new Date(time).toISOString()],
  )?.position;

/** Every stream that holds an event about one of these nominations, but that it was read, in one statement. */
export const streamsAbout = (reader: Reader, nominationIds: readonly string[]): readonly StreamName[] =>
  reader
    .all<{ stream: StreamName }>(
      `SELECT DISTINCT t.stream FROM json_each(?) k CROSS JOIN subject u ON u.id = k.value AND u.kind = 'NOMINATION'
        CROSS JOIN entry_subject s ON s.subject = u.number
        CROSS JOIN entry t ON t.sequence = s.sequence AND t.type <> 'PersonalDataRead'
        ORDER BY t.stream`,
      [JSON.stringify(nominationIds)],
    )
    .map(({ stream }) => stream);

/** An account as it was when it last did something before a sequence; undefined if it had never done anything. */
export const actorBefore = (reader: Reader, id: string, sequence: number): Actor | undefined => {
  const found = reader.get<{ whole: string }>(
    `SELECT a.whole, (SELECT max(t.sequence) FROM entry t WHERE t.actor = a.number AND t.sequence < ?) AS last
      FROM actor a WHERE a.id = ? AND last IS NOT NULL ORDER BY last DESC LIMIT 1`,
    [sequence, id],
  );
  return found && JSON.parse(found.whole);
};

/** When the last event at or before a position was recorded (UTC); undefined if there is none. */
export const recordedAtOrBefore = (reader: Reader, position: Position): string | undefined =>
  placeOf(reader, sequenceAt(reader, position) - 1)?.recordedAt;

/** Position of an event by its place in the log, 0-based; undefined if there is none. */
export const positionOfSequence = (reader: Reader, sequence: number): Position | undefined =>
  placeOf(reader, sequence)?.position;
