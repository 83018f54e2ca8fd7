import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { Following } from './following.ts';
import { all, append, errorOf, facts, idsOf, newStream, onStandIn, ways } from './servers.ts';
import { startEventStoreDb } from './start.ts';

onStandIn('a server that dies and comes back', (server) => {
  it.each(ways)('is unavailable while it is dead, and has the same log on the same port (%s)', async (way) => {
    const { client, standIn } = server();
    const stream = newStream();
    const [first, second] = [facts(2), facts(1)];
    await append(client, way, stream, first, 'no_stream');
    await standIn.die();
    expect(await errorOf(append(client, way, stream, second, 1n))).toBeInstanceOf(UnavailableError);
    expect(await errorOf(all(client.readStream(stream)))).toBeInstanceOf(UnavailableError);
    await standIn.comeBack();
    expect(await append(client, way, stream, second, 1n)).toMatchObject({ nextExpectedRevision: 2n });
    expect(idsOf(await all(client.readStream(stream)))).toEqual(idsOf([...first, ...second] as never));
  });

  it('does not finish what it had not committed, and drops its subscriptions', async () => {
    const { client, standIn } = server();
    const stream = newStream();
    const following = new Following(client.subscribeToAll({ fromPosition: 'end' }));
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    const hold = standIn.faults.hold('before-commit');
    const error = errorOf(append(client, 'unary', stream, facts(1), 'no_stream'));
    await hold.reachedBy(1);
    await standIn.die();
    hold.release();
    expect(await error).toBeInstanceOf(UnavailableError);
    expect(await following.ended).toBeInstanceOf(UnavailableError);
    await standIn.comeBack();
    expect(await errorOf(all(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  });
});

describe('the data file of the stand-in', () => {
  it('outlives it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'laurel-stand-in-'));
    const stream = newStream();
    const visit = async <T>(doing: (client: EventStoreDBClient) => Promise<T>): Promise<T> => {
      const standIn = await startEventStoreDb({ directory });
      const client = EventStoreDBClient.connectionString(standIn.connectionString);
      try {
        return await doing(client);
      } finally {
        await client.dispose();
        await standIn.close();
      }
    };
    const outcome = await visit((client) => append(client, 'unary', stream, facts(2), 'no_stream'));
    const found = await visit((client) => all(client.readStream(stream)));
    expect(found.map(({ revision }) => revision)).toEqual([0n, 1n]);
    expect(found[1]?.position).toEqual(outcome.position);
    const next = await visit((client) => append(client, 'unary', stream, facts(1), 1n));
    expect(next.position?.commit).toBeGreaterThan(outcome.position?.commit ?? 0n);
    await rm(directory, { recursive: true });
  });
});
