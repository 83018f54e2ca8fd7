import { join } from 'node:path';
import type { KeyEncryptionKeys } from '../privacy/key-wrapping.ts';
import type { SqliteVaultOptions } from '../privacy/sqlite/key-table.ts';
import { SqliteVault } from '../privacy/sqlite/sqlite-vault.ts';
import { KeyMissing, type Vault } from '../privacy/vault.ts';
import { catalog } from './catalog.ts';
import { keysDestroyedIn } from './destroyed-keys.ts';
import type { EventLog } from './event-log.ts';
import { openedLog } from './opened-log.ts';
import { SqliteEventLog } from './sqlite/sqlite-log.ts';

/** The embedded store of a data directory. */
export interface EmbeddedLog {
  /** As it is stored: personal fields stand as commitments. */
  readonly raw: EventLog;
  /** With personal fields open. */
  readonly log: EventLog;
  readonly vault: Vault;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** For who only looks: nothing is made where there is no log. */
  readonly mustExist?: boolean;
}

/**
 * `log.db` and `keys.db` of a directory, which must exist. A log that holds events never gets a new vault: what is sealed
 * in it could not be read, and would seem to belong to nobody.
 *
 * @throws {UnusableLogFile} @throws {VaultUnavailable}
 */
export const openEmbeddedLog = (
  directory: string,
  keys: KeyEncryptionKeys,
  { mustExist = false }: EmbeddedOptions = {},
): EmbeddedLog => {
  const raw = new SqliteEventLog({ path: join(directory, 'log.db'), mustExist });
  const vault = vaultBeside(raw, { path: join(directory, 'keys.db'), keys, mustExist: mustExist || !raw.isEmpty() });
  const log = openedLog(raw, vault, (type, data) => catalog.personalIn(type as never, data));
  return {
    raw,
    log,
    vault,
    async close() {
      await log.close();
      await vault.close();
    },
  };
};

const vaultBeside = (raw: EventLog, options: SqliteVaultOptions): Vault => {
  try {
    return new SqliteVault(options);
  } catch (error) {
    void raw.close();
    throw error;
  }
};

/** A vault of an older backup does not know the keys of who came and was erased since: the log says that they are gone. */
export const withKeysOf = async <Result>({ raw, vault }: EmbeddedLog, read: () => Promise<Result>): Promise<Result> => {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof KeyMissing)) throw error;
    await vault.destroyNamed(await keysDestroyedIn(raw));
    return read();
  }
};
