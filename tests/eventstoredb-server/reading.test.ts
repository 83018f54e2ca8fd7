import { StreamNotFoundError, UnknownError } from '@eventstore/db-client';
import { beforeAll, expect, it } from 'vitest';
import { all, append, errorOf, facts, newStream, onEveryServer, onStandIn, type Seen } from './servers.ts';

onEveryServer('reading a stream', (client) => {
  const stream = newStream();
  const revisions = async (options: object) =>
    (await all(client().readStream(stream, options))).map(({ revision }) => Number(revision));

  beforeAll(async () => {
    await append(client(), 'unary', stream, facts(5), 'no_stream');
  });

  it('goes forwards from a revision, and no further than asked', async () => {
    expect(await revisions({})).toEqual([0, 1, 2, 3, 4]);
    expect(await revisions({ fromRevision: 2n })).toEqual([2, 3, 4]);
    expect(await revisions({ fromRevision: 1n, maxCount: 2 })).toEqual([1, 2]);
  });

  it('goes backwards from a revision or the end', async () => {
    expect(await revisions({ direction: 'backwards', fromRevision: 'end' })).toEqual([4, 3, 2, 1, 0]);
    expect(await revisions({ direction: 'backwards', fromRevision: 'end', maxCount: 1 })).toEqual([4]);
    expect(await revisions({ direction: 'backwards', fromRevision: 2n })).toEqual([2, 1, 0]);
    expect(await revisions({ direction: 'backwards', fromRevision: 99n, maxCount: 2 })).toEqual([4, 3]);
  });

  it('finds nothing behind the end, and says when there is no stream', async () => {
    expect(await revisions({ fromRevision: 5n })).toEqual([]);
    expect(await errorOf(all(client().readStream(newStream())))).toBeInstanceOf(StreamNotFoundError);
  });

  it('reads more events than fit a page', async () => {
    const long = newStream();
    await append(client(), 'unary', long, facts(600), 'no_stream');
    expect(await all(client().readStream(long))).toHaveLength(600);
    expect(await all(client().readStream(long, { fromRevision: 10n, maxCount: 300 }))).toHaveLength(300);
    const back = await all(client().readStream(long, { direction: 'backwards', fromRevision: 'end', maxCount: 300 }));
    expect(back.at(-1)?.revision).toBe(300n);
  });
});

onEveryServer('reading $all', (client) => {
  const stream = newStream();
  let events: Seen[];
  const position = (n: number) => events[n]?.position ?? { commit: 0n, prepare: 0n };

  beforeAll(async () => {
    await append(client(), 'unary', stream, facts(2), 'no_stream');
    await append(client(), 'unary', stream, facts(1), 1n);
    events = await all(client().readStream(stream));
  });

  it('begins with the event at the position, forwards', async () => {
    const found = await all(client().readAll({ fromPosition: position(1), maxCount: 2 }));
    expect(found[0]).toEqual(events[1]);
    const ours = (await all(client().readAll({ fromPosition: position(0) }))).filter(
      (event) => event.stream === stream,
    );
    expect(ours).toEqual(events);
  });

  it('leaves out the event at the position, backwards', async () => {
    const found = await all(client().readAll({ fromPosition: position(1), direction: 'backwards', maxCount: 1 }));
    expect(found).toEqual([events[0]]);
  });

  it('finds nothing from the end forwards, and the last events from the end backwards', async () => {
    expect(await all(client().readAll({ fromPosition: 'end' }))).toEqual([]);
    const [last] = await all(client().readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 1 }));
    expect(last?.position?.commit).toBeGreaterThanOrEqual(position(2).commit);
    expect(await all(client().readAll({ direction: 'backwards' }))).toEqual([]);
  });
});

onStandIn('reading $all from a position where no record is', (server) => {
  it('fails', async () => {
    const { client } = server();
    const { position } = await append(client, 'unary', newStream(), facts(2), 'no_stream');
    const between = { commit: (position?.commit ?? 0n) - 1n, prepare: (position?.commit ?? 0n) - 1n };
    const error = await errorOf(all(client.readAll({ fromPosition: between })));
    expect(error).toBeInstanceOf(UnknownError);
    expect(error).toMatchObject({ message: '2 UNKNOWN: Unexpected ReadAllResult: InvalidPosition' });
  });
});
