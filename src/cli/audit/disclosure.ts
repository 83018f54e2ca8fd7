import { randomUUID } from 'node:crypto';
import { aggregates } from '../../app/aggregates.ts';
import { systemClock } from '../../app/clock.ts';
import { dispatcher } from '../../app/dispatcher.ts';
import { repository } from '../../app/repository.ts';
import type { OpenedEvent } from '../../audit/bundle/openings.ts';
import { type AccessSubject, accessStream, type OversightRole } from '../../domain/access/access.ts';
import type { RecordRead } from '../../domain/access/decide.ts';
import type { Actor } from '../../domain/actor.ts';
import { type ActorId, nominationId } from '../../domain/ids.ts';
import { eventIdOf } from '../../log/event-id.ts';
import type { EventLog } from '../../log/event-log.ts';
import { keyedHash } from '../../privacy/keyed-hash.ts';
import { pseudonymKey, readEnvironment } from '../environment.ts';

/** Who opens personal fields for a bundle, and what for. */
export interface Reader {
  readonly id: string;
  readonly name: string;
  readonly role: OversightRole;
  readonly purpose: string;
  readonly caseNumber?: string | undefined;
}

/** Puts on record what a bundle is about to tell of people; resolves with the id of the event once it is durable. */
export const recordDisclosure = async (
  openings: readonly OpenedEvent[],
  { id, name, role, purpose, caseNumber }: Reader,
  log: EventLog,
): Promise<string> => {
  const clock = systemClock;
  const requestId = randomUUID();
  const actor: Actor = { id: id as ActorId, name, roles: [role], channel: 'CLI' };
  const command: RecordRead = {
    type: 'RecordRead',
    role,
    purpose,
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

/** One a stream; fields by their pointers. */
const subjectsOf = (openings: readonly OpenedEvent[]): readonly AccessSubject[] => {
  const pointers = new Map<string, Set<string>>();
  for (const { event, openings: opened } of openings) {
    const known = pointers.get(event.stream) ?? new Set();
    pointers.set(event.stream, known);
    for (const { pointer } of opened) known.add(`Event.${event.type}${pointer}`.slice(0, 200));
  }
  return [...pointers].map(([stream, what]) => {
    const [, nomination] = /^nomination-(.+)$/.exec(stream) ?? [];
    const of = nomination === undefined ? { record: stream } : { nominationId: nominationId.parse(nomination) };
    return { ...of, what: [...what] };
  });
};
