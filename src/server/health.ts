import type { FastifyInstance } from 'fastify';

/** Whether requests can be served well; `reason` for people, for example how far a read model is behind. */
export type Readiness = () => ReadyState | Promise<ReadyState>;

export interface ReadyState {
  readonly ready: boolean;
  readonly reason?: string;
  /** Ready for reads only, for the reason given. */
  readonly degraded?: boolean;
  /** Why nothing more is proved, which is no reason to send requests elsewhere. */
  readonly transparency?: { readonly inconsistency: string; readonly problem: string };
}

const statusOf = (ready: boolean, degraded: boolean): string => {
  if (!ready) return 'not ready';
  return degraded ? 'degraded' : 'ready';
};

/**
 * `/health/live`: the process answers, else restart it. `/health/ready`: send it traffic, else wait; `degraded` means
 * that it can be read from, and nothing be recorded.
 */
export const addHealthRoutes = (http: FastifyInstance, ready: Readiness): void => {
  http.get('/health/live', async () => ({ status: 'live' }));
  http.get('/health/ready', async (_, reply) => {
    const { ready: isReady, degraded = false, reason, transparency } = await ready();
    reply.code(isReady ? 200 : 503);
    return {
      status: statusOf(isReady, degraded),
      ...(reason && { reason }),
      ...(transparency && { transparency }),
    };
  });
};
