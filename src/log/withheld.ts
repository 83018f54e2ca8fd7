import type { Recorded } from '../domain/event.ts';
import type { KeyOwner } from '../privacy/vault.ts';
import { catalog } from './catalog.ts';
import { dataSubjects } from './data-subjects.ts';
import type { EventLog } from './event-log.ts';
import { withValues } from './personal-fields.ts';

/** Opened events of one stream, with null for every personal field of the owners named: as if they were erased. */
export const withoutFieldsOf = async (
  log: Pick<EventLog, 'readStream'>,
  events: readonly Recorded[],
  owners: ReadonlySet<KeyOwner>,
): Promise<readonly Recorded[]> => {
  if (owners.size === 0) return events;
  const subjects = dataSubjects(log);
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
