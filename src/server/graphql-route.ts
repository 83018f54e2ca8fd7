import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf, type RequestContext } from '../../schema/context.ts';
import { positionHeader } from '../../schema/position-header.ts';
import type { VerifyToken } from './auth.ts';
import { authenticate } from './authenticate.ts';
import { withinDeadline } from './deadline.ts';
import type { Freshness } from './log-watch.ts';
import type { RateLimiter } from './rate-limit.ts';
import { oversightFrom } from './stated-purpose.ts';

/** What an operation may know of its request: beside the schema's context, what only the server's own parts use. */
export interface ServerContext extends RequestContext {
  /** Of the client. */
  readonly address: string;
}

/** Adds what the resolvers need to what is known of the request. */
export type BuildContext<Context> = (request: RequestContext, http: FastifyRequest) => Context | Promise<Context>;

/** Done before an answer goes out; if it fails, nothing of the answer does. */
export type BeforeAnswer<Context> = (context: ServerContext & Context) => Promise<void>;

interface GraphQLRoute<Context extends object> {
  readonly apollo: ApolloServer<ServerContext & Context>;
  readonly buildContext: BuildContext<Context>;
  readonly verifyToken: VerifyToken | undefined;
  readonly operationMs: number;
  readonly rate: RateLimiter | undefined;
  readonly beforeAnswer: BeforeAnswer<Context> | undefined;
  readonly freshness: (() => Freshness) | undefined;
}

/** One operation: who asks, how long it may take, and Apollo's answer. */
export const graphqlRoute =
  <Context extends object>({
    apollo,
    buildContext,
    verifyToken,
    operationMs,
    rate,
    beforeAnswer,
    freshness,
  }: GraphQLRoute<Context>) =>
  (request: FastifyRequest, reply: FastifyReply): Promise<string> =>
    withinDeadline(operationMs, async (deadline) => {
      let asked: (ServerContext & Context) | undefined;
      const context = async (): Promise<ServerContext & Context> => {
        const actor = await authenticate(request.headers.authorization, verifyToken);
        const known: ServerContext = {
          actor,
          oversight: oversightFrom(actor, request.headers),
          language: languageOf(request.headers['accept-language']),
          requestId: request.id,
          address: request.ip,
          deadline,
          charge: async (action) => rate?.chargeAction(action, actor, request.ip),
        };
        asked = { ...(await buildContext(known, request)), ...known };
        return asked;
      };
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'POST', headers: headersOf(request), search: '', body: request.body },
        context,
      });
      if (asked && !reply.sent) await beforeAnswer?.(asked);
      // Past the deadline the client has its answer already.
      if (reply.sent || answer.body.kind !== 'complete') return '';
      for (const [name, value] of answer.headers) reply.header(name, value);
      const shown = freshness?.().position;
      if (shown !== undefined) reply.header(positionHeader, shown);
      reply.code(answer.status ?? 200);
      return answer.body.string;
    });

const headersOf = (request: FastifyRequest): HeaderMap => {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
};
