import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApolloServerPlugin } from '@apollo/server';
import Fastify from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { BuildProgress } from '../../../projections/build-progress.ts';
import type { Reader } from '../../../projections/reader.ts';
import type { WitnessQuorum } from '../../audit/witness/quorum.ts';
import type { EventLog } from '../../log/event-log.ts';
import { addHealthRoutes, type Readiness } from '../health.ts';
import { type FollowedLog, lagMetrics, logMetrics } from './log-metrics.ts';
import { readModelMetrics } from './read-model-metrics.ts';
import { requestMetrics } from './request-metrics.ts';
import { type ProvedLog, transparencyMetrics } from './transparency-metrics.ts';

export interface OperationsSettings {
  /** Where the inside reaches it; 127.0.0.1 by default. */
  readonly host?: string | undefined;
  /** Never the API's. 0 lets the system choose one. */
  readonly port: number;
}

/** A Laurel that serves, as far as it is watched. */
export interface Served extends FollowedLog {
  readonly database: Pick<Reader, 'get' | 'position' | 'applied'>;
  /** Of the API. */
  readonly ready: Readiness;
  readonly transparency: ProvedLog;
  readonly quorum?: Pick<WitnessQuorum, 'isMetBy'> | undefined;
}

/** Told what happens, by whoever puts the parts together. */
export interface Operations {
  readonly url: string;
  /** The log as it is stored, measured from now on. */
  observe(log: EventLog): EventLog;
  /** Options of the log. */
  onRetry(): void;
  onDeliveryFailure(): void;
  /** The read models have come so far. */
  building(progress: BuildProgress): void;
  /** For the API's Apollo server. */
  readonly plugin: ApolloServerPlugin;
  /** The API's HTTP server. */
  watchHttp(server: Server): void;
  /** The API answers from now on. */
  serving(served: Served): void;
  /** Stopping has begun: nothing new is to be sent here. */
  draining(): void;
  close(): Promise<void>;
}

type Phase =
  | { readonly is: 'building'; readonly share?: number }
  | { readonly is: 'serving'; readonly served: Served }
  | { readonly is: 'draining' };

/**
 * Starts the listener for those who run Laurel, before anything is built: it answers during a long build too.
 *
 * - `GET /health/live`: 200 as long as the process answers.
 * - `GET /health/ready`: 503 while the read models are built, with how far they are, and from when stopping begins; in
 *   between what the API's own says.
 * - `GET /metrics`: Prometheus text. Bounded in time, and there with the rest while the log is down. No label holds
 *   anything that a client sent.
 *
 * It asks nobody who they are: keep it inside.
 */
export const startOperations = async ({ host = '127.0.0.1', port }: OperationsSettings): Promise<Operations> => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const log = logMetrics(registry);
  const lag = lagMetrics(registry);
  const readModels = readModelMetrics(registry);
  const requests = requestMetrics(registry);
  const transparency = transparencyMetrics(registry);
  let phase: Phase = { is: 'building' };

  const ready: Readiness = () => {
    if (phase.is === 'serving') return phase.served.ready();
    return { ready: false, reason: phase.is === 'draining' ? 'draining' : buildingInWords(phase.share) };
  };

  const sample = async (): Promise<void> => {
    if (phase.is !== 'serving') return;
    const { served } = phase;
    await lag(served);
    attempt(() => readModels.sample(served.database, new Date(served.clock.now()).toISOString()));
    attempt(() => transparency(served.transparency, served.quorum));
  };

  const http = Fastify({ forceCloseConnections: true });
  addHealthRoutes(http, ready);
  http.get('/metrics', async (_, reply) => {
    await sample();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  http.setNotFoundHandler((_, reply) =>
    reply.code(404).send({ error: 'There is /health/live, /health/ready and /metrics.' }),
  );

  await http.listen({ host, port });
  const { address, family, port: bound } = http.server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    ...log,
    building(progress) {
      if (phase.is === 'building') phase = { is: 'building', share: progress.share };
      readModels.building(progress);
    },
    ...requests,
    serving(served) {
      if (phase.is === 'building') phase = { is: 'serving', served };
    },
    draining() {
      phase = { is: 'draining' };
    },
    close: () => http.close(),
  };
};

const buildingInWords = (share: number | undefined): string =>
  share === undefined ? 'building the read models' : `building the read models: ${Math.floor(share * 100)} %`;

/** What cannot be had now, such as of a database that is being closed, must not keep the rest from being told. */
const attempt = (sample: () => void): void => {
  try {
    sample();
  } catch (error) {
    process.emitWarning(`Metrics could not be taken: ${error instanceof Error ? error.message : error}`);
  }
};
