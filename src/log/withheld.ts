import type { Recorded } from '../domain/event.ts';
import type { KeyOwner } from '../privacy/vault.ts';
import { catalog } from './catalog.ts';
import { type DataSubjects, dataSubjects } from './data-subjects.ts';
import type { EventLog } from './event-log.ts';
import { withValues } from './json-pointer.ts';

/** Opened events of one stream, with null for every personal field of the owners named: as if they were erased. */
export const withoutFieldsOf = async (
  log: Pick<EventLog, 'readStream'>,
  events: readonly Recorded[],
  owners: ReadonlySet<KeyOwner>,
): Promise<readonly Recorded[]> => {
  if (owners.size === 0) return events;
  const subjects = subjectsOf(log);
  return Promise.all(
    events.map(async (event) => {
      const hidden = new Map<string, null>();
      for (const { pointer, of } of catalog.personalIn(event.type as never, event.data)) {
        const owner = await subjects.ownerOf(of, event, event.stream, [event]);
        if (owners.has(owner)) hidden.set(pointer, null);
      }
      return hidden.size === 0 ? event : { ...event, data: withValues(event.data, hidden) };
    }),
  );
};

const known = new WeakMap<object, DataSubjects>();

/** Remembered with the log: whom a nomination is about is looked up once. */
const subjectsOf = (log: Pick<EventLog, 'readStream'>): DataSubjects => {
  const subjects = known.get(log) ?? dataSubjects(log);
  known.set(log, subjects);
  return subjects;
};
