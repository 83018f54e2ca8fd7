import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InconsistentTree } from '../../src/audit/tree/inconsistent-tree.ts';
import { UnusableTreeFile } from '../../src/audit/tree/tree-file.ts';
import type { EventLog, NewEvent } from '../../src/log/event-log.ts';
import { openEventStoreLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { type StandIn, startEventStoreDb } from '../eventstoredb-server/start.ts';
import { events, stream } from '../log/facts.ts';
import { type LogInTree, logInTree, newLogKey, signedBy } from './log-in-tree.ts';

let place: LogInTree;
beforeEach(async () => {
  place = logInTree();
  await place.append(300);
  await (await place.open()).close();
});
afterEach(() => place.remove());

/** What the tree says when it is opened after that, and how many entries and heads it has before and after one more event. */
const reopened = async (options: Parameters<LogInTree['open']>[0] = {}) => {
  const told: InconsistentTree[] = [];
  const tree = await place.open({ ...options, onFault: (fault) => told.push(fault) });
  expect(told).toEqual(tree.fault() ? [tree.fault()] : []);
  return { tree, fault: tree.fault()?.inconsistency };
};

test('control: an untouched tree goes on', async () => {
  const { tree, fault } = await reopened();
  expect(fault).toBeUndefined();
  await tree.integrated((await place.append(1)).position);
  expect(tree.checkpoints().map(({ size }) => size)).toEqual([300, 301]);
});

describe('nothing more is signed, and the reason is told', () => {
  test.each([
    [
      'a hash of a full tile was changed together with its parent',
      'UPDATE tile SET hashes = zeroblob(32) WHERE level = 1; UPDATE tile SET hashes = zeroblob(8192) WHERE level = 0 AND number = 0',
      'SIGNED_ROOT_DIFFERS',
    ],
    [
      'a hash at the edge was changed',
      'UPDATE tile SET hashes = zeroblob(1408) WHERE level = 0 AND number = 1',
      'SIGNED_ROOT_DIFFERS',
    ],
    ['a tile was removed', 'DELETE FROM tile WHERE level = 0 AND number = 1', 'HASHES_MISSING'],
    ['entries were removed', 'DELETE FROM entry WHERE number >= 290', 'ENTRIES_MISSING'],
    [
      'the digest of the last entry was changed',
      'UPDATE entry SET digest = zeroblob(32) WHERE number = 299',
      'LOG_DIFFERS',
    ],
    ['the note was replaced', "UPDATE checkpoint SET note = 'nothing'", 'CHECKPOINT_UNREADABLE'],
    ['the note is of another size', 'UPDATE checkpoint SET size = 299', 'CHECKPOINT_UNREADABLE'],
    [
      'the root in the note was changed',
      "UPDATE checkpoint SET note = replace(note, substr(note, 24, 44), 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=')",
      'SIGNED_ROOT_DIFFERS',
    ],
  ])('where %s', async (_, sql, inconsistency) => {
    place.tamper(sql);
    const { tree, fault } = await reopened();
    expect(fault).toBe(inconsistency);
    await place.append(1);
    expect(tree.fault()?.message).toContain('No further head is signed.');
  });

  test('where the newest head was signed by someone else', async () => {
    const { fault } = await reopened({ signer: signedBy(newLogKey()) });
    expect(fault).toBe('SIGNATURE_UNKNOWN');
  });

  test('where the log was put back to an earlier state', async () => {
    const short = new MemoryEventLog();
    await short.append(stream('nomination-1'), events(200), 'any');
    expect((await reopened({ log: short })).fault).toBe('LOG_DIFFERS');
  });

  test('where the log went on another way', async () => {
    const other = new MemoryEventLog();
    await other.append(stream('nomination-1'), events(400), 'any');
    const { tree, fault } = await reopened({ log: other });
    expect(fault).toBe('LOG_DIFFERS');
    expect([tree.size(), tree.checkpoints().length]).toEqual([300, 1]);
  });

  test('when it shows only while the log is followed', async () => {
    const { tree, fault } = await reopened();
    expect(fault).toBeUndefined();
    place.tamper('UPDATE tile SET hashes = zeroblob(1408) WHERE level = 0 AND number = 1');
    const { position } = await place.append(1);
    await expect.poll(() => tree.fault()?.inconsistency).toBe('SIGNED_ROOT_DIFFERS');
    expect(tree.isIntegrated(position)).toBe(false);
    expect([tree.size(), tree.checkpoints().length]).toEqual([300, 1]);
  });
});

describe('a log that was copied to another store', () => {
  const heads = (tree: Awaited<ReturnType<LogInTree['open']>>) => tree.checkpoints().map(({ note }) => note);
  let signed: readonly string[];
  let server: StandIn;
  let copy: EventLog;

  beforeEach(async () => {
    const tree = await place.open();
    signed = heads(tree);
    await tree.close();
    server = await startEventStoreDb();
    copy = openEventStoreLog(server.connectionString);
  });
  afterEach(async () => {
    await copy.close();
    await server.close();
  });

  const copyEvents = async (made: readonly NewEvent[]) => {
    for (let from = 0; from < made.length; from += 50) {
      await copy.append(stream('nomination-1'), made.slice(from, from + 50), from === 0 ? 'no-stream' : from - 1);
    }
  };

  test.each([
    ['for the first time', ''],
    ['after a crash in the middle of it', "UPDATE entry SET position = '7/7' WHERE number < 200"],
  ])('goes on under its heads, its entries found at their new places: %s', async (_, before) => {
    await copyEvents(await place.log.readAll(undefined, 300));
    if (before) place.tamper(before);
    const { tree, fault } = await reopened({ log: copy });
    expect(fault).toBeUndefined();
    expect(heads(tree)).toEqual(signed);
    const there = await copy.readAll(undefined, 300);
    expect(tree.entriesBetween(0, 300).map(({ position }) => position)).toEqual(there.map(({ position }) => position));

    const { position } = await copy.append(stream('nomination-1'), events(1), 299);
    await tree.integrated(position);
    expect(tree.checkpoints().map(({ size }) => size)).toEqual([300, 301]);
  });

  test.each([
    [
      'an event is another',
      (all: readonly NewEvent[]) => all.map((event, i) => (i === 17 ? (events(1)[0] as NewEvent) : event)),
    ],
    ['the last event is missing', (all: readonly NewEvent[]) => all.slice(0, -1)],
  ])('is another log, where %s; nothing is changed', async (_, change) => {
    await copyEvents(change(await place.log.readAll(undefined, 300)));
    const { tree, fault } = await reopened({ log: copy });
    expect(fault).toBe('LOG_DIFFERS');
    expect(tree.entriesBetween(0, 300).map(({ position }) => position)).toEqual(
      (await place.log.readAll(undefined, 300)).map(({ position }) => position),
    );
  });

  test('is found by a tree of the first format too', async () => {
    await copyEvents(await place.log.readAll(undefined, 300));
    place.tamper(
      "CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'no'); END; PRAGMA user_version = 1",
    );
    expect((await reopened({ log: copy })).fault).toBeUndefined();
  });
});

describe('the file refuses by itself', () => {
  test.each([
    ['an entry changed', 'UPDATE entry SET digest = zeroblob(32)', 'An entry is never changed.'],
    ['an entry removed', 'DELETE FROM entry', 'An entry is never removed.'],
    ['a tile changed', 'UPDATE tile SET hashes = zeroblob(8192)', 'A tile only grows.'],
    ['a tile cut', 'UPDATE tile SET hashes = substr(hashes, 1, 32)', 'A tile only grows.'],
    ['a head changed', "UPDATE checkpoint SET note = 'x'", 'A head is never changed'],
    ['a head removed', 'DELETE FROM checkpoint', 'A head is never removed.'],
    ['a smaller head', "INSERT INTO checkpoint VALUES (299, 'x')", 'A head is signed once'],
    ['a head beyond the entries', "INSERT INTO checkpoint VALUES (301, 'x')", 'A head is signed once'],
  ])('%s', async (_, sql, message) => {
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(place.path);
    expect(() => db.exec(sql)).toThrow(message);
    db.close();
  });

  test.each([
    ['the database of something else', 'PRAGMA application_id = 1', 'is the database of something else.'],
    ['a file of a newer format', 'PRAGMA user_version = 9', 'is of format 9'],
  ])('%s is not taken for a tree', async (_, sql, message) => {
    place.tamper(sql);
    await expect(place.open()).rejects.toThrow(message);
  });

  test('what is no database is not taken for a tree', async () => {
    const elsewhere = logInTree();
    writeFileSync(elsewhere.path, 'no database, and longer than the header of one: '.repeat(10));
    await expect(elsewhere.open()).rejects.toBeInstanceOf(UnusableTreeFile);
    await elsewhere.remove();
  });
});
