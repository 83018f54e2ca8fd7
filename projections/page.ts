import type { SqlValue } from './reader.ts';

/** Where a row stands in its list: the value it is sorted by, then what tells it from its equals. */
export type CursorKey = readonly SqlValue[];

export interface PageRequest {
  /** Most rows wanted. */
  readonly first: number;
  /** Rows after this key only. */
  readonly after?: CursorKey | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  /** The key to ask for the page after a row. */
  keyOf(row: Row): CursorKey;
}

export interface Sort<Key extends string> {
  readonly by: Key;
  readonly direction: 'ASC' | 'DESC';
}
