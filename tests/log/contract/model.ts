import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventLog, ExpectedRevision } from '../../../src/log/event-log.ts';
import type { Adapter } from '../adapters.ts';
import { collector, event, everythingIn, idsOf, stream } from '../facts.ts';

interface Step {
  readonly stream: string;
  readonly ids: readonly string[];
  readonly expected: ExpectedRevision;
}

/** EventStoreDB takes UUIDs only. */
const idOf = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

/** Few streams, few ids, small revisions: so that repeats, mismatches and conflicts are as frequent as successes. */
const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.constantFrom('a', 'b'),
  ids: fc.oneof(
    fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map(idOf), { minLength: 1, maxLength: 3 }),
    fc
      .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 3 }))
      .map(([from, count]) => Array.from({ length: count }, (_, i) => idOf((from + i) % 10))),
  ),
  expected: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('any' as const, 'no-stream' as const, 'stream-exists' as const) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }) },
  ),
});

/** The rules of the port on plain lists, written for the eye and not for speed. */
class Model {
  readonly order: string[] = [];
  readonly streams: Record<string, string[]> = {};
  readonly #knowsIdsOfOtherStreams: boolean;

  constructor({ knowsIdsOfOtherStreams }: Adapter) {
    this.#knowsIdsOfOtherStreams = knowsIdsOfOtherStreams;
  }

  append({ stream: name, ids, expected }: Step): string {
    const held = this.streams[name] ?? [];
    const known = this.#knowsIdsOfOtherStreams ? this.order : held;
    if (ids.some((id) => known.includes(id))) {
      const at = held.indexOf(ids[0] ?? '');
      const same = at >= 0 && ids.every((id, i) => held[at + i] === id);
      return same ? `repeated up to ${at + ids.length - 1}` : 'mismatch';
    }
    const actual = held.length === 0 ? 'no-stream' : held.length - 1;
    const met = expected === 'any' || expected === actual || (expected === 'stream-exists' && held.length > 0);
    if (!met) return `wrong, at ${actual}`;
    this.streams[name] = [...held, ...ids];
    this.order.push(...ids);
    return `recorded up to ${held.length + ids.length - 1}`;
  }
}

const outcomeOf = (log: EventLog, { stream: name, ids, expected }: Step): Promise<string> => {
  const events = ids.map((id) => event({ id }, id));
  return log.append(stream(name), events, expected).then(
    ({ repeated, revision }) => `${repeated ? 'repeated' : 'recorded'} up to ${revision}`,
    (error) => (error.name === 'AppendMismatch' ? 'mismatch' : `wrong, at ${error.actual}`),
  );
};

export const modelContract = (adapter: Adapter): void => {
  const burst = fc.array(step, { minLength: 1, maxLength: adapter.keepsCallOrder ? 8 : 1 });

  describe('any series of appends, some of them made at once', () => {
    it('comes out as the rules of the port say, and is read and delivered in that order', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(burst, { maxLength: 12 }), async (bursts) => {
          const place = await adapter.place();
          const log = place.open();
          try {
            const model = new Model(adapter);
            const seen = collector();
            log.subscribe(undefined, seen.handle);
            for (const steps of bursts) {
              const outcomes = await Promise.all(steps.map((one) => outcomeOf(log, one)));
              expect(outcomes).toEqual(steps.map((one) => model.append(one)));
            }
            expect(idsOf(await everythingIn(log))).toEqual(model.order);
            expect(await seen.has(model.order.length)).toEqual(model.order);
            for (const [name, ids] of Object.entries(model.streams)) {
              const held = await log.readStream(stream(name));
              expect(held.map(({ id, revision }) => [id, revision])).toEqual(ids.map((id, i) => [id, i]));
            }
          } finally {
            await log.close();
            await place.remove();
          }
        }),
        { numRuns: 100 },
      );
    });
  });
};
