import type { DataOwner } from '../domain/protection/protection.ts';
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
  /** As the log has it at this moment. */
  filesOf(owner: DataOwner): Promise<FilesOf>;
  /** Removes a file that was not put or renewed since `storedBefore`, ms since 1970; true if it is gone. */
  removeFile(sha256: string, storedBefore: number): Promise<boolean>;
}

export type Eraser = (owner: DataOwner) => Promise<Erased>;

/**
 * Destroys the keys of somebody, then the files that are nobody else's, each with its key. Carried out again after a
 * crash it comes to the same: keys destroyed before are named again, and a file that is gone is gone.
 */
export const eraser =
  ({ vault, filesOf, removeFile }: EraserDependencies): Eraser =>
  async (owner) => {
    const begun = Date.now();
    const { own, shared } = await filesOf(owner);
    const keys = [...(await vault.destroy(keyOwnerOf(owner)))];
    const files: string[] = [];
    const filesKept = [...shared];
    for (const sha256 of own) {
      if (await removeFile(sha256, begun)) {
        keys.push(...(await vault.destroy(`file/${sha256}`)));
        files.push(sha256);
      } else filesKept.push(sha256);
    }
    return { keys, files, filesKept };
  };
