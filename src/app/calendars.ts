import type { Calendar } from '../domain/calendar.ts';
import type { Program } from '../domain/program/program.ts';
import { refused } from './refused.ts';

/** The calendar that a program counts working days by. Refuses with CALENDAR_UNKNOWN if it is not loaded. */
export const calendarOf = (calendars: ReadonlyMap<string, Calendar>, { calendar }: Program): Calendar => {
  const found = calendars.get(calendar);
  if (!found) throw refused('CALENDAR_UNKNOWN', { calendar });
  return found;
};
