import { it } from 'vitest';

export type AttackClass =
  /** Events, entries, rows and files that are changed, removed, added or moved. */
  | 'storage'
  | 'time'
  /** Roots and sizes that were signed, by the log or by witnesses. */
  | 'heads'
  | 'signatures'
  | 'proofs'
  /** The same said in other bytes, and bytes that say nothing. */
  | 'encoding'
  /** What is sealed, its keys, and who is shown it. */
  | 'privacy'
  /** Requests that make a server work for nothing. */
  | 'load';

/** What somebody tries, and the reason for which it does not succeed. */
export interface Attack {
  readonly class: AttackClass;
  readonly name: string;
  readonly expected: string;
}

declare module 'vitest' {
  interface TaskMeta {
    attack?: AttackClass;
  }
}

/** A test for each: one that passes counts as an attack that was detected. See `summary.ts`. */
export const attacks = <A extends Attack>(list: readonly A[], run: (attack: A) => unknown): void => {
  for (const attack of list) {
    it(`${attack.class}: ${attack.name}: ${attack.expected}`, async ({ task }) => {
      task.meta.attack = attack.class;
      await run(attack);
    });
  }
};

/** Attacks of one class; one that says its own keeps it. */
export const classing =
  <A extends Attack>() =>
  (name: AttackClass, list: readonly (Omit<A, 'class'> & { readonly class?: AttackClass })[]): readonly A[] =>
    list.map((one) => ({ class: name, ...one }) as unknown as A);
