import { createHash } from 'node:crypto';
import pg from 'pg';
import { orUnavailable } from './disk.ts';
import { FileStoreUnavailable } from './file-store.ts';
import type { Turns } from './turns.ts';

const PATIENCE_MS = 10_000;
const SESSIONS = 8;

/**
 * Turns of all machines that share a PostgreSQL database: an advisory lock of a session of its own, which goes with the
 * session, however that ends. It must be reached without a pooler that shares sessions.
 */
export class PostgresTurns implements Turns {
  readonly #pool: pg.Pool;
  readonly #patienceMs: number;

  /** Connects with the first turn. */
  constructor(url: string, { patienceMs = PATIENCE_MS } = {}) {
    this.#patienceMs = patienceMs;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: SESSIONS,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs + 1_000,
      keepAlive: true,
    });
    this.#pool.on('error', () => undefined);
  }

  async take<T>(name: string, task: () => Promise<T>): Promise<T> {
    const key = keyOf(name);
    const session = await orUnavailable(this.#pool.connect());
    const ignore = () => undefined;
    session.on('error', ignore);
    let isWhole = false;
    try {
      await orUnavailable(session.query(`SET lock_timeout = ${this.#patienceMs}`));
      await orUnavailable(session.query('SELECT pg_advisory_lock($1)', [key]));
      const result = await task();
      // A lock that cannot be given back was lost meanwhile, and others had their turn.
      const { rows } = await orUnavailable(session.query('SELECT pg_advisory_unlock($1) AS had', [key]));
      if (rows[0]?.had !== true) throw new FileStoreUnavailable(new Error('The turn was lost.'));
      isWhole = true;
      return result;
    } finally {
      session.off('error', ignore);
      // Ending the session gives back whatever it holds.
      session.release(!isWhole);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** 64 bits, signed as PostgreSQL has them. */
const keyOf = (name: string): string =>
  createHash('sha256').update(`laurel/files/turn\0${name}`).digest().readBigInt64BE().toString();
