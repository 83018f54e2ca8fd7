import { StreamDeletedError, StreamNotFoundError, WrongExpectedVersionError } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { all, append, errorOf, facts, newStream, onEveryServer, ways } from './servers.ts';

onEveryServer('a deleted stream', (client) => {
  it.each(ways)('is not found, and is written to again at the revisions that follow (%s)', async (way) => {
    const stream = newStream();
    await append(client(), way, stream, facts(2), 'no_stream');
    await client().deleteStream(stream, { expectedRevision: 1n });
    expect(await errorOf(all(client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    expect(await errorOf(append(client(), way, stream, facts(1), 'stream_exists'))).toBeInstanceOf(StreamDeletedError);
    expect(await append(client(), way, stream, facts(1), 'no_stream')).toMatchObject({ nextExpectedRevision: 2n });
    expect((await all(client().readStream(stream))).map(({ revision }) => revision)).toEqual([2n]);
  });

  it('is deleted only at the revision expected', async () => {
    const stream = newStream();
    await append(client(), 'unary', stream, facts(2), 'no_stream');
    const error = await errorOf(client().deleteStream(stream, { expectedRevision: 0n }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 1n });
  });
});

onEveryServer('a tombstoned stream', (client) => {
  it.each(ways)('is closed for good: neither read nor written (%s)', async (way) => {
    const stream = newStream();
    await append(client(), way, stream, facts(1), 'no_stream');
    const { position } = await client().tombstoneStream(stream, { expectedRevision: 0n });
    for (const expected of ['any', 'no_stream', 'stream_exists', 0n] as const) {
      const error = await errorOf(append(client(), way, stream, facts(1), expected));
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    }
    expect(await errorOf(all(client().readStream(stream)))).toBeInstanceOf(StreamDeletedError);
    const [mark] = await all(client().readAll({ fromPosition: position ?? 'end', maxCount: 1 }));
    expect(mark).toMatchObject({ stream, type: '$streamDeleted', revision: 9_223_372_036_854_775_807n });
  });
});
