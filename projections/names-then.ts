import type { NominationId } from '../src/domain/ids.ts';
import type { Reader } from './reader.ts';

export interface NameThen {
  readonly nominationId: NominationId;
  /** As it stands today; null once it is erased. */
  readonly name: string | null;
  /** Whether the form was changed since: then the name may have been another. */
  readonly amendedSince: 0 | 1;
}

/** Names as they stand today, and whether they can be taken for those before the event with this sequence. */
export const namesThen = (
  reader: Reader,
  ids: readonly NominationId[],
  sequence: number,
): ReadonlyMap<NominationId, NameThen> => {
  const rows = reader.all<NameThen>(
    `SELECT n.nominationId, n.name, EXISTS (
        SELECT 1 FROM subject u JOIN entry_subject s ON s.subject = u.number JOIN entry t ON t.sequence = s.sequence
          WHERE u.id = n.nominationId AND u.kind = 'NOMINATION' AND s.sequence >= ?
            AND t.type = 'FormAmended') AS amendedSince
      FROM nomination n WHERE n.nominationId IN (SELECT value FROM json_each(?))`,
    [sequence, JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.nominationId, row]));
};
