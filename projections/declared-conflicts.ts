import type { ActorId, EditionId, NominationId } from '../src/domain/ids.ts';
import { type ReadModel, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/** Experts and nominations between whom a conflict was ever declared, or asked to be lifted. */
export const declaredConflicts: ReadModel = {
  tables: `
    CREATE TABLE declaredConflict (
      editionId TEXT NOT NULL, nominationId TEXT NOT NULL, expert TEXT NOT NULL,
      PRIMARY KEY (editionId, nominationId, expert)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: '',

  handlers: (db) => {
    const insert = writer(db, 'INSERT OR IGNORE INTO declaredConflict VALUES (?, ?, ?)');
    const note = ({ data: { editionId, nominationId, expert } }: { readonly data: DeclaredPair & InEdition }): void => {
      insert(editionId, nominationId, expert);
    };
    return { ConflictDeclared: note, BarLiftRequested: note };
  },
};

interface InEdition {
  readonly editionId: EditionId;
}
export interface DeclaredPair {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
}

export const declaredPairs = (reader: Reader, editionId: EditionId): readonly DeclaredPair[] =>
  reader.all<DeclaredPair>(
    'SELECT nominationId, expert FROM declaredConflict WHERE editionId = ? ORDER BY nominationId, expert',
    [editionId],
  );
