import { createHash } from 'node:crypto';
import type { Calendar } from '../domain/calendar.ts';
import type { EditionId, StreamName } from '../domain/ids.ts';
import type { Person } from '../domain/person/person.ts';
import type { PriorHonor } from '../domain/person/prior-honor.ts';
import { canonicalJson } from '../log/leaf.ts';

/** The state of a stream as its events up to a revision, that one included, fold to it. */
export interface StateOrigin {
  readonly $state: StreamName;
  readonly revision: number;
}
/** Honors of a person's state, without those that an edition has led to. */
export interface HonorsOrigin {
  readonly $honors: StreamName;
  readonly revision: number;
  readonly besides: EditionId;
}
/** Years of a calendar, and the SHA-256 of what it says of them (canonical JSON), base64url. */
export interface CalendarOrigin {
  readonly $calendar: string;
  readonly years: readonly string[];
  readonly sha256: string;
}
/** Where a value that commands are given can be had again, so that it need not be recorded with each of them. */
export type Origin = StateOrigin | HonorsOrigin | CalendarOrigin;

/** Kept beside the values themselves, for as long as they live: states are plain values, and know no stream. */
const origins = new WeakMap<object, Origin>();

export const originOf = (value: object): Origin | undefined => origins.get(value);

/** An event that changes nothing leaves the very same state: the first revision that it was seen at will do. */
export const rememberState = (state: unknown, $state: StreamName, revision: number): void => {
  if (typeof state !== 'object' || state === null || origins.has(state)) return;
  origins.set(state, { $state, revision });
};

/** @param calendars by the code that programs name them by */
export const rememberCalendars = (calendars: ReadonlyMap<string, Calendar>): void => {
  for (const [$calendar, calendar] of calendars) {
    const years = Object.keys(calendar.years).sort();
    origins.set(calendar, { $calendar, years, sha256: hashOf(calendar, years) });
  }
};

/** What working days are counted by: a year that is published later changes nothing of those before. */
const hashOf = ({ years }: Calendar, named: readonly string[]): string =>
  createHash('sha256')
    .update(canonicalJson(Object.fromEntries(named.map((year) => [year, years[year] ?? null]))))
    .digest('base64url');

/** A calendar as it was when its origin was recorded; undefined if it says something else of one of those years now. */
export const calendarAsOf = (calendar: Calendar, { years, sha256 }: CalendarOrigin): Calendar | undefined =>
  hashOf(calendar, years) === sha256
    ? {
        ...calendar,
        years: Object.fromEntries(Object.entries(calendar.years).filter(([year]) => years.includes(year))),
      }
    : undefined;

/** Honors on record, without those that an edition's own nomination has led to. */
export const honorsBesides = (person: Person, besides: EditionId): readonly PriorHonor[] => {
  const honors = person.honors.filter(({ source }) => source.kind !== 'CERTIFICATE' || source.editionId !== besides);
  const origin = originOf(person);
  if (honors.length > 0 && origin && '$state' in origin) {
    origins.set(honors, { $honors: origin.$state, revision: origin.revision, besides });
  }
  return honors;
};
