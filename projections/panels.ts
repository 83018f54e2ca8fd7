import type { ActorId, EditionId, NominationId } from '../src/domain/ids.ts';
import type { Reader } from './reader.ts';

/** A nomination before the panel, and the experts it was given to, by what became of that. */
export interface PanelRow {
  readonly id: NominationId;
  readonly category: string;
  readonly panel: readonly ActorId[];
  readonly recused: readonly ActorId[];
}

/** In the order of their ids. */
export const panelsOf = (reader: Reader, editionId: EditionId): readonly PanelRow[] =>
  reader
    .all<{ readonly id: NominationId; readonly category: string; readonly reviews: string }>(
      `SELECT n.nominationId AS id, n.category,
          (SELECT json_group_array(json_array(r.expert, r.status)) FROM review r WHERE r.nominationId = n.nominationId) AS reviews
        FROM nomination n WHERE n.editionId = ? AND n.status = 'SUBMITTED' ORDER BY n.nominationId`,
      [editionId],
    )
    .map(({ reviews, ...row }) => {
      const given = (JSON.parse(reviews) as [ActorId, string][]).sort(([a], [b]) => (a < b ? -1 : 1));
      const those = (...statuses: readonly string[]) =>
        given.filter(([, status]) => statuses.includes(status)).map(([expert]) => expert);
      return { ...row, panel: those('ASSIGNED', 'SCORED'), recused: those('RECUSED') };
    });

/** Nominations that an expert was given and has not scored. */
export const assignedTo = (reader: Reader, editionId: EditionId, expert: ActorId): readonly NominationId[] =>
  reader
    .all<{ readonly nominationId: NominationId }>(
      `SELECT nominationId FROM review WHERE editionId = ? AND expert = ? AND status = 'ASSIGNED' ORDER BY nominationId`,
      [editionId, expert],
    )
    .map(({ nominationId }) => nominationId);
