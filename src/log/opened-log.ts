import type { DataSubject, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import type { DataKey, KeyOwner, Vault } from '../privacy/vault.ts';
import { type DataSubjects, dataSubjects } from './data-subjects.ts';
import { type EventLog, LogUnavailable, type NewEvent } from './event-log.ts';
import type { PersonalField } from './personal-fields.ts';
import { saidPointer, seal, type ToSeal, unsealed } from './sealing.ts';

/** Tells the personal fields of an event's data; the catalog does. */
export type FindPersonal = (type: string, data: unknown) => readonly PersonalField[];

/**
 * The log with its personal fields open: sealed as they are appended, opened as they are read. What was erased reads as
 * null. Everything reads and writes through it, but for those who prove the log as it is stored.
 *
 * Besides what the log throws: `VaultUnavailable` and `KeyMissing` where a key cannot be had, and `SealBroken` where a
 * ciphertext is not as it was written.
 */
export const openedLog = (log: EventLog, vault: Vault, findPersonal: FindPersonal): EventLog => {
  const subjects = dataSubjects(log);
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  const sealAndAppend: EventLog['append'] = async (stream, events, expected) => {
    const sealed = await Promise.all(events.map((event) => sealedEvent(event, stream, events)));
    return log.append(stream, sealed, expected);
  };

  const open = async (events: readonly Recorded[]): Promise<readonly Recorded[]> => {
    // What a command said is not opened here: its key is not asked for, nor missed.
    const names = events.flatMap(({ meta }) =>
      (meta.sealed ?? []).flatMap(({ keys, fields }) => (fields.every((field) => field === saidPointer) ? [] : keys)),
    );
    if (!events.some(({ meta }) => meta.sealed)) return events;
    const keys = await vault.keys(names);
    return events.map((event) => unsealed(event, (name) => keys.get(name) ?? 'DESTROYED'));
  };

  return {
    async append(stream, events, expected) {
      if (closed) throw new LogUnavailable('nothing-recorded', new Error('The log is closed.'));
      const appended = sealAndAppend(stream, events, expected);
      underWay.add(appended);
      return appended.finally(() => underWay.delete(appended));
    },
    async readStream(stream, fromRevision, limit) {
      return open(await log.readStream(stream, fromRevision, limit));
    },
    async readAll(after, limit) {
      return open(await log.readAll(after, limit));
    },
    head: () => log.head(),
    subscribe: (after, handle) => log.subscribe(after, async (batch) => handle(await open(batch))),
    /** What was to be appended before is sealed and recorded first. */
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
      await log.close();
    },
  };

  async function sealedEvent(event: NewEvent, stream: StreamName, batch: readonly NewEvent[]): Promise<NewEvent> {
    const byOwner = await fieldsByOwner(subjects, findPersonal(event.type, event.data), event, stream, batch);
    if (event.said !== undefined && byOwner.size === 0) {
      byOwner.set(await subjects.ownerOf('NOMINEE', event, stream, batch), new Map());
    }
    const keys = new Map<KeyOwner, DataKey>(
      await Promise.all([...byOwner.keys()].map(async (owner) => [owner, await vault.keyOf(owner)] as const)),
    );
    const parts: ToSeal[] = [...byOwner]
      .filter(([, values]) => values.size > 0)
      .map(([owner, values]) => ({ keys: [keys.get(owner) as DataKey], values }));
    // What was said may tell of any of them: whoever is erased takes it along.
    if (event.said !== undefined) {
      const [only] = parts;
      const said = [saidPointer, event.said] as const;
      if (only && keys.size === 1) parts[0] = { ...only, values: new Map([...only.values, said]) };
      else parts.push({ keys: [...keys.values()], values: new Map([said]) });
    }
    return seal(event, stream, parts);
  }
};

const fieldsByOwner = async (
  subjects: DataSubjects,
  fields: readonly PersonalField[],
  event: NewEvent,
  stream: StreamName,
  batch: readonly NewEvent[],
): Promise<Map<KeyOwner, Map<string, unknown>>> => {
  const owners = new Map<DataSubject, KeyOwner>();
  const byOwner = new Map<KeyOwner, Map<string, unknown>>();
  for (const { pointer, of, value } of fields) {
    const owner = owners.get(of) ?? (await subjects.ownerOf(of, event, stream, batch));
    owners.set(of, owner);
    const values = byOwner.get(owner) ?? new Map<string, unknown>();
    byOwner.set(owner, values.set(`/data${pointer}`, value));
  }
  return byOwner;
};
