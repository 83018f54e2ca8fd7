import { expect, it } from 'vitest';
import { all, append, errorOf, facts, idsOf, newStream, onEveryServer, onStandIn, ways } from './servers.ts';

const refused = { type: 'wrong-expected-version' };

onEveryServer('the repeat of an append', (client) => {
  it.each(ways)('at an exact revision is answered as the first time, and not written again (%s)', async (way) => {
    const stream = newStream();
    const [first, second] = [facts(2), facts(2)];
    await append(client(), way, stream, first, 'no_stream');
    const outcome = await append(client(), way, stream, second, 1n);
    await append(client(), way, stream, facts(3), 3n);
    expect(await append(client(), way, stream, second, 1n)).toEqual(outcome);
    expect(await append(client(), way, stream, first, 'no_stream')).toMatchObject({ nextExpectedRevision: 1n });
    expect(await all(client().readStream(stream))).toHaveLength(7);
  });

  it.each(ways)('with only the first of its events is a repeat too (%s)', async (way) => {
    const stream = newStream();
    const events = facts(3);
    await append(client(), way, stream, events, 'no_stream');
    const repeat = await append(client(), way, stream, events.slice(0, 2), 'no_stream');
    expect(repeat).toMatchObject({ nextExpectedRevision: 1n });
  });

  it.each(ways)('with more events than are there is refused (%s)', async (way) => {
    const stream = newStream();
    const events = facts(3);
    await append(client(), way, stream, events.slice(0, 2), 'no_stream');
    expect(await errorOf(append(client(), way, stream, events, 'no_stream'))).toMatchObject({
      ...refused,
      actualVersion: 1n,
    });
  });

  it.each(ways)('in another order is refused at an exact revision (%s)', async (way) => {
    const stream = newStream();
    const events = facts(2);
    await append(client(), way, stream, events, 'no_stream');
    expect(await errorOf(append(client(), way, stream, [...events].reverse(), 'no_stream'))).toMatchObject(refused);
  });

  it.each(ways)('is written a second time where the stream is just as expected (%s)', async (way) => {
    const stream = newStream();
    const events = facts(1);
    await append(client(), way, stream, events, 'no_stream');
    expect(await append(client(), way, stream, events, 0n)).toMatchObject({ nextExpectedRevision: 1n });
    expect(await append(client(), way, newStream(), events, 'no_stream')).toMatchObject({ nextExpectedRevision: 0n });
    expect(idsOf(await all(client().readStream(stream)))).toEqual([
      ...idsOf(events as never),
      ...idsOf(events as never),
    ]);
  });

  it.each(ways)('with "any" is known by its ids (%s)', async (way) => {
    const stream = newStream();
    const events = facts(2);
    const outcome = await append(client(), way, stream, events, 'any');
    await append(client(), way, stream, facts(1), 'any');
    expect(await append(client(), way, stream, events, 'any')).toEqual(outcome);
    expect(await append(client(), way, stream, events, 'stream_exists')).toEqual(outcome);
    expect(await errorOf(append(client(), way, stream, [...events, ...facts(1)], 'any'))).toMatchObject(refused);
    expect(await all(client().readStream(stream))).toHaveLength(3);
  });
});

onStandIn('the repeat of an append after another leader has come', (server) => {
  it.each(ways)('is known by its place at an exact revision, but no more by its ids with "any" (%s)', async (way) => {
    const { client, standIn } = server();
    const stream = newStream();
    const events = facts(1);
    const outcome = await append(client, way, stream, events, 'no_stream');
    const [member] = standIn.members;
    if (member !== undefined) standIn.elect(member);
    expect(await append(client, way, stream, events, 'no_stream')).toEqual(outcome);
    expect(await append(client, way, stream, events, 'any')).toMatchObject({ nextExpectedRevision: 1n });
  });
});
