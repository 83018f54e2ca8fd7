import { describe, expect, it } from 'vitest';
import {
  countNominations,
  listNominations,
  type NominationSort,
  nominationsByIds,
} from '../../projections/nomination-board.ts';
import type { NominationFilter } from '../../projections/nomination-filter.ts';
import { InvalidCursor } from '../../projections/page.ts';
import type { Reader } from '../../projections/reader.ts';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import { personPseudonym } from '../../src/domain/ids.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import { city, county, edition, nominationOf, otherCity, province, type Scenario, scenario } from './scenario.ts';

const places = placesOfTest();

const given = async (tell: (s: Scenario) => void): Promise<Reader> => {
  const s = scenario();
  s.open();
  tell(s);
  return (await readModelsOf(s.events, places)).database;
};

const byName: NominationSort = { by: 'name', direction: 'ASC' };
const found = (reader: Reader, filter: NominationFilter) =>
  listNominations(reader, filter, byName, { first: 50 }).rows.map(({ nominationId }) => nominationId);
const rowOf = (reader: Reader, id: string) => nominationsByIds(reader, [nominationOf(id)]).get(nominationOf(id));

describe('the nomination board', () => {
  it('shows a nomination as drafted', async () => {
    const reader = await given((s) => {
      s.at('2024-01-03T01:00:00.000Z');
      s.nominate('one', { name: '张三' });
    });
    expect(rowOf(reader, 'one')).toEqual({
      ...{ nominationId: 'one', editionId: edition, bureau: county, holder: county, category: 'SELF_EMPLOYED' },
      ...{ status: 'DRAFTED', person: 'person-one', name: '张三', draftedBy: 'clerk', revision: 0, returns: 0 },
      ...{ draftedAt: '2024-01-03T01:00:00.000Z', updatedAt: '2024-01-03T01:00:00.000Z' },
      ...{ supplementFor: null, backTo: null, supplementDueOn: null, openWaivers: 0 },
      ...{ objections: 0, certificate: null, erased: 0, restricted: 0 },
    });
  });

  it('follows it up, back and to the deciding level', async () => {
    const seen: unknown[] = [];
    const look = async (tell: (s: Scenario) => void) => {
      const { status, holder, returns, revision } = rowOf(await given(tell), 'one') ?? {};
      seen.push([status, holder, returns, revision]);
    };
    const passed = (s: Scenario) => {
      s.nominate('one');
      s.pass('one');
    };
    const received = (s: Scenario) => {
      passed(s);
      s.forward('one', county, city);
    };
    await look(passed);
    await look(received);
    await look((s) => {
      received(s);
      s.giveBack('one', city, county);
    });
    await look((s) => {
      received(s);
      s.pass('one', city);
      s.forward('one', city, province);
      s.pass('one', province);
    });
    expect(seen).toEqual([
      ['PASSED', county, 0, 1],
      ['RECEIVED', city, 0, 2],
      ['RETURNED', county, 1, 3],
      ['SUBMITTED', province, 0, 5],
    ]);
  });

  const supplement: LaurelFact = {
    type: 'SupplementRequired',
    data: {
      ...{ editionId: edition, from: city, to: county, reason: '补正' },
      ...{ dueOn: '2024-01-15', dueAt: '2024-01-15T15:59:59.999Z' },
      backTo: 'RECEIVED',
    },
  };
  const wanting = (s: Scenario) => {
    s.nominate('one');
    s.forward('one', county, city);
    s.onNomination('one', supplement);
    s.nominate('two');
  };

  it('sends back what is to be supplemented, and knows where it belongs when it comes again', async () => {
    const waiting = await given(wanting);
    expect(rowOf(waiting, 'one')).toMatchObject({ status: 'RETURNED', holder: county, returns: 1 });
    expect([found(waiting, { supplementDue: true }), found(waiting, { supplementDue: false })]).toEqual([
      ['one'],
      ['two'],
    ]);
    const again = await given((s) => {
      wanting(s);
      s.onNomination('one', { type: 'Resubmitted', data: { note: '已补正' } });
    });
    expect(rowOf(again, 'one')).toMatchObject({ status: 'RECEIVED', holder: city, returns: 1 });
    expect(found(again, { supplementDue: true })).toEqual([]);
    const withdrawn = await given((s) => {
      wanting(s);
      const person = personPseudonym.parse('person-one');
      s.onNomination('one', { type: 'Withdrawn', data: { editionId: edition, reason: '放弃', person, seatsHeld: [] } });
    });
    expect(found(withdrawn, { supplementDue: true })).toEqual([]);
  });

  it('counts the waivers that await an answer', async () => {
    const asked = (s: Scenario, ruleId: string) =>
      s.onNomination('one', {
        type: 'WaiverRequested',
        data: { ruleId, bureau: county, level: 'COUNTY', reason: '突出', evidence: [{ title: '函' }], against: {} },
      });
    const both = (s: Scenario) => {
      s.nominate('one');
      s.nominate('two');
      asked(s, 'R-F12');
      asked(s, 'R-F05');
      s.onNomination('one', { type: 'WaiverConfirmed', data: { ruleId: 'R-F12', bureau: city, note: '同意' } });
    };
    const open = await given(both);
    expect([found(open, { waiverRequested: true }), found(open, { waiverRequested: false })]).toEqual([
      ['one'],
      ['two'],
    ]);
    const settled = await given((s) => {
      both(s);
      s.onNomination('one', { type: 'WaiverRefused', data: { ruleId: 'R-F05', bureau: city, reason: '不同意' } });
    });
    expect(found(settled, { waiverRequested: true })).toEqual([]);
  });

  it('keeps for a vetting body what its own bureau has not put forward, in editions that ask it', async () => {
    const reader = await given((s) => {
      for (const id of ['drafted', 'passed', 'gone']) s.nominate(id);
      s.nominate('elsewhere', { bureau: city });
      s.pass('passed');
      s.forward('gone', county, city);
    });
    expect(found(reader, { vetted: { by: county, editionIds: [edition] } })).toEqual(['drafted', 'passed']);
    expect(found(reader, { vetted: { by: county, editionIds: [] } })).toEqual([]);
  });

  it('takes category and name from an amended form, and nothing else', async () => {
    const reader = await given((s) => {
      s.nominate('one', { name: '张三' });
      s.onNomination('one', {
        type: 'FormAmended',
        data: { category: 'OTHER', changes: { name: '张叁', deeds: '…' } },
      });
      s.nominate('two', { name: '李四' });
      s.onNomination('two', { type: 'FormAmended', data: { category: 'OTHER', changes: { deeds: '…' } } });
    });
    expect(rowOf(reader, 'one')).toMatchObject({ category: 'OTHER', name: '张叁', revision: 1 });
    expect(rowOf(reader, 'two')).toMatchObject({ category: 'OTHER', name: '李四' });
  });

  it('tells of standing objections and of the certificate', async () => {
    const reader = await given((s) => {
      s.nominate('one');
      s.publish('one');
      s.lodge('in time', 'one');
      s.lodge('late', 'one', { inTime: false });
      s.recognize('one', 'HN-1');
    });
    expect(rowOf(reader, 'one')).toMatchObject({ objections: 1, certificate: 'HN-1' });
  });

  it('finds by jurisdiction, holder, status and a part of the name', async () => {
    const reader = await given((s) => {
      s.nominate('a', { name: '张三丰' });
      s.nominate('b', { name: '李三%', bureau: city });
      s.nominate('c', { name: '王五', bureau: otherCity });
      s.pass('a');
      s.forward('a', county, city);
    });
    expect(found(reader, {})).toEqual(['a', 'b', 'c']);
    expect(found(reader, { within: city }).toSorted()).toEqual(['a', 'b']);
    expect(found(reader, { within: county })).toEqual(['a']);
    expect(found(reader, { bureau: city })).toEqual(['b']);
    expect(found(reader, { holder: city }).toSorted()).toEqual(['a', 'b']);
    expect(found(reader, { statuses: ['RECEIVED'] })).toEqual(['a']);
    expect(found(reader, { statuses: [] })).toEqual([]);
    expect(found(reader, { search: '三' }).toSorted()).toEqual(['a', 'b']);
    expect(found(reader, { search: '三%' })).toEqual(['b']);
    expect(countNominations(reader, { within: city, statuses: ['DRAFTED', 'RECEIVED'] })).toBe(2);
  });

  it.each(['updatedAt', 'name', 'bureau', 'status', 'category'] as const)(
    'gives the same rows page by page as at once, sorted by %s, either way',
    async (by) => {
      const reader = await given((s) => {
        for (let i = 0; i < 11; i++) {
          s.nominate(`n${i}`, { name: `名${i % 3}`, bureau: [county, city, otherCity][i % 3] as typeof city });
          if (i % 2) s.pass(`n${i}`);
        }
      });
      for (const direction of ['ASC', 'DESC'] as const) {
        const all = listNominations(reader, {}, { by, direction }, { first: 100 }).rows;
        const paged = [];
        let page = listNominations(reader, {}, { by, direction }, { first: 4 });
        for (;;) {
          paged.push(...page.rows);
          const last = page.rows.at(-1);
          if (!page.hasNextPage || !last) break;
          page = listNominations(reader, {}, { by, direction }, { first: 4, after: page.keyOf(last) });
        }
        expect(paged).toEqual(all);
        const values = all.map((row) => row[by] ?? '');
        expect(values).toEqual(direction === 'ASC' ? values.toSorted() : values.toSorted().reverse());
      }
    },
  );

  it('refuses a cursor of another list', async () => {
    const reader = await given((s) => s.nominate('one'));
    expect(() => listNominations(reader, {}, byName, { first: 1, after: ['one'] })).toThrow(InvalidCursor);
  });
});
