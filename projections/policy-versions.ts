import { type ReadModel, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/** Which table of permissions was in force from which event on. */
export const policyVersions: ReadModel = {
  tables: 'CREATE TABLE policy (sequence INTEGER PRIMARY KEY, version TEXT NOT NULL, since TEXT NOT NULL) STRICT;',
  indexes: '',

  handlers: (db) => {
    const insert = writer(
      db,
      `INSERT INTO policy SELECT ?, ?, ?
        WHERE ? IS NOT (SELECT version FROM policy ORDER BY sequence DESC LIMIT 1)`,
    );
    let latest: string | undefined;
    return ({ meta: { policyVersion, recordedAt } }, sequence) => {
      if (policyVersion === undefined || policyVersion === latest) return;
      insert(sequence, policyVersion, recordedAt, policyVersion);
      latest = policyVersion;
    };
  },
};

/** The version by which the last event before a sequence was allowed; undefined where none is recorded. */
export const policyBefore = (reader: Reader, sequence: number): string | undefined =>
  reader.get<{ version: string }>('SELECT version FROM policy WHERE sequence < ? ORDER BY sequence DESC LIMIT 1', [
    sequence,
  ])?.version;
