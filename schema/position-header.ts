import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Position } from '../src/domain/event.ts';
import { caughtUp } from './reading.ts';
import { isPosition } from './scalars.ts';
import type { LaurelContext } from './services.ts';

/** Of an answer: the position of the log that it shows. Of a request: the earliest one that its answer may show. */
export const positionHeader = 'Laurel-Position';

/**
 * What a client has seen at one replica it sees at any other: it sends the header back that its last answer had, whatever
 * it asks for. Without the header nothing is waited for.
 *
 * @throws {GraphQLError} BAD_USER_INPUT (400); READ_MODEL_BEHIND (503) where this replica has not come so far in time
 */
export const readAtLeast = async (context: LaurelContext, headers: IncomingHttpHeaders): Promise<void> => {
  const asked = headers[positionHeader.toLowerCase()];
  if (asked === undefined) return;
  if (!isPosition(String(asked))) {
    throw new GraphQLError(`The header ${positionHeader} takes a position as an answer of this API gave it.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
  try {
    await caughtUp(context, String(asked) as Position, positionHeader);
  } catch (error) {
    if (error instanceof GraphQLError) error.extensions.http = { status: 503 };
    throw error;
  }
};
