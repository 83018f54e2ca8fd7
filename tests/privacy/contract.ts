import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyMissing, type Vault, VaultUnavailable, WrongKeyEncryptionKey } from '../../src/privacy/vault.ts';

export interface VaultPlace {
  /** `kek`: which key-encryption key is the present one, and which are given beside it. */
  open(kek?: number, old?: readonly number[]): Promise<Vault>;
  /** Every byte that the place keeps of keys. */
  bytes(): Promise<Buffer>;
  /** The wrapped keys of an owner that are there, as they are stored. */
  wrappedOf(owner: string): Promise<readonly Buffer[]>;
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
  const open = async (kek?: number, old?: readonly number[]): Promise<Vault> => {
    const vault = await place.open(kek, old);
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
      const vault = await open();
      const [a, again, b] = await Promise.all([
        vault.keyOf('person/a'),
        vault.keyOf('person/a'),
        vault.keyOf('person/b'),
      ]);
      expect(a).toEqual(again);
      expect(a.name).toMatch(/^person\/a\/\d+$/);
      expect(a.bytes).toHaveLength(32);
      expect(b.bytes.equals(a.bytes)).toBe(false);
      expect(await (await open()).keyOf('person/a')).toEqual(a);
    });

    it('is one where two ask for it at once', async () => {
      const [first, second] = [await open(), await open()];
      const keys = await Promise.all([first, second].map((vault) => vault.keyOf('person/a')));
      expect(keys[0]).toEqual(keys[1]);
    });

    it('is there after the process that asked for it was killed', async () => {
      const killed = await place.keyOfKilled('person/a');
      expect((await (await open()).keyOf('person/a')).bytes.toString('hex')).toBe(killed);
    });

    it('has a name that no other vault gives to another key', async () => {
      const { name } = await (await open()).keyOf('person/a');
      const elsewhere = await adapter.place();
      const other = await elsewhere.open();
      expect((await other.keyOf('person/a')).name).not.toBe(name);
      await expect(other.keys([name])).rejects.toThrow(KeyMissing);
      await other.close();
      await elsewhere.remove();
    });

    it('is looked up by its name, and one that never was is missed', async () => {
      const vault = await open();
      const key = await vault.keyOf('official/a/b');
      expect((await vault.keys([key.name, key.name])).get(key.name)).toEqual(key);
      await expect(vault.keys(['person/nobody/1'])).rejects.toThrow(KeyMissing);
    });

    it('stands nowhere as it is', async () => {
      const { bytes } = await (await open()).keyOf('person/a');
      expect((await place.bytes()).includes(bytes)).toBe(false);
    });
  });

  describe('what is destroyed', () => {
    it('stays destroyed, in every process, and leaves no wrapped byte behind', async () => {
      const [vault, other] = [await open(), await open()];
      const names = [(await vault.keyOf('person/a')).name];
      await other.keys(names);
      const kept = await vault.keyOf('person/b');
      const wrapped = await place.wrappedOf('person/a');
      expect(wrapped).toHaveLength(1);
      for (const one of wrapped) expect((await place.bytes()).includes(one)).toBe(true);
      expect(await vault.destroy('person/a')).toEqual(names);
      for (const one of [vault, other, await open()]) {
        expect((await one.keys(names)).get(names[0] as string)).toBe('DESTROYED');
        expect((await one.keys([kept.name])).get(kept.name)).toEqual(kept);
      }
      expect(await vault.namesOf('person/a')).toEqual([]);
      for (const one of wrapped) expect((await place.bytes()).includes(one)).toBe(false);
    });

    it('is told again to whoever was interrupted; nobody had none', async () => {
      const vault = await open();
      const { name } = await vault.keyOf('person/a');
      await vault.destroy('person/a');
      expect(await vault.destroy('person/a')).toEqual([name]);
      expect(await vault.destroy('person/nobody')).toEqual([]);
    });

    it('is followed by another key where the owner appears again', async () => {
      const vault = await open();
      const first = await vault.keyOf('person/a');
      await vault.destroy('person/a');
      const second = await vault.keyOf('person/a');
      expect(second.name).not.toBe(first.name);
      expect(second.bytes.equals(first.bytes)).toBe(false);
      expect(await vault.namesOf('person/a')).toEqual([second.name]);
      expect(await vault.destroy('person/a')).toEqual([first.name, second.name]);
    });

    it('can be named, also to a vault that never had it, which then gives another one', async () => {
      const vault = await open();
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
      const before = await open(1);
      const keys = await Promise.all(['person/a', 'person/b'].map((owner) => before.keyOf(owner)));
      await before.destroy('person/b');
      await expect(open(2)).rejects.toThrow(VaultUnavailable);
      const vault = await open(2, [1]);
      expect(await vault.keyOf('person/a')).toEqual(keys[0]);
      expect(await vault.rewrap()).toBe(1);
      expect(await vault.rewrap()).toBe(0);
      expect(await (await open(2)).keyOf('person/a')).toEqual(keys[0]);
      await expect(open(1)).rejects.toThrow(VaultUnavailable);
    });

    it('that is wrong is told at once, by name', async () => {
      await (await open(1)).keyOf('person/a');
      await expect(open(3)).rejects.toThrow(WrongKeyEncryptionKey);
      await expect(open(3)).rejects.toThrow(
        /^The key vault is unavailable: LAUREL_KEY_ENCRYPTION_KEY \(id [0-9a-f]{16}\) .* may simply be wrong, .*KEYS_OLD\.$/,
      );
    });
  });

  describe('what is pinned', () => {
    it('is what was given first, in every process and ever after', async () => {
      const [vault, other] = [await open(), await open()];
      expect(await vault.pin('a', 'first')).toBe('first');
      expect(await other.pin('a', 'second')).toBe('first');
      expect(await vault.pin('b', 'second')).toBe('second');
      await vault.close();
      expect(await (await open()).pin('a', 'third')).toBe('first');
    });

    it('is one text where two give theirs at once', async () => {
      const [vault, other] = [await open(), await open()];
      const [one, two] = await Promise.all([vault.pin('a', 'first'), other.pin('a', 'second')]);
      expect(two).toBe(one);
      expect(['first', 'second']).toContain(one);
    });
  });
};
