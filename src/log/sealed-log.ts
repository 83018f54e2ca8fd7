import { KeyMissing, type Vault } from '../privacy/vault.ts';
import { catalog } from './catalog.ts';
import { keysDestroyedIn } from './destroyed-keys.ts';
import type { EventLog } from './event-log.ts';
import { openedLog } from './opened-log.ts';

/** A log, and the vault with the keys of what is sealed in it. */
export interface SealedLog {
  /** As it is stored: personal fields stand as commitments. */
  readonly raw: EventLog;
  /** With personal fields open. */
  readonly log: EventLog;
  readonly vault: Vault;
  close(): Promise<void>;
}

export const sealedLog = (raw: EventLog, vault: Vault): SealedLog => {
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

/** A vault of an older backup does not know the keys of who came and was erased since: the log says that they are gone. */
export const withKeysOf = async <Result>({ raw, vault }: SealedLog, read: () => Promise<Result>): Promise<Result> => {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof KeyMissing)) throw error;
    await vault.destroyNamed(await keysDestroyedIn(raw));
    return read();
  }
};
