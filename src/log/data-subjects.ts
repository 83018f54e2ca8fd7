import { LRUCache } from 'lru-cache';
import type { DataSubject, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import type { DataOwner } from '../domain/protection/protection.ts';
import type { KeyOwner } from '../privacy/vault.ts';
import type { EventLog, NewEvent } from './event-log.ts';

/** Whose keys the personal fields of events are sealed under. */
export interface DataSubjects {
  /** `batch`: the events appended together with this one, which may be the first of their stream. */
  ownerOf(of: DataSubject, event: NewEvent, stream: StreamName, batch: readonly NewEvent[]): Promise<KeyOwner>;
}

export const personOwner = (person: string): KeyOwner => `person/${person}`;
export const objectorOwner = (objectionId: string): KeyOwner => `objector/${objectionId}`;
/** Whose key a person's data is sealed under. */
export const keyOwnerOf = ({ kind, id }: DataOwner): KeyOwner => `${kind.toLowerCase()}/${id}`;

export const expertOwner = (expert: string): KeyOwner => `expert/${expert}`;

const remembered = 50_000;

/**
 * A nominee is known by the pseudonym in the first event of the nomination or honor; it never changes, so that it is
 * looked up once.
 */
export const dataSubjects = (log: Pick<EventLog, 'readStream'>): DataSubjects => {
  const known = new LRUCache<StreamName, string>({ max: remembered });
  /** Looked up at this moment: whoever asks meanwhile shares the answer. */
  const asked = new Map<StreamName, Promise<string | undefined>>();

  const lookUp = async (stream: StreamName): Promise<string | undefined> => {
    const found = named((await log.readStream(stream, 0, 1))[0]).person;
    if (found !== undefined) known.set(stream, found);
    return found;
  };

  const personOfStream = (stream: StreamName, first?: Named): Promise<string | undefined> | string => {
    const remembered = known.get(stream) ?? first?.person;
    if (remembered !== undefined) return remembered;
    const found = asked.get(stream) ?? lookUp(stream).finally(() => asked.delete(stream));
    asked.set(stream, found);
    return found;
  };

  const personOf = async (event: NewEvent, stream: StreamName, batch: readonly NewEvent[]) => {
    const { person, nominationId } = named(event);
    if (person !== undefined) return person;
    if (nominationId !== undefined) return personOfStream(`nomination-${nominationId}` as StreamName);
    if (!/^(nomination|honor)-/.test(stream)) return undefined;
    return personOfStream(stream, named(batch[0]));
  };

  return {
    async ownerOf(of, event, stream, batch) {
      const { objectionId, expert } = named(event);
      // Written once the key is gone: a new one would be made for it.
      if (event.type === 'PersonalDataErased') return `record/${stream}`;
      const whose = (event.data as { owner?: DataOwner } | undefined)?.owner;
      if (whose) return keyOwnerOf(whose);
      if (of === 'OBJECTOR' && objectionId !== undefined) return objectorOwner(objectionId);
      if (of === 'EXPERT' && expert !== undefined) return expertOwner(expert);
      if (of === 'OFFICIAL') return `official/${event.meta.actor.id}`;
      const person = await personOf(event, stream, batch);
      return person === undefined ? `record/${stream}` : personOwner(person);
    },
  };
};

/** Ids that many events have in their data. */
type Named = Partial<Record<'person' | 'nominationId' | 'objectionId' | 'expert', string>>;

const named = (event: Pick<NewEvent | Recorded, 'data'> | undefined): Named => (event?.data ?? {}) as Named;
