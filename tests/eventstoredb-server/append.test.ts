import { WrongExpectedVersionError } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { all, append, errorOf, facts, idsOf, newStream, onEveryServer, ways } from './servers.ts';

onEveryServer('append', (client) => {
  it.each(ways)('numbers the events of a stream from 0 and answers with the last (%s)', async (way) => {
    const stream = newStream();
    expect(await append(client(), way, stream, facts(2), 'no_stream')).toMatchObject({ nextExpectedRevision: 1n });
    expect(await append(client(), way, stream, facts(1), 1n)).toMatchObject({ nextExpectedRevision: 2n });
    expect(await append(client(), way, stream, facts(1), 'any')).toMatchObject({ nextExpectedRevision: 3n });
    expect(await append(client(), way, stream, facts(1), 'stream_exists')).toMatchObject({ nextExpectedRevision: 4n });
    expect((await all(client().readStream(stream))).map(({ revision }) => revision)).toEqual([0n, 1n, 2n, 3n, 4n]);
  });

  it.each(ways)('answers with the position of the last event, as reads have it (%s)', async (way) => {
    const stream = newStream();
    const { position } = await append(client(), way, stream, facts(3), 'no_stream');
    const places = (await all(client().readStream(stream))).map((event) => event.position);
    expect(places[2]).toEqual(position);
    expect(position?.commit).toBe(position?.prepare);
    expect(places[0]?.commit).toBeLessThan(places[1]?.commit ?? 0n);
    const [last] = await all(client().readAll({ fromPosition: position ?? 'end', maxCount: 1 }));
    expect(last).toMatchObject({ stream, revision: 2n, position });
  });

  it.each(
    ways.flatMap((way) =>
      (
        [
          ['no_stream', 1n],
          [0n, 1n],
          [2n, 1n],
        ] as const
      ).map(([expected, actual]) => [expected, actual, way] as const),
    ),
  )('refuses %s for a stream at revision %s, and writes nothing (%s)', async (expected, actual, way) => {
    const stream = newStream();
    const kept = facts(2);
    await append(client(), way, stream, kept, 'no_stream');
    const error = await errorOf(append(client(), way, stream, facts(2), expected));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: expected, actualVersion: actual });
    expect(idsOf(await all(client().readStream(stream)))).toEqual(idsOf(kept as never));
  });

  it.each(ways.flatMap((way) => ([0n, 'stream_exists'] as const).map((expected) => [expected, way] as const)))(
    'refuses %s for a stream that is not there, and says "no_stream" (%s)',
    async (expected, way) => {
      const stream = newStream();
      const error = await errorOf(append(client(), way, stream, facts(1), expected));
      expect(error).toMatchObject({
        type: 'wrong-expected-version',
        streamName: stream,
        expectedVersion: expected,
        actualVersion: 'no_stream',
      });
    },
  );

  it.each(ways)('lets one of many writers through who expect the same (%s)', async (way) => {
    const stream = newStream();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => append(client(), way, stream, facts(1), 'no_stream')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await all(client().readStream(stream))).toHaveLength(1);
  });
});
