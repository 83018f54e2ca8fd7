import type { LaurelFact } from '../src/domain/agenda.ts';
import type { CertificateNumber, NominationId } from '../src/domain/ids.ts';
import { finder, type ReadModel, rareWriter, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/**
 * Whose dossiers name which files, so that what is one person's alone can go with the person: materials, and the papers
 * that something rests on. Of who was erased, papers are forgotten, and materials do not count any more.
 */
export const fileUses: ReadModel = {
  tables: `
    CREATE TABLE file_use (
      sha256 TEXT NOT NULL, stream TEXT NOT NULL, kind TEXT NOT NULL, person TEXT, ended INTEGER NOT NULL,
      PRIMARY KEY (sha256, stream, kind)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: 'CREATE INDEX file_use_by_person ON file_use (person);',

  handlers: (db) => {
    const insert = writer(db, 'INSERT OR REPLACE INTO file_use VALUES (?, ?, ?, ?, 0)');
    const endMaterials = rareWriter(db, `UPDATE file_use SET ended = 1 WHERE person = ? AND kind = 'MATERIAL'`);
    const forgetPapers = rareWriter(db, `DELETE FROM file_use WHERE person = ? AND kind = 'PAPER'`);
    const ofNomination = finder<Whose>(db, 'SELECT person FROM nomination WHERE nominationId = ?');
    const ofHonor = finder<Whose>(db, 'SELECT person FROM honor WHERE certificate = ?');

    /** Papers of slates and editions are no single person's. */
    const personOf = (stream: string, data: Named): string | null => {
      if (data.person !== undefined) return data.person;
      const nomination = data.nominationId ?? after('nomination-', stream);
      if (nomination !== undefined) return ofNomination(nomination)?.person ?? null;
      const certificate = after('honor-', stream);
      return certificate === undefined ? null : (ofHonor(certificate)?.person ?? null);
    };

    return (event) => {
      const { stream } = event;
      const fact = event as unknown as LaurelFact;
      if (fact.type === 'MaterialAttached' || fact.type === 'MaterialRemoved') {
        insert(fact.data.sha256, stream, 'MATERIAL', personOf(stream, {}));
      } else if (fact.type === 'PersonalDataErased') {
        if (fact.data.owner.kind !== 'PERSON') return;
        endMaterials(fact.data.owner.id);
        forgetPapers(fact.data.owner.id);
      } else {
        for (const sha256 of papersIn(fact.data)) insert(sha256, stream, 'PAPER', personOf(stream, fact.data as Named));
      }
    };
  },
};

interface Whose {
  readonly person: string;
}
interface Named {
  readonly person?: string;
  readonly nominationId?: NominationId;
  readonly certificate?: CertificateNumber;
}

const after = (prefix: string, stream: string): string | undefined =>
  stream.startsWith(prefix) ? stream.slice(prefix.length) : undefined;

/** Every `sha256` in the data of an event, however deep. */
function* papersIn(data: unknown): Generator<string> {
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    if (key === 'sha256' && typeof value === 'string') yield value;
    else yield* papersIn(value);
  }
}

/** Hashes of the files that dossiers of a person name: those of nobody else, and those that others name too. */
export const filesOfPerson = (
  reader: Reader,
  person: string,
): { readonly own: string[]; readonly shared: string[] } => {
  const rows = reader.all<{ readonly sha256: string; readonly shared: 0 | 1 }>(
    `SELECT DISTINCT f.sha256, EXISTS (
        SELECT 1 FROM file_use o WHERE o.sha256 = f.sha256 AND o.ended = 0 AND o.person IS NOT f.person) AS shared
      FROM file_use f WHERE f.person = ? ORDER BY f.sha256`,
    [person],
  );
  const those = (shared: 0 | 1) => rows.filter((row) => row.shared === shared).map(({ sha256 }) => sha256);
  return { own: those(0), shared: those(1) };
};
