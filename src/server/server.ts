import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { PriorHonorImport } from '../app/prior-honors.ts';
import type { VerifyToken } from './auth.ts';
import { formatError } from './error-format.ts';
import { addFileRoutes, type Files } from './files/routes.ts';
import { freshnessPlugin } from './freshness-plugin.ts';
import { type BeforeAnswer, type BuildContext, graphqlRoute, type ServerContext } from './graphql-route.ts';
import { addHealthRoutes, type Readiness } from './health.ts';
import { httpErrorHandler, notFound, postOnly } from './http-errors.ts';
import { addIdeRoutes } from './ide.ts';
import { addImportRoutes } from './imports/prior-honors.ts';
import { LIMITS, type Limits } from './limits.ts';
import { limitsPlugin } from './limits-plugin.ts';
import type { Freshness } from './log-watch.ts';
import { loggingPlugin } from './logging-plugin.ts';
import { createRateLimiter } from './rate-limit.ts';
import { limitRequestTime } from './request-time.ts';
import { addTransparencyRoutes, type PublishedLog } from './transparency/routes.ts';

export interface ServerSettings<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly buildContext: BuildContext<Context>;
  /** Done before an answer goes out; if it fails, nothing of the answer does. */
  readonly beforeAnswer?: BeforeAnswer<Context>;
  /** Without it every token is refused, and everyone is the public. */
  readonly verifyToken?: VerifyToken;
  /** What differs from `LIMITS`. */
  readonly limits?: Partial<Limits>;
  readonly logger: Logger;
  readonly ready?: Readiness;
  /** Who measures requests; without it nobody does. */
  readonly measured?: { readonly plugin: ApolloServerPlugin; watchHttp(server: Server): void } | undefined;
  /** How fresh answers are; without it none is marked as stale. */
  readonly freshness?: () => Freshness;
  /** Uploads and downloads; without it there are none. */
  readonly files?: Files;
  /** Files of honors that people hold; without it none are taken. */
  readonly imports?: PriorHonorImport;
  /** The transparency log, for anyone; without it there is none. */
  readonly transparency?: PublishedLog;
  /** Schema shown to clients: introspection, and names suggested in errors. Off unless asked for. */
  readonly showSchema?: boolean;
  /** The IDE at /ide; `defaultQuery` is what it opens with. */
  readonly ide?: boolean | { readonly defaultQuery: string };
  /** Whose X-Forwarded-For is believed: addresses and ranges; see Fastify's `trustProxy`. */
  readonly trustProxy?: readonly string[];
  readonly host?: string;
  /** 0 lets the system choose one. */
  readonly port: number;
}

export interface RunningServer {
  readonly url: string;
  /** For routes of other rooms, added before the first request. */
  readonly http: FastifyInstance;
  /** Takes no new requests, waits up to 10 s for those under way. */
  close(): Promise<void>;
}

/** Longer than the idle timeout of usual load balancers (60 s), so that it is never the server that hangs up first. */
const KEEP_ALIVE_MS = 65_000;

/** How often Node looks for connections past `headersMs` or its `requestTimeout`. */
const CONNECTION_CHECK_MS = 5_000;

/** Starts the API: operations at POST /graphql, files of materials, health at /health, and the IDE if asked for. */
export const startServer = async <Context extends object>(
  settings: ServerSettings<Context>,
): Promise<RunningServer> => {
  const { schema, buildContext, verifyToken, logger, ready = () => ({ ready: true }) } = settings;
  const limits: Limits = { ...LIMITS, ...settings.limits };
  const rate = limits.rate && createRateLimiter(limits.rate);
  const http = createHttp(limits, logger, settings.trustProxy);
  const time = limitRequestTime(http, limits.requestMs);
  const apollo = await startApollo<Context>(schema, limits, settings.showSchema ?? false, logger, [
    fastifyApolloDrainPlugin(http),
    limitsPlugin(schema, limits, rate),
    loggingPlugin(logger),
    ...(settings.measured ? [settings.measured.plugin] : []),
    ...(settings.freshness ? [freshnessPlugin(settings.freshness)] : []),
  ]);

  http.post(
    '/graphql',
    { onRequest: async (request) => rate?.chargeRequest(request.ip) },
    graphqlRoute({
      apollo,
      buildContext,
      verifyToken,
      operationMs: limits.operationMs,
      rate,
      beforeAnswer: settings.beforeAnswer,
      freshness: settings.freshness,
    }),
  );
  http.route({ method: ['GET', 'PUT', 'PATCH', 'DELETE'], url: '/graphql', handler: postOnly });
  if (settings.files) addFileRoutes(http, { ...settings.files, verifyToken, rate, limits, time, logger });
  if (settings.imports) addImportRoutes(http, { imports: settings.imports, verifyToken, rate, limits, time });
  if (settings.transparency) addTransparencyRoutes(http, { log: settings.transparency, rate });
  addHealthRoutes(http, ready);
  if (settings.ide) addIdeRoutes(http, typeof settings.ide === 'object' ? settings.ide.defaultQuery : undefined);

  settings.measured?.watchHttp(http.server);

  const { host = '127.0.0.1', port } = settings;
  await http.listen({ host, port });
  const address = http.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, http, close: () => apollo.stop() };
};

const createHttp = (limits: Limits, logger: Logger, trustProxy: readonly string[] = []) => {
  const http = Fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: Math.max(limits.requestMs, limits.uploadMs),
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: CONNECTION_CHECK_MS },
    genReqId: () => randomUUID(),
    trustProxy: [...trustProxy],
    // Addresses that cannot be decoded, or with parts too long for any route: what there is not, and nothing of it repeated.
    frameworkErrors: (_, request, reply) => notFound(request, reply.headers(headersOf(request))),
  });
  // An operation comes as JSON; as plain text it could be sent across sites without being asked for (CSRF).
  http.removeContentTypeParser('text/plain');
  http.setErrorHandler(httpErrorHandler(logger, limits.bodyBytes));
  http.setNotFoundHandler(notFound);
  http.addHook('onRequest', async (request, reply) => {
    reply.headers(headersOf(request));
  });
  return http;
};

/** Of every answer, whatever it is. */
const headersOf = ({ id }: FastifyRequest) => ({
  'x-request-id': id,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
});

const startApollo = async <Context extends object>(
  schema: GraphQLSchema,
  limits: Limits,
  showSchema: boolean,
  logger: Logger,
  plugins: ApolloServerPlugin<ServerContext & Context>[],
): Promise<ApolloServer<ServerContext & Context>> => {
  const apollo = new ApolloServer<ServerContext & Context>({
    schema,
    logger,
    formatError,
    nodeEnv: 'production',
    introspection: showSchema,
    hideSchemaDetailsFromClientErrors: !showSchema,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    maxRecursiveSelections: limits.recursiveSelections,
    parseOptions: { maxTokens: limits.tokens },
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    plugins: [
      ...plugins,
      // Each of them slows requests down, or would report to a service outside if an environment variable says so.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
};
