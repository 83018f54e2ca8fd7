import type { Position } from '../domain/event.ts';
import type { EventLog } from './event-log.ts';

const batch = 1_000;

/** Names of all keys that a log, as it is stored, says were destroyed. Reads all of it. */
export const keysDestroyedIn = async (raw: Pick<EventLog, 'readAll'>): Promise<readonly string[]> => {
  const names: string[] = [];
  for (let after: Position | undefined; ; ) {
    const events = await raw.readAll(after, batch);
    for (const { type, data } of events) {
      if (type === 'PersonalDataErased') names.push(...(data as { readonly keys: readonly string[] }).keys);
    }
    if (events.length < batch) return names;
    after = events.at(-1)?.position;
  }
};
