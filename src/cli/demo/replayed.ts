import { replay } from '../../app/replay/replay.ts';
import type { RunningLaurel } from '../../compose.ts';
import { builtInPrograms } from '../../domain/program/definitions/index.ts';
import type { Check } from './check.ts';

/** Of who was erased nothing can be made again: what they and others said of that person is gone. */
const ofErased = 14;

/** Every decision on record, made again. */
export const replayed = async ({ raw, vault }: RunningLaurel): Promise<Check> => {
  const { calendars } = builtInPrograms();
  const counts = new Map<string, number>();
  let decisions = 0;
  for await (const { verdict } of replay({ log: { raw, vault }, calendars })) {
    decisions++;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const actual = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  return {
    name: '决定复算 decisions made again',
    expected: `${decisions - ofErased} SAME, ${ofErased} ERASED`,
    actual,
  };
};
