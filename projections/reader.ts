import type { Position } from '../src/domain/event.ts';

export type SqlValue = string | number | null;

/** What queries run on: one consistent state of all read models. */
export interface Reader {
  /** Position of the last event applied; undefined before the first. */
  position(): Position | undefined;
  /** How many events have been applied, which is the sequence that the next one will have. */
  applied(): number;
  all<Row>(sql: string, params?: readonly SqlValue[]): readonly Row[];
  get<Row>(sql: string, params?: readonly SqlValue[]): Row | undefined;
}
