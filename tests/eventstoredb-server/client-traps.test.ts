import { EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { all, append, errorOf, facts, newStream } from './servers.ts';
import { type StandIn, startEventStoreDb } from './start.ts';

/** What the client of version 6.2.1 does by itself, and why appends are made by the unary call. If one of these fails, the client was mended. */
describe('the client, when it appends by batch', () => {
  let standIn: StandIn;
  const clients: EventStoreDBClient[] = [];
  const clientOf = (options = ''): EventStoreDBClient => {
    const client = EventStoreDBClient.connectionString(`${standIn.connectionString}${options}`);
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    standIn = await startEventStoreDb({ members: 2 });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    await standIn.close();
  });

  it("fails what another client waits for, when one client's connection is lost", async () => {
    const [one, other] = [clientOf(), clientOf()];
    const stream = newStream();
    await append(other, 'batch', newStream(), facts(1), 'no_stream');
    const hold = standIn.faults.hold('after-commit');
    const innocent = errorOf(append(other, 'batch', stream, facts(1), 'no_stream'));
    await hold.reachedBy(1);
    standIn.faults.dropNextAppends('before-commit');
    const lost = errorOf(append(one, 'batch', newStream(), facts(1), 'no_stream'));
    expect(await lost).toBeInstanceOf(UnavailableError);
    expect(await innocent).toBeInstanceOf(UnavailableError);
    expect(standIn.stats.droppedBefore).toBe(1);
    // Its answer would now be that of nobody, and end the process; so it must not arrive.
    await standIn.die();
    hold.release();
  });

  it('waits for what the server can do without a deadline; by unary call it does not ask', async () => {
    const client = clientOf();
    const features = standIn.faults.hold('features');
    const answers = standIn.faults.hold('after-commit');
    const byBatch = append(client, 'batch', newStream(), facts(1), 'no_stream', 50);
    const byUnary = errorOf(append(client, 'unary', newStream(), facts(1), 'no_stream', 50));
    expect(await Promise.race([byBatch, byUnary])).toMatchObject({ type: 'deadline-exceeded' });
    answers.release();
    features.release();
    expect(await byBatch).toMatchObject({ success: true });
  });

  it('never appends again after it once found no server; by unary call it does', async () => {
    for (const member of standIn.members) await member.die();
    const client = clientOf('&maxDiscoverAttempts=1&discoveryInterval=1');
    const stream = newStream();
    const notFound = { message: 'Failed to discover after 1 attempts.' };
    expect(await errorOf(append(client, 'batch', stream, facts(1), 'no_stream'))).toMatchObject(notFound);
    await standIn.comeBack();
    expect(await append(client, 'unary', stream, facts(1), 'no_stream')).toMatchObject({ success: true });
    expect(await all(client.readStream(stream))).toHaveLength(1);
    expect(await errorOf(append(client, 'batch', stream, facts(1), 0n))).toMatchObject(notFound);
  });
});
