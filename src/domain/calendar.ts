import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Refusal, refusal } from './refusal.ts';

const localDate = z.iso.date();

/** Whether the text is a day that exists, as `YYYY-MM-DD`. */
export const isLocalDate = (value: string): boolean => localDate.safeParse(value).success;

/**
 * Statutory days off and make-up working days, as published for each year. A day in neither list is a
 * working day from Monday to Friday. Nothing is known of a year that is not there.
 */
export const calendar = z
  .strictObject({
    source: z.string(),
    years: z.record(
      z.string().regex(/^\d{4}$/),
      z.strictObject({ off: z.array(localDate), makeup: z.array(localDate) }),
    ),
  })
  .superRefine(({ years }, context) => {
    for (const [year, days] of Object.entries(years)) {
      for (const list of ['off', 'makeup'] as const) {
        days[list].forEach((day, i) => {
          if (day.slice(0, 4) === year) return;
          context.addIssue({ code: 'custom', path: ['years', year, list, i], message: `expected a day of ${year}` });
        });
      }
    }
  });
export type Calendar = z.infer<typeof calendar>;

/** No days off have been published for the year yet, so that its working days cannot be told. */
export class UnpublishedYear extends Error {
  constructor(readonly year: string) {
    super(`The working days of ${year} have not been published; add the year to the calendar.`);
    this.name = 'UnpublishedYear';
  }
}

/** @throws {UnpublishedYear} rather than guess. */
export const isWorkingDay = ({ years }: Calendar, date: string): boolean => {
  const day = Temporal.PlainDate.from(date);
  const year = date.slice(0, 4);
  const published = years[year];
  if (!published) throw new UnpublishedYear(year);
  if (published.makeup.includes(date)) return true;
  return day.dayOfWeek <= 5 && !published.off.includes(date);
};

/** The day it is at an instant (ISO 8601), in a time zone. */
export const localDateOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** The last millisecond of a day in a time zone, as an instant in UTC: "before the 25th" runs through it (A03). */
export const endOfDay = (date: string, timeZone: string): string =>
  Temporal.PlainDate.from(date)
    .add({ days: 1 })
    .toZonedDateTime(timeZone)
    .toInstant()
    .subtract({ milliseconds: 1 })
    .toString({ fractionalSecondDigits: 3 });

export interface Publicity {
  /** Instant of publication, ISO 8601. */
  readonly publishedAt: string;
  readonly timeZone: string;
  readonly workingDays: number;
  /** Whether a working day of publication is the first day of the period. */
  readonly countPublicationDay: boolean;
}

export interface PublicityPeriod {
  readonly publishedOn: string;
  /** First and last working day of the period; both count. */
  readonly periodStart: string;
  readonly periodEnd: string;
  /** Every working day of the period. */
  readonly days: readonly string[];
  /** 24:00 local time of the last day (A14), as its last millisecond in UTC. */
  readonly closesAt: string;
}

/**
 * The working days a notice stands open for objections. The day of publication does not count
 * (Civil Code, article 201) unless the program says so (A13).
 *
 * Refused with CALENDAR_YEAR_UNPUBLISHED if the period touches a year whose working days are not known.
 */
export const publicityPeriod = (
  calendar: Calendar,
  { publishedAt, timeZone, workingDays, countPublicationDay }: Publicity,
): { readonly period: PublicityPeriod } | { readonly refusals: readonly [Refusal] } => {
  const publishedOn = localDateOf(publishedAt, timeZone);
  const days: string[] = [];
  let date = countPublicationDay ? publishedOn : nextDay(publishedOn);
  while (days.length < workingDays) {
    const year = date.slice(0, 4);
    if (!calendar.years[year]) return { refusals: [refusal('CALENDAR_YEAR_UNPUBLISHED', { year })] };
    if (isWorkingDay(calendar, date)) days.push(date);
    date = nextDay(date);
  }
  const periodStart = days[0] ?? publishedOn;
  const periodEnd = days.at(-1) ?? publishedOn;
  return { period: { publishedOn, periodStart, periodEnd, days, closesAt: endOfDay(periodEnd, timeZone) } };
};

const nextDay = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();
