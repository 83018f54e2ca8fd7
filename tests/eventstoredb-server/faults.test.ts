import { UnavailableError } from '@eventstore/db-client';
import { afterEach, expect, it } from 'vitest';
import { Following } from './following.ts';
import { all, append, errorOf, facts, newStream, onStandIn, ways } from './servers.ts';

onStandIn('an append that is told to fail', (server) => {
  afterEach(() => server().standIn.faults.clear());

  it.each(ways)('loses its connection before the commit: nothing is written (%s)', async (way) => {
    const { client, standIn } = server();
    const stream = newStream();
    const events = facts(2);
    standIn.faults.dropNextAppends('before-commit');
    expect(await errorOf(append(client, way, stream, events, 'no_stream'))).toBeInstanceOf(UnavailableError);
    expect(await errorOf(all(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    expect(await append(client, way, stream, events, 'no_stream')).toMatchObject({ nextExpectedRevision: 1n });
  });

  it.each(ways)('loses its connection after the commit: it is written, and a repeat finds it (%s)', async (way) => {
    const { client, standIn } = server();
    const stream = newStream();
    const events = facts(2);
    standIn.faults.dropNextAppends('after-commit');
    expect(await errorOf(append(client, way, stream, events, 'no_stream'))).toBeInstanceOf(UnavailableError);
    const repeated = standIn.stats.repeated;
    expect(await append(client, way, stream, events, 'no_stream')).toMatchObject({ nextExpectedRevision: 1n });
    expect(standIn.stats.repeated).toBe(repeated + 1);
    expect(await all(client.readStream(stream))).toHaveLength(2);
  });

  it.each([
    ['before-commit', 'unary', 'timeout', 0],
    ['after-commit', 'unary', 'timeout', 1],
    ['before-commit', 'batch', 'deadline-exceeded', 0],
    ['after-commit', 'batch', 'deadline-exceeded', 1],
  ] as const)('is timed out by the server %s (%s: %s)', async (when, way, type, written) => {
    const { client, standIn } = server();
    const before = standIn.stats.written;
    standIn.faults.timeOutNextAppends(when);
    expect(await errorOf(append(client, way, newStream(), facts(1), 'no_stream'))).toMatchObject({ type });
    expect(standIn.stats.written).toBe(before + written);
  });

  it('is written, though its client has given up, when the answer is late', async () => {
    const { client, standIn } = server();
    const stream = newStream();
    const hold = standIn.faults.hold('after-commit');
    const error = errorOf(append(client, 'unary', stream, facts(1), 'no_stream', 100));
    await hold.reachedBy(1);
    expect(await error).toMatchObject({ type: 'deadline-exceeded' });
    hold.release();
    expect(await all(client.readStream(stream))).toHaveLength(1);
  });

  it.each([
    ['not-ready', '14 UNAVAILABLE: Server Is Not Ready'],
    ['too-busy', '14 UNAVAILABLE: Server Is Too Busy'],
  ] as const)('is refused as %s', async (reason, message) => {
    const { client, standIn } = server();
    standIn.faults.refuse('appends', reason, 1);
    const events = facts(1);
    const stream = newStream();
    expect(await errorOf(append(client, 'unary', stream, events, 'no_stream'))).toMatchObject({ message });
    expect(await append(client, 'unary', stream, events, 'no_stream')).toMatchObject({ nextExpectedRevision: 0n });
  });

  it.each(ways)('is denied access, as a read is (%s)', async (way) => {
    const { client, standIn } = server();
    const stream = newStream();
    standIn.faults.denyAccess((name) => name === stream || name === '$all');
    const denied = { type: 'access-denied' };
    expect(await errorOf(append(client, way, stream, facts(1), 'no_stream'))).toMatchObject(denied);
    expect(await errorOf(all(client.readStream(stream)))).toMatchObject(denied);
    expect(await errorOf(all(client.readAll()))).toMatchObject(denied);
    expect(await append(client, way, newStream(), facts(1), 'no_stream')).toMatchObject({ success: true });
  });

  it('fails by chance, and by the same chances for the same seed', async () => {
    const { client, standIn } = server();
    const run = async (): Promise<boolean[]> => {
      standIn.faults.dropAppendsAtRandom({ before: 0.2, after: 0.2, seed: 7 });
      const outcomes: boolean[] = [];
      for (let n = 0; n < 30; n++) {
        outcomes.push(
          await append(client, 'unary', newStream(), facts(1), 'no_stream').then(
            () => true,
            () => false,
          ),
        );
      }
      return outcomes;
    };
    const first = await run();
    expect(first).toContain(true);
    expect(first).toContain(false);
    expect(await run()).toEqual(first);
  });
});

onStandIn('a subscription that is told to fail', (server) => {
  afterEach(() => server().standIn.faults.clear());

  it.each([
    ['cut', { type: 'unavailable' }],
    ['unavailable', { type: 'unavailable' }],
    ['end', 'end'],
  ] as const)('ends after so many events (%s)', async (how, ending) => {
    const { client, standIn } = server();
    await append(client, 'unary', newStream(), facts(5), 'no_stream');
    standIn.faults.dropSubscriptions({ afterEvents: 3, how });
    const following = new Following(client.subscribeToAll());
    const ended = await following.ended;
    if (typeof ending === 'string') expect(ended).toBe(ending);
    else expect(ended).toMatchObject(ending);
    // The last answers are lost with a connection that is reset.
    expect(following.events.length).toBeLessThanOrEqual(3);
    const next = new Following(client.subscribeToAll());
    await next.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    expect(next.events.length).toBeGreaterThanOrEqual(5);
    await next.stop();
  });
});

onStandIn('a read', (server) => {
  it('can be held, and refused', async () => {
    const { client, standIn } = server();
    const stream = newStream();
    await append(client, 'unary', stream, facts(1), 'no_stream');
    const hold = standIn.faults.hold('read');
    const reading = all(client.readStream(stream));
    await hold.reachedBy(1);
    hold.release();
    expect(await reading).toHaveLength(1);
    standIn.faults.refuse('reads', 'not-ready', 1);
    expect(await errorOf(all(client.readStream(stream)))).toBeInstanceOf(UnavailableError);
    expect(await all(client.readStream(stream))).toHaveLength(1);
  });
});
