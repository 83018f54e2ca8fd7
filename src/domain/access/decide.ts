import { accept, decideBy } from '../decider.ts';
import { type Access, type AccessFact, type AccessSubject, mostSubjects, type OversightRole } from './access.ts';

/** What is about to be shown to who watches over others, and why they ask. */
export interface RecordRead {
  readonly type: 'RecordRead';
  readonly role: OversightRole;
  readonly purpose?: string;
  readonly caseNumber?: string;
  readonly subjects: readonly AccessSubject[];
  readonly operation?: string;
  readonly requestId: string;
}
export type AccessCommand = RecordRead;

/** One event for every so many subjects; they are appended together. */
const recordRead = (_: Access, { type: __, subjects, ...read }: RecordRead) =>
  accept<AccessFact>(
    ...Array.from({ length: Math.ceil(subjects.length / mostSubjects) }, (_, i) => ({
      type: 'PersonalDataRead' as const,
      data: { ...read, subjects: subjects.slice(i * mostSubjects, (i + 1) * mostSubjects) },
    })),
  );

export const decideAccess = decideBy<Access, AccessCommand, AccessFact>({ RecordRead: recordRead });
