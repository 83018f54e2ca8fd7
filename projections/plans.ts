import type { EditionId } from '../src/domain/ids.ts';
import { editionOf, type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';

/** Plans of who scores whom, as they were committed and carried out. */
export const plans: ReadModel = {
  tables: `
    CREATE TABLE plan (
      sequence INTEGER PRIMARY KEY, editionId TEXT NOT NULL, planHash TEXT NOT NULL, committedAt TEXT NOT NULL,
      pairs INTEGER NOT NULL, dueOn TEXT, seed TEXT, method TEXT, objective TEXT,
      carriedOutAt TEXT, assigned INTEGER, "left" TEXT NOT NULL
    ) STRICT;
  `,
  indexes: 'CREATE INDEX plan_by_edition ON plan (editionId, planHash);',

  handlers: (db) => {
    const insert = writer(db, `INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '[]')`);
    const carryOut = writer(
      db,
      'UPDATE plan SET carriedOutAt = ?, assigned = ?, "left" = ? WHERE editionId = ? AND planHash = ?',
    );
    return {
      PlanCommitted: (event, sequence) => {
        const { planHash, pairs, dueOn = null, origin } = event.data;
        insert(
          ...[sequence, editionOf(event), planHash, event.meta.recordedAt, pairs.length, dueOn],
          ...[origin?.seed ?? null, origin?.method ?? null, origin?.objective ?? null],
        );
      },
      PlanCarriedOut: (event) => {
        const { planHash, assigned, left } = event.data;
        carryOut(event.meta.recordedAt, assigned, JSON.stringify(left), editionOf(event), planHash);
      },
    };
  },
};

export interface PlanRow {
  readonly editionId: EditionId;
  readonly planHash: string;
  readonly committedAt: string;
  readonly pairs: number;
  readonly dueOn: string | null;
  readonly seed: string | null;
  readonly method: string | null;
  readonly objective: string | null;
  readonly carriedOutAt: string | null;
  readonly assigned: number | null;
  readonly left: readonly { readonly nominationId: string; readonly expert: string; readonly code: string }[];
}

/** In the order they were committed. */
export const plansOf = (reader: Reader, editionIds: readonly EditionId[]): ReadonlyMap<EditionId, readonly PlanRow[]> =>
  rowsByOwners(
    editionIds,
    reader
      .all<Omit<PlanRow, 'left'> & { readonly left: string }>(
        `SELECT editionId, planHash, committedAt, pairs, dueOn, seed, method, objective, carriedOutAt, assigned, "left"
          FROM plan WHERE editionId IN (SELECT value FROM json_each(?)) ORDER BY editionId, sequence`,
        [JSON.stringify(editionIds)],
      )
      .map((row) => ({ ...row, left: JSON.parse(row.left) })),
    ({ editionId }) => editionId,
  );
