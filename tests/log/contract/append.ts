import { beforeEach, describe, expect, it } from 'vitest';
import type { StreamName } from '../../../src/domain/ids.ts';
import {
  AppendMismatch,
  type EventLog,
  LogUnavailable,
  type NewEvent,
  WrongExpectedRevision,
} from '../../../src/log/event-log.ts';
import type { Adapter } from '../adapters.ts';
import { event, events, everythingIn, idsOf, stream } from '../facts.ts';
import { logOfTest } from './log-of-test.ts';

const slate = stream('slate-2023-410100');
const other = stream('slate-2023-410200');

export const appendContract = (adapter: Adapter): void => {
  const test = logOfTest(adapter);
  let log: EventLog;
  beforeEach(() => {
    log = test.open();
  });

  describe('append, with an expected revision', () => {
    it('numbers the events of a stream from 0 without gaps, and answers with the last', async () => {
      expect(await log.append(slate, events(2), 'no-stream')).toMatchObject({ revision: 1, repeated: false });
      expect(await log.append(other, events(1), 'any')).toMatchObject({ revision: 0, repeated: false });
      const third = await log.append(slate, events(3), 1);
      expect(third).toMatchObject({ revision: 4, position: await log.head() });
      expect((await log.readStream(slate)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
    });

    it.each(['any', 'no-stream'] as const)('takes "%s" for a stream that does not exist', async (expected) => {
      expect(await log.append(slate, events(1), expected)).toMatchObject({ revision: 0 });
    });

    it.each(['any', 'stream-exists', 1] as const)('takes "%s" for a stream at revision 1', async (expected) => {
      await log.append(slate, events(2), 'any');
      expect(await log.append(slate, events(1), expected)).toMatchObject({ revision: 2 });
    });

    it.each(['stream-exists', 0, -1] as const)('refuses "%s" for a stream that does not exist', async (expected) => {
      await log.append(other, events(1), 'any');
      await expect(log.append(slate, events(1), expected)).rejects.toStrictEqual(
        new WrongExpectedRevision(slate, expected, 'no-stream'),
      );
    });

    it.each(['no-stream', 0, 2, -1, 1.5] as const)('refuses "%s" for a stream at revision 1', async (expected) => {
      await log.append(slate, events(2), 'any');
      await expect(log.append(slate, events(1), expected)).rejects.toStrictEqual(
        new WrongExpectedRevision(slate, expected, 1),
      );
    });

    it('writes nothing of what it refuses', async () => {
      const kept = events(2);
      await log.append(slate, kept, 'no-stream');
      await log.append(slate, events(3), 'no-stream').catch(() => {});
      expect(idsOf(await everythingIn(log))).toEqual(idsOf(kept));
    });
  });

  describe('append, of events already there', () => {
    it.each(['no-stream', 'stream-exists', 'any', 0, 7] as const)(
      'answers a repeat with the first outcome, whatever "%s" says now',
      async (expected) => {
        const batch = events(2);
        const first = await log.append(slate, batch, 'no-stream');
        await log.append(slate, events(3), 'any');
        expect(await log.append(slate, batch, expected)).toEqual({ ...first, repeated: true });
        expect(await everythingIn(log)).toHaveLength(5);
      },
    );

    const [a, b, c] = events(3) as [never, never, never];
    const mismatches: readonly (readonly [string, StreamName, readonly NewEvent[]])[] = [
      ['only the first of them', slate, [a, c]],
      ['only the last of them', slate, [c, a]],
      ['another order', slate, [b, a]],
      ['the same one twice', slate, [a, a]],
      ...(adapter.knowsIdsOfOtherStreams ? [['another stream', other, [a, b]] as const] : []),
    ];
    it.each(mismatches)('refuses %s as a mismatch', async (_, target, batch) => {
      await log.append(slate, [a, b], 'no-stream');
      await expect(log.append(target, batch, 'any')).rejects.toBeInstanceOf(AppendMismatch);
      expect(idsOf(await everythingIn(log))).toEqual(idsOf([a, b]));
    });

    it('refuses events that lie apart in the stream', async () => {
      await log.append(slate, [a], 'any');
      await log.append(slate, [c], 'any');
      await log.append(slate, [b], 'any');
      await expect(log.append(slate, [a, b], 'any')).rejects.toBeInstanceOf(AppendMismatch);
    });

    it('refuses new events of one id, naming it', async () => {
      const twin = event({ n: 2 }, idsOf([a])[0]);
      await expect(log.append(slate, [a, twin], 'any')).rejects.toMatchObject({ stream: slate, eventId: twin.id });
      expect(await everythingIn(log)).toEqual([]);
    });
  });

  describe('append, from many at once', () => {
    it('takes 64 appends to as many streams', async () => {
      const writers = Array.from({ length: 64 }, (_, i) => stream(`nomination-${i}`));
      const appended = await Promise.all(writers.map((name) => log.append(name, events(2), 'no-stream')));
      expect(appended.map(({ revision }) => revision)).toEqual(writers.map(() => 1));
      expect(new Set(appended.map(({ position }) => position)).size).toBe(64);
      expect(await everythingIn(log)).toHaveLength(128);
    });

    it('lets exactly one of 64 win a revision, and tells the others where the stream is', async () => {
      const settled = await Promise.allSettled(
        Array.from({ length: 64 }, () => log.append(slate, events(1), 'no-stream')),
      );
      const losers = settled.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(losers).toEqual(Array.from({ length: 63 }, () => new WrongExpectedRevision(slate, 'no-stream', 0)));
      expect(await log.readStream(slate)).toHaveLength(1);
    });

    it('gives 64 appends to one stream as many revisions', async () => {
      const appended = await Promise.all(Array.from({ length: 64 }, () => log.append(slate, events(1), 'any')));
      const revisions = appended.map(({ revision }) => revision).sort((x, y) => x - y);
      expect(revisions).toEqual(Array.from({ length: 64 }, (_, i) => i));
    });

    it('records an append once that is made 64 times at once, and answers all alike', async () => {
      const batch = events(2);
      const appended = await Promise.all(Array.from({ length: 64 }, () => log.append(slate, batch, 'no-stream')));
      expect(new Set(appended.map(({ revision, position }) => `${revision} ${position}`)).size).toBe(1);
      expect(appended.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(idsOf(await everythingIn(log))).toEqual(idsOf(batch));
    });

    it('spoils no append for the refusal of another', async () => {
      const verdicts = await Promise.allSettled([
        log.append(slate, events(1), 'no-stream'),
        log.append(slate, events(1), 5),
        log.append(other, events(1), 'stream-exists'),
        log.append(other, events(1), 'no-stream'),
      ]);
      expect(verdicts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
      expect(await everythingIn(log)).toHaveLength(2);
    });
  });

  describe('append, misused', () => {
    it('refuses an append of nothing', async () => {
      await expect(log.append(slate, [], 'any')).rejects.toThrow('at least one event');
    });

    it('refuses data that JSON cannot hold, and stays usable', async () => {
      await expect(log.append(slate, [event(() => {})], 'any')).rejects.toThrow('cannot be written as JSON');
      expect(await log.append(slate, events(1), 'no-stream')).toMatchObject({ revision: 0 });
    });

    it('holds what was handed over, whatever becomes of the objects afterwards', async () => {
      const data = { decision: 'PASS' };
      const appending = log.append(slate, [event(data)], 'any');
      data.decision = 'REJECT';
      await appending;
      expect(await log.readStream(slate)).toMatchObject([{ data: { decision: 'PASS' } }]);
    });
  });

  describe('close', () => {
    it('records first what was appended before', async () => {
      const appending = log.append(slate, events(1), 'any');
      await log.close();
      expect(await appending).toMatchObject({ revision: 0 });
    });

    it('lets nothing in or out afterwards, and can be repeated', async () => {
      await log.close();
      await log.close();
      await expect(log.append(slate, events(1), 'any')).rejects.toMatchObject({ outcome: 'nothing-recorded' });
      await expect(log.readStream(slate)).rejects.toBeInstanceOf(LogUnavailable);
      await expect(log.readAll(undefined, 1)).rejects.toBeInstanceOf(LogUnavailable);
      await expect(log.head()).rejects.toBeInstanceOf(LogUnavailable);
      expect(() => log.subscribe(undefined, () => {})).toThrow(LogUnavailable);
    });
  });
};
