import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '../../src/log/event-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { type FindPersonal, openedLog } from '../../src/log/opened-log.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import type { DeliveryOptions } from '../../src/log/subscriptions.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';

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
  place(): Promise<Place>;
}

/** Every adapter of the port. A new one is a new entry. */
export const adapters: readonly Adapter[] = [
  {
    name: 'memory',
    durable: false,
    keepsCallOrder: true,
    place: async () => ({ open: (options) => new MemoryEventLog(options), remove: async () => {} }),
  },
  {
    name: 'SQLite',
    durable: true,
    keepsCallOrder: true,
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
];

/** Every property of an event's data is taken to be personal. */
const everything: FindPersonal = (_, data) =>
  typeof data === 'object' && data !== null
    ? Object.entries(data).map(([name, value]) => ({ pointer: `/${name}`, of: 'NOMINEE' as const, value }))
    : [];
