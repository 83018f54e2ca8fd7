import type { Evidence } from '../src/domain/evidence.ts';
import type { EditionId } from '../src/domain/ids.ts';
import { editionOf, type FactOf, type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';

/** What the province put on record on the way to its selection: dates overrun, seats moved. */
export const selectionRecord: ReadModel = {
  tables: `
    CREATE TABLE overrun (
      sequence INTEGER PRIMARY KEY, editionId TEXT NOT NULL, deadline TEXT NOT NULL, "on" TEXT NOT NULL,
      reason TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE reallocation (
      sequence INTEGER PRIMARY KEY, editionId TEXT NOT NULL, fromCategory TEXT NOT NULL, toCategory TEXT NOT NULL,
      seats INTEGER NOT NULL, reason TEXT NOT NULL, document TEXT NOT NULL, decidedAt TEXT NOT NULL
    ) STRICT;
  `,
  indexes: `
    CREATE INDEX overrun_by_edition ON overrun (editionId);
    CREATE INDEX reallocation_by_edition ON reallocation (editionId);
  `,

  handlers: (db) => {
    const insertOverrun = writer(db, 'INSERT INTO overrun VALUES (?, ?, ?, ?, ?, ?)');
    const insertReallocation = writer(db, 'INSERT INTO reallocation VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const overran = (event: FactOf<'ShortlistDecided' | 'NoticeOrdered'>, sequence: number): void => {
      const { overrun } = event.data;
      if (!overrun) return;
      const { deadline, on, reason } = overrun;
      insertOverrun(sequence, editionOf(event), deadline, on, reason, event.meta.recordedAt);
    };
    return {
      ShortlistDecided: overran,
      NoticeOrdered: overran,
      SeatsReallocated: (event, sequence) => {
        const { from, to, seats, reason, document } = event.data;
        insertReallocation(
          ...[sequence, editionOf(event), from, to, seats, reason, JSON.stringify(document), event.meta.recordedAt],
        );
      },
    };
  },
};

/** A target date that was not kept, and why. */
export interface OverrunRow {
  readonly editionId: EditionId;
  readonly deadline: string;
  /** The target date; `at`, when it was overrun on the record. */
  readonly on: string;
  readonly reason: string;
  readonly at: string;
}

/** In the order they were recorded. */
export const overrunsOf = (
  reader: Reader,
  editionIds: readonly EditionId[],
): ReadonlyMap<EditionId, readonly OverrunRow[]> =>
  rowsByOwners(
    editionIds,
    reader.all<OverrunRow>(
      `SELECT editionId, deadline, "on", reason, at FROM overrun
        WHERE editionId IN (SELECT value FROM json_each(?)) ORDER BY editionId, sequence`,
      [JSON.stringify(editionIds)],
    ),
    ({ editionId }) => editionId,
  );

/** Seats of the target that the province moved between categories. */
export interface ReallocationRow {
  readonly editionId: EditionId;
  readonly fromCategory: string;
  readonly toCategory: string;
  readonly seats: number;
  readonly reason: string;
  readonly document: Evidence;
  readonly decidedAt: string;
}

/** In the order they were decided. */
export const reallocationsOf = (
  reader: Reader,
  editionIds: readonly EditionId[],
): ReadonlyMap<EditionId, readonly ReallocationRow[]> =>
  rowsByOwners(
    editionIds,
    reader
      .all<Omit<ReallocationRow, 'document'> & { readonly document: string }>(
        `SELECT editionId, fromCategory, toCategory, seats, reason, document, decidedAt FROM reallocation
          WHERE editionId IN (SELECT value FROM json_each(?)) ORDER BY editionId, sequence`,
        [JSON.stringify(editionIds)],
      )
      .map((row) => ({ ...row, document: JSON.parse(row.document) })),
    ({ editionId }) => editionId,
  );
