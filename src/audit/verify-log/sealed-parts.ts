import type { Recorded } from '../../domain/event.ts';
import { catalog } from '../../log/catalog.ts';
import { commitmentOf, openingsOf, openPart, unsealed } from '../../log/sealing.ts';
import { SealBroken } from '../../privacy/aead.ts';
import { type DataKey, KeyMissing, type Vault } from '../../privacy/vault.ts';
import type { LeafLine } from '../bundle/format.ts';
import { commitmentsOf } from '../bundle/leaf-line.ts';
import type { Damage, Damages } from './damage.ts';
import { placeOf } from './order.ts';
import type { StoredRow } from './rows.ts';

type Key = DataKey | 'DESTROYED' | 'MISSING';

export interface SealedCounts {
  /** Commitments that were opened and agree. */
  readonly opened: number;
  /** Commitments that could not be opened, for want of keys. */
  readonly notOpened: number;
  /** Commitments whose key was destroyed. */
  readonly erased: number;
}

/**
 * Opens what is sealed, where there is a vault, and compares it with the commitments. Whether a key was rightly destroyed
 * is known when the whole log has been read: an erasure stands after what it erases.
 */
export const sealedPartsCheck = (vault: Vault | undefined, damages: Damages) => {
  const counts = { opened: 0, notOpened: 0, erased: 0 };
  const erasedBy = new Map<string, Damage>();
  const destroyed = new Map<string, Damage>();
  const withoutCiphertext: { readonly keys: readonly string[]; readonly damage: Damage }[] = [];

  const keysOf = async (events: readonly Recorded[]): Promise<ReadonlyMap<string, Key>> => {
    const names = new Set(events.flatMap(({ meta }) => (meta.sealed ?? []).flatMap(({ keys }) => keys)));
    if (!vault) return new Map();
    try {
      return await vault.keys(names);
    } catch (error) {
      if (!(error instanceof KeyMissing || error instanceof SealBroken)) throw error;
      return new Map(await Promise.all([...names].map(async (name) => [name, await keyOf(vault, name)] as const)));
    }
  };

  const checkPart = (row: StoredRow, event: Recorded, index: number, keys: ReadonlyMap<string, Key>): boolean => {
    const { keys: names, fields } = event.meta.sealed?.[index] ?? { keys: [], fields: [] };
    const place = placeOf(row);
    const committed = (commitmentsOf(event as unknown as LeafLine) ?? []).filter(({ pointer }) =>
      fields.some((field) => pointer === field || pointer.startsWith(`${field}/`)),
    );
    if (event.sealed?.[index] === undefined) {
      const expected = `a ciphertext of ${fields.join(' ')}`;
      withoutCiphertext.push({ keys: names, damage: { ...place, expected, found: 'none' } });
    }
    const gone = names.find((name) => keys.get(name) === 'DESTROYED');
    if (gone !== undefined) {
      counts.erased += committed.length;
      if (!destroyed.has(gone)) destroyed.set(gone, { ...place, expected: `the key ${gone}`, found: 'destroyed' });
      return false;
    }
    const missing = vault && names.find((name) => keys.get(name) === 'MISSING');
    if (missing !== undefined) damages.add('KEY_MISSING', { ...place, expected: `the key ${missing}`, found: 'none' });
    if (!vault || missing !== undefined || event.sealed?.[index] === undefined) {
      counts.notOpened += committed.length;
      return false;
    }
    return compare(row, event, index, keys as ReadonlyMap<string, DataKey>, committed);
  };

  const compare = (
    row: StoredRow,
    event: Recorded,
    index: number,
    keys: ReadonlyMap<string, DataKey>,
    committed: readonly { readonly pointer: string; readonly value: string }[],
  ): boolean => {
    const part = openedPart(event, index, keys);
    if (!part) {
      counts.notOpened += committed.length;
      const expected = `what was sealed under ${event.meta.sealed?.[index]?.keys.join(' ')}`;
      damages.add('CIPHERTEXT_BROKEN', { ...placeOf(row), expected, found: 'something else' });
      return false;
    }
    const opened = new Map(openingsOf(part).map((opening) => [opening.pointer, commitmentOf(opening)]));
    for (const { pointer, value } of committed) {
      if (opened.get(pointer) === value) counts.opened++;
      else {
        const found = `${value} at ${pointer}`;
        damages.add('COMMITMENT_MISMATCH', {
          ...placeOf(row),
          expected: opened.get(pointer) ?? 'no commitment',
          found,
        });
      }
    }
    for (const [pointer, expected] of opened) {
      if (committed.some((one) => one.pointer === pointer)) continue;
      damages.add('COMMITMENT_MISMATCH', { ...placeOf(row), expected: `${expected} at ${pointer}`, found: 'none' });
    }
    return true;
  };

  /** With every part open, the data has to be as its schema says. */
  const checkOpen = (row: StoredRow, event: Recorded, keys: ReadonlyMap<string, Key>): void => {
    const open = unsealed(event, (name) => (keys.get(name) as DataKey | undefined) ?? 'DESTROYED');
    const fault = catalog.faultIn(open, 'OPEN');
    if (fault)
      damages.add(fault.kind, { ...placeOf(row), expected: `${row.type} as its schema says`, found: fault.problem });
  };

  return {
    async next(rows: readonly (readonly [StoredRow, Recorded])[]): Promise<void> {
      const keys = await keysOf(rows.map(([, event]) => event));
      for (const [row, event] of rows) {
        const parts = event.meta.sealed ?? [];
        const open = parts.map((_, index) => checkPart(row, event, index, keys));
        if (parts.length > 0 && open.every(Boolean)) checkOpen(row, event, keys);
        if (event.type !== 'PersonalDataErased') continue;
        for (const name of keysIn(event)) erasedBy.set(name, placeOf(row) as Damage);
      }
    },
    async end(): Promise<SealedCounts> {
      for (const { keys, damage } of withoutCiphertext) {
        if (!keys.some((name) => erasedBy.has(name))) damages.add('CIPHERTEXT_MISSING', damage);
      }
      for (const [name, damage] of destroyed) if (!erasedBy.has(name)) damages.add('KEY_DESTROYED', damage);
      if (vault) await mustBeGone(vault);
      return counts;
    },
  };

  async function mustBeGone(from: Vault): Promise<void> {
    for (const [name, place] of erasedBy) {
      if ((await keyOf(from, name)) === 'DESTROYED') continue;
      damages.add('KEY_NOT_DESTROYED', { ...place, expected: `the key ${name} destroyed`, found: 'not destroyed' });
    }
  }
};

const keysIn = ({ data }: Recorded): readonly string[] => {
  const { keys } = data as { readonly keys?: unknown };
  return Array.isArray(keys) ? keys : [];
};

const keyOf = async (vault: Vault, name: string): Promise<Key> => {
  try {
    return (await vault.keys([name])).get(name) ?? 'MISSING';
  } catch (error) {
    if (error instanceof KeyMissing || error instanceof SealBroken) return 'MISSING';
    throw error;
  }
};

const openedPart = (event: Recorded, index: number, keys: ReadonlyMap<string, DataKey>) => {
  try {
    return openPart(event, index, (name) => keys.get(name) ?? 'DESTROYED');
  } catch {
    // Not decrypted, or not what a seal holds.
    return undefined;
  }
};
