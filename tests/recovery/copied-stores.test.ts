import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rootOfLeaves } from '../../src/audit/merkle/root-of-leaves.ts';
import type { Recorded } from '../../src/domain/event.ts';
import { copyFiles } from '../../src/files/copy.ts';
import { compareLogs, copyLog, NotACopy } from '../../src/log/copy.ts';
import type { EventLog, NewEvent } from '../../src/log/event-log.ts';
import { openEventStoreLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { storedTextsOf } from '../../src/log/leaf.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { copyVault, OtherVault } from '../../src/privacy/copy.ts';
import { PostgresVault } from '../../src/privacy/postgres/postgres-vault.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { type CopyableVault, WrongKeyEncryptionKey } from '../../src/privacy/vault.ts';
import { type RealLog, realLog, sealing } from '../audit/real-log.ts';
import { startEventStoreDb } from '../eventstoredb-server/start.ts';
import { directoryPlace, s3Place } from '../files/adapters.ts';
import { event, events, everythingIn, stream } from '../log/facts.ts';
import { fileOf, inChunks, listOf } from '../support/bytes.ts';
import { laurel } from '../support/command-line.ts';
import { type PostgresServer, postgresIsThere, startPostgres } from '../support/postgres.ts';

/** All of an event but its position, to the letter. */
const asStored = (all: readonly Recorded[]) =>
  all.map((one) => [one.id, one.type, one.schemaVersion, one.stream, one.revision, storedTextsOf(one), one.sealed]);

const rootOf = (all: readonly Recorded[]): string => {
  const leaves = rootOfLeaves();
  for (const one of all) leaves.add(one);
  return leaves.root().toString('base64');
};

let real: RealLog;
let original: readonly Recorded[];
const directory = mkdtempSync(join(tmpdir(), 'laurel-copied-'));

beforeAll(async () => {
  real = await realLog();
  const log = new SqliteEventLog({ path: join(real.directory, 'log.db') });
  original = await everythingIn(log);
  await log.close();
});
afterAll(() => {
  real.remove();
  rmSync(directory, { recursive: true, force: true });
});

const realSource = () => new SqliteEventLog({ path: join(real.directory, 'log.db'), mustExist: true });

describe('a log', () => {
  test('goes to an event store and back, with everything as it was', async () => {
    const server = await startEventStoreDb();
    const [source, store] = [realSource(), openEventStoreLog(server.connectionString)];
    const back = new SqliteEventLog({ path: join(directory, 'back.db') });
    const seen: number[] = [];
    expect(await copyLog({ from: source, to: store, onProgress: ({ events: count }) => seen.push(count) })).toEqual({
      events: original.length,
      written: original.length,
    });
    expect(seen.at(-1)).toBe(original.length);
    await copyLog({ from: store, to: back });
    for (const log of [store, back]) {
      const copy = await everythingIn(log);
      expect(asStored(copy)).toEqual(asStored(original));
      expect(rootOf(copy)).toBe(rootOf(original));
    }
    for (const log of [source, store, back]) await log.close();
    await server.close();
  });

  /** Events of one command are written at once. */
  const ofItsOwnCommand = (one: NewEvent): NewEvent => ({
    ...one,
    meta: { ...one.meta, command: { ...one.meta.command, id: one.id } },
  });

  test('goes on wherever it was interrupted, and with what came meanwhile', async () => {
    const many = events(60).map(ofItsOwnCommand);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }), async (breaks) => {
        const [from, to] = [new MemoryEventLog(), new MemoryEventLog()];
        const add = async (some: readonly NewEvent[], name: string) => {
          for (const one of some) await from.append(stream(`nomination-${name}`), [one], 'any');
        };
        await add(many.slice(0, 20), 'a');
        await add(many.slice(20, 40), 'b');
        for (const after of breaks) await expect(copyLog({ from, to: failing(to, after) })).rejects.toThrow();
        await add(many.slice(40), 'a');
        await copyLog({ from, to });
        expect(asStored(await everythingIn(to))).toEqual(asStored(await everythingIn(from)));
        expect((await copyLog({ from, to })).written).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test('that grows while it is compared is equal as far as it was copied', async () => {
    const from = await logOf(['nomination-1', first], ['nomination-2', second]);
    const to = new MemoryEventLog();
    const { events: copied } = await copyLog({ from, to });
    await from.append(stream('nomination-1'), [third], 'any');
    const compared = await compareLogs({ from, to, mayEnd: 'NEITHER', atMost: copied });
    expect(compared.events).toBe(2);
    expect(await from.readAll(compared.position, 1)).toHaveLength(1);
    await expect(compareLogs({ from, to, mayEnd: 'NEITHER' })).rejects.toThrow('it ends before the source');
  });

  /** Takes so many appends, and no more. */
  const failing = (to: EventLog, appends: number): EventLog => {
    let left = appends;
    return Object.create(to, {
      append: {
        value: (...args: Parameters<EventLog['append']>) =>
          left-- > 0 ? to.append(...args) : Promise.reject(new Error('The line went dead.')),
      },
      readAll: { value: to.readAll.bind(to) },
    });
  };

  const [first, second, third] = events(3) as [NewEvent, NewEvent, NewEvent];
  const logOf = async (...appends: readonly (readonly [string, NewEvent])[]): Promise<EventLog> => {
    const log = new MemoryEventLog();
    for (const [name, one] of appends) await log.append(stream(name), [one], 'any');
    return log;
  };
  test.each<readonly [string, readonly (readonly [string, NewEvent])[], string]>([
    ['a foreign event', [['nomination-9', event()]], 'id of event'],
    [
      'the events in another order',
      [
        ['nomination-2', second],
        ['nomination-1', first],
      ],
      'id of event',
    ],
    ['one in another stream', [['nomination-7', first]], 'stream of event'],
    ['one of another type', [['nomination-1', { ...first, type: 'Returned' }]], 'type of event'],
    ['one of another version', [['nomination-1', { ...first, schemaVersion: 2 }]], 'schemaVersion of event'],
    ['one with other data', [['nomination-1', { ...first, data: { i: 7 } }]], 'data of event'],
    [
      'one with other meta',
      [['nomination-1', { ...first, meta: { ...first.meta, correlationId: 'x' } }]],
      'meta of event',
    ],
    ['one sealed otherwise', [['nomination-1', { ...first, sealed: ['AAAA'] }]], 'what is sealed of event'],
    [
      'more than there is',
      [
        ['nomination-1', first],
        ['nomination-2', second],
        ['nomination-1', third],
        ['nomination-1', event()],
      ],
      'it holds more events',
    ],
  ])('is not copied over a target with %s, which is left as it is', async (_, appends, problem) => {
    const from = await logOf(['nomination-1', first], ['nomination-2', second], ['nomination-1', third]);
    const to = await logOf(...appends);
    const before = await everythingIn(to);
    await expect(copyLog({ from, to })).rejects.toThrow(problem);
    await expect(copyLog({ from, to })).rejects.toThrow(NotACopy);
    expect(await everythingIn(to)).toEqual(before);
  });

  test('is not copied beside another writer', async () => {
    const from = await logOf(['nomination-1', first], ['nomination-2', second]);
    const to = new MemoryEventLog();
    const meddled: EventLog = Object.create(to, {
      readAll: { value: to.readAll.bind(to) },
      append: {
        async value(...args: Parameters<EventLog['append']>) {
          await to.append(stream('nomination-2'), [event()], 'any');
          return to.append(...args);
        },
      },
    });
    await expect(copyLog({ from, to: meddled })).rejects.toThrow('something else writes to its stream nomination-2');
  });

  test('killed in the middle, is whole after the next run, and the command says so', async () => {
    const server = await startEventStoreDb();
    const args = ['log', 'copy', '--from', real.directory, '--to', server.connectionString];
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/laurel.ts', ...args]);
    await vi.waitFor(() => expect(server.stats.written).toBeGreaterThan(20), { timeout: 20_000, interval: 5 });
    child.kill('SIGKILL');
    await once(child, 'close');
    const log = openEventStoreLog(server.connectionString);
    expect((await everythingIn(log)).length).toBeLessThan(original.length);

    const again = await laurel(args);
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining(`Equal: ${original.length} events`)]);
    expect(again.stdout).toContain(rootOf(original));
    expect(asStored(await everythingIn(log))).toEqual(asStored(original));

    await log.append(stream('nomination-9'), [event()], 'no-stream');
    const differs = await laurel([...args, '--verify-only']);
    expect([differs.status, differs.stderr]).toEqual([1, expect.stringContaining('it holds more events')]);
    await log.close();
    await server.close();
  });
});

describe('a vault', () => {
  let postgres: PostgresServer | undefined;
  beforeAll(async () => {
    if (postgresIsThere) postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  let made = 0;
  const sqlite = async (kek = 8): Promise<CopyableVault> =>
    new SqliteVault({ path: join(directory, `keys-${++made}.db`), keys: { current: Buffer.alloc(32, kek) } });
  const inPostgres = async (kek = 8): Promise<CopyableVault> =>
    PostgresVault.open({ url: (await postgres?.database()) ?? '', keys: { current: Buffer.alloc(32, kek) } });

  const filled = async (open: (kek?: number) => Promise<CopyableVault>) => {
    const vault = await open();
    const owners = Array.from({ length: 1_200 }, (_, i) => `person/p${i}`);
    const keys = await Promise.all(owners.map((owner) => vault.keyOf(owner)));
    await vault.destroy('person/p7');
    const renewed = await vault.keyOf('person/p7');
    await vault.pin('pseudonym-key', 'check');
    return { vault, keys, renewed };
  };

  const pairs = [
    ['SQLite to SQLite', sqlite, sqlite, true],
    ['SQLite to PostgreSQL', sqlite, inPostgres, postgresIsThere],
    ['PostgreSQL to SQLite', inPostgres, sqlite, postgresIsThere],
  ] as const;
  const possible = pairs.filter(([, , , isThere]) => isThere);

  test.each(possible)('goes from %s with every key, and without those that were destroyed', async (_, open, into) => {
    const { vault, keys, renewed } = await filled(open);
    const copy = await into();
    expect(await copyVault(vault, copy)).toEqual({ keys: 1_201, destroyed: 1, taken: 1_201 });
    expect(await copyVault(vault, copy)).toEqual({ keys: 1_201, destroyed: 1, taken: 0 });
    const there = await copy.keys([...keys.map(({ name }) => name), renewed.name]);
    for (const { name, bytes } of keys) {
      expect(there.get(name)).toEqual(name === keys[7]?.name ? 'DESTROYED' : { name, bytes });
    }
    expect(await copy.keyOf('person/p7')).toEqual(renewed);
    expect(await copy.pin('pseudonym-key', 'another')).toBe('check');

    await copy.destroy('person/p8');
    await vault.destroy('person/p9');
    await copyVault(vault, copy);
    const gone = [keys[8]?.name ?? '', keys[9]?.name ?? ''];
    expect([...(await copy.keys(gone)).values()]).toEqual(['DESTROYED', 'DESTROYED']);
    await Promise.all([vault.close(), copy.close()]);
  });

  test.each(possible)('of another log is not copied over (%s), nor what could not be opened', async (_, open, into) => {
    const { vault } = await filled(open);
    const other = await into();
    await other.keyOf('person/somebody-else');
    await expect(copyVault(vault, other)).rejects.toThrow(OtherVault);
    const pinned = await into();
    await pinned.pin('pseudonym-key', 'another');
    await expect(copyVault(vault, pinned)).rejects.toThrow(OtherVault);
    const locked = await into(9);
    await expect(copyVault(vault, locked)).rejects.toThrow(WrongKeyEncryptionKey);
    expect(await listOf(locked.kept())).toEqual([]);
    await Promise.all([vault, other, pinned, locked].map((one) => one.close()));
  });
});

describe('files', () => {
  test('go to another store under keys of its vault; who was erased stays behind; a damaged one is named', async () => {
    const [from, to] = [await directoryPlace(), await s3Place()];
    const [source, target] = [from.open(), to.open()];
    const contents = Array.from({ length: 5 }, (_, i) => fileOf('application/pdf', 70_000, i));
    const files = await Promise.all(contents.map((bytes) => source.put(inChunks(bytes), { maxBytes: bytes.length })));
    const [first, second, third] = files.map(({ sha256 }) => sha256) as [string, string, string];
    await from.vault.destroy(`file/${first}`);
    expect(await copyFiles(source, target)).toEqual({ files: 5, bytes: 350_000, taken: 4, erased: 1 });
    expect(await copyFiles(source, target)).toEqual({ files: 5, bytes: 350_000, taken: 0, erased: 1 });
    expect(await target.check(second)).toBe('OK');
    expect(await target.check(first)).toBe('MISSING');

    await target.remove(third, Number.POSITIVE_INFINITY);
    await from.damage(third, 100);
    await expect(copyFiles(source, target)).rejects.toThrow(third);
    expect(await target.check(third)).toBe('MISSING');
    await Promise.all([from.remove(), to.remove()]);
  });
});

describe('the commands say in a line', () => {
  const keys = { LAUREL_KEY_ENCRYPTION_KEY: sealing.current.toString('base64') };
  const secret = 'esdb://admin:changeit@127.0.0.1:1?tls=false';
  test.each<readonly [string, readonly string[], Record<string, string>, string]>([
    [
      'that settings may be the same place',
      ['log', 'copy', '--from', directory, '--to', 'settings'],
      { LAUREL_DATA: directory },
      '--from and --to are the same place.',
    ],
    [
      'that keys are in no event store',
      ['vault', 'copy', '--from', 'esdb://127.0.0.1', '--to', directory],
      keys,
      'an event store holds the log only',
    ],
    [
      'that there is nothing',
      ['log', 'copy', '--from', '/nowhere', '--to', 'x'],
      {},
      'There is no log.db in /nowhere.',
    ],
    [
      'that a store cannot be reached, and not its password',
      ['log', 'copy', '--from', 'settings', '--to', join(directory, 'new')],
      { LAUREL_EVENT_STORE: secret, LAUREL_KEY_VAULT: 'embedded', LAUREL_FILE_STORE: 'embedded' },
      'The event log cannot be reached.',
    ],
  ])('%s', async (_, args, variables, message) => {
    const { status, stdout, stderr } = await laurel([...args], variables);
    expect(stderr).toContain(message);
    expect(stdout + stderr).not.toContain('changeit');
    expect(status).toBe(1);
  });
});
