import { z } from 'zod';
import { localDateOf } from '../calendar.ts';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import { actorId, nominationId, objectionId, personPseudonym, type StreamName } from '../ids.ts';

/** Roles that read what is nobody's business but those concerned, to watch over how it was decided. */
export const oversightRoles = ['DISCIPLINE_INSPECTOR', 'AUDITOR'] as const;
export type OversightRole = (typeof oversightRoles)[number];

/** What was read, by whom and what for, on one day of the province: so that a stream is soon read from its start. */
export const accessStream = (instant: string): StreamName =>
  `access-${localDateOf(instant, 'Asia/Shanghai')}` as StreamName;

/** Whose data was read; of what belongs to no single person, the record it stands in. */
const subject = z.strictObject({
  person: personPseudonym.optional(),
  nominationId: nominationId.optional(),
  objectionId: objectionId.optional(),
  expert: actorId.optional(),
  record: z.string().min(1).max(200).optional(),
  /** Fields as the API calls them, such as `Nomination.form`. */
  what: z.array(z.string().min(1).max(200)).min(1),
});
export type AccessSubject = z.infer<typeof subject>;

/** Longest purpose and case number, in characters. */
export const mostCharacters = { purpose: 300, caseNumber: 100 } as const;
export const fewestCharacters = { purpose: 5, caseNumber: 1 } as const;

/** Most subjects that one event names. */
export const mostSubjects = 100;

export const accessEvents = {
  /** Recorded before the answer goes out. What is stated may name people: it is sealed under the key of the reader. */
  PersonalDataRead: z.strictObject({
    /** By which role of the reader. */
    role: z.enum(oversightRoles),
    purpose: personal(z.string().min(1).max(mostCharacters.purpose), 'OFFICIAL').optional(),
    caseNumber: personal(z.string().min(1).max(mostCharacters.caseNumber), 'OFFICIAL').optional(),
    subjects: z.array(subject).min(1).max(mostSubjects),
    /** Name of the operation, as the reader called it. */
    operation: z.string().max(100).optional(),
    /** `X-Request-Id` of the answer. */
    requestId: z.string().min(1).max(100),
  }),
};
export type AccessFact = FactsOf<typeof accessEvents>;

/** Nothing is decided by what was read before. */
export type Access = Readonly<Record<string, never>>;

export const initialAccess: Access = {};

export const evolveAccess = evolveBy<Access, AccessFact>({ PersonalDataRead: (access) => access });
