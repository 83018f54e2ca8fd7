import { describe, expect, it } from 'vitest';
import { editionTotals, listTallies, talliesByKeys } from '../../projections/quota-tally.ts';
import type { Reader } from '../../projections/reader.ts';
import type { BureauCode } from '../../src/domain/ids.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import { category, city, county, edition, nominationOf, province, type Scenario, scenario } from './scenario.ts';

const places = placesOfTest();

const given = async (tell: (s: Scenario) => void): Promise<Reader> => {
  const s = scenario();
  s.open();
  tell(s);
  return (await readModelsOf(s.events, places)).database;
};

const tallyOf = (reader: Reader, bureau: BureauCode) => talliesByKeys(reader, [{ editionId: edition, bureau }])[0];

/** From the county onto the city's slate. */
const toCity = (s: Scenario, id: string) => {
  s.nominate(id);
  s.pass(id);
  s.takeSeat(id, county, city);
  s.forward(id, county, city);
};

describe('the quota tally', () => {
  it('begins with the quota of a city and the cap of a county', async () => {
    const reader = await given(() => {});
    expect(tallyOf(reader, city)).toMatchObject({ quota: 10, taken: 0, remaining: 10, slateStatus: 'DRAFTED' });
    expect(tallyOf(reader, county)).toMatchObject({ quota: 2, drafted: 0, level: 'COUNTY', parent: city });
    expect(tallyOf(reader, province)).toBeUndefined();
  });

  it('counts a nomination where it has come to', async () => {
    const reader = await given((s) => {
      toCity(s, 'one');
      s.nominate('two');
    });
    expect(tallyOf(reader, county)).toMatchObject({ drafted: 1, forwarded: 1, taken: 1, submitted: 1, remaining: 1 });
    expect(tallyOf(reader, city)).toMatchObject({ drafted: 0, received: 1, forwarded: 0, taken: 0 });
  });

  it('takes a return back to the bureau that drafted', async () => {
    const reader = await given((s) => {
      toCity(s, 'one');
      s.giveBack('one', city, county);
      const data = {
        editionId: edition,
        bureau: county,
        nominationId: nominationOf('one'),
        reason: 'RETURNED',
      } as const;
      s.onSlate(county, { type: 'SeatReleased', data });
    });
    expect(tallyOf(reader, county)).toMatchObject({ drafted: 1, forwarded: 0, taken: 0, submitted: 0 });
    expect(tallyOf(reader, city)).toMatchObject({ received: 0 });
  });

  it('keeps count of what was received when it drops out later', async () => {
    const reader = await given((s) => {
      toCity(s, 'one');
      s.nominate('two');
      for (const id of ['one', 'two']) s.onNomination(id, { type: 'Lapsed', data: { bureau: city } });
    });
    expect(tallyOf(reader, county)).toMatchObject({ drafted: 0, forwarded: 1 });
    expect(tallyOf(reader, city)).toMatchObject({ received: 1 });
  });

  it('shows a submitted slate with its coverage', async () => {
    const reader = await given((s) => {
      toCity(s, 'one');
      s.takeSeat('one', city, null);
      const items = [{ nominationId: nominationOf('one'), category }];
      const data = { editionId: edition, bureau: city, items, quota: 10, fewer: true, forwardedTo: province };
      s.at('2024-01-20T02:00:00.000Z');
      s.onSlate(city, { type: 'SlateSubmitted', data });
      s.forward('one', city, province);
    });
    expect(tallyOf(reader, city)).toMatchObject({
      ...{ taken: 1, submitted: 1, forwarded: 1, remaining: 9 },
      ...{ slateStatus: 'SUBMITTED', submittedAt: '2024-01-20T02:00:00.000Z' },
    });
    expect(tallyOf(reader, city)?.coverage).toEqual([
      { category: 'SELF_EMPLOYED', taken: 1, least: 0 },
      { category: 'PART_TIME', taken: 0, least: 0 },
      { category: 'NEW_FORM', taken: 0, least: 0 },
      { category: 'OTHER', taken: 0, least: 0 },
    ]);
  });

  it('leaves an abandoned slate nothing', async () => {
    const reader = await given((s) => {
      const data = { editionId: edition, bureau: city, deadline: 'citySubmission', nominations: [] };
      s.onSlate(city, { type: 'SlateAbandoned', data });
    });
    expect(tallyOf(reader, city)).toMatchObject({ slateStatus: 'ABANDONED', quota: 10, remaining: 0 });
  });

  it('follows an adjusted quota, which the cap of counties does not', async () => {
    const reader = await given((s) => {
      s.onEdition({ type: 'QuotaAdjusted', data: { bureau: city, from: 10, to: 15, reason: '补充' } });
      s.onEdition({ type: 'QuotaAdjusted', data: { bureau: county, from: 0, to: 9, reason: '补充' } });
    });
    expect(tallyOf(reader, city)).toMatchObject({ quota: 15, remaining: 15 });
    expect(tallyOf(reader, county)).toMatchObject({ quota: 2 });
  });

  it('sums up each level', async () => {
    const reader = await given((s) => {
      toCity(s, 'one');
      s.nominate('two', { bureau: city });
    });
    const [counties, cities] = editionTotals(reader, edition);
    expect(counties).toMatchObject({ level: 'COUNTY', bureaus: 156, quota: 312, forwarded: 1, taken: 1 });
    expect(cities).toMatchObject({
      level: 'CITY',
      bureaus: 18,
      quota: 125,
      received: 1,
      drafted: 1,
      slatesSubmitted: 0,
    });
    expect(editionTotals(reader, edition, county)).toMatchObject([{ level: 'COUNTY', bureaus: 1, taken: 1 }]);
  });

  it('lists the bureaus of a jurisdiction in the order of the program, page by page', async () => {
    const reader = await given(() => {});
    const filter = { editionId: edition, within: city };
    const all = listTallies(reader, filter, { first: 100 });
    expect(all.rows[0]).toMatchObject({ bureau: city });
    expect(all.hasNextPage).toBe(false);
    const first = listTallies(reader, filter, { first: 3 });
    const rest = listTallies(reader, filter, { first: 100, after: first.keyOf(first.rows[2] as never) });
    expect([...first.rows, ...rest.rows]).toEqual(all.rows);
    expect(first.hasNextPage).toBe(true);
  });
});
