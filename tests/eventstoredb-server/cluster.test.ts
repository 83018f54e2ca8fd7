import { EventStoreDBClient, NotLeaderError, UnavailableError } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { all, append, errorOf, facts, newStream, ways } from './servers.ts';
import { type StandIn, startEventStoreDb } from './start.ts';

describe('three members over one log', () => {
  let standIn: StandIn;
  const clients: EventStoreDBClient[] = [];
  const clientOf = (connectionString: string): EventStoreDBClient => {
    const client = EventStoreDBClient.connectionString(connectionString);
    clients.push(client);
    return client;
  };
  const member = (n: number) => {
    const found = standIn.members[n];
    if (found === undefined) throw new Error(`There is no member ${n}.`);
    return found;
  };
  const only = (n: number) => `esdb://${standIn.urls[n]}?tls=false`;

  beforeEach(async () => {
    standIn = await startEventStoreDb({ members: 3 });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    await standIn.close();
  });

  it.each(['connectionString', 'discoverString'] as const)('are found by gossip (%s)', async (string) => {
    const stream = newStream();
    const client = clientOf(standIn[string]);
    expect(await append(client, 'unary', stream, facts(1), 'no_stream')).toMatchObject({ success: true });
    expect(await all(clientOf(only(2)).readStream(stream))).toHaveLength(1);
  });

  it('let the client find the new leader when the old one has died', async () => {
    const stream = newStream();
    const client = clientOf(`${standIn.connectionString}&discoveryInterval=1`);
    await append(client, 'unary', stream, facts(1), 'no_stream');
    await standIn.die();
    expect(await errorOf(append(client, 'unary', stream, facts(1), 0n))).toBeInstanceOf(UnavailableError);
    standIn.elect(member(2));
    expect(await append(client, 'unary', stream, facts(1), 0n)).toMatchObject({ nextExpectedRevision: 1n });
    await standIn.comeBack();
    expect(standIn.members.map(({ isLeader }) => isLeader)).toEqual([false, false, true]);
  });

  it('have nobody to write to without a leader', async () => {
    await standIn.die();
    const error = await errorOf(append(clientOf(only(1)), 'unary', newStream(), facts(1), 'no_stream'));
    expect(error).toMatchObject({ message: '14 UNAVAILABLE: Server Is Not Ready' });
  });

  it.each(ways)('pass an append on to the leader (%s)', async (way) => {
    const stream = newStream();
    await append(clientOf(only(1)), way, stream, facts(1), 'no_stream');
    expect(await all(clientOf(only(0)).readStream(stream))).toHaveLength(1);
  });

  it.each(['append', 'batch append', 'read'] as const)(
    'name the leader to who requires it, and the client goes there (%s)',
    async (what) => {
      const client = clientOf(only(1));
      const stream = newStream();
      await append(clientOf(only(0)), 'unary', stream, facts(1), 'no_stream');
      const credentials = what === 'append' ? { credentials: { username: 'a', password: 'b' } } : {};
      const doing = (): Promise<unknown> =>
        what === 'read'
          ? all(client.readStream(stream, { requiresLeader: true }))
          : client.appendToStream(newStream(), facts(1) as never, { requiresLeader: true, ...credentials });
      const error = await errorOf(doing());
      expect(error).toBeInstanceOf(NotLeaderError);
      expect(error).toMatchObject({ leader: member(0).endpoint });
      await doing();
      expect(standIn.stats.notLeader).toBe(1);
    },
  );

  it('can be told to name a leader who is none', async () => {
    const client = clientOf(only(0));
    standIn.faults.answerNotLeader(1, member(2).endpoint);
    expect(await errorOf(append(client, 'unary', newStream(), facts(1), 'any'))).toMatchObject({
      type: 'not-leader',
      leader: member(2).endpoint,
    });
  });
});
