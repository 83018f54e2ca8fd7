import { InvalidCursor, type PageRequest, type Page as ReadPage } from '../projections/page.ts';
import { type Page, pageOf } from './connection.ts';
import { decodeCursor, notACursor } from './cursor.ts';
import { caughtUp, type ListArgs } from './reading.ts';
import type { LaurelContext } from './services.ts';

interface ListOf<Row, Item> {
  /** Names what the list is sorted by, so that a cursor of one order is not read in another. */
  readonly order: string;
  readonly read: (request: PageRequest) => ReadPage<Row>;
  readonly itemOf: (row: Row) => Item;
  /** Of the same filter; asked only if the client asks. */
  readonly count?: () => number;
}

/**
 * One page of a read model's list as a connection, read after the position that the client may have asked for.
 *
 * @throws {GraphQLError} READ_MODEL_BEHIND, or BAD_USER_INPUT for a cursor of another list
 */
export const listed = async <Row, Item>(
  context: LaurelContext,
  { first, after, minPosition }: ListArgs,
  { order, read, itemOf, count }: ListOf<Row, Item>,
): Promise<Page<Item>> => {
  await caughtUp(context, minPosition);
  const position = context.services.reader.position() ?? '';
  const page = readPage(() => read({ first, after: after == null ? undefined : decodeCursor(after, order).key }));
  return pageOf(
    { nodes: page.rows.map(itemOf), hasNextPage: page.hasNextPage },
    after,
    (_, index) => ({ order, key: page.keyOf(page.rows[index] as Row), position }),
    count,
  );
};

/** A list that the asker may see nothing of looks like one with nothing in it. */
export const emptyPage = <Item>({ after }: Pick<ListArgs, 'after'>): Page<Item> =>
  pageOf<Item>(
    { nodes: [], hasNextPage: false },
    after,
    () => {
      throw new Error('An empty page has no cursors.');
    },
    () => 0,
  );

const readPage = <Row>(read: () => ReadPage<Row>): ReadPage<Row> => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidCursor)) throw error;
    throw notACursor();
  }
};
