import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FileStoreUnavailable } from '../../src/files/file-store.ts';
import { PostgresTurns } from '../../src/files/postgres-turns.ts';
import { fileOf, inChunks, sha256Of } from '../support/bytes.ts';
import { type PostgresServer, postgresIsThere, startPostgres } from '../support/postgres.ts';
import { s3Place } from './adapters.ts';

if (!postgresIsThere) console.warn('Turns of PostgreSQL are not tested: install the package "postgresql".');

describe.skipIf(!postgresIsThere)('Turns of PostgreSQL', () => {
  let server: PostgresServer;
  let url: string;
  let mine: PostgresTurns;
  let others: PostgresTurns;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    url = await server.database();
    mine = new PostgresTurns(url);
    others = new PostgresTurns(url, { patienceMs: 200 });
  });
  afterEach(() => Promise.all([mine.close(), others.close()]));

  it('keep tasks of one name apart, and no others', async () => {
    await mine.take('a', async () => {
      await expect(others.take('a', async () => 'done')).rejects.toThrow(FileStoreUnavailable);
      expect(await others.take('b', async () => 'done')).toBe('done');
    });
    expect(await others.take('a', async () => 'done')).toBe('done');
  });

  it('that are lost meanwhile are no success', async () => {
    const client = new Client(url);
    await client.connect();
    const turn = mine.take('a', async () => {
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
      return 'done';
    });
    await expect(turn).rejects.toThrow(FileStoreUnavailable);
    await client.end();
    expect(await mine.take('a', async () => 'done')).toBe('done');
  });

  it('keep uploads and removals in one bucket apart', async () => {
    const place = await s3Place();
    const bytes = fileOf('application/pdf', 2000);
    const sha256 = sha256Of(bytes);
    const third = new PostgresTurns(url);
    const [one, two] = [place.open({ turns: mine }), place.open({ turns: third })];
    const put = (store = two) => store.put(inChunks(bytes), { maxBytes: 2000 });
    for (let round = 0; round < 20; round++) {
      await put(one);
      await place.age(sha256, 1_000_000);
      const before = Date.now();
      const [stored] = await Promise.all([round % 2 ? two.renew(sha256) : put(), one.remove(sha256, before)]);
      expect(await one.check(sha256)).toBe(stored ? 'OK' : 'MISSING');
    }
    await third.close();
    await place.remove();
  });
});
