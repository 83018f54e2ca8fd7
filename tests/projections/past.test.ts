import { describe, expect, test } from 'vitest';
import type { Reader } from '../../projections/reader.ts';
import { createLoaders } from '../../schema/loaders.ts';
import { openTransparencyLog } from '../../src/audit/tree/transparency-log.ts';
import type { Position } from '../../src/domain/event.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import { city, county, edition, nominationOf, notice, scenario } from './scenario.ts';

const places = placesOfTest();

/** Everything asked of the read database and the log. */
const counting = (reader: Reader, log: EventLog) => {
  const asked = { statements: 0, streams: 0 };
  const counted: Reader = {
    position: () => reader.position(),
    applied: () => reader.applied(),
    all(sql, params) {
      asked.statements++;
      return reader.all(sql, params);
    },
    get(sql, params) {
      asked.statements++;
      return reader.get(sql, params);
    },
  };
  const readStream: EventLog['readStream'] = (stream, from) => {
    asked.streams++;
    return log.readStream(stream, from);
  };
  return { asked, reader: counted, log: { ...log, readStream } as EventLog };
};

/** So many nominations on their way from a county to a notice, and what was asked to show the past of all of them. */
const costOf = async (nominations: number) => {
  const told = scenario();
  const ids = Array.from({ length: nominations }, (_, i) => `n${i}`);
  told.open();
  for (const id of ids) {
    told.nominate(id);
    told.pass(id);
    told.takeSeat(id, county, city);
    told.forward(id, county, city);
  }
  told.publish(...ids);
  told.lodge('o1', 'n0');
  const cut = String(told.events.length) as Position;
  for (const id of ids) told.recognize(id, `HN-${id}`);
  const running = await readModelsOf(told.events, places);
  const { asked, ...sources } = counting(running.database, running.log);
  const transparency = await openTransparencyLog({ path: ':memory:', log: running.log });
  const past = createLoaders({ ...sources, transparency }).past(cut);
  const [rows, board, slate, names] = await Promise.all([
    past.nomination.loadMany(ids.map(nominationOf)),
    past.notice.load(notice),
    past.slate.load({ editionId: edition, bureau: county }),
    past.name.loadMany(ids.map(nominationOf)),
  ]);
  await transparency.close();
  expect(rows).toHaveLength(nominations);
  expect(rows[0]).toMatchObject({ status: 'RECEIVED', objections: 1, certificate: null, name: '张n0' });
  expect(names.at(-1)).toBe(`张n${nominations - 1}`);
  expect(board?.all('SELECT * FROM notice_nominee')).toHaveLength(nominations);
  expect(slate).toMatchObject({ tally: { taken: nominations, drafted: 0, forwarded: nominations } });
  return asked;
};

describe('a moment of the past', () => {
  test('costs the same few statements and streams for many as for one', async () => {
    const [one, many] = [await costOf(2), await costOf(40)];
    // The position is found by halving: a few more steps in a longer log.
    expect(many.statements - one.statements).toBeLessThanOrEqual(5);
    expect(many.streams).toBe(one.streams);
  });
});
