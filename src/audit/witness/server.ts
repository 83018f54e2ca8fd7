import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Witness } from './witness.ts';

export interface WitnessServerSettings {
  readonly witness: Witness;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly host?: string;
  /** 0 lets the system choose one. */
  readonly port: number;
}

export interface RunningWitness {
  readonly url: string;
  close(): Promise<void>;
}

/** 63 lines of proof, and a note with 16 signatures of the largest kind there is (ML-DSA-44, about 3.3 kB of base64). */
const BODY_BYTES = 64 * 1024;
const REQUEST_MS = 10_000;
const HEADERS_MS = 5_000;
const KEEP_ALIVE_MS = 65_000;

/** Serves add-checkpoint and the last checkpoints (C2SP tlog-witness, "HTTP Interface") under one prefix. */
export const startWitnessServer = async (settings: WitnessServerSettings): Promise<RunningWitness> => {
  const { witness, logger, host = '127.0.0.1', port } = settings;
  const http = Fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_MS },
    forceCloseConnections: 'idle',
  });
  // The protocol names no media type for a request.
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  http.setErrorHandler((error: { readonly statusCode?: number }, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ err: error }, 'request failed');
    return reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(status < 500 ? 'REQUEST_REFUSED\n' : 'FAILED\n');
  });
  addRoutes(http, witness, logger);
  await http.listen({ host, port });
  const address = http.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => http.close() };
};

const addRoutes = (http: FastifyInstance, witness: Witness, logger: WitnessServerSettings['logger']): void => {
  http.post<{ Body: Buffer | undefined }>('/add-checkpoint', async ({ body }, reply) => {
    const answer = witness.addCheckpoint(body ?? '');
    const { status, contentType, evidence } = answer;
    if (evidence !== undefined) logger.warn({ evidence, reason: answer.body.trim() }, 'log misbehaves');
    else logger.info({ status }, 'add-checkpoint');
    return reply.code(status).header('content-type', contentType).send(answer.body);
  });
  http.get<{ Params: { originHash: string } }>('/:originHash/checkpoint', async ({ params }, reply) => {
    const checkpoint = witness.checkpoint(params.originHash);
    reply.type('text/plain; charset=utf-8');
    return checkpoint ?? reply.code(404).send('NOT_FOUND\n');
  });
};
