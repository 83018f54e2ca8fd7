import type { Row } from '../row.ts';

/**
 * The newest rows this process committed, so that live subscribers need not read them back from the disk.
 * It holds one unbroken run: rows of another process in between begin it anew.
 */
export class Tail {
  readonly #capacity: number;
  #rows: Row[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(rows: readonly Row[]): void {
    const unbroken = this.#rows.at(-1)?.position === (rows.at(0)?.position ?? 0) - 1;
    this.#rows = unbroken ? this.#rows : [];
    for (const row of rows) this.#rows.push(row);
    // Trimmed at twice the capacity, so that the array is copied once in many commits.
    if (this.#rows.length > 2 * this.#capacity) this.#rows = this.#rows.slice(-this.#capacity);
  }

  /** Up to `limit` rows after a position; undefined if only the disk can tell. */
  after(position: number, limit: number): readonly Row[] | undefined {
    const first = this.#rows.at(0)?.position;
    if (first === undefined || position + 1 < first) return undefined;
    const from = position + 1 - first;
    return from < this.#rows.length ? this.#rows.slice(from, from + limit) : undefined;
  }
}
