import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { collector, events, everythingIn, gate, idsOf, stream } from '../facts.ts';
import { standIn } from './stand-in.ts';

const slate = stream('slate-2023-410100');

describe('A subscription', () => {
  const test = standIn({ systemEventEvery: 2 });

  it.each(['cut', 'end', 'unavailable'] as const)(
    'goes on after the last event that was handled when the server drops it ("%s")',
    async (how) => {
      const log = test.open();
      const history = events(40);
      for (const one of history) await log.append(slate, [one], 'any');
      test.server.faults.dropSubscriptions({ afterEvents: 7, how, times: 5 });
      const seen = collector();
      const dropped: unknown[] = [];
      test.open({ onDeliveryFailure: (error) => dropped.push(error) }).subscribe(undefined, seen.handle);
      await seen.has(40);
      const live = events(30);
      for (const one of live) await log.append(slate, [one], 'any');
      expect(await seen.has(70)).toEqual(idsOf([...history, ...live]));
      expect(test.server.stats.droppedSubscriptions).toBe(5);
      expect(dropped.length).toBeGreaterThan(0);
      expect(idsOf(await everythingIn(log))).toEqual(seen.ids());
    },
  );

  it('delivers a batch again that was not handled when the connection went', async () => {
    const log = test.open();
    const [first, next] = [events(1), events(1)];
    const handling = gate();
    const cut = gate();
    const attempts: (readonly string[])[] = [];
    const seen = collector();
    log.subscribe(undefined, async (batch) => {
      attempts.push(idsOf(batch));
      if (attempts.length === 1) {
        handling.open();
        await cut.opened;
        throw new Error('The read database is locked.');
      }
      seen.handle(batch);
    });
    await log.append(slate, first, 'no-stream');
    await handling.opened;
    for (const member of test.server.members) member.cutAll();
    await log.append(slate, next, 0);
    cut.open();
    expect(await seen.has(2)).toEqual(idsOf([...first, ...next]));
    expect(attempts.slice(0, 2)).toEqual([idsOf(first), idsOf(first)]);
  });

  it('misses nothing that was recorded while the server was away, from the very beginning', async () => {
    const log = test.open();
    const seen = collector();
    log.subscribe(undefined, seen.handle);
    // Nothing matched yet: the server's checkpoint of that is the end of all positions.
    await log.head();
    await test.server.die();
    await test.server.comeBack();
    const all = events(3);
    await test.open().append(slate, all, 'no-stream');
    expect(await seen.has(3)).toEqual(idsOf(all));
  });

  it('begins anew when the server does not confirm it', async () => {
    await test.open().append(slate, events(2), 'no-stream');
    const held = test.server.faults.hold('subscription');
    const failed = gate();
    const seen = collector();
    test.open({ deadlineMs: 20, onDeliveryFailure: failed.open }).subscribe(undefined, seen.handle);
    await failed.opened;
    held.release();
    expect(await seen.has(2)).toHaveLength(2);
  });

  it('is closed though the server is silent', async () => {
    const log = test.open();
    const held = test.server.faults.hold('subscription');
    const subscription = log.subscribe(undefined, () => {});
    await held.reachedBy();
    await subscription.close();
  });

  it('fills its batches while it catches up', async () => {
    const log = test.open();
    const all = [events(900), events(900)];
    for (const some of all) await log.append(slate, some, 'any');
    const seen = collector();
    log.subscribe(undefined, seen.handle);
    expect(await seen.has(1_800)).toEqual(idsOf(all.flat()));
    expect(seen.batches.length).toBeLessThan(180);
  });

  it('delivers what is before an event that cannot be read, and never what is behind it', async () => {
    const log = test.open();
    const before = events(3);
    await log.append(slate, before, 'no-stream');
    const client = EventStoreDBClient.connectionString(test.server.connectionString);
    await client.appendToStream('orders', jsonEvent({ type: 'Ordered', data: {} }));
    await client.dispose();
    await log.append(slate, events(2), 2);
    const seen = collector();
    const failed: unknown[] = [];
    const again = gate();
    test
      .open({
        onDeliveryFailure: (error) => {
          if (failed.push(error) === 3) again.open();
        },
      })
      .subscribe(undefined, seen.handle);
    await again.opened;
    expect(seen.ids()).toEqual(idsOf(before));
    expect(String(failed[0])).toContain('revision 0 of orders');
  });

  it('lets the server wait for a slow handler', async () => {
    const log = test.open();
    const all = Array.from({ length: 5 }, () => events(800));
    for (const some of all) await log.append(slate, some, 'any');
    const busy = gate();
    const seen = collector();
    const sizes: number[] = [];
    log.subscribe(undefined, async (batch) => {
      sizes.push(batch.length);
      await busy.opened;
      seen.handle(batch);
    });
    busy.open();
    expect(await seen.has(4_000)).toEqual(idsOf(all.flat()));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
  });
});

describe('A read', () => {
  const test = standIn({ systemEventEvery: 1 });

  it('passes over the server’s own events, however many lie between', async () => {
    const log = test.open();
    const all = events(9);
    for (const one of all) await log.append(slate, [one], 'any');
    const first = await log.readAll(undefined, 4);
    const second = await log.readAll(first.at(-1)?.position, 100);
    expect(idsOf([...first, ...second])).toEqual(idsOf(all));
    expect(await log.head()).toBe(second.at(-1)?.position);
  });

  it('of a log with the server’s own events only finds nothing', async () => {
    const log = test.open();
    expect(await log.head()).toBeUndefined();
    expect(await log.readAll(undefined, 10)).toEqual([]);
  });

  it('is given up when the server is silent, and repeated when it is cut off', async () => {
    const log = test.open({ deadlineMs: 20, patienceMs: 0 });
    const held = test.server.faults.hold('read');
    await expect(log.readAll(undefined, 1)).rejects.toMatchObject({ outcome: 'nothing-recorded' });
    held.release();
    const patient = test.open();
    test.server.faults.refuse('reads', 'not-ready', 3);
    expect(await patient.readStream(slate)).toEqual([]);
  });

  it('refuses a position of another kind of log', async () => {
    const log = test.open();
    await expect(log.readAll('7' as never, 1)).rejects.toThrow('two whole numbers');
    expect(() => log.subscribe('7' as never, () => {})).toThrow('two whole numbers');
  });
});
