import type { LaurelFact } from '../src/domain/agenda.ts';
import type { Recorded } from '../src/domain/event.ts';
import type { EditionId } from '../src/domain/ids.ts';
import { type Condition, condition, oneOf, whereOf } from './conditions.ts';
import type { Reader } from './reader.ts';
import { type TimelineRow, timelineColumns, timelineRowOf } from './timeline.ts';
import type { SubjectKind } from './timeline-subjects.ts';

export interface FactsWanted {
  readonly types: readonly LaurelFact['type'][];
  /** About at least one of these; about anything, if left out. */
  readonly about?: { readonly kind: SubjectKind; readonly ids: readonly string[] };
  /** And in this edition. */
  readonly editionId?: EditionId;
  /** Sequence of the first event that had not happened yet. */
  readonly before: number;
}

const aboutAny = (kind: SubjectKind, ids: readonly string[]): Condition =>
  condition(
    `t.sequence IN (SELECT s.sequence FROM json_each(?) k CROSS JOIN subject u ON u.id = k.value AND u.kind = ?
      CROSS JOIN entry_subject s ON s.subject = u.number)`,
    JSON.stringify(ids),
    kind,
  );

const inEdition = (id: EditionId): Condition =>
  condition(
    `EXISTS (SELECT 1 FROM entry_subject o WHERE o.sequence = t.sequence
      AND o.subject = (SELECT number FROM subject WHERE id = ? AND kind = 'EDITION'))`,
    id,
  );

/**
 * What had been recorded of some subjects, in the order of the log and in one statement: events as the log has them,
 * with null for every personal field.
 */
export const factsAbout = (reader: Reader, { types, about, editionId, before }: FactsWanted): readonly Recorded[] => {
  const { sql, params } = whereOf([
    // The plus keeps SQLite from the index over all events of a type, where it is known what they are about.
    oneOf(about ? '+t.type' : 't.type', types),
    about && aboutAny(about.kind, about.ids),
    editionId === undefined ? undefined : inEdition(editionId),
    condition('t.sequence < ?', before),
  ]);
  return reader
    .all<Parameters<typeof timelineRowOf>[0]>(
      `SELECT ${timelineColumns} FROM entry t ${sql} ORDER BY t.sequence`,
      params,
    )
    .map((raw) => recordedOf(timelineRowOf(raw)));
};

const recordedOf = (row: TimelineRow): Recorded => ({
  id: row.eventId,
  type: row.type,
  schemaVersion: row.schemaVersion,
  stream: row.stream,
  revision: row.revision,
  position: row.position,
  data: row.data,
  meta: {
    recordedAt: row.recordedAt,
    actor: {
      id: row.actorId,
      name: row.actorName,
      roles: row.actorRoles as Recorded['meta']['actor']['roles'],
      ...(row.actorBureau !== null && { bureau: row.actorBureau }),
      channel: row.actorChannel,
    },
    // Of a command, read models keep only what readers see.
    command: { id: row.commandId, name: row.commandName, contentHash: '' },
    correlationId: row.correlationId,
    ...(row.causationId !== null && { causationId: row.causationId }),
    ...(row.ruleVersion !== null && { ruleVersion: row.ruleVersion }),
  },
});
