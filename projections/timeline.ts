import type { Position } from '../src/domain/event.ts';
import type { ActorId, BureauCode, StreamName } from '../src/domain/ids.ts';
import { catalog } from '../src/log/catalog.ts';
import { comparePositions } from '../src/log/event-log.ts';
import { type Condition, condition, equals, oneOf } from './conditions.ts';
import { countOf, type Direction, type Page, type PageRequest, pageOf } from './page.ts';
import { type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByIds, rowsByOwners } from './reader.ts';
import { type Subject, type SubjectKind, subjectFinder } from './timeline-subjects.ts';

/** Every event of the log without its personal fields, and whom and what it is about. */
export const timeline: ReadModel = {
  tables: `
    CREATE TABLE entry (
      sequence INTEGER PRIMARY KEY, position TEXT NOT NULL, eventId TEXT NOT NULL, stream TEXT NOT NULL,
      revision INTEGER NOT NULL, type TEXT NOT NULL, schemaVersion INTEGER NOT NULL, recordedAt TEXT NOT NULL,
      actorId TEXT NOT NULL, actorName TEXT NOT NULL, actorRoles TEXT NOT NULL, actorBureau TEXT,
      actorChannel TEXT NOT NULL, commandId TEXT NOT NULL, commandName TEXT NOT NULL, correlationId TEXT NOT NULL,
      causationId TEXT, ruleVersion TEXT, data TEXT NOT NULL
    ) STRICT;
    CREATE TABLE entry_subject (
      sequence INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
      PRIMARY KEY (sequence, kind, id)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX entry_by_event ON entry (eventId);
    CREATE INDEX entry_by_stream ON entry (stream);
    CREATE INDEX entry_by_actor ON entry (actorId);
    CREATE INDEX entry_by_actor_bureau ON entry (actorBureau) WHERE actorBureau IS NOT NULL;
    CREATE INDEX entry_by_type ON entry (type);
    CREATE INDEX entry_by_time ON entry (recordedAt);
    CREATE INDEX entry_by_correlation ON entry (correlationId);
    CREATE INDEX entry_by_subject ON entry_subject (id, kind, sequence);
  `,

  handlers: (db) => {
    const insert = writer(db, `INSERT INTO entry VALUES (${Array(19).fill('?').join(', ')})`);
    const addSubject = writer(db, 'INSERT OR IGNORE INTO entry_subject VALUES (?, ?, ?)');
    const subjectsOfEvent = subjectFinder(db);
    return (event, sequence) => {
      const { position, id, stream, revision, type, schemaVersion, data, meta } = event;
      const { recordedAt, actor, command, correlationId, causationId, ruleVersion } = meta;
      insert(
        ...[sequence, position, id, stream, revision, type, schemaVersion, recordedAt],
        ...[actor.id, actor.name, JSON.stringify(actor.roles), actor.bureau ?? null, actor.channel],
        ...[command.id, command.name, correlationId, causationId ?? null, ruleVersion ?? null],
        JSON.stringify(catalog.redact(type as Parameters<typeof catalog.redact>[0], data)),
      );
      for (const { kind, id } of subjectsOfEvent(event)) addSubject(sequence, kind, id);
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
  readonly actorChannel: string;
  readonly commandId: string;
  readonly commandName: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly ruleVersion: string | null;
  /** The public facts; null in place of every personal field. */
  readonly data: unknown;
}

type RawEntry = Omit<TimelineRow, 'actorRoles' | 'data'> & { readonly actorRoles: string; readonly data: string };

const rowOf = ({ actorRoles, data, ...row }: RawEntry): TimelineRow => ({
  ...row,
  actorRoles: JSON.parse(actorRoles),
  data: JSON.parse(data),
});

export interface TimelineFilter {
  /** All of them. */
  readonly subjects?: readonly Subject[] | undefined;
  readonly actor?: ActorId | undefined;
  /** Of the actor. */
  readonly bureau?: BureauCode | undefined;
  readonly types?: readonly string[] | undefined;
  /** Recorded from and to, both included, UTC with milliseconds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly stream?: StreamName | undefined;
}

const conditionsOf = (filter: TimelineFilter): readonly Condition[] => [
  ...(filter.subjects ?? []).map(({ kind, id }) =>
    condition('t.sequence IN (SELECT sequence FROM entry_subject WHERE id = ? AND kind = ?)', id, kind),
  ),
  equals('t.actorId', filter.actor),
  equals('t.actorBureau', filter.bureau),
  oneOf('t.type', filter.types),
  filter.from === undefined ? undefined : condition('t.recordedAt >= ?', filter.from),
  filter.to === undefined ? undefined : condition('t.recordedAt <= ?', filter.to),
  equals('t.correlationId', filter.correlationId),
  equals('t.stream', filter.stream),
];

/** In the order of the log, or against it. */
export const listTimeline = (
  reader: Reader,
  filter: TimelineFilter,
  direction: Direction,
  page: PageRequest,
): Page<TimelineRow> =>
  pageOf(
    reader,
    { select: 't.*', from: 'entry t', where: conditionsOf(filter), sortedBy: ['t.sequence'], direction, rowOf },
    page,
  );

export const countTimeline = (reader: Reader, filter: TimelineFilter): number =>
  countOf(reader, 'entry t', conditionsOf(filter));

export const timelineBySequences = (
  reader: Reader,
  sequences: readonly number[],
): ReadonlyMap<number, TimelineRow> =>
  rowsByIds(
    reader,
    'SELECT * FROM entry WHERE sequence IN (SELECT value FROM json_each(?))',
    sequences,
    ({ sequence }: RawEntry) => sequence,
    rowOf,
  );

export const timelineByEventIds = (reader: Reader, ids: readonly string[]): ReadonlyMap<string, TimelineRow> =>
  rowsByIds(
    reader,
    'SELECT * FROM entry WHERE eventId IN (SELECT value FROM json_each(?))',
    ids,
    ({ eventId }: RawEntry) => eventId,
    rowOf,
  );

export const subjectsOf = (
  reader: Reader,
  sequences: readonly number[],
): ReadonlyMap<number, readonly Subject[]> => {
  const rows = reader.all<{ sequence: number; kind: SubjectKind; id: string }>(
    `SELECT sequence, kind, id FROM entry_subject WHERE sequence IN (SELECT value FROM json_each(?))
      ORDER BY sequence, kind, id`,
    [JSON.stringify(sequences)],
  );
  const bySequence = rowsByOwners(sequences, rows, ({ sequence }) => sequence);
  return new Map([...bySequence].map(([sequence, found]) => [sequence, found.map(({ kind, id }) => ({ kind, id }))]));
};

/** How many events stand at or before a position: by halving, since only the log knows how its positions compare. */
export const sequenceAt = (reader: Reader, position: Position): number => {
  let low = 0;
  let high = reader.applied();
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = reader.get<{ position: Position }>('SELECT position FROM entry WHERE sequence = ?', [middle]);
    if (found && comparePositions(found.position, position) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Position of the last event recorded at or before an instant (UTC); undefined if there is none. */
export const positionAt = (reader: Reader, time: string): Position | undefined =>
  reader.get<{ position: Position }>(
    'SELECT position FROM entry WHERE recordedAt <= ? ORDER BY sequence DESC LIMIT 1',
    [new Date(time).toISOString()],
  )?.position;
