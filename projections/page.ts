import { type Condition, condition, whereOf } from './conditions.ts';
import type { Reader, SqlValue } from './reader.ts';

/** Where a row stands in its list: what it is sorted by, then what tells it from its equals. */
export type CursorKey = readonly SqlValue[];

export interface PageRequest {
  /** Most rows wanted. */
  readonly first: number;
  /** Only rows after this key, which must come from a list sorted alike. */
  readonly after?: CursorKey | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  /** The key to ask for the page after a row of this one. */
  keyOf(row: Row): CursorKey;
}

export type Direction = 'ASC' | 'DESC';

export interface Sort<Key extends string> {
  readonly by: Key;
  readonly direction: Direction;
}

/** A cursor that no list sorted this way has given. */
export class InvalidCursor extends Error {
  constructor() {
    super('The cursor does not belong to this list; use one of the same list in the same order.');
    this.name = 'InvalidCursor';
  }
}

interface List<Raw, Row> {
  readonly select: string;
  readonly from: string;
  /** Values that `from` holds. */
  readonly fromParams?: readonly SqlValue[];
  readonly where: readonly Condition[];
  /** Expressions without NULL that together tell every row from every other. */
  readonly sortedBy: readonly string[];
  readonly direction: Direction;
  readonly rowOf?: (raw: Raw) => Row;
}

/**
 * One page by keyset: it begins behind a key instead of at a number, so that rows added before it move nothing.
 *
 * @throws {InvalidCursor}
 */
export const pageOf = <Raw, Row = Raw>(
  reader: Reader,
  list: List<Raw, Row>,
  { first, after }: PageRequest,
): Page<Row> => {
  const { select, from, fromParams = [], sortedBy, direction, rowOf = (raw: Raw) => raw as unknown as Row } = list;
  const where = whereOf([...list.where, after && behind(sortedBy, direction, after)]);
  const keys = sortedBy.map((expression, i) => `${expression} AS key${i}`).join(', ');
  const order = sortedBy.map((expression) => `${expression} ${direction}`).join(', ');
  const found = reader.all<Record<string, SqlValue>>(
    `SELECT ${select}, ${keys} FROM ${from} ${where.sql} ORDER BY ${order} LIMIT ?`,
    [...fromParams, ...where.params, first + 1],
  );
  const keyOfRow = new Map<Row, CursorKey>();
  for (const raw of found.slice(0, first)) {
    const key = sortedBy.map((_, i) => raw[`key${i}`] ?? null);
    for (const i of sortedBy.keys()) delete raw[`key${i}`];
    keyOfRow.set(rowOf(raw as Raw), key);
  }
  return {
    rows: [...keyOfRow.keys()],
    hasNextPage: found.length > first,
    keyOf: (row) => keyOfRow.get(row) ?? [],
  };
};

export const countOf = (
  reader: Reader,
  from: string,
  conditions: readonly Condition[],
  fromParams: readonly SqlValue[] = [],
): number => {
  const where = whereOf(conditions);
  const sql = `SELECT count(*) AS count FROM ${from} ${where.sql}`;
  return reader.get<{ count: number }>(sql, [...fromParams, ...where.params])?.count ?? 0;
};

/** The same page with other rows, for what is added to them in one further statement. */
export const mapPage = <From, To>(page: Page<From>, rowsOf: (rows: readonly From[]) => readonly To[]): Page<To> => {
  const rows = rowsOf(page.rows);
  const source = new Map(rows.map((row, i) => [row, page.rows[i]]));
  return {
    rows,
    hasNextPage: page.hasNextPage,
    keyOf: (row) => {
      const from = source.get(row);
      return from === undefined ? [] : page.keyOf(from);
    },
  };
};

const behind = (sortedBy: readonly string[], direction: Direction, key: CursorKey): Condition => {
  if (key.length !== sortedBy.length) throw new InvalidCursor();
  const sign = direction === 'ASC' ? '>' : '<';
  return condition(`(${sortedBy.join(', ')}) ${sign} (${sortedBy.map(() => '?').join(', ')})`, ...key);
};

/**
 * One page of rows that are at hand, sorted upwards by keys of text that tell them apart.
 *
 * @throws {InvalidCursor}
 */
export const pageOfRows = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => readonly string[],
  { first, after }: PageRequest,
): Page<Row> => {
  const from = after === undefined ? 0 : rows.findIndex((row) => isBehind(keyOf(row), after));
  const rest = from < 0 ? [] : rows.slice(from);
  return { rows: rest.slice(0, first), hasNextPage: rest.length > first, keyOf };
};

const isBehind = (key: readonly string[], after: CursorKey): boolean => {
  if (key.length !== after.length || !after.every((part) => typeof part === 'string')) throw new InvalidCursor();
  const at = key.findIndex((part, i) => part !== after[i]);
  return at >= 0 && (key[at] as string) > (after[at] as string);
};
