import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  calendar,
  endOfDay,
  isLocalDate,
  isWorkingDay,
  localDateOf,
  publicityPeriod,
  UnpublishedYear,
} from '../../src/domain/calendar.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import { messageOf } from '../../src/domain/refusal.ts';

const cn = builtInCalendar('cn');
const shanghai = 'Asia/Shanghai';

const publishedOn = (day: string, countPublicationDay = false) =>
  publicityPeriod(cn, {
    publishedAt: `${day}T09:00:00.000+08:00`,
    timeZone: shanghai,
    workingDays: 5,
    countPublicationDay,
  });

const periodOf = (day: string, countPublicationDay = false) => {
  const counted = publishedOn(day, countPublicationDay);
  if ('refusals' in counted) throw new Error(counted.refusals.map((item) => messageOf(item, 'en')).join());
  return counted.period;
};

describe('Working days', () => {
  it.each([
    ['2024-02-04', true, 'a Sunday made up for Spring Festival'],
    ['2024-02-18', true, 'a Sunday made up for Spring Festival'],
    ['2024-02-09', true, 'New Year’s Eve, no statutory day off in 2024'],
    ['2024-02-12', false, 'a Monday within Spring Festival'],
    ['2024-02-03', false, 'a plain Saturday'],
    ['2024-01-02', true, 'a plain Tuesday'],
    ['2022-12-31', false, 'a Saturday that the holiday of the next year takes in'],
  ])('%s: %s, %s', (day, working) => {
    expect(isWorkingDay(cn, day)).toBe(working);
  });

  it('are not guessed for a year that has not been published', () => {
    expect(() => isWorkingDay(cn, '2027-01-04')).toThrow(UnpublishedYear);
    expect(() => isWorkingDay(cn, '2021-12-31')).toThrow(UnpublishedYear);
  });

  it('are read from a calendar that keeps each day in its own year', () => {
    const misplaced = { source: 'test', years: { '2024': { off: ['2025-01-01'], makeup: [] } } };
    expect(calendar.safeParse(misplaced).error?.issues).toMatchObject([
      { path: ['years', '2024', 'off', 0], message: 'expected a day of 2024' },
    ]);
  });
});

describe('The period of a public notice', () => {
  it('runs through the made-up Sunday, and prints its first and last day', () => {
    expect(periodOf('2024-01-30')).toEqual({
      publishedOn: '2024-01-30',
      periodStart: '2024-01-31',
      periodEnd: '2024-02-05',
      days: ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05'],
      closesAt: '2024-02-05T15:59:59.999Z',
    });
  });

  it('A12: closes by 5 February if published by 30 January, or by the 31st where that day counts', () => {
    expect(periodOf('2024-01-30').periodEnd).toBe('2024-02-05');
    expect(periodOf('2024-01-31').periodEnd).toBe('2024-02-06');
    expect(periodOf('2024-01-31', true).periodEnd).toBe('2024-02-05');
    expect(periodOf('2024-02-01', true).periodEnd).toBe('2024-02-06');
  });

  it('spans Spring Festival', () => {
    expect(periodOf('2024-02-05').days).toEqual(['2024-02-06', '2024-02-07', '2024-02-08', '2024-02-09', '2024-02-18']);
  });

  it('counts from the next working day where publication falls on a day off', () => {
    expect(periodOf('2024-02-10', true).periodStart).toBe('2024-02-18');
    expect(periodOf('2024-02-10', false).periodStart).toBe('2024-02-18');
  });

  it('goes by the local day of publication, not by the day in UTC', () => {
    const lateEvening = {
      publishedAt: '2024-01-29T16:00:00.000Z',
      timeZone: shanghai,
      workingDays: 5,
      countPublicationDay: false,
    };
    expect(publicityPeriod(cn, lateEvening)).toMatchObject({
      period: { publishedOn: '2024-01-30', periodStart: '2024-01-31' },
    });
  });

  it('is refused where it would reach into a year without data', () => {
    expect(publishedOn('2026-12-24')).toMatchObject({ period: { periodEnd: '2026-12-31' } });
    expect(publishedOn('2026-12-25')).toMatchObject({
      refusals: [{ code: 'CALENDAR_YEAR_UNPUBLISHED', params: { year: '2027' } }],
    });
  });

  it('has as many working days as asked, all after publication, whatever the day', () => {
    const days = fc.date({ min: new Date('2022-01-01'), max: new Date('2026-06-30'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 20 }), (publishedAt, workingDays) => {
        const counted = publicityPeriod(cn, {
          publishedAt: publishedAt.toISOString(),
          timeZone: shanghai,
          workingDays,
          countPublicationDay: false,
        });
        if ('refusals' in counted) throw new Error('refused within published years');
        const { period } = counted;
        expect(period.days).toHaveLength(workingDays);
        expect(period.days.every((day) => day > period.publishedOn && isWorkingDay(cn, day))).toBe(true);
        expect([period.days[0], period.days.at(-1)]).toEqual([period.periodStart, period.periodEnd]);
      }),
    );
  });
});

describe('Local time', () => {
  it('ends a day with its last millisecond', () => {
    expect(endOfDay('2024-01-25', shanghai)).toBe('2024-01-25T15:59:59.999Z');
  });

  it('turns the day at midnight of the place', () => {
    expect(localDateOf('2024-01-25T15:59:59.999Z', shanghai)).toBe('2024-01-25');
    expect(localDateOf('2024-01-25T16:00:00.000Z', shanghai)).toBe('2024-01-26');
  });

  it('ends the long and the short day of a place with summer time', () => {
    expect(endOfDay('2024-03-10', 'America/New_York')).toBe('2024-03-11T03:59:59.999Z');
    expect(endOfDay('2024-11-03', 'America/New_York')).toBe('2024-11-04T04:59:59.999Z');
  });

  describe('does not depend on the time zone of the process', () => {
    const before = process.env.TZ;
    afterEach(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });

    it.each(['America/Los_Angeles', 'Pacific/Kiritimati'])('%s', (zone) => {
      process.env.TZ = zone;
      expect(periodOf('2024-01-30').closesAt).toBe('2024-02-05T15:59:59.999Z');
      expect(localDateOf('2024-01-25T15:59:59.999Z', shanghai)).toBe('2024-01-25');
    });
  });

  it('knows the days that exist', () => {
    expect(['2024-02-29', '2023-02-29', '2024-13-01', '2024-1-1', '2000-02-29', '1900-02-29'].map(isLocalDate)).toEqual(
      [true, false, false, false, true, false],
    );
  });
});
