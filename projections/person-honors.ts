import type { BureauCode, CertificateNumber, EditionId, NominationId } from '../src/domain/ids.ts';
import { isOut, nominationStatuses } from '../src/domain/nomination/nomination.ts';
import { ofPerson, type ReadModel, rareWriter, writer } from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';

/** Honors that people hold, and in how many editions they are nominated at once. */
export const personHonors: ReadModel = {
  tables: `
    CREATE TABLE person_honor (
      person TEXT NOT NULL, sequence INTEGER NOT NULL, level TEXT NOT NULL, topic TEXT NOT NULL,
      awardedOn TEXT NOT NULL, name TEXT, issuer TEXT, certificate TEXT, editionId TEXT,
      PRIMARY KEY (person, sequence)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: 'CREATE INDEX nomination_by_person ON nomination (person);',

  handlers: (db) => {
    const insert = writer(db, 'INSERT INTO person_honor VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const erase = rareWriter(
      db,
      'UPDATE person_honor SET name = NULL, issuer = NULL WHERE person = ? AND certificate IS NULL',
    );
    const remove = writer(db, 'DELETE FROM person_honor WHERE person = ? AND certificate = ?');
    return {
      PriorHonorRecorded: ({ data: { person, honor } }, sequence) => {
        const { level, topic, awardedOn, name, issuer } = honor;
        insert(person, sequence, level, topic, awardedOn, name, issuer, null, null);
      },
      HonorClaimed: ({ data: { person, honor, certificate, editionId } }, sequence) => {
        const { level, topic, awardedOn, name, issuer } = honor;
        remove(person, certificate);
        insert(person, sequence, level, topic, awardedOn, name, issuer, certificate, editionId);
      },
      HonorReleased: ({ data }) => remove(data.person, data.certificate),
      PersonalDataErased: ofPerson((person) => erase(person)),
    };
  },
};

export interface PriorHonorRow {
  /** Codes of the lists that the form's field of honors uses. */
  readonly level: string;
  readonly topic: string;
  /** Local date. */
  readonly awardedOn: string;
  /** Personal, as the issuer. */
  readonly name: string | null;
  readonly issuer: string | null;
  /** Of an honor that a program here gave; null for one imported. */
  readonly certificate: CertificateNumber | null;
}

type OfNomination = { readonly ofNomination: NominationId };

/**
 * What the nominees hold beside what these very nominations have come to, oldest first. A claim that no recognition
 * has followed yet is no honor.
 */
export const priorHonorsOf = (
  reader: Reader,
  nominations: readonly NominationId[],
): ReadonlyMap<NominationId, readonly PriorHonorRow[]> =>
  rowsByOwners(
    nominations,
    reader.all<PriorHonorRow & OfNomination>(
      `SELECT n.nominationId AS ofNomination, p.level, p.topic, p.awardedOn, p.certificate,
          iif(n.restricted = 1 AND p.certificate IS NULL, NULL, p.name) AS name,
          iif(n.restricted = 1 AND p.certificate IS NULL, NULL, p.issuer) AS issuer
        FROM nomination n JOIN person_honor p ON p.person = n.person
        LEFT JOIN honor h ON h.certificate = p.certificate
        WHERE n.nominationId IN (SELECT value FROM json_each(?))
          AND (p.certificate IS NULL OR (p.editionId <> n.editionId AND h.certificate IS NOT NULL))
        ORDER BY n.nominationId, p.awardedOn, p.sequence`,
      [JSON.stringify(nominations)],
    ),
    ({ ofNomination }) => ofNomination,
  );

/** The states of those out of the running, as a list of SQL. */
const out = nominationStatuses
  .filter(isOut)
  .map((status) => `'${status}'`)
  .join(', ');

export interface DualNominationRow {
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
  /** That nominated. */
  readonly bureau: BureauCode;
}

/** Other nominations of the same people, in other editions: all of them in the running, all editions open (A25). */
export const dualNominationsOf = (
  reader: Reader,
  nominations: readonly NominationId[],
): ReadonlyMap<NominationId, readonly DualNominationRow[]> =>
  rowsByOwners(
    nominations,
    reader.all<DualNominationRow & OfNomination>(
      `SELECT n.nominationId AS ofNomination, o.nominationId, o.editionId, o.bureau
        FROM nomination n JOIN nomination o ON o.person = n.person AND o.editionId <> n.editionId
        JOIN edition own ON own.editionId = n.editionId AND own.status = 'OPEN'
        JOIN edition other ON other.editionId = o.editionId AND other.status = 'OPEN'
        WHERE n.nominationId IN (SELECT value FROM json_each(?))
          AND n.status NOT IN (${out}) AND o.status NOT IN (${out})
        ORDER BY n.nominationId, o.editionId`,
      [JSON.stringify(nominations)],
    ),
    ({ ofNomination }) => ofNomination,
  );
