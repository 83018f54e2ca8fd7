import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyMissing, type Vault, VaultUnavailable, WrongKeyEncryptionKey } from '../../src/privacy/vault.ts';

export interface VaultPlace {
  /** `kek`: which key-encryption key is the present one, and which are given beside it. */
  open(kek?: number, old?: readonly number[]): Vault;
  /** Every byte that the place keeps, wherever. */
  bytes(): Buffer;
  /** Asks for the owner's key in a process of its own, which is killed as soon as it has it; the key in hexadecimal. */
  keyOfKilled(owner: string): Promise<string>;
  remove(): Promise<void>;
}

export interface VaultAdapter {
  readonly name: string;
  place(): Promise<VaultPlace>;
}

/** What every vault must do, whatever it is made of: the docstrings of src/privacy/vault.ts, proved. */
export const vaultContract = (adapter: VaultAdapter): void => {
  let place: VaultPlace;
  let opened: Vault[];
  const open = (kek?: number, old?: readonly number[]): Vault => {
    const vault = place.open(kek, old);
    opened.push(vault);
    return vault;
  };
  beforeEach(async () => {
    place = await adapter.place();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((vault) => vault.close()));
    await place.remove();
  });

  describe('a key', () => {
    it('is the same for its owner ever after, and nobody else’s', async () => {
      const vault = open();
      const [a, again, b] = await Promise.all([
        vault.keyOf('person/a'),
        vault.keyOf('person/a'),
        vault.keyOf('person/b'),
      ]);
      expect(a).toEqual(again);
      expect(a.name).toMatch(/^person\/a\/\d+$/);
      expect(a.bytes).toHaveLength(32);
      expect(b.bytes.equals(a.bytes)).toBe(false);
      expect(await open().keyOf('person/a')).toEqual(a);
    });

    it('is one where two ask for it at once', async () => {
      const [first, second] = [open(), open()];
      const keys = await Promise.all([first, second].map((vault) => vault.keyOf('person/a')));
      expect(keys[0]).toEqual(keys[1]);
    });

    it('is there after the process that asked for it was killed', async () => {
      const killed = await place.keyOfKilled('person/a');
      expect((await open().keyOf('person/a')).bytes.toString('hex')).toBe(killed);
    });

    it('has a name that no other vault gives to another key', async () => {
      const { name } = await open().keyOf('person/a');
      const elsewhere = await adapter.place();
      const other = elsewhere.open();
      expect((await other.keyOf('person/a')).name).not.toBe(name);
      await expect(other.keys([name])).rejects.toThrow(KeyMissing);
      await other.close();
      await elsewhere.remove();
    });

    it('is looked up by its name, and one that never was is missed', async () => {
      const vault = open();
      const key = await vault.keyOf('official/a/b');
      expect((await vault.keys([key.name, key.name])).get(key.name)).toEqual(key);
      await expect(vault.keys(['person/nobody/1'])).rejects.toThrow(KeyMissing);
    });

    it('stands nowhere as it is', async () => {
      const { bytes } = await open().keyOf('person/a');
      expect(place.bytes().includes(bytes)).toBe(false);
    });
  });

  describe('what is destroyed', () => {
    it('stays destroyed, in every process, and leaves no wrapped byte behind', async () => {
      const [vault, other] = [open(), open()];
      const names = [(await vault.keyOf('person/a')).name];
      await other.keys(names);
      const kept = await vault.keyOf('person/b');
      const before = place.bytes();
      expect(await vault.destroy('person/a')).toEqual(names);
      for (const one of [vault, other, open()]) {
        expect((await one.keys(names)).get(names[0] as string)).toBe('DESTROYED');
        expect((await one.keys([kept.name])).get(kept.name)).toEqual(kept);
      }
      expect(await vault.namesOf('person/a')).toEqual([]);
      for (const wrapped of wrappedIn(before, 'person/a')) expect(place.bytes().includes(wrapped)).toBe(false);
    });

    it('is told again to whoever was interrupted; nobody had none', async () => {
      const vault = open();
      const { name } = await vault.keyOf('person/a');
      await vault.destroy('person/a');
      expect(await vault.destroy('person/a')).toEqual([name]);
      expect(await vault.destroy('person/nobody')).toEqual([]);
    });

    it('is followed by another key where the owner appears again', async () => {
      const vault = open();
      const first = await vault.keyOf('person/a');
      await vault.destroy('person/a');
      const second = await vault.keyOf('person/a');
      expect(second.name).not.toBe(first.name);
      expect(second.bytes.equals(first.bytes)).toBe(false);
      expect(await vault.namesOf('person/a')).toEqual([second.name]);
      expect(await vault.destroy('person/a')).toEqual([first.name, second.name]);
    });

    it('can be named, also to a vault that never had it, which then gives another one', async () => {
      const vault = open();
      const kept = await vault.keyOf('person/a');
      expect(await vault.destroyNamed(['person/x/1', 'person/y/1'])).toBe(0);
      expect((await vault.keys(['person/x/1'])).get('person/x/1')).toBe('DESTROYED');
      expect((await vault.keyOf('person/x')).name).not.toBe('person/x/1');
      expect((await vault.keys([kept.name])).get(kept.name)).toEqual(kept);
      expect(await vault.destroyNamed([kept.name])).toBe(1);
      expect((await vault.keys([kept.name])).get(kept.name)).toBe('DESTROYED');
    });
  });

  describe('the key-encryption key', () => {
    it('can be exchanged: the old one is needed until everything is wrapped anew', async () => {
      const before = open(1);
      const keys = await Promise.all(['person/a', 'person/b'].map((owner) => before.keyOf(owner)));
      await before.destroy('person/b');
      expect(() => open(2)).toThrow(VaultUnavailable);
      const vault = open(2, [1]);
      expect(await vault.keyOf('person/a')).toEqual(keys[0]);
      expect(await vault.rewrap()).toBe(1);
      expect(await vault.rewrap()).toBe(0);
      expect(await open(2).keyOf('person/a')).toEqual(keys[0]);
      expect(() => open(1)).toThrow(VaultUnavailable);
    });

    it('that is wrong is told at once, by name', async () => {
      await open(1).keyOf('person/a');
      expect(() => open(3)).toThrow(WrongKeyEncryptionKey);
      expect(() => open(3)).toThrow(
        /^The key vault is unavailable: LAUREL_KEY_ENCRYPTION_KEY \(id [0-9a-f]{16}\) .* may simply be wrong, .*KEYS_OLD\.$/,
      );
    });
  });

  describe('what is pinned', () => {
    it('is what was given first, in every process and ever after', async () => {
      const [vault, other] = [open(), open()];
      expect(await Promise.all([vault.pin('a', 'first'), other.pin('a', 'second')])).toEqual(['first', 'first']);
      expect(await vault.pin('b', 'second')).toBe('second');
      await vault.close();
      expect(await open().pin('a', 'third')).toBe('first');
    });
  });
};

/** 60 bytes follow the owner's name in the row of a key: SQLite stores the columns of a row side by side. */
const wrappedIn = (bytes: Buffer, owner: string): Buffer[] => {
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(owner); at >= 0; at = bytes.indexOf(owner, at + 1)) {
    const from = at + owner.length + 1;
    if (from + 40 <= bytes.length) found.push(bytes.subarray(from + 8, from + 40));
  }
  return found.filter((part) => part.some((byte) => byte !== 0));
};
