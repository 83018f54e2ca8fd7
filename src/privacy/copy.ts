import { type CopyableVault, keyName } from './vault.ts';

/** The target has keys of its own, or of another log. Nothing was changed in it. */
export class OtherVault extends Error {
  override readonly name = 'OtherVault';
  constructor(what: string) {
    super(`The target vault has ${what} that the source has not: it is another one. Copy into an empty vault.`);
  }
}

export interface CopiedKeys {
  /** In the source, those destroyed too. */
  readonly keys: number;
  readonly destroyed: number;
  /** Of them, those that the target did not know. */
  readonly taken: number;
}

/**
 * Copies keys and pins into a vault that is empty, or was copied from the same one before. Keys stay wrapped as they are,
 * and are opened only to see whether they can be; whom either has destroyed stays destroyed.
 *
 * @throws {OtherVault} @throws {WrongKeyEncryptionKey} @throws {SealBroken} @throws {VaultUnavailable}
 */
export const copyVault = async (from: CopyableVault, to: CopyableVault): Promise<CopiedKeys> => {
  await mustBeCopyOf(from, to);
  let [keys, destroyed, taken] = [0, 0, 0];
  for await (const page of from.kept()) {
    taken += await to.takeOver(page);
    keys += page.length;
    destroyed += page.filter(({ wrapped }) => wrapped === null).length;
  }
  for (const [name, text] of await from.pins()) await to.pin(name, text);
  return { keys, destroyed, taken };
};

const mustBeCopyOf = async (from: CopyableVault, to: CopyableVault): Promise<void> => {
  const names = new Set<string>();
  for await (const page of from.kept()) for (const { owner, number } of page) names.add(keyName(owner, number));
  for await (const page of to.kept()) {
    const other = page.find(({ owner, number }) => !names.has(keyName(owner, number)));
    if (other) throw new OtherVault(`a key of ${other.owner}`);
  }
  const pinned = await from.pins();
  for (const [name, text] of await to.pins()) if (pinned.get(name) !== text) throw new OtherVault(`a pin "${name}"`);
};
