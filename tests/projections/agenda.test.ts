import { describe, expect, it } from 'vitest';
import { dueDuties, nextDueAt } from '../../projections/agenda.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import { city, county, edition, notice, type Scenario, scenario } from './scenario.ts';

const places = placesOfTest();

const given = async (tell: (s: Scenario) => void) => {
  const s = scenario();
  tell(s);
  return (await readModelsOf(s.events, places)).database;
};

const farOff = '2100-01-01T00:00:00.000Z';

describe('the agenda', () => {
  it('holds the deadlines of an edition in the order they fall due', async () => {
    const reader = await given((s) => s.open());
    expect(dueDuties(reader, farOff, 10).map(({ key, dueAt }) => [key, dueAt])).toEqual([
      [`deadline/${edition}/countySubmission`, '2024-01-15T16:00:00.000Z'],
      [`deadline/${edition}/citySubmission`, '2024-01-25T16:00:00.000Z'],
      [`deadline/${edition}/selection`, '2024-02-05T16:00:00.000Z'],
    ]);
    expect(nextDueAt(reader)).toBe('2024-01-15T16:00:00.000Z');
    expect(dueDuties(reader, '2024-01-15T15:59:59.999Z', 10)).toEqual([]);
    expect(dueDuties(reader, '2024-01-25T16:00:00.000Z', 1)).toHaveLength(1);
  });

  it('postpones what is extended, and strikes what is done', async () => {
    const reader = await given((s) => {
      s.open();
      const extension = { deadline: 'countySubmission', from: '2024-01-15', to: '2024-01-27', reason: '大雪' };
      s.onEdition({ type: 'DeadlineExtended', data: { ...extension, until: '2024-01-27T15:59:59.999Z' } });
      s.onEdition({ type: 'DeadlinePassed', data: { deadline: 'citySubmission' } });
    });
    expect(dueDuties(reader, farOff, 10).map(({ duty }) => duty)).toEqual([
      { duty: 'PassDeadline', editionId: edition, deadline: 'countySubmission' },
      { duty: 'PassDeadline', editionId: edition, deadline: 'selection' },
    ]);
  });

  it('says which event calls for a duty, until the fact is there that settles it', async () => {
    const tell = (s: Scenario) => {
      s.nominate('one');
      return s.takeSeat('one', county, city);
    };
    const s = scenario();
    const [seat] = tell(s);
    const reader = (await readModelsOf(s.events, places)).database;
    expect(dueDuties(reader, farOff, 10)).toEqual([
      {
        key: `forward/one/${county}`,
        dueAt: seat?.meta.recordedAt,
        duty: {
          duty: 'RecordForwarding',
          editionId: edition,
          nominationId: 'one',
          from: county,
          to: city,
          at: seat?.meta.recordedAt,
        },
        causationId: seat?.id,
        correlationId: seat?.meta.correlationId,
      },
    ]);
    const settled = await given((again) => {
      tell(again);
      again.forward('one', county, city);
    });
    expect(nextDueAt(settled)).toBeUndefined();
  });

  it('keeps what one event calls for together in its own order', async () => {
    const reader = await given((s) => {
      s.publish('one');
      s.onNotice({ type: 'NoticeClosed', data: { noticeId: notice, editionId: edition } });
      const nominations = ['c', 'a', 'b'].map((id) => id as never);
      const data = { editionId: edition, bureau: city, deadline: 'citySubmission', nominations };
      s.onSlate(city, { type: 'SlateAbandoned', data });
    });
    expect(dueDuties(reader, farOff, 10).map(({ key }) => key)).toEqual(['lapse/c', 'lapse/a', 'lapse/b']);
  });
});
