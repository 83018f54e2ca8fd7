import { excludeSystemEvents, streamNameFilter } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { Following } from './following.ts';
import { all, append, facts, idsOf, newStream, onEveryServer, onStandIn } from './servers.ts';

onEveryServer('a subscription to $all', (client) => {
  it('is confirmed, sends what is there, says that it has caught up, and goes on', async () => {
    const stream = newStream();
    const [before, later] = [facts(40), facts(2)];
    await append(client(), 'unary', stream, before, 'no_stream');
    const filter = streamNameFilter({ prefixes: [stream] });
    const following = new Following(client().subscribeToAll({ fromPosition: 'start', filter }));
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    expect(following.received[0]).toBe('confirmation');
    expect(following.received).toHaveLength(42);
    await append(client(), 'unary', stream, later, 39n);
    await following.until(({ events }) => events.length === 42);
    expect(idsOf(following.events)).toEqual(idsOf([...before, ...later] as never));
    await following.stop();
  });

  it('begins after the position it is given', async () => {
    const stream = newStream();
    await append(client(), 'unary', stream, facts(4), 'no_stream');
    const events = await all(client().readStream(stream));
    const filter = streamNameFilter({ prefixes: [stream] });
    const fromPosition = events[1]?.position ?? 'end';
    const following = new Following(client().subscribeToAll({ fromPosition, filter }));
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    expect(following.events).toEqual(events.slice(2));
    await following.stop();
  });

  it('from the end has caught up at once, and sends what comes', async () => {
    const stream = newStream();
    await append(client(), 'unary', stream, facts(1), 'no_stream');
    const filter = streamNameFilter({ prefixes: [stream] });
    const following = new Following(client().subscribeToAll({ fromPosition: 'end', filter }));
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    const later = facts(1);
    await append(client(), 'unary', stream, later, 0n);
    await following.until(({ events }) => events.length === 1);
    expect(idsOf(following.events)).toEqual(idsOf(later as never));
    await following.stop();
  });

  it('has the events of the server itself, unless they are filtered out', async () => {
    await append(client(), 'unary', newStream(), facts(1), 'no_stream');
    const [everything, ours] = [{}, { filter: excludeSystemEvents() }].map(
      (options) => new Following(client().subscribeToAll({ fromPosition: 'start', ...options })),
    );
    for (const following of [everything, ours]) await following?.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    expect(everything?.events.some(({ type }) => type.startsWith('$'))).toBe(true);
    expect(ours?.events.length).toBeGreaterThan(0);
    expect(ours?.events.some(({ type }) => type.startsWith('$'))).toBe(false);
    for (const following of [everything, ours]) await following?.stop();
  });
});

onStandIn('a subscription to $all that more than 32 live events wait for', (server) => {
  it('catches up again, loses nothing, and says so', async () => {
    const { client } = server();
    const stream = newStream();
    const following = new Following(client.subscribeToAll({ filter: streamNameFilter({ prefixes: [stream] }) }));
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    const events = facts(33);
    await append(client, 'unary', stream, events, 'no_stream');
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 2);
    expect(idsOf(following.events)).toEqual(idsOf(events as never));
    await following.stop();
  });
});

onEveryServer('a subscription to a stream', (client) => {
  it('waits for a stream that is not there yet', async () => {
    const stream = newStream();
    const following = new Following(client().subscribeToStream(stream) as never);
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    await append(client(), 'unary', stream, facts(2), 'no_stream');
    await following.until(({ events }) => events.length === 2);
    const second = new Following(client().subscribeToStream(stream, { fromRevision: 0n }) as never);
    await second.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    expect(second.events.map(({ revision }) => revision)).toEqual([1n]);
    for (const one of [following, second]) await one.stop();
  });
});
