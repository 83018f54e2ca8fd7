import { describe, expect, it } from 'vitest';
import type { Reader } from '../../projections/reader.ts';
import {
  countTimeline,
  listTimeline,
  positionAt,
  subjectsOf,
  type TimelineFilter,
  timelineByEventIds,
} from '../../projections/timeline.ts';
import { clerk, system } from '../support/history.ts';
import { plausibleHistory } from '../support/plausible-history.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import { category, city, county, edition, scenario } from './scenario.ts';

const places = placesOfTest();

const typesOf = (reader: Reader, filter: TimelineFilter) =>
  listTimeline(reader, filter, 'ASC', { first: 100 }).rows.map(({ type }) => type);

const given = async () => {
  const s = scenario();
  s.open();
  s.at('2024-01-03T01:00:00.000Z');
  s.nominate('one');
  s.nominate('two', { by: { ...clerk, bureau: county } });
  s.pass('one');
  s.forward('one', county, city);
  s.recognize('one', 'HN-1');
  s.revoke('HN-1');
  const { database } = await readModelsOf(s.events, places);
  return { reader: database, events: s.events };
};

describe('the timeline', () => {
  it('holds every event once, numbered without a gap, in the order of the log', async () => {
    const events = plausibleHistory({ nominations: 20, seed: 7 });
    const { database } = await readModelsOf(events, places);
    const { rows, hasNextPage } = listTimeline(database, {}, 'ASC', { first: events.length });
    expect(rows.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i));
    expect(rows.map(({ eventId }) => eventId)).toEqual(events.map(({ id }) => id));
    expect(hasNextPage).toBe(false);
    expect(countTimeline(database, {})).toBe(events.length);
  });

  it('tells who did what, when and on which command', async () => {
    const { reader, events } = await given();
    const event = events[1] as (typeof events)[number];
    expect(timelineByEventIds(reader, [event.id]).get(event.id)).toEqual({
      ...{ sequence: 1, position: event.position, eventId: event.id, stream: 'nomination-one', revision: 0 },
      ...{ type: 'Nominated', schemaVersion: 1, recordedAt: '2024-01-03T01:00:00.000Z' },
      ...{ actorId: 'clerk', actorName: '李文书', actorRoles: ['CITY_CLERK'], actorBureau: city, actorChannel: 'API' },
      ...{ commandId: event.meta.command.id, commandName: 'Nominated', correlationId: event.meta.correlationId },
      ...{ causationId: null, ruleVersion: null },
      data: { nominationId: 'one', editionId: edition, bureau: county, category, person: 'person-one', form: null },
    });
  });

  it('holds no personal data', async () => {
    const events = plausibleHistory({ nominations: 30, seed: 3 });
    const { database } = await readModelsOf(events, places);
    const shown = JSON.stringify(database.all('SELECT data FROM entry'));
    const said = ['赵某', '13900000000', '13800000000', '410105199005150011', '事迹不实', '社区服务', '弄虚作假'];
    const names = events.flatMap(({ type, data }) => (type === 'Nominated' ? [`"name":"${data.form?.name}"`] : []));
    const personal = [...said, ...names].filter((text) => JSON.stringify(events).includes(text));
    expect(personal.length).toBeGreaterThan(names.length + 4);
    expect(personal.filter((text) => shown.includes(text.replaceAll('"', '\\"')))).toEqual([]);
  });

  it('finds an event by everything it is about', async () => {
    const { reader } = await given();
    const subject = (kind: 'NOMINATION' | 'EDITION' | 'BUREAU' | 'CERTIFICATE' | 'PERSON', id: string) => ({
      kind,
      id,
    });
    expect(typesOf(reader, { subjects: [subject('NOMINATION', 'one')] })).toEqual([
      ...['Nominated', 'Reviewed', 'Forwarded', 'Recognized', 'Revoked'],
    ]);
    expect(typesOf(reader, { subjects: [subject('CERTIFICATE', 'HN-1')] })).toEqual(['Recognized', 'Revoked']);
    expect(typesOf(reader, { subjects: [subject('PERSON', 'person-two')] })).toEqual(['Nominated']);
    expect(typesOf(reader, { subjects: [subject('BUREAU', city)] })).toEqual(['Forwarded']);
    expect(typesOf(reader, { subjects: [subject('EDITION', edition), subject('NOMINATION', 'two')] })).toEqual([
      'Nominated',
    ]);
    expect(countTimeline(reader, { subjects: [subject('EDITION', edition)] })).toBe(7);
    expect(subjectsOf(reader, [3]).get(3)).toEqual(
      expect.arrayContaining([subject('NOMINATION', 'one'), subject('EDITION', edition), subject('BUREAU', county)]),
    );
  });

  it('filters by actor, bureau, type and time', async () => {
    const { reader } = await given();
    expect(countTimeline(reader, { actor: clerk.id })).toBe(7);
    expect(countTimeline(reader, { actor: system.id })).toBe(0);
    expect(typesOf(reader, { bureau: county })).toEqual(['Nominated']);
    expect(typesOf(reader, { types: ['Forwarded', 'Revoked'] })).toEqual(['Forwarded', 'Revoked']);
    const { length } = typesOf(reader, { from: '2024-01-03T01:01:00.000Z', to: '2024-01-03T01:02:00.000Z' });
    expect(length).toBe(2);
  });

  it('pages from either end', async () => {
    const { reader } = await given();
    const newest = listTimeline(reader, {}, 'DESC', { first: 3 });
    expect(newest.rows.map(({ sequence }) => sequence)).toEqual([6, 5, 4]);
    const older = listTimeline(reader, {}, 'DESC', { first: 3, after: newest.keyOf(newest.rows[2] as never) });
    expect(older.rows.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
  });

  it('knows the position at an instant', async () => {
    const { reader, events } = await given();
    expect(positionAt(reader, '2023-01-01T00:00:00.000Z')).toBeUndefined();
    expect(positionAt(reader, '2024-01-03T01:00:30.000Z')).toBe(events[1]?.position);
  });
});
