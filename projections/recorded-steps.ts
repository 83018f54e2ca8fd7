import type { Evidence } from '../src/domain/evidence.ts';
import type { BureauCode, CertificateNumber, EditionId } from '../src/domain/ids.ts';
import type { Level } from '../src/domain/program/program.ts';
import type { AsOf } from './moment.ts';
import { editionOf, type FactOf, ofPerson, type ReadModel, rareWriter, writer } from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';
import { sequenceAt } from './timeline.ts';

/** Steps of the procedure that were recorded of an edition or of an honor. */
export const recordedSteps: ReadModel = {
  tables: `
    CREATE TABLE recorded_step (
      sequence INTEGER PRIMARY KEY, subject TEXT NOT NULL, step TEXT NOT NULL, bureau TEXT NOT NULL,
      level TEXT NOT NULL, answers TEXT NOT NULL, evidence TEXT NOT NULL, recordedAt TEXT NOT NULL
    ) STRICT;
  `,
  indexes: 'CREATE INDEX recorded_step_by_subject ON recorded_step (subject);',

  handlers: (db) => {
    const insert = writer(db, 'INSERT INTO recorded_step VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const record = (subject: string, event: FactOf<'EditionStepRecorded' | 'FollowedUp'>, sequence: number): void => {
      const { step, bureau, level, answers, evidence } = event.data;
      const personal = [JSON.stringify(answers ?? null), JSON.stringify(evidence ?? null)];
      insert(sequence, subject, step, bureau, level, ...personal, event.meta.recordedAt);
    };
    const erase = rareWriter(
      db,
      `UPDATE recorded_step SET answers = 'null', evidence = 'null'
        WHERE subject IN (SELECT 'honor-' || certificate FROM honor WHERE person = ?)`,
    );
    return {
      EditionStepRecorded: (event, sequence) => record(editionSubject(editionOf(event)), event, sequence),
      FollowedUp: (event, sequence) => record(honorSubject(event.data.certificate), event, sequence),
      PersonalDataErased: ofPerson((person) => erase(person)),
    };
  },
};

const editionSubject = (id: EditionId): string => `edition-${id}`;
const honorSubject = (certificate: CertificateNumber): string => `honor-${certificate}`;

export interface RecordedStepRow {
  /** Code of the step in the program. */
  readonly step: string;
  /** That recorded it. */
  readonly bureau: BureauCode;
  readonly level: Level;
  /** Personal, as the evidence. */
  readonly answers: Record<string, unknown> | null;
  readonly evidence: readonly Evidence[] | null;
  /** 1 while they are null because the data is restricted. */
  readonly restricted?: 0 | 1;
  readonly recordedAt: string;
}

type RawStep = Omit<RecordedStepRow, 'answers' | 'evidence'> & {
  readonly subject: string;
  readonly answers: string;
  readonly evidence: string;
};

/** Of an honor whose holder's data is restricted. */
const restricted = `EXISTS (SELECT 1 FROM honor h JOIN nomination n ON n.nominationId = h.nominationId
  WHERE subject = 'honor-' || h.certificate AND n.restricted = 1)`;

/** Greater than every instant. */
const endOfTime = '9999';

const stepsOf = <Id extends string>(
  reader: Reader,
  ids: readonly Id[],
  subjectOf: (id: Id) => string,
  asOf: AsOf | undefined,
): ReadonlyMap<Id, readonly RecordedStepRow[]> => {
  const [recorded, moment] =
    asOf && 'position' in asOf
      ? ['sequence <', sequenceAt(reader, asOf.position)]
      : ['recordedAt <=', asOf ? new Date(asOf.time).toISOString() : endOfTime];
  const rows = reader.all<RawStep>(
    `SELECT subject, step, bureau, level, iif(${restricted}, 'null', answers) AS answers,
        iif(${restricted}, 'null', evidence) AS evidence, ${restricted} AS restricted, recordedAt FROM recorded_step
      WHERE ${recorded} ? AND subject IN (SELECT value FROM json_each(?)) ORDER BY subject, sequence`,
    [moment, JSON.stringify(ids.map(subjectOf))],
  );
  const bySubject = rowsByOwners(ids.map(subjectOf), rows, ({ subject }) => subject);
  const parsed = ({ subject: _, answers, evidence, ...row }: RawStep): RecordedStepRow => ({
    ...row,
    answers: JSON.parse(answers),
    evidence: JSON.parse(evidence),
  });
  return new Map(ids.map((id) => [id, (bySubject.get(subjectOf(id)) ?? []).map(parsed)]));
};

/** In the order they were recorded. */
export const stepsOfEditions = (
  reader: Reader,
  ids: readonly EditionId[],
): ReadonlyMap<EditionId, readonly RecordedStepRow[]> => stepsOf(reader, ids, editionSubject, undefined);

/** In the order they were recorded, by the moment asked for. */
export const followUpsOf = (
  reader: Reader,
  certificates: readonly CertificateNumber[],
  asOf?: AsOf,
): ReadonlyMap<CertificateNumber, readonly RecordedStepRow[]> => stepsOf(reader, certificates, honorSubject, asOf);
