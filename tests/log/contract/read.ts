import { beforeEach, describe, expect, it } from 'vitest';
import { comparePositions, type EventLog } from '../../../src/log/event-log.ts';
import type { Adapter } from '../adapters.ts';
import { event, events, everythingIn, idsOf, stream } from '../facts.ts';
import { logOfTest } from './log-of-test.ts';

const slate = stream('slate-2023-410100');
const other = stream('slate-2023-410200');

export const readContract = (adapter: Adapter): void => {
  const test = logOfTest(adapter);
  let log: EventLog;
  beforeEach(() => {
    log = test.open();
  });

  describe('readStream', () => {
    it('gives back each event as it was appended, in its place', async () => {
      const one = event({
        name: '张三',
        note: 'line\nline \u0000 \ud83d\ude00',
        seats: 10,
        none: null,
        list: [1.5, true],
      });
      const { position } = await log.append(slate, [one], 'no-stream');
      expect(await log.readStream(slate)).toEqual([{ ...one, stream: slate, revision: 0, position }]);
    });

    it('reads one stream only, from a revision on', async () => {
      const mine = events(5);
      await log.append(slate, mine.slice(0, 3), 'any');
      await log.append(other, events(4), 'any');
      await log.append(slate, mine.slice(3), 'any');
      expect(idsOf(await log.readStream(slate))).toEqual(idsOf(mine));
      expect(idsOf(await log.readStream(slate, 3))).toEqual(idsOf(mine.slice(3)));
      expect(await log.readStream(slate, 5)).toEqual([]);
    });

    it('finds nothing in a stream that does not exist', async () => {
      await log.append(other, events(1), 'any');
      expect(await log.readStream(slate)).toEqual([]);
    });
  });

  describe('readAll and head', () => {
    it('find nothing in an empty log', async () => {
      expect(await log.readAll(undefined, 10)).toEqual([]);
      expect(await log.head()).toBeUndefined();
    });

    it('read all streams in the order of the log, page by page, up to its head', async () => {
      const all = events(5);
      for (const [i, one] of all.entries()) await log.append(i % 2 ? slate : other, [one], 'any');
      const first = await log.readAll(undefined, 3);
      const second = await log.readAll(first.at(-1)?.position, 3);
      expect(idsOf([...first, ...second])).toEqual(idsOf(all));
      expect(second.at(-1)?.position).toBe(await log.head());
      expect(await log.readAll(await log.head(), 3)).toEqual([]);
    });

    it('give positions that rise, past ten as well', async () => {
      await log.append(slate, events(12), 'any');
      const positions = (await everythingIn(log)).map(({ position }) => position);
      expect([...positions].reverse().sort(comparePositions)).toEqual(positions);
      expect(new Set(positions).size).toBe(12);
    });
  });
};
