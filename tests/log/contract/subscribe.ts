import { beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '../../../src/log/event-log.ts';
import type { Adapter } from '../adapters.ts';
import { collector, events, everythingIn, gate, idsOf, stream } from '../facts.ts';
import { logOfTest } from './log-of-test.ts';

const slate = stream('slate-2023-410100');

export const subscribeContract = (adapter: Adapter): void => {
  const test = logOfTest(adapter);
  let log: EventLog;
  beforeEach(() => {
    log = test.open();
  });

  describe('subscribe', () => {
    it('delivers the history in batches, then what is recorded, each event once and in order', async () => {
      const history = events(1200);
      await log.append(slate, history, 'any');
      const seen = collector();
      log.subscribe(undefined, seen.handle);
      await seen.has(1);
      const live = Array.from({ length: 40 }, () => events(2));
      for (const pair of live) await log.append(slate, pair, 'any');
      expect(await seen.has(1280)).toEqual(idsOf([...history, ...live.flat()]));
      expect(seen.batches.length).toBeGreaterThan(2);
    });

    it('starts after a position', async () => {
      const [first, second, third] = [events(3), events(2), events(2)];
      const { position } = await log.append(slate, first, 'any');
      await log.append(slate, second, 'any');
      const seen = collector();
      log.subscribe(position, seen.handle);
      await seen.has(2);
      await log.append(slate, third, 'any');
      expect(await seen.has(4)).toEqual(idsOf([...second, ...third]));
    });

    it('waits at the head of the log for what is new', async () => {
      const { position } = await log.append(slate, events(3), 'any');
      const seen = collector();
      log.subscribe(position, seen.handle);
      const next = events(1);
      await log.append(slate, next, 'any');
      expect(await seen.has(1)).toEqual(idsOf(next));
    });

    it('delivers live just what the log then holds', async () => {
      const seen = collector();
      log.subscribe(undefined, seen.handle);
      await log.append(slate, events(3), 'any');
      await seen.has(3);
      expect(seen.batches.flat()).toEqual(await everythingIn(log));
    });

    it('serves each subscriber on its own, the slow one without loss', async () => {
      const busy = gate();
      const slow = collector();
      const quick = collector();
      log.subscribe(undefined, async (batch) => {
        await busy.opened;
        slow.handle(batch);
      });
      log.subscribe(undefined, quick.handle);
      const all = Array.from({ length: 5 }, () => events(900));
      for (const some of all) await log.append(slate, some, 'any');
      const ids = idsOf(all.flat());
      expect(await quick.has(ids.length)).toEqual(ids);
      expect(slow.ids()).toEqual([]);
      busy.open();
      expect(await slow.has(ids.length)).toEqual(ids);
    });

    it('hands over the next batch only when the last one was handled', async () => {
      const seen = collector();
      let handling = 0;
      let most = 0;
      log.subscribe(undefined, async (batch) => {
        most = Math.max(most, ++handling);
        await new Promise(setImmediate);
        handling--;
        seen.handle(batch);
      });
      for (let i = 0; i < 20; i++) await log.append(slate, events(1), 'any');
      await seen.has(20);
      expect(most).toBe(1);
    });

    it('delivers a batch again when its handler throws or rejects, and nothing before it is handled', async () => {
      const attempts: (readonly string[])[] = [];
      const seen = collector();
      const first = events(2);
      await log.append(slate, first, 'any');
      log.subscribe(undefined, (batch) => {
        attempts.push(idsOf(batch));
        if (attempts.length === 1) throw new Error('The read database is locked.');
        if (attempts.length === 2) return Promise.reject(new Error('And still is.'));
        return seen.handle(batch);
      });
      await seen.has(2);
      const next = events(1);
      await log.append(slate, next, 'any');
      await seen.has(3);
      expect(attempts.slice(0, 3)).toEqual([attempts[0], attempts[0], attempts[0]]);
      expect(attempts.slice(2).flat()).toEqual(idsOf([...first, ...next]));
    });

    it('delivers the same batch again, though more was recorded meanwhile', async () => {
      const attempts: (readonly string[])[] = [];
      const seen = collector();
      const first = events(2);
      const next = events(2);
      await log.append(slate, first, 'any');
      log.subscribe(undefined, async (batch) => {
        attempts.push(idsOf(batch));
        if (attempts.length === 1) {
          await log.append(slate, next, 'any');
          throw new Error('The read database is locked.');
        }
        seen.handle(batch);
      });
      await seen.has(4);
      expect(attempts[1]).toEqual(attempts[0]);
      expect(attempts.slice(1).flat()).toEqual(idsOf([...first, ...next]));
    });

    it('tells of every failed delivery', async () => {
      const failures: unknown[] = [];
      const telling = test.open({ onDeliveryFailure: (error) => failures.push(error) });
      const seen = collector();
      const failure = new Error('The read database is locked.');
      telling.subscribe(undefined, (batch) => {
        if (failures.length < 3) throw failure;
        seen.handle(batch);
      });
      await telling.append(slate, events(1), 'any');
      await seen.has(1);
      expect(failures).toEqual([failure, failure, failure]);
    });
  });

  describe('closing a subscription', () => {
    it('waits until the delivered batch is handled, and delivers no more', async () => {
      const started = gate();
      const finish = gate();
      const trace: string[] = [];
      const subscription = log.subscribe(undefined, async () => {
        trace.push('handling');
        started.open();
        await finish.opened;
        trace.push('handled');
      });
      await log.append(slate, events(1), 'any');
      await started.opened;
      const closed = subscription.close().then(() => trace.push('closed'));
      await log.append(slate, events(1), 'any');
      finish.open();
      await closed;
      expect(trace).toEqual(['handling', 'handled', 'closed']);

      const later = collector();
      log.subscribe(undefined, later.handle);
      await later.has(2);
      expect(trace).toEqual(['handling', 'handled', 'closed']);
    });

    it('gives up on a batch that keeps failing', async () => {
      const failed = gate();
      const patient = test.open({ redeliverAfterMs: 3_600_000, onDeliveryFailure: failed.open });
      const subscription = patient.subscribe(undefined, () => {
        throw new Error('Never.');
      });
      await patient.append(slate, events(1), 'any');
      await failed.opened;
      await subscription.close();
    });

    it('is part of closing the log', async () => {
      const started = gate();
      const finish = gate();
      let handled = false;
      log.subscribe(undefined, async () => {
        started.open();
        await finish.opened;
        await log.readStream(slate).catch(() => {});
        handled = true;
      });
      log.subscribe(undefined, () => {});
      await log.append(slate, events(1), 'any');
      await started.opened;
      const closing = log.close();
      finish.open();
      await closing;
      expect(handled).toBe(true);
    });
  });
};
