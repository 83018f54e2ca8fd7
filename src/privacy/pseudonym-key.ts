import type { KeyedHash } from './keyed-hash.ts';
import type { Vault } from './vault.ts';

/** Under another key the same person is somebody else, and could be nominated twice. */
export class WrongPseudonymKey extends Error {
  override readonly name = 'WrongPseudonymKey';
  constructor(inUse: boolean) {
    const wayOut = inUse
      ? 'Set the one that was set before, from where the keys of the environment are kept; it cannot be exchanged.'
      : 'Nothing is recorded yet: set that one, or remove log.db, keys.db and tree.db to begin with this one.';
    super(
      `LAUREL_PSEUDONYM_KEY is not the one that this log was begun with: everybody in it would be somebody else. ${wayOut}`,
    );
  }
}

/**
 * The pseudonym key that a log is begun with stays its key: a check value is kept with the keys of persons, since neither
 * is of use without the other.
 *
 * @param inUse whether the log holds events
 * @throws {WrongPseudonymKey} @throws {VaultUnavailable}
 */
export const mustBePseudonymKey = async (
  { keyCheck }: KeyedHash,
  vault: Pick<Vault, 'pin'>,
  inUse: boolean,
): Promise<void> => {
  if ((await vault.pin('pseudonym-key', keyCheck)) !== keyCheck) throw new WrongPseudonymKey(inUse);
};
