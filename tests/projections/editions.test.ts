import { describe, expect, it } from 'vitest';
import { bureausByKeys, bureausOf, isWithin } from '../../projections/bureaus.ts';
import {
  countEditions,
  deadlinesOf,
  editionsByIds,
  listEditions,
  programOf,
  rubricOf,
} from '../../projections/editions.ts';
import { expertsByKeys, expertsOf } from '../../projections/experts.ts';
import type { Reader } from '../../projections/reader.ts';
import { bureauCode, editionId } from '../../src/domain/ids.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import { city, county, edition, expertOf, otherCity, program, province, type Scenario, scenario } from './scenario.ts';

const places = placesOfTest();

const given = async (tell: (s: Scenario) => void): Promise<Reader> => {
  const s = scenario();
  s.open();
  tell(s);
  return (await readModelsOf(s.events, places)).database;
};

const extended = {
  deadline: 'citySubmission',
  from: '2024-01-25',
  to: '2024-01-30',
  until: '2024-01-30T15:59:59.999Z',
};

describe('editions', () => {
  it('go from open to concluded', async () => {
    const reader = await given((s) => {
      s.onEdition({ type: 'RubricFrozen', data: { rubric: program.rubric } });
      s.closeScoring();
      s.at('2024-04-01T00:00:00.000Z');
      s.onEdition({ type: 'EditionConcluded', data: { note: '结束' } });
    });
    expect(editionsByIds(reader, [edition]).get(edition)).toMatchObject({
      ...{ programCode: 'FLEX_STAR', edition: '2023', target: program.target, quotaTotal: 125, status: 'CONCLUDED' },
      ...{ openedAt: '2023-12-27T01:00:00.000Z', concludedAt: '2024-04-01T00:00:00.000Z', shortlistDecidedAt: null },
    });
    expect(rubricOf(reader, edition)).toEqual(program.rubric);
    expect(countEditions(reader, { status: 'OPEN' })).toBe(0);
    const { rows } = listEditions(
      reader,
      { programCode: 'FLEX_STAR' },
      { by: 'openedAt', direction: 'DESC' },
      { first: 5 },
    );
    expect(rows).toHaveLength(1);
  });

  it('hold the program as amended', async () => {
    const reader = await given((s) => {
      s.onEdition({ type: 'QuotaAdjusted', data: { bureau: city, from: 10, to: 12, reason: '补充' } });
      s.onEdition({ type: 'DeadlineExtended', data: { ...extended, reason: '大雪' } });
    });
    const amended = programOf(reader, edition);
    expect(amended?.quotas.find(({ bureau }) => bureau === city)?.seats).toBe(12);
    expect(amended?.quotaTotal).toBe(127);
    expect(amended?.deadlines.find(({ key }) => key === 'citySubmission')?.on).toBe('2024-01-30');
    expect(editionsByIds(reader, [edition]).get(edition)?.quotaTotal).toBe(127);
    expect(programOf(reader, editionId.parse('another'))).toBeUndefined();
  });

  it('show their calendar, with what was extended and what has passed', async () => {
    const reader = await given((s) => {
      s.onEdition({ type: 'DeadlineExtended', data: { ...extended, reason: '大雪' } });
      s.at('2024-01-15T16:00:00.000Z');
      s.onEdition({ type: 'DeadlinePassed', data: { deadline: 'countySubmission' } });
    });
    expect(deadlinesOf(reader, [edition]).get(edition)).toMatchObject([
      { key: 'countySubmission', until: '2024-01-15T15:59:59.999Z', passedAt: '2024-01-15T16:00:00.000Z' },
      { key: 'citySubmission', on: '2024-01-30', originallyOn: '2024-01-25', until: extended.until, passedAt: null },
      { key: 'selection', on: '2024-02-05', passedAt: null },
    ]);
  });
});

describe('experts', () => {
  it('are kept when they are dismissed, and marked', async () => {
    const reader = await given((s) => {
      for (const expert of ['e2', 'e1']) {
        s.onEdition({ type: 'ExpertAppointed', data: { expert: expertOf(expert), name: expert, fields: ['就业'] } });
      }
      s.at('2024-01-31T00:00:00.000Z');
      s.onEdition({ type: 'ExpertDismissed', data: { expert: expertOf('e1'), reason: '生病' } });
    });
    expect(expertsOf(reader, [edition]).get(edition)).toMatchObject([
      { expert: 'e1', dismissedAt: '2024-01-31T00:00:00.000Z' },
      { expert: 'e2', dismissedAt: null, fields: ['就业'] },
    ]);
    const keys = ['e2', 'none'].map((expert) => ({ editionId: edition, expert: expertOf(expert) }));
    expect(expertsByKeys(reader, keys)).toMatchObject([{ expert: 'e2' }, undefined]);
  });
});

describe('bureaus', () => {
  it('know who stands above them', async () => {
    const reader = await given(() => {});
    const within = (bureau: typeof city, above: typeof city) => isWithin(reader, { editionId: edition, bureau }, above);
    expect([within(county, city), within(county, province), within(city, city)]).toEqual([true, true, true]);
    expect([within(city, county), within(county, otherCity)]).toEqual([false, false]);
  });

  it('keep the order of the program', async () => {
    const reader = await given(() => {});
    expect(bureausOf(reader, edition).map(({ code }) => code)).toEqual(program.bureaus.map(({ code }) => code));
    const keys = [county, bureauCode.parse('none'), city].map((bureau) => ({ editionId: edition, bureau }));
    expect(bureausByKeys(reader, keys).map((row) => row?.code)).toEqual([county, undefined, city]);
  });
});
