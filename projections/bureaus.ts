import type { BureauCode, EditionId } from '../src/domain/ids.ts';
import { type Level, upwards } from '../src/domain/program/program.ts';
import { type ReadModel, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/** The bureaus of each edition, and who stands above whom. */
export const bureaus: ReadModel = {
  tables: `
    CREATE TABLE bureau (
      editionId TEXT NOT NULL, code TEXT NOT NULL, ordinal INTEGER NOT NULL,
      nameZh TEXT NOT NULL, nameEn TEXT NOT NULL, level TEXT NOT NULL, parent TEXT,
      PRIMARY KEY (editionId, code)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE jurisdiction (
      editionId TEXT NOT NULL, above TEXT NOT NULL, bureau TEXT NOT NULL,
      PRIMARY KEY (editionId, above, bureau)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: '',

  handlers: (db) => {
    const insertBureau = writer(db, 'INSERT INTO bureau VALUES (?, ?, ?, ?, ?, ?, ?)');
    const insertJurisdiction = writer(db, 'INSERT INTO jurisdiction VALUES (?, ?, ?)');
    return {
      EditionOpened: ({ data: { editionId, program } }) => {
        for (const [i, { code, name, level, parent }] of program.bureaus.entries()) {
          insertBureau(editionId, code, i, name.zh, name.en, level, parent);
          for (const above of upwards(program, code)) insertJurisdiction(editionId, above.code, code);
        }
      },
    };
  },
};

export interface BureauRow {
  readonly editionId: EditionId;
  readonly code: BureauCode;
  /** Place in the program's own order. */
  readonly ordinal: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly level: Level;
  readonly parent: BureauCode | null;
}

/** In the program's own order. */
export const bureausOf = (reader: Reader, editionId: EditionId): readonly BureauRow[] =>
  reader.all('SELECT * FROM bureau WHERE editionId = ? ORDER BY ordinal', [editionId]);

export interface BureauKey {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
}

/** In the order of the keys. */
export const bureausByKeys = (reader: Reader, keys: readonly BureauKey[]): readonly (BureauRow | undefined)[] =>
  reader
    .all<Partial<BureauRow>>(
      `SELECT b.* FROM json_each(?) k
        LEFT JOIN bureau b ON b.editionId = k.value ->> 0 AND b.code = k.value ->> 1 ORDER BY k.key`,
      [JSON.stringify(keys.map(({ editionId, bureau }) => [editionId, bureau]))],
    )
    .map((row) => (row.code === null ? undefined : (row as BureauRow)));

/** Whether a bureau is another one, or stands below it. */
export const isWithin = (reader: Reader, { editionId, bureau }: BureauKey, above: BureauCode): boolean =>
  reader.get('SELECT 1 FROM jurisdiction WHERE editionId = ? AND above = ? AND bureau = ?', [
    editionId,
    above,
    bureau,
  ]) !== undefined;

/** These bureaus and all below them. */
export const bureausWithin = (reader: Reader, keys: readonly BureauKey[]): readonly BureauCode[] =>
  reader
    .all<{ bureau: BureauCode }>(
      `SELECT DISTINCT j.bureau FROM json_each(?) k
        JOIN jurisdiction j ON j.editionId = k.value ->> 0 AND j.above = k.value ->> 1`,
      [JSON.stringify(keys.map(({ editionId, bureau }) => [editionId, bureau]))],
    )
    .map(({ bureau }) => bureau);
