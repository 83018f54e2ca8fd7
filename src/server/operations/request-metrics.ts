import type { Server } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Every code a top-level error can have. Whatever else one says is counted as OTHER: labels are never a client's. */
const codes: ReadonlySet<unknown> = new Set([
  'AUTHENTICATION_UNAVAILABLE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL_SERVER_ERROR',
  'LIMIT_EXCEEDED',
  'LOG_UNAVAILABLE',
  'LOG_DAMAGED',
  'EVENTS_TOO_LARGE',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TIMEOUT',
  'PURPOSE_INVALID',
  'PURPOSE_NEEDED',
  'RATE_LIMITED',
  'READ_MODEL_BEHIND',
  'UNAUTHENTICATED',
  'VAULT_UNAVAILABLE',
]);

const outcomeOf = (error: unknown): string => {
  const code = (error as { readonly extensions?: { readonly code?: unknown } }).extensions?.code;
  if (code === undefined) return 'INTERNAL_SERVER_ERROR';
  return codes.has(code) ? String(code) : 'OTHER';
};

const kinds: ReadonlySet<string | undefined> = new Set(['query', 'mutation']);

/** What is asked of the API, by kinds and outcomes that are few and known beforehand. */
export const requestMetrics = (registry: Registry) => {
  const registers = [registry];
  const operations = new Histogram({
    name: 'laurel_graphql_operation_duration_seconds',
    help:
      'Seconds until a GraphQL operation was answered, by kind (query, mutation, none if it could not be told) and ' +
      'outcome: OK (refused commands included), the code of the first error, or OTHER.',
    labelNames: ['kind', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const refused = new Counter({
    name: 'laurel_graphql_requests_refused_total',
    help: 'GraphQL requests refused before their operation was looked at, by the code of the error, or OTHER.',
    labelNames: ['outcome'],
    registers,
  });
  const underWay = new Gauge({
    name: 'laurel_http_requests_under_way',
    help: 'HTTP requests on the port of the API that are not answered yet.',
    registers,
  });
  const responses = new Counter({
    name: 'laurel_http_responses_total',
    help: 'HTTP requests on the port of the API that have ended, by class of status: 2xx to 5xx, or aborted by the client.',
    labelNames: ['status'],
    registers,
  });

  const plugin: ApolloServerPlugin = {
    contextCreationDidFail: async ({ error }) => refused.inc({ outcome: outcomeOf(error) }),
    requestDidStart: async () => {
      const end = operations.startTimer();
      return {
        async willSendResponse({ operation, errors }) {
          const kind = operation && kinds.has(operation.operation) ? operation.operation : 'none';
          end({ kind, outcome: errors?.[0] ? outcomeOf(errors[0]) : 'OK' });
        },
      };
    },
  };

  return {
    plugin,
    watchHttp(server: Server): void {
      server.on('request', (_, response) => {
        underWay.inc();
        response.once('close', () => {
          underWay.dec();
          const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'aborted';
          responses.inc({ status });
        });
      });
    },
  };
};
