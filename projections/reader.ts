import type { Position } from '../src/domain/event.ts';

export type SqlValue = string | number | null;

/** What queries run on: all read models as of one position of the log. */
export interface Reader {
  /** Position of the last event applied; undefined before the first. */
  position(): Position | undefined;
  /** How many events have been applied, which is the sequence that the next one will have. */
  applied(): number;
  all<Row>(sql: string, params?: readonly SqlValue[]): Row[];
  get<Row>(sql: string, params?: readonly SqlValue[]): Row | undefined;
}

/** Rows by id, in one statement that holds `json_each(?)` for the ids: what a data loader asks for. */
export const rowsByIds = <Id extends string | number, Raw, Row = Raw>(
  reader: Reader,
  sql: string,
  ids: readonly Id[],
  idOf: (raw: Raw) => Id,
  rowOf: (raw: Raw) => Row = (raw) => raw as unknown as Row,
): ReadonlyMap<Id, Row> => new Map(reader.all<Raw>(sql, [JSON.stringify(ids)]).map((raw) => [idOf(raw), rowOf(raw)]));

/** Rows of several owners in one statement, in the order it gives; an owner without rows has an empty list. */
export const rowsByOwners = <Id extends string | number, Row>(
  owners: readonly Id[],
  rows: readonly Row[],
  ownerOf: (row: Row) => Id,
): ReadonlyMap<Id, readonly Row[]> => {
  const lists = new Map<Id, Row[]>(owners.map((owner) => [owner, []]));
  for (const row of rows) lists.get(ownerOf(row))?.push(row);
  return lists;
};
