import { inspect } from 'node:util';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { openEventStoreLog } from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import { StreamRemoved } from '../../../src/log/eventstoredb/failures.ts';
import { events, idsOf, stream } from '../facts.ts';
import { standIn } from './stand-in.ts';

const slate = stream('slate-2023-410100');

const removals: readonly (readonly [string, (client: EventStoreDBClient) => Promise<unknown>])[] = [
  ['tombstoned', (client) => client.tombstoneStream(slate)],
  ['deleted', (client) => client.deleteStream(slate)],
  ['truncated', (client) => client.setStreamMetadata(slate, { truncateBefore: 2 })],
];

describe('A stream of which somebody removed events in the event store', () => {
  const test = standIn();

  const remove = async (removal: (client: EventStoreDBClient) => Promise<unknown>): Promise<void> => {
    const client = EventStoreDBClient.connectionString(test.server.connectionString);
    await removal(client);
    await client.dispose();
  };

  it.each(removals)('is told at once by who knew it (%s), and nothing is decided on the rest', async (_, removal) => {
    const retries: unknown[] = [];
    const log = test.open({ onRetry: (error) => retries.push(error) });
    await log.append(slate, events(3), 'no-stream');
    await remove(removal);
    await expect(log.readStream(slate)).rejects.toThrow(new StreamRemoved(slate));
    await expect(log.append(slate, events(1), 'no-stream')).rejects.toThrow();
    expect(retries).toEqual([]);
  });

  it.each(['no-stream', 'stream-exists', 'any', 2] as const)(
    'takes no events any more, whatever is expected of it (tombstoned, %s)',
    async (expected) => {
      await test.open().append(slate, events(3), 'no-stream');
      await remove((client) => client.tombstoneStream(slate));
      await expect(test.open().append(slate, events(1), expected)).rejects.toThrow(new StreamRemoved(slate));
    },
  );

  it.each(['no-stream', 'stream-exists', 'any', 2] as const)(
    'is not taken for an empty one (truncated, %s)',
    async (expected) => {
      await test.open().append(slate, events(3), 'no-stream');
      await remove((client) => client.setStreamMetadata(slate, { truncateBefore: 2 }));
      const { written } = test.server.stats;
      await expect(test.open().append(slate, events(1), expected)).rejects.toThrow(new StreamRemoved(slate));
      expect(test.server.stats.written).toBe(written);
    },
  );

  it('does not get a wrong revision where the server takes it for none (deleted)', async () => {
    await test.open().append(slate, events(3), 'no-stream');
    await remove((client) => client.deleteStream(slate));
    await expect(test.open().append(slate, events(1), 'no-stream')).rejects.toThrow(new StreamRemoved(slate));
    await expect(test.open().readStream(slate)).rejects.toThrow(new StreamRemoved(slate));
  });

  it('says what was done to it, and what can be', () => {
    expect(String(new StreamRemoved(slate))).toMatch(/deleted or truncated.*\$\$slate-2023-410100.*backup/s);
  });

  it('is not seen where a read and the first append pass each other', async () => {
    const log = test.open();
    const held = test.server.faults.hold('read');
    const reading = log.readStream(slate);
    await held.reachedBy();
    const first = events(1);
    const appending = test.open().append(slate, first, 'any');
    held.release();
    await Promise.all([reading, appending]);
    expect(idsOf(await log.readStream(slate))).toEqual(idsOf(first));
  });
});

describe('Messages for who runs the event store', () => {
  const test = standIn();

  it.each(['closed', 'silent', 'denied'] as const)('never hold the password (%s)', async (state) => {
    const { address, port } = test.server.members[0]?.endpoint ?? { address: '', port: 0 };
    if (state === 'closed') await test.server.die();
    if (state === 'silent') test.server.faults.hold('read');
    if (state === 'denied') test.server.faults.denyAccess(() => true);
    const told: unknown[] = [];
    const log = openEventStoreLog(`esdb://laurel:hunter22@${address}:${port}?tls=false`, {
      deadlineMs: 50,
      patienceMs: 50,
      pauseMs: 1,
      redeliverAfterMs: 1,
      onRetry: (error) => told.push(error),
      onDeliveryFailure: (error) => told.push(error),
    });
    log.subscribe(undefined, () => {});
    told.push(await log.head().catch((error: unknown) => error));
    told.push(await log.append(slate, events(1), 'any').catch((error: unknown) => error));
    await log.close();
    expect(told.length).toBeGreaterThan(1);
    expect(inspect(told, { depth: 20, showHidden: true })).not.toContain('hunter22');
  });
});
