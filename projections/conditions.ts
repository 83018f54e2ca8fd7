import type { SqlValue } from './reader.ts';

/** A part of a WHERE clause with its values; undefined where the filter does not ask. */
export type Condition = { readonly sql: string; readonly params: readonly SqlValue[] } | undefined;

export const condition = (sql: string, ...params: readonly SqlValue[]): Condition => ({ sql, params });

export const equals = (column: string, value: SqlValue | undefined): Condition =>
  value === undefined ? undefined : condition(`${column} = ?`, value);

/** A list of any length is one value, so that the statement stays the same. An empty list finds nothing. */
export const oneOf = (column: string, values: readonly SqlValue[] | undefined): Condition =>
  values && condition(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));

export const contains = (column: string, text: string | undefined): Condition =>
  text === undefined ? undefined : condition(`${column} LIKE ? ESCAPE '\\'`, `%${text.replace(/[\\%_]/g, '\\$&')}%`);

/** Rows (with `editionId` and `bureau`) of a bureau and of every bureau below it. */
export const withinJurisdiction = (table: string, above: string | undefined): Condition =>
  above === undefined
    ? undefined
    : condition(
        `EXISTS (SELECT 1 FROM jurisdiction j
          WHERE j.editionId = ${table}.editionId AND j.above = ? AND j.bureau = ${table}.bureau)`,
        above,
      );

export const whereOf = (conditions: readonly Condition[]): { readonly sql: string; readonly params: SqlValue[] } => {
  const given = conditions.filter((item) => item !== undefined);
  return {
    sql: given.length > 0 ? `WHERE ${given.map(({ sql }) => `(${sql})`).join(' AND ')}` : '',
    params: given.flatMap(({ params }) => params),
  };
};
