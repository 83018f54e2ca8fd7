import type { Availability, ExpertProfile, ExpertTerms, Load } from '../src/domain/edition/expert.ts';
import type { ActorId, EditionId } from '../src/domain/ids.ts';
import { editionOf, ofExpert, type ReadModel, rareWriter, writer } from './read-model.ts';
import { type Reader, rowsByOwners } from './reader.ts';

/** The experts of each edition. */
export const experts: ReadModel = {
  tables: `
    CREATE TABLE expert (
      editionId TEXT NOT NULL, expert TEXT NOT NULL, writtenName TEXT, fields TEXT NOT NULL,
      appointedAt TEXT NOT NULL, dismissedAt TEXT, restricted INTEGER NOT NULL,
      prefers TEXT, load TEXT, availability TEXT, writtenProfile TEXT,
      profile TEXT GENERATED ALWAYS AS (iif(restricted = 1, NULL, writtenProfile)) VIRTUAL,
      name TEXT GENERATED ALWAYS AS (iif(restricted = 1, NULL, writtenName)) VIRTUAL,
      PRIMARY KEY (editionId, expert)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: '',

  handlers: (db) => {
    const appoint = writer(
      db,
      `INSERT OR REPLACE INTO expert VALUES (?, ?, ?, ?, ?, NULL,
        EXISTS (SELECT 1 FROM expert e WHERE e.expert = ? AND e.restricted = 1), ?, ?, ?, ?)`,
    );
    const amend = writer(
      db,
      'UPDATE expert SET fields = ?, prefers = ?, load = ?, availability = ?, writtenProfile = ? WHERE editionId = ? AND expert = ?',
    );
    const erase = rareWriter(db, 'UPDATE expert SET writtenName = NULL, writtenProfile = NULL WHERE expert = ?');
    const restrict = rareWriter(db, 'UPDATE expert SET restricted = ? WHERE expert = ?');
    const dismiss = writer(db, 'UPDATE expert SET dismissedAt = ? WHERE editionId = ? AND expert = ?');
    return {
      ExpertAppointed: (event) => {
        const { expert, name, fields } = event.data;
        const { recordedAt } = event.meta;
        appoint(editionOf(event), expert, name, JSON.stringify(fields), recordedAt, expert, ...termsOf(event.data));
      },
      ExpertAmended: (event) =>
        amend(JSON.stringify(event.data.fields), ...termsOf(event.data), editionOf(event), event.data.expert),
      ExpertDismissed: (event) => dismiss(event.meta.recordedAt, editionOf(event), event.data.expert),
      PersonalDataErased: ofExpert((expert) => erase(expert)),
      PersonalDataRestricted: ofExpert((expert) => restrict(1, expert)),
      RestrictionLifted: ofExpert((expert) => restrict(0, expert)),
    };
  },
};

const termsOf = ({ prefers, load, availability, profile }: ExpertTerms) =>
  [prefers, load, availability, profile].map((value) => (value ? JSON.stringify(value) : null));

export interface ExpertRow {
  readonly editionId: EditionId;
  readonly expert: ActorId;
  /** Personal. */
  readonly name: string | null;
  readonly fields: readonly string[];
  readonly appointedAt: string;
  readonly dismissedAt: string | null;
  readonly prefers: readonly string[] | null;
  readonly load: Load | null;
  readonly availability: Availability | null;
  /** Personal: what conflicts of interest are found from. */
  readonly profile: ExpertProfile | null;
}

const written = ['fields', 'prefers', 'load', 'availability', 'profile'] as const;
type RawExpert = Omit<ExpertRow, (typeof written)[number]> & {
  readonly [Name in (typeof written)[number]]: string | null;
};

const rowOf = (raw: RawExpert): ExpertRow => ({
  ...raw,
  ...(Object.fromEntries(written.map((name) => [name, JSON.parse(raw[name] ?? 'null')])) as Pick<
    ExpertRow,
    (typeof written)[number]
  >),
});

const columns = (table: string): string =>
  ['editionId', 'expert', 'name', 'appointedAt', 'dismissedAt', ...written]
    .map((name) => `${table}.${name}`)
    .join(', ');

/** In the order of their ids; those dismissed since are marked. */
export const expertsOf = (
  reader: Reader,
  editionIds: readonly EditionId[],
): ReadonlyMap<EditionId, readonly ExpertRow[]> =>
  rowsByOwners(
    editionIds,
    reader
      .all<RawExpert>(
        `SELECT ${columns('expert')} FROM expert WHERE editionId IN (SELECT value FROM json_each(?)) ORDER BY editionId, expert`,
        [JSON.stringify(editionIds)],
      )
      .map(rowOf),
    ({ editionId }) => editionId,
  );

export interface ExpertKey {
  readonly editionId: EditionId;
  readonly expert: ActorId;
}

/** In the order of the keys. */
export const expertsByKeys = (reader: Reader, keys: readonly ExpertKey[]): readonly (ExpertRow | undefined)[] =>
  reader
    .all<RawExpert | { readonly expert: null }>(
      `SELECT ${columns('e')} FROM json_each(?) k
        LEFT JOIN expert e ON e.editionId = k.value ->> 0 AND e.expert = k.value ->> 1 ORDER BY k.key`,
      [JSON.stringify(keys.map(({ editionId, expert }) => [editionId, expert]))],
    )
    .map((raw) => (raw.expert === null ? undefined : rowOf(raw)));
