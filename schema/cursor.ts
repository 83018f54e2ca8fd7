import { GraphQLError } from 'graphql';
import { z } from 'zod';

/** Where a page ended. Opaque to clients. */
export interface Cursor {
  /** Name of the list's order, so that a cursor of one order is not read in another. */
  readonly order: string;
  /** The row's place in that order: what the list is sorted by, then what tells the row from its equals. */
  readonly key: readonly (string | number | null)[];
  /** Log position that the page was read at. */
  readonly position: string;
}

const cursor = z.tuple([z.string(), z.array(z.union([z.string(), z.number(), z.null()])), z.string()]);

export const encodeCursor = ({ order, key, position }: Cursor): string =>
  Buffer.from(JSON.stringify([order, key, position])).toString('base64url');

const refused = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', path: ['after'] } });

/** For a text that no page of the list gave. */
export const notACursor = () => refused('"after" takes a cursor as an earlier page gave it.');

/** @throws {GraphQLError} BAD_USER_INPUT if the text is no cursor, or one of a list in another order. */
export const decodeCursor = (text: string, order: string): Cursor => {
  const parsed = cursor.safeParse(parsedJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) throw notACursor();
  const [itsOrder, key, position] = parsed.data;
  if (itsOrder !== order) {
    throw refused(`"after" is a cursor of a list ordered by ${itsOrder}; this list is ordered by ${order}.`);
  }
  return { order, key, position };
};

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
