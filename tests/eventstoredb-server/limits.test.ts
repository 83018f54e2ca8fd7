import { binaryEvent, MaxAppendSizeExceededError, StreamNotFoundError } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { all, append, errorOf, newStream, onEveryServer, ways } from './servers.ts';

/** "TestFact" counts 16. */
const ofSize = (bytes: number) => binaryEvent({ type: 'TestFact', data: new Uint8Array(bytes - 16) });

onEveryServer('an append of more than 1 MiB', (client) => {
  it.each(ways)('is refused whole, with the limit; one of just that size is not (%s)', async (way) => {
    const stream = newStream();
    const half = 512 * 1024;
    const error = await errorOf(append(client(), way, stream, [ofSize(half), ofSize(half + 1)], 'no_stream'));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
    expect(await errorOf(all(client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    await append(client(), way, stream, [ofSize(half), ofSize(half)], 'no_stream');
    expect(await all(client().readStream(stream))).toHaveLength(2);
  });
});
