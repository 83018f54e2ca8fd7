import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from './domain/event.ts';
import { DirectoryFileStore } from './files/directory-store.ts';
import type { FileStore } from './files/file-store.ts';
import { PostgresTurns } from './files/postgres-turns.ts';
import { openS3FileStore } from './files/s3/s3-store.ts';
import { LockFile } from './files/turns.ts';
import type { EventLog } from './log/event-log.ts';
import { openEventStoreLog } from './log/eventstoredb/eventstoredb-log.ts';
import { type SealedLog, sealedLog } from './log/sealed-log.ts';
import { SqliteEventLog } from './log/sqlite/sqlite-log.ts';
import type { KeyEncryptionKeys } from './privacy/key-wrapping.ts';
import { PostgresVault } from './privacy/postgres/postgres-vault.ts';
import { SqliteVault } from './privacy/sqlite/sqlite-vault.ts';
import type { CopyableVault, Vault } from './privacy/vault.ts';

/** Where a Laurel keeps what must not be lost: by default all of it in its data directory. */
export interface StoreSettings {
  /** The data directory. */
  readonly directory: string;
  /** Wrap the keys in the vault. */
  readonly sealing: KeyEncryptionKeys;
  /** `esdb://…` or `esdb+discover://…`; without it the log is `log.db`. */
  readonly eventStore?: string | undefined;
  /** `postgres://…`; without it the vault is `keys.db`. */
  readonly keyVault?: string | undefined;
  /** `s3://…`; without it files are kept in `files/`. */
  readonly fileStore?: string | undefined;
}

export interface OpenOptions {
  /** For who only looks: nothing is made where there is no log, or no vault. */
  readonly mustExist?: boolean;
  /** Told of every call to a server that is about to be repeated. */
  readonly onRetry?: (error: unknown) => void;
  /** Told of every batch of events that has to be delivered again. */
  readonly onDeliveryFailure?: (error: unknown) => void;
  /** What stands between the log and all that use it. */
  readonly observe?: (log: EventLog) => EventLog;
}

/**
 * The log with its vault. A log that holds events never gets a new vault: what is sealed in it could not be read, and
 * would seem to belong to nobody.
 *
 * @throws {UnusableLogFile} @throws {UnusableConnectionString} @throws {LogUnavailable} @throws {LogLeftBehind}
 * @throws {VaultUnavailable} @throws {VaultOfAnotherLog}
 */
export const openStores = async (settings: StoreSettings, options: OpenOptions = {}): Promise<SealedLog> => {
  const { mustExist = false, observe = (log) => log } = options;
  const raw = observe(openRawLog(settings, options));
  try {
    await mustHoldWhatIsHere(raw, settings);
    const [first] = await raw.readAll(undefined, 1);
    const vault = await openVault(settings, mustExist || first !== undefined);
    await mustBeVaultOf(first, vault).catch(async (error) => {
      await vault.close();
      throw error;
    });
    return sealedLog(raw, vault);
  } catch (error) {
    await raw.close();
    throw error;
  }
};

/** Whoever names an event store for a Laurel that had none would find it empty, or without what was recorded last. */
export class LogLeftBehind extends Error {
  override readonly name = 'LogLeftBehind';
  constructor(directory: string) {
    super(
      `${join(directory, 'log.db')} holds events that the event store of LAUREL_EVENT_STORE does not. Copy them with ` +
        `\`laurel log copy --from ${directory} --to settings\`; or, if they are of no concern any more, move log.db away.`,
    );
  }
}

/** The last event of the embedded log, if there is one beside an event store, must be in that. @throws {LogLeftBehind} */
const mustHoldWhatIsHere = async (raw: EventLog, { directory, eventStore }: StoreSettings): Promise<void> => {
  if (eventStore === undefined || !existsSync(join(directory, 'log.db'))) return;
  const here = new SqliteEventLog({ path: join(directory, 'log.db'), mustExist: true });
  try {
    const last = await here.last();
    const [there] = last ? await raw.readStream(last.stream, last.revision, 1) : [];
    if (there?.id !== last?.id) throw new LogLeftBehind(directory);
  } finally {
    await here.close();
  }
};

/** The keys of one log would seal another one: who is erased from one would be gone from both. */
export class VaultOfAnotherLog extends Error {
  override readonly name = 'VaultOfAnotherLog';
  constructor(isEmpty: boolean) {
    super(
      `The key vault belongs to another log than this one${isEmpty ? ', which is empty' : ''}. Check LAUREL_EVENT_STORE ` +
        '(or LAUREL_DATA) and LAUREL_KEY_VAULT: both must be of one Laurel, and all its replicas have the same.',
    );
  }
}

/** A log is known by its first event, wherever it is copied to. */
const mustBeVaultOf = async (first: Recorded | undefined, vault: CopyableVault): Promise<void> => {
  const known = (await vault.pins()).get('first-event');
  if (first === undefined && known === undefined) return;
  if (first === undefined || (known ?? (await vault.pin('first-event', first.id))) !== first.id) {
    throw new VaultOfAnotherLog(first === undefined);
  }
};

/** Of calls to a server: all that is tried for one question of the log comes to an end before an operation must. */
const patience = { deadlineMs: 3_000, patienceMs: 5_000 } as const;

/** The log as it is stored. @throws {UnusableLogFile} @throws {UnusableConnectionString} */
export const openRawLog = ({ directory, eventStore }: StoreSettings, options: OpenOptions = {}): EventLog => {
  const { mustExist = false, onRetry, onDeliveryFailure } = options;
  const delivery = onDeliveryFailure && { onDeliveryFailure };
  if (eventStore !== undefined)
    return openEventStoreLog(eventStore, { ...patience, ...(onRetry && { onRetry }), ...delivery });
  return new SqliteEventLog({ path: join(directory, 'log.db'), mustExist, ...delivery });
};

/** @throws {VaultUnavailable} also where there is none and one `mustExist` */
export const openVault = async (
  { directory, sealing, keyVault }: StoreSettings,
  mustExist: boolean,
): Promise<CopyableVault> =>
  keyVault === undefined
    ? new SqliteVault({ path: join(directory, 'keys.db'), keys: sealing, mustExist })
    : PostgresVault.open({ url: keyVault, keys: sealing, mustExist });

/** Files, and what lets go of the servers that keep them. */
export interface OpenFiles {
  readonly files: FileStore;
  close(): Promise<void>;
}

/**
 * Turns over files hold wherever the vault is reached: replicas that share a bucket share a vault.
 *
 * @throws {FileStoreUnavailable} @throws {UnusableFileStoreUrl} @throws {BucketNotReached}
 */
export const openFiles = async (settings: StoreSettings, vault: Vault): Promise<OpenFiles> => {
  const { directory, fileStore, keyVault } = settings;
  if (fileStore === undefined) {
    const files = new DirectoryFileStore(join(directory, 'files'), vault);
    await files.removeLeftOvers();
    return { files, close: async () => {} };
  }
  const turns = keyVault === undefined ? new LockFile(join(directory, 'files.lock')) : new PostgresTurns(keyVault);
  const closeTurns = async () => (turns instanceof PostgresTurns ? turns.close() : undefined);
  try {
    const files = await openS3FileStore({ url: fileStore, spool: join(directory, 'incoming'), vault, turns });
    await files.removeLeftOvers();
    return {
      files,
      async close() {
        files.close();
        await closeTurns();
      },
    };
  } catch (error) {
    await closeTurns();
    throw error;
  }
};
