import { describe, expect, it } from 'vitest';
import { WrongExpectedRevision } from '../../../src/log/event-log.ts';
import type { Adapter } from '../adapters.ts';
import { collector, events, everythingIn, idsOf, stream } from '../facts.ts';
import { logOfTest } from './log-of-test.ts';

const slate = stream('slate-2023-410100');
const other = stream('slate-2023-410200');

export const durabilityContract = (adapter: Adapter): void => {
  const test = logOfTest(adapter);

  describe('reopened', () => {
    it('holds everything as it was, and goes on from there', async () => {
      const before = test.open();
      const batch = events(3);
      const first = await before.append(slate, batch, 'no-stream');
      const held = await everythingIn(before);
      await before.close();

      const after = test.open();
      expect(await everythingIn(after)).toEqual(held);
      expect(await after.head()).toBe(first.position);
      expect(await after.append(slate, batch, 'no-stream')).toEqual({ ...first, repeated: true });
      expect(await after.append(slate, events(1), 2)).toMatchObject({ revision: 3 });
    });

    it('resumes a subscription where it had come to', async () => {
      const before = test.open();
      const seen = collector();
      before.subscribe(undefined, seen.handle);
      await before.append(slate, events(3), 'any');
      await seen.has(3);
      const reached = seen.batches.flat().at(-1)?.position;
      await before.close();

      const after = test.open();
      const missed = events(2);
      await after.append(slate, missed, 'any');
      const resumed = collector();
      after.subscribe(reached, resumed.handle);
      expect(await resumed.has(2)).toEqual(idsOf(missed));
    });
  });

  describe('opened twice', () => {
    it('shows an acknowledged append to the other at once', async () => {
      const [one, two] = [test.open(), test.open()];
      await one.append(slate, events(2), 'no-stream');
      expect(await two.readStream(slate)).toHaveLength(2);
      await expect(two.append(slate, events(1), 'no-stream')).rejects.toStrictEqual(
        new WrongExpectedRevision(slate, 'no-stream', 1),
      );
      expect(await two.append(slate, events(1), 1)).toMatchObject({ revision: 2 });
    });

    it('delivers the events of both to both, in the one order of the log', async () => {
      const [one, two] = [test.open(), test.open()];
      const [seenByOne, seenByTwo] = [collector(), collector()];
      one.subscribe(undefined, seenByOne.handle);
      two.subscribe(undefined, seenByTwo.handle);
      for (let i = 0; i < 50; i++) {
        await Promise.all([one.append(slate, events(1), 'any'), two.append(other, events(2), 'any')]);
      }
      const order = idsOf(await everythingIn(one));
      expect(order).toHaveLength(150);
      expect(await seenByOne.has(150)).toEqual(order);
      expect(await seenByTwo.has(150)).toEqual(order);
    });

    it('lets exactly one of both win a revision', async () => {
      const logs = [test.open(), test.open()];
      const settled = await Promise.allSettled(logs.map((log) => log.append(slate, events(1), 'no-stream')));
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });
  });
};
