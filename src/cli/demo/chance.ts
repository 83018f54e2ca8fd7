import { createHash } from 'node:crypto';

/** Chance that comes out the same every time. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item;
  /** Version 8 of RFC 9562: the bits are our own. */
  uuid(): string;
}

/**
 * Draws from a seed and the name of what is drawn for, not from one long sequence: adding a nominee in one
 * place changes nobody else.
 */
export const chance = (seed: number, name: string): Chance => {
  let drawn = 0;
  const bytes = () => createHash('sha256').update(`${seed}/${name}/${drawn++}`).digest();
  // 48 bits over a range of thousands: what the remainder favors cannot be noticed.
  const between = (least: number, most: number) => least + (bytes().readUIntBE(0, 6) % (most - least + 1));
  return {
    between,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error(`Nothing to pick from for ${name}.`);
      return item;
    },
    uuid() {
      const hex = bytes().toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
};
