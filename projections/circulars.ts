import type { CertificateNumber, EditionId } from '../src/domain/ids.ts';
import type { AsOf } from './moment.ts';
import { editionOf, type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';
import { sequenceAt } from './timeline.ts';

/** Circulars of commendation, and whom they list. */
export const circulars: ReadModel = {
  tables: `
    CREATE TABLE circular (
      sequence INTEGER PRIMARY KEY, editionId TEXT NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL,
      issuedOn TEXT NOT NULL, listHash TEXT NOT NULL, recordedAt TEXT NOT NULL
    ) STRICT;
    CREATE TABLE circular_certificate (
      certificate TEXT PRIMARY KEY, circular INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX circular_by_edition ON circular (editionId);
    CREATE INDEX circular_certificate_by_circular ON circular_certificate (circular);
  `,

  handlers: (db) => {
    const insert = writer(db, 'INSERT INTO circular VALUES (?, ?, ?, ?, ?, ?, ?)');
    const list = writer(db, 'INSERT INTO circular_certificate VALUES (?, ?)');
    return {
      CircularIssued: (event, sequence) => {
        const { number, title, issuedOn, certificates, listHash } = event.data;
        insert(sequence, editionOf(event), number, title, issuedOn, listHash, event.meta.recordedAt);
        for (const certificate of certificates) list(certificate, sequence);
      },
    };
  },
};

export interface CircularRow {
  readonly editionId: EditionId;
  readonly number: string;
  readonly title: string;
  /** Local date. */
  readonly issuedOn: string;
  /** By number. */
  readonly certificates: readonly CertificateNumber[];
  /** SHA-256 of the certificates as canonical JSON. */
  readonly listHash: string;
  readonly recordedAt: string;
}

type RawCircular = Omit<CircularRow, 'certificates'> & { readonly certificates: string };

const columns = `c.editionId, c.number, c.title, c.issuedOn, c.listHash, c.recordedAt,
  (SELECT json_group_array(l.certificate ORDER BY l.certificate) FROM circular_certificate l
    WHERE l.circular = c.sequence) AS certificates`;

const parsed = (row: RawCircular): CircularRow => ({ ...row, certificates: JSON.parse(row.certificates) });

/** In the order they were recorded. */
export const circularsOf = (
  reader: Reader,
  editionIds: readonly EditionId[],
): ReadonlyMap<EditionId, readonly CircularRow[]> =>
  rowsByOwners<EditionId, CircularRow>(
    editionIds,
    reader
      .all<RawCircular>(
        `SELECT ${columns} FROM circular c
          WHERE c.editionId IN (SELECT value FROM json_each(?)) ORDER BY c.editionId, c.sequence`,
        [JSON.stringify(editionIds)],
      )
      .map(parsed),
    ({ editionId }) => editionId,
  );

/** Greater than every instant. */
const endOfTime = '9999';

/** The circular that lists an honor, if one did by the moment asked for. */
export const circularsOfHonors = (
  reader: Reader,
  certificates: readonly CertificateNumber[],
  asOf?: AsOf,
): ReadonlyMap<CertificateNumber, CircularRow> => {
  const [issued, moment] =
    asOf && 'position' in asOf
      ? ['c.sequence <', sequenceAt(reader, asOf.position)]
      : ['c.recordedAt <=', asOf ? new Date(asOf.time).toISOString() : endOfTime];
  return new Map(
    reader
      .all<RawCircular & { readonly certificate: CertificateNumber }>(
        `SELECT k.certificate, ${columns} FROM circular_certificate k JOIN circular c ON c.sequence = k.circular
          WHERE ${issued} ? AND k.certificate IN (SELECT value FROM json_each(?))`,
        [moment, JSON.stringify(certificates)],
      )
      .map(({ certificate, ...row }) => [certificate, parsed(row)]),
  );
};
