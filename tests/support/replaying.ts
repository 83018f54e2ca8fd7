import { type Replayed, replay, troubling } from '../../src/app/replay/replay.ts';
import type { RunningLaurel } from '../../src/compose.ts';
import type { Calendar } from '../../src/domain/calendar.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';

/** Decisions of a running server that do not come to what was recorded when they are made again. */
export const troublesOf = async (
  { raw, vault }: RunningLaurel,
  calendars: ReadonlyMap<string, Calendar> = new Map([['cn', builtInCalendar('cn')]]),
): Promise<readonly Replayed[]> => {
  const found: Replayed[] = [];
  for await (const decision of replay({ log: { raw, vault }, calendars })) {
    if (troubling.has(decision.verdict) || decision.verdict === 'NOT_RECORDED') found.push(decision);
  }
  return found;
};
