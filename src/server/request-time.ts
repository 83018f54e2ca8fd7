import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface RequestTime {
  /** Gives this request so long from now to arrive whole; for routes that have decided to read it. */
  allow(request: FastifyRequest, ms: number): void;
}

/**
 * Hangs up on requests whose body has not arrived whole in time, with 408 if nothing was answered yet. Node's own
 * `requestTimeout` is one for the whole server, and an upload takes longer than anything else may.
 */
export const limitRequestTime = (http: FastifyInstance, requestMs: number): RequestTime => {
  const limits = new WeakMap<IncomingMessage, (ms: number) => void>();
  http.addHook('onRequest', async (request, reply) => {
    if (!hasBody(request)) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => hangUp(request, reply), ms);
    };
    limits.set(request.raw, limit);
    limit(requestMs);
    request.raw.once('close', () => clearTimeout(timer));
  });
  return { allow: (request, ms) => limits.get(request.raw)?.(ms) };
};

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** As Node does it for its own time limits. */
const hangUp = ({ raw: { socket, complete } }: FastifyRequest, reply: FastifyReply): void => {
  if (complete) return;
  if (!reply.raw.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  socket.destroySoon();
};
