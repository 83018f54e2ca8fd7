import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyLog } from '../../src/log/copy.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { LogLeftBehind, openRawLog, openStores, type StoreSettings, VaultOfAnotherLog } from '../../src/stores.ts';
import { type StandIn, startEventStoreDb } from '../eventstoredb-server/start.ts';
import { events, stream } from '../log/facts.ts';

/** Of a Laurel that kept everything in its directory, and is given an event store. */
let directory: string;
let server: StandIn;
let settings: StoreSettings;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-choice-'));
  server = await startEventStoreDb();
  settings = { directory, sealing: { current: Buffer.alloc(32, 1) }, eventStore: server.connectionString };
  const before = await openStores({ ...settings, eventStore: undefined });
  await before.raw.append(stream('nomination-1'), events(3), 'no-stream');
  await before.close();
});
afterEach(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const copied = async (): Promise<void> => {
  const [from, to] = [new SqliteEventLog({ path: join(directory, 'log.db') }), openRawLog(settings)];
  await copyLog({ from, to });
  await Promise.all([from.close(), to.close()]);
};

test('an event store without the events that are here is not begun with', async () => {
  await expect(openStores(settings)).rejects.toThrow(LogLeftBehind);
  await expect(openStores(settings)).rejects.toThrow(`laurel log copy --from ${directory} --to settings`);
});

test('nor one without the last of them', async () => {
  await copied();
  const late = new SqliteEventLog({ path: join(directory, 'log.db') });
  await late.append(stream('nomination-1'), events(1), 2);
  await late.close();
  await expect(openStores(settings)).rejects.toThrow(LogLeftBehind);
});

test('one that has them all is, and goes on', async () => {
  await copied();
  const store = await openStores(settings);
  await store.raw.append(stream('nomination-1'), events(1), 2);
  await store.close();
  const again = await openStores(settings);
  expect(await again.raw.readStream(stream('nomination-1'))).toHaveLength(4);
  await again.close();
});

test('keys of one log do not seal another one, nor an empty one', async () => {
  const again = await openStores({ ...settings, eventStore: undefined });
  await again.close();
  await copied();
  const other = await startEventStoreDb();
  const elsewhere = mkdtempSync(join(tmpdir(), 'laurel-choice-'));
  renameSync(join(directory, 'log.db'), join(elsewhere, 'log.db'));
  const swapped = { ...settings, eventStore: other.connectionString };
  await expect(openStores(swapped)).rejects.toThrow('belongs to another log than this one, which is empty');
  const log = openRawLog(swapped);
  await log.append(stream('nomination-1'), events(1), 'no-stream');
  await log.close();
  await expect(openStores(swapped)).rejects.toThrow(VaultOfAnotherLog);
  // The same log in another place is no other log.
  await (await openStores(settings)).close();
  await other.close();
  rmSync(elsewhere, { recursive: true });
});
