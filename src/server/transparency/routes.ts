import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { parseTilePath, type TileName } from '../../audit/merkle/tile-path.ts';
import type { TransparencyLog } from '../../audit/tree/transparency-log.ts';
import { sendGraphQLError } from '../http-errors.ts';
import type { RateLimiter } from '../rate-limit.ts';

/** What of the transparency log is published. */
export type PublishedLog = Pick<TransparencyLog, 'checkpoint' | 'tile' | 'entryTile'>;

interface TransparencyRoutes {
  readonly log: PublishedLog;
  readonly rate: RateLimiter | undefined;
}

/** A tile, and a partial one too, never changes: its address says how many hashes it has. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * GET /log/checkpoint, /log/tile/<L>/<N>[.p/<W>] and /log/tile/entries/<N>[.p/<W>], as C2SP tlog-tiles has them. For
 * anyone, from any page: there is nothing in them but hashes.
 */
export const addTransparencyRoutes = (http: FastifyInstance, { log, rate }: TransparencyRoutes): void => {
  http.register(
    async (scope) => {
      scope.addHook('onRequest', async ({ ip }, reply) => {
        reply.header('access-control-allow-origin', '*');
        await rate?.chargeRequest(ip);
      });

      scope.get('/checkpoint', async (request, reply) => {
        const text = log.checkpoint()?.text;
        if (text === undefined) return nothing(request, reply, 'No checkpoint has been signed yet.');
        const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
        reply.headers({ 'cache-control': 'no-cache', etag });
        if (names(request.headers['if-none-match'], etag)) return reply.code(304).send();
        return reply.type('text/plain; charset=utf-8').send(text);
      });

      scope.get<{ Params: { '*': string } }>('/tile/*', async (request, reply) => {
        const name = parseTilePath(`tile/${request.params['*']}`);
        const content = name && contentOf(log, name);
        if (!content) return nothing(request, reply, 'The log has no such tile.');
        return reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(content);
      });
    },
    { prefix: '/log' },
  );
};

const contentOf = (log: PublishedLog, { level, index, width }: TileName): Buffer | undefined =>
  level === 'entries' ? log.entryTile(index, width) : log.tile(level, index, width);

/** RFC 9110, 13.1.2: a list of entity tags, weak ones too, or `*`. */
const names = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);

const nothing = (request: FastifyRequest, reply: FastifyReply, message: string): FastifyReply =>
  sendGraphQLError(
    request,
    reply,
    new GraphQLError(message, { extensions: { code: 'NOT_FOUND', http: { status: 404 } } }),
  );
