import { expect, it } from 'vitest';
import { KnownStreams } from '../../../src/log/eventstoredb/known-streams.ts';
import { stream } from '../facts.ts';

const eventsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, revision) => ({ id: `${name} ${revision}`, revision }));

it('what is remembered of streams is bounded by their events, and the last one learned of is kept whole', () => {
  const known = new KnownStreams();
  for (let i = 0; i < 30; i++) known.learn(stream(`slate-${i}`), 0, eventsOf(`slate-${i}`, 10_000));
  expect(known.get(stream('slate-0'))).toBeUndefined();
  expect(known.get(stream('slate-29'))?.last).toBe(9_999);
  const remembered = Array.from({ length: 30 }, (_, i) => known.get(stream(`slate-${i}`))).filter(Boolean);
  expect(remembered).toHaveLength(20);

  known.learn(stream('slate-30'), 0, eventsOf('slate-30', 250_000));
  expect(known.get(stream('slate-29'))).toBeUndefined();
  expect(known.get(stream('slate-30'))?.last).toBe(249_999);
});

it('many short streams are bounded too, and the longest unused goes first', () => {
  const known = new KnownStreams();
  for (let i = 0; i < 10_000; i++) known.learn(stream(`nomination-${i}`), 0, eventsOf(`nomination-${i}`, 1));
  known.learn(stream('nomination-0'), 1, []);
  known.learn(stream('nomination-new'), 0, eventsOf('nomination-new', 1));
  expect(known.get(stream('nomination-0'))?.last).toBe(0);
  expect(known.get(stream('nomination-1'))).toBeUndefined();
});

it('events after a gap are not taken', () => {
  const known = new KnownStreams();
  known.learn(stream('slate-1'), 0, eventsOf('slate-1', 2));
  known.learn(stream('slate-1'), 5, [{ id: 'later', revision: 5 }]);
  expect(known.get(stream('slate-1'))?.last).toBe(1);
});
