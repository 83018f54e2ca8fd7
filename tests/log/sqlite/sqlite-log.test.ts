import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, UnusableLogFile } from '../../../src/log/sqlite/format.ts';
import { SqliteEventLog } from '../../../src/log/sqlite/sqlite-log.ts';
import { events, everythingIn, stream } from '../facts.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'laurel-log-'));
  path = join(directory, 'log.db');
});
afterEach(() => rm(directory, { recursive: true }));

/** Transactions in the write-ahead log: frames that end one say how large the database then is (https://sqlite.org/fileformat2.html#the_write_ahead_log). */
const commitsInWal = async (): Promise<number> => {
  const wal = await readFile(`${path}-wal`);
  const frame = 24 + wal.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frame <= wal.length; at += frame) if (wal.readUInt32BE(at + 4) > 0) commits++;
  return commits;
};

describe('Group commit', () => {
  const commitsOf64 = async (groupSize: number): Promise<number> => {
    const log = new SqliteEventLog({ path, groupSize });
    await Promise.all(Array.from({ length: 64 }, (_, i) => log.append(stream(`n-${i}`), events(1), 'any')));
    const commits = await commitsInWal();
    expect(await everythingIn(log)).toHaveLength(64);
    await log.close();
    return commits;
  };

  it('writes 64 appends that wait in one transaction', async () => {
    expect(await commitsOf64(1000)).toBe(1);
  });

  it('takes no more of them together than the group size', async () => {
    expect(await commitsOf64(20)).toBe(4);
  });

  it('is off with a group size of 1', async () => {
    expect(await commitsOf64(1)).toBe(64);
  });

  it('refuses the whole group while another process holds the lock, and takes it when repeated', async () => {
    const log = new SqliteEventLog({ path, busyTimeoutMs: 0 });
    const holder = new Database(path);
    holder.exec('BEGIN IMMEDIATE');
    const batches = [events(1), events(2)];
    const append = () => Promise.allSettled(batches.map((batch) => log.append(stream('slate'), batch, 'any')));
    const busy = { status: 'rejected', reason: { name: 'LogUnavailable', outcome: 'nothing-recorded' } };
    expect(await append()).toMatchObject([busy, busy]);
    expect(await everythingIn(log)).toEqual([]);
    holder.exec('ROLLBACK');
    expect(await append()).toMatchObject([{ value: { revision: 0 } }, { value: { revision: 2, repeated: false } }]);
    holder.close();
    await log.close();
  });
});

describe('The file of the SQLite log', () => {
  it('refuses every change of an event, from whatever program', async () => {
    const log = new SqliteEventLog({ path });
    await log.append(stream('slate'), events(3), 'any');
    const held = await everythingIn(log);
    const program = new Database(path);
    const row = "'x', 'slate', 9, 'Reviewed', 1, '{}', '{}', NULL";
    expect(() => program.exec("UPDATE event SET data = '{}' WHERE position = 2")).toThrow('never changed');
    expect(() => program.exec('DELETE FROM event')).toThrow('never removed');
    expect(() => program.exec(`INSERT OR REPLACE INTO event VALUES (2, ${row})`)).toThrow('only be added at the end');
    expect(() => program.exec(`INSERT INTO event VALUES (5, ${row})`)).toThrow('only be added at the end');
    expect(await everythingIn(log)).toEqual(held);
    program.close();
    await log.close();
  });

  it('is written through to the disk at every commit', () => {
    const db = openDatabase(path, { busyTimeoutMs: 0 });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  it('may be empty before', async () => {
    await writeFile(path, '');
    const log = new SqliteEventLog({ path });
    expect(await log.append(stream('slate'), events(1), 'no-stream')).toMatchObject({ revision: 0 });
    await log.close();
  });

  it('is refused if it is no database, and left as it is', async () => {
    const text = 'position,id,stream\n'.repeat(100);
    await writeFile(path, text);
    expect(() => new SqliteEventLog({ path })).toThrow(`${path} is not a Laurel log`);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('is refused if it is the database of something else, and left as it is', async () => {
    const program = new Database(path);
    program.exec('CREATE TABLE wages (id INTEGER)');
    program.close();
    const before = await readFile(path);
    expect(() => new SqliteEventLog({ path })).toThrow(UnusableLogFile);
    expect(await readFile(path)).toEqual(before);
  });

  it('is refused if a newer Laurel wrote it', async () => {
    await new SqliteEventLog({ path }).close();
    const newer = new Database(path);
    newer.pragma('user_version = 3');
    newer.close();
    expect(() => new SqliteEventLog({ path })).toThrow('is of format 3; this Laurel knows formats up to 2');
  });

  it('is refused if it holds personal data unsealed, as the first format did', async () => {
    await new SqliteEventLog({ path }).close();
    const older = new Database(path);
    older.pragma('user_version = 1');
    older.close();
    expect(() => new SqliteEventLog({ path })).toThrow(
      'is of format 1; this Laurel writes format 2 and cannot read it any more',
    );
  });
});

describe('A position', () => {
  it('of another kind of log is refused, not taken for the beginning', async () => {
    const log = new SqliteEventLog({ path });
    await expect(log.readAll('12/11' as never, 1)).rejects.toThrow('"12/11" is not a position of this log');
    expect(() => log.subscribe('' as never, () => {})).toThrow('is not a position of this log');
    await log.close();
  });
});
