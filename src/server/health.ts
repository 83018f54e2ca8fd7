import type { FastifyInstance } from 'fastify';

/** Whether requests can be served well; `reason` for people, for example how far a read model is behind. */
export type Readiness = () => ReadyState | Promise<ReadyState>;

export interface ReadyState {
  readonly ready: boolean;
  readonly reason?: string;
}

/** `/health/live`: the process answers, else restart it. `/health/ready`: send it traffic, else wait. */
export const addHealthRoutes = (http: FastifyInstance, ready: Readiness): void => {
  http.get('/health/live', async () => ({ status: 'live' }));
  http.get('/health/ready', async (_, reply) => {
    const state = await ready();
    reply.code(state.ready ? 200 : 503);
    return { status: state.ready ? 'ready' : 'not ready', ...(state.reason ? { reason: state.reason } : {}) };
  });
};
