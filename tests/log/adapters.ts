import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '../../src/log/event-log.ts';
import { openEventStoreLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { type FindPersonal, openedLog } from '../../src/log/opened-log.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import type { DeliveryOptions } from '../../src/log/subscriptions.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { startEventStoreDb } from '../eventstoredb-server/start.ts';
import { cornerOf } from './eventstoredb/corner.ts';

/** Where an empty log can be opened, by one process or several, and again after it was closed. */
export interface Place {
  open(options?: DeliveryOptions): EventLog;
  remove(): Promise<void>;
}

export interface Adapter {
  readonly name: string;
  /** Whether what was acknowledged outlives the process, and two instances share a place. */
  readonly durable: boolean;
  /** Whether appends made at once are taken in the order of the calls. */
  readonly keepsCallOrder: boolean;
  /**
   * Whether an event is refused whose id another stream holds. EventStoreDB has no index of ids: it compares them with
   * those at the place in the stream. Laurel is safe without: ids are made of the command's, and a command writes to a
   * second stream under an id of its own step (src/log/event-id.ts); a repeat is known by the stream it was decided on.
   */
  readonly knowsIdsOfOtherStreams: boolean;
  place(): Promise<Place>;
}

/** A real EventStoreDB, where one is given: it is left with streams of the tests. */
const esdb = process.env.LAUREL_TEST_ESDB;
if (esdb === undefined) console.info('LAUREL_TEST_ESDB is not set: the log is not tested on a real EventStoreDB.');
const onRealServer: readonly Adapter[] =
  esdb === undefined
    ? []
    : [
        {
          name: 'EventStoreDB client, on a real server',
          durable: true,
          keepsCallOrder: false,
          knowsIdsOfOtherStreams: false,
          place: () => cornerOf(esdb),
        },
      ];

/** Every adapter of the port. A new one is a new entry. */
export const adapters: readonly Adapter[] = [
  {
    name: 'memory',
    durable: false,
    keepsCallOrder: true,
    knowsIdsOfOtherStreams: true,
    place: async () => ({ open: (options) => new MemoryEventLog(options), remove: async () => {} }),
  },
  {
    name: 'SQLite',
    durable: true,
    keepsCallOrder: true,
    knowsIdsOfOtherStreams: true,
    place: async () => {
      const directory = await mkdtemp(join(tmpdir(), 'laurel-log-'));
      return {
        open: (options) => new SqliteEventLog({ path: join(directory, 'log.db'), pollMs: 5, ...options }),
        remove: () => rm(directory, { recursive: true }),
      };
    },
  },
  {
    name: 'SQLite, sealed',
    durable: true,
    keepsCallOrder: false,
    knowsIdsOfOtherStreams: true,
    place: async () => {
      const directory = await mkdtemp(join(tmpdir(), 'laurel-log-'));
      return {
        open: (options) => {
          const raw = new SqliteEventLog({ path: join(directory, 'log.db'), pollMs: 5, ...options });
          const vault = new SqliteVault({ path: join(directory, 'keys.db'), keys: { current: Buffer.alloc(32, 1) } });
          const log = openedLog(raw, vault, everything);
          return { ...log, close: () => log.close().then(() => vault.close()) };
        },
        remove: () => rm(directory, { recursive: true }),
      };
    },
  },
  {
    name: 'EventStoreDB client, on the stand-in',
    durable: true,
    keepsCallOrder: false,
    knowsIdsOfOtherStreams: false,
    place: async () => {
      const server = await startEventStoreDb();
      return {
        open: (options) => openEventStoreLog(server.connectionString, options),
        remove: () => server.close(),
      };
    },
  },
  ...onRealServer,
];

/** Every property of an event's data is taken to be personal. */
const everything: FindPersonal = (_, data) =>
  typeof data === 'object' && data !== null
    ? Object.entries(data).map(([name, value]) => ({ pointer: `/${name}`, of: 'NOMINEE' as const, value }))
    : [];
