import { join } from 'node:path';
import type { KeyEncryptionKeys } from '../privacy/key-wrapping.ts';
import { SqliteVault } from '../privacy/sqlite/sqlite-vault.ts';
import type { Vault } from '../privacy/vault.ts';
import { catalog } from './catalog.ts';
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

/**
 * `log.db` and `keys.db` of a directory, which must exist.
 * @throws {UnusableLogFile} @throws {VaultUnavailable}
 */
export const openEmbeddedLog = (directory: string, keys: KeyEncryptionKeys): EmbeddedLog => {
  const raw = new SqliteEventLog({ path: join(directory, 'log.db') });
  const vault = new SqliteVault({ path: join(directory, 'keys.db'), keys });
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
