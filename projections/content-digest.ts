import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

interface Column {
  readonly name: string;
  /** Place in the primary key, from 1; 0 for the others. */
  readonly pk: number;
}

/** SHA-256 (hexadecimal) over every row of every table, in the order of the tables' names and their primary keys. */
export const contentDigest = (db: Database.Database): string => {
  const hash = createHash('sha256');
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all();
  for (const table of tables) {
    const key = db
      .prepare<[string], Column>('SELECT name, pk FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
      .all(table)
      .map(({ name }) => name);
    hash.update(`${table}\n`);
    for (const row of db
      .prepare(`SELECT * FROM "${table}" ORDER BY ${key.join(', ')}`)
      .raw()
      .iterate()) {
      hash.update(JSON.stringify(row)).update('\n');
    }
  }
  return hash.digest('hex');
};
