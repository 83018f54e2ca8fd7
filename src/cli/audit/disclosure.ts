import { randomUUID } from 'node:crypto';
import { aggregates } from '../../app/aggregates.ts';
import { systemClock } from '../../app/clock.ts';
import { dispatcher } from '../../app/dispatcher.ts';
import { repository } from '../../app/repository.ts';
import { commitmentsOf } from '../../audit/bundle/leaf-line.ts';
import type { OpenedEvent } from '../../audit/bundle/openings.ts';
import { type AccessSubject, accessStream } from '../../domain/access/access.ts';
import type { RecordRead } from '../../domain/access/decide.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Recorded } from '../../domain/event.ts';
import { actorId, type NominationId, nominationId, objectionId, personPseudonym } from '../../domain/ids.ts';
import { eventIdOf } from '../../log/event-id.ts';
import type { EventLog } from '../../log/event-log.ts';
import { keyedHash } from '../../privacy/keyed-hash.ts';
import { type KeyOwner, ownerOf } from '../../privacy/vault.ts';
import { pseudonymKey, readEnvironment } from '../environment.ts';
import type { Reader } from './reader.ts';

/** Puts on record what a bundle is about to tell of people; resolves with the id of the event once it is durable. */
export const recordDisclosure = async (
  openings: readonly OpenedEvent[],
  { id, name, role, purpose, caseNumber }: Reader,
  log: EventLog,
): Promise<string> => {
  const clock = systemClock;
  const requestId = randomUUID();
  const actor: Actor = { id: actorId.parse(id), name, roles: [role], channel: 'CLI' };
  const command: RecordRead = {
    type: 'RecordRead',
    role,
    ...(purpose !== undefined && { purpose }),
    ...(caseNumber !== undefined && { caseNumber }),
    subjects: subjectsOf(openings),
    operation: 'audit export',
    requestId,
  };
  const hash = keyedHash(pseudonymKey(readEnvironment(process.env)));
  const envelope = {
    name: 'readPersonalData',
    commandId: requestId,
    contentHash: hash.content({ actor: id, name: 'readPersonalData', input: command }),
    actor,
    correlationId: requestId,
  };
  const stream = accessStream(new Date(clock.now()).toISOString());
  await dispatcher({ log, repository: repository(log), clock })(aggregates.access, stream, () => command, envelope);
  return eventIdOf(requestId, 0);
};

/** Whose each opened field is: who its keys belong to, and the nomination it is of. Fields by their pointers. */
const subjectsOf = (openings: readonly OpenedEvent[]): readonly AccessSubject[] => {
  const subjects = new Map<string, { readonly concerned: Omit<AccessSubject, 'what'>; readonly what: Set<string> }>();
  for (const { event, openings: opened } of openings) {
    const keysOf = new Map(commitmentsOf(event)?.map(({ pointer, keys }) => [pointer, keys]));
    for (const { pointer } of opened) {
      for (const concerned of concernedBy(event, keysOf.get(pointer) ?? [])) {
        const text = JSON.stringify(concerned);
        const subject = subjects.get(text) ?? { concerned, what: new Set() };
        subjects.set(text, subject);
        subject.what.add(`Event.${event.type}${pointer}`.slice(0, 200));
      }
    }
  }
  return [...subjects.values()].map(({ concerned, what }) => ({ ...concerned, what: [...what] }));
};

/** Of what belongs to no single person, the nomination, or else the record it stands in. */
const concernedBy = (event: Recorded, keys: readonly string[]): readonly Omit<AccessSubject, 'what'>[] => {
  const nomination = nominationOf(event);
  const of = nomination === undefined ? {} : { nominationId: nomination };
  const persons = keys.map(ownerOf).flatMap((owner) => {
    const person = personOf(owner);
    return person ? [{ ...person, ...of }] : [];
  });
  if (persons.length > 0) return persons;
  return [nomination === undefined ? { record: event.stream } : of];
};

const personOf = (owner: KeyOwner): Omit<AccessSubject, 'what'> | undefined => {
  const [, kind, id] = /^([a-z]+)\/(.+)$/s.exec(owner) ?? [];
  if (kind === 'person') return { person: personPseudonym.parse(id) };
  if (kind === 'objector') return { objectionId: objectionId.parse(id) };
  if (kind === 'expert') return { expert: actorId.parse(id) };
  return undefined;
};

const nominationOf = ({ stream, data }: Recorded): NominationId | undefined => {
  const [, ofStream] = /^nomination-(.+)$/.exec(stream) ?? [];
  const parsed = nominationId.safeParse(ofStream ?? (data as { readonly nominationId?: unknown }).nominationId);
  return parsed.data;
};
