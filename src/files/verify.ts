import type { FileStore, ListedFile, Soundness } from './file-store.ts';
import type { FileUse, NamedFiles } from './named-files.ts';

/** A file that the log names, as it is found in the store. */
export interface NamedFinding {
  readonly kind: 'NAMED';
  readonly sha256: string;
  readonly soundness: Soundness;
  readonly uses: readonly FileUse[];
}

/** A file that the log does not name: an upload that was never attached. */
export interface UnattachedFinding {
  readonly kind: 'UNATTACHED';
  readonly file: ListedFile;
  readonly pruned: boolean;
}

export type Finding = (NamedFinding | UnattachedFinding) & {
  /** Findings so far with this one, and in all. */
  readonly done: number;
  readonly total: number;
};

interface Verification {
  readonly store: FileStore;
  /** Read after the files are listed, so that what is attached meanwhile is not taken for unattached. */
  readonly named: () => Promise<NamedFiles>;
  /** Unattached files put or renewed before that instant (ms since 1970) are removed; none are without it. */
  readonly pruneBefore?: number;
}

/**
 * Compares the store with the log: first what nothing names, then every named file, each hashed again. Evidence that
 * is not in the store is left out, for it may be on paper.
 */
export async function* verifyFiles({ store, named, pruneBefore }: Verification): AsyncGenerator<Finding> {
  const stored: ListedFile[] = [];
  for await (const file of store.list()) stored.push(file);
  const uses = await named();
  const there = new Set(stored.map(({ sha256 }) => sha256));
  const unattached = stored.filter(({ sha256 }) => !uses.has(sha256));
  const expected = [...uses].filter(([sha256, of]) => there.has(sha256) || of.some(({ material }) => material));

  const total = unattached.length + expected.length;
  let done = 0;
  for (const file of unattached) {
    const pruned = pruneBefore !== undefined && (await store.remove(file.sha256, pruneBefore)) !== undefined;
    yield { kind: 'UNATTACHED', file, pruned, done: ++done, total };
  }
  for (const [sha256, of] of expected) {
    const found = await store.check(sha256);
    const soundness = found === 'MISSING' && of.every(({ erased }) => erased) ? 'ERASED' : found;
    yield { kind: 'NAMED', sha256, soundness, uses: of, done: ++done, total };
  }
}
