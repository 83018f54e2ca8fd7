import type { DataOwner } from '../domain/protection/protection.ts';
import type { FileStore } from '../files/file-store.ts';
import { keyOwnerOf } from '../log/data-subjects.ts';
import type { Vault } from '../privacy/vault.ts';

/** What was destroyed of somebody's data. */
export interface Erased {
  /** Names of the keys, those of files among them. */
  readonly keys: readonly string[];
  /** Hashes of the files. */
  readonly files: readonly string[];
  /** Files that others use as well, or that were just uploaded anew: they stay. */
  readonly filesKept: readonly string[];
}

/** Hashes of the files of one person. */
export interface FilesOf {
  /** Named by this person's nominations and honors, and by nothing else. */
  readonly own: readonly string[];
  readonly shared: readonly string[];
}

export interface EraserDependencies {
  readonly vault: Pick<Vault, 'destroy'>;
  readonly files: Pick<FileStore, 'describe' | 'remove'>;
  /** As the log has it at this moment. */
  filesOf(owner: DataOwner): Promise<FilesOf>;
}

export type Eraser = (owner: DataOwner) => Promise<Erased>;

/**
 * Destroys the keys of somebody, then the files that are nobody else's, each with its key. Carried out again after a
 * crash it comes to the same: keys destroyed before are named again, and a file that is gone is gone. Papers that were
 * never in the store are none of it.
 */
export const eraser =
  ({ vault, files: store, filesOf }: EraserDependencies): Eraser =>
  async (owner) => {
    const begun = Date.now();
    const { own, shared } = await filesOf(owner);
    const keys = [...(await vault.destroy(keyOwnerOf(owner)))];
    const files: string[] = [];
    const filesKept: string[] = [];
    for (const sha256 of shared) if (await store.describe(sha256)) filesKept.push(sha256);
    for (const sha256 of own) {
      const removed = await store.remove(sha256, begun);
      if (!removed) filesKept.push(sha256);
      else if (removed.wasThere) {
        keys.push(...removed.keys);
        files.push(sha256);
      }
    }
    return { keys, files, filesKept };
  };
