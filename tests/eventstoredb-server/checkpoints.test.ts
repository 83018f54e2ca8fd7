import { type EventStoreDBClient, type Position, streamNameFilter } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { Following } from './following.ts';
import { all, append, facts, newStream, onEveryServer, onStandIn } from './servers.ts';

interface Checkpoints {
  readonly following: Following;
  readonly at: Position[];
  readonly reached: (count: number) => Promise<void>;
}

const follow = (
  client: EventStoreDBClient,
  stream: string,
  fromPosition: Position | 'start' | 'end',
  maxSearchWindow: number,
): Checkpoints => {
  const at: Position[] = [];
  let told = () => {};
  const filter = streamNameFilter({
    prefixes: [stream],
    maxSearchWindow,
    checkpointReached: (_subscription, position) => {
      at.push(position);
      told();
    },
  });
  const reached = async (count: number): Promise<void> => {
    while (at.length < count) {
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
  };
  return { following: new Following(client.subscribeToAll({ fromPosition, filter })), at, reached };
};

const isAfter = (a: Position | undefined, b: Position): boolean =>
  a !== undefined && (a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare));

onEveryServer('the checkpoints of a filtered subscription', (client) => {
  it('are each a place to go on from without losing an event', async () => {
    const [stream, noise] = [newStream(), newStream()];
    for (let n = 0n; n < 6n; n++) {
      await append(client(), 'unary', noise, facts(20), 'any');
      await append(client(), 'unary', stream, facts(1), 'any');
    }
    const [first] = await all(client().readStream(noise, { maxCount: 1 }));
    const events = await all(client().readStream(stream));
    const { following, at } = follow(client(), stream, first?.position ?? 'end', 10);
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    await following.stop();
    expect(at.length).toBeGreaterThanOrEqual(3);
    for (const checkpoint of at) {
      const again = new Following(
        client().subscribeToAll({ fromPosition: checkpoint, filter: streamNameFilter({ prefixes: [stream] }) }),
      );
      await again.until(({ timesCaughtUp }) => timesCaughtUp === 1);
      await again.stop();
      expect(again.events).toEqual(events.filter(({ position }) => isAfter(position, checkpoint)));
    }
  });
});

onStandIn(
  'the checkpoints of a filtered subscription that is live',
  (server) => {
    it('come after every interval of events looked at, at the last one of them', async () => {
      const { client } = server();
      const noise = newStream();
      const { following, at, reached } = follow(client, newStream(), 'end', 3);
      await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
      await append(client, 'unary', noise, facts(7), 'no_stream');
      await reached(2);
      const places = (await all(client.readStream(noise))).map(({ position }) => position);
      expect(at).toEqual([places[2], places[5]]);
      await following.stop();
    });
  },
  { systemEventEvery: 1000 },
);

onStandIn('the first checkpoint of a subscription from the start that nothing has matched', (server) => {
  const endOfEverything = { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };

  it('is the end of everything: who goes on from it misses what was there', async () => {
    const { client } = server();
    const stream = newStream();
    const { following, at } = follow(client, stream, 'start', 32);
    await following.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    await following.stop();
    expect(at).toEqual([endOfEverything]);

    await append(client, 'unary', stream, facts(1), 'no_stream');
    const resumed = new Following(client.subscribeToAll({ fromPosition: endOfEverything }));
    await resumed.until(({ timesCaughtUp }) => timesCaughtUp === 1);
    await append(client, 'unary', stream, facts(1), 0n);
    await resumed.until(({ events }) => events.length === 1);
    expect(resumed.events[0]).toMatchObject({ stream, revision: 1n });
    await resumed.stop();
  });
});
