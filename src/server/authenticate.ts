import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Actor } from '../domain/actor.ts';
import { PUBLIC, TokenRefused, type VerifyToken } from './auth.ts';

/**
 * The actor of an Authorization header: PUBLIC without one. A header that names nobody is refused, never taken
 * for the public, so that a client learns of its mistake.
 *
 * @throws {GraphQLError} UNAUTHENTICATED (401), or AUTHENTICATION_UNAVAILABLE (503)
 */
export const authenticate = async (header: string | undefined, verifyToken?: VerifyToken): Promise<Actor> => {
  if (header === undefined) return PUBLIC;
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(header)?.[1];
  if (token === undefined) throw unauthenticated('The Authorization header takes "Bearer <token>".');
  if (!verifyToken) throw unauthenticated('This server accepts no tokens.');
  try {
    return await verifyToken(token);
  } catch (error) {
    if (error instanceof TokenRefused) throw unauthenticated(error.message);
    throw new GraphQLError('Tokens cannot be checked right now. Try again later.', {
      originalError: error instanceof Error ? error : null,
      extensions: { code: 'AUTHENTICATION_UNAVAILABLE', http: { status: 503 } },
    });
  }
};

/** RFC 6750, section 3. */
const unauthenticated = (message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer error="invalid_token"']]) },
    },
  });
