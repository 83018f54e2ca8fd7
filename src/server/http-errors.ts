import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';

interface HttpHead {
  readonly status?: number;
  readonly headers?: ReadonlyMap<string, string>;
}

/** Answers with one GraphQL error, in the media type that the client accepts (GraphQL over HTTP, section 6). */
export const sendGraphQLError = (request: FastifyRequest, reply: FastifyReply, error: GraphQLError): FastifyReply => {
  const { http, ...extensions } = error.extensions as { http?: HttpHead };
  for (const [name, value] of http?.headers ?? []) reply.header(name, value);
  const speaksGraphQL = request.headers.accept?.includes('application/graphql-response+json');
  return reply
    .code(http?.status ?? 500)
    .type(`${speaksGraphQL ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message: error.message, extensions }] }));
};

const graphqlError = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

/** Fastify's own refusals, and whatever goes wrong outside of an operation. */
export const httpErrorHandler =
  (logger: Logger, bodyBytes: number) =>
  (error: FastifyError | GraphQLError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof GraphQLError) return sendGraphQLError(request, reply, error);
    const refusal = refusalOf(error, bodyBytes);
    if (!refusal) logger.error({ err: error, requestId: request.id }, 'request failed');
    return sendGraphQLError(
      request,
      reply,
      refusal ?? graphqlError(500, 'INTERNAL_SERVER_ERROR', 'Internal server error.'),
    );
  };

const refusalOf = (error: FastifyError, bodyBytes: number): GraphQLError | undefined => {
  switch (error.statusCode) {
    case 413:
      return graphqlError(413, 'BODY_TOO_LARGE', `The body is too large: ${bodyBytes} bytes are accepted.`);
    case 415:
      return graphqlError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the operation as application/json.');
    case 400:
      return graphqlError(400, 'BAD_REQUEST', 'The body is not acceptable: it takes one JSON object with "query".');
    default:
      return error.statusCode !== undefined && error.statusCode < 500
        ? graphqlError(error.statusCode, 'BAD_REQUEST', error.message)
        : undefined;
  }
};

export const notFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendGraphQLError(request, reply, graphqlError(404, 'NOT_FOUND', 'Operations go to POST /graphql.'));

/** Operations are not sent by GET: they would end up in the logs of everything on the way. */
export const postOnly = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  reply.header('allow', 'POST');
  return sendGraphQLError(
    request,
    reply,
    graphqlError(405, 'METHOD_NOT_ALLOWED', 'Send the operation by POST, as application/json.'),
  );
};
