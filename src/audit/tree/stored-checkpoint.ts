import { parseCheckpoint } from '../note/checkpoint.ts';
import { parseNote } from '../note/note.ts';
import { NoteError } from '../note/note-error.ts';
import { InconsistentTree } from './inconsistent-tree.ts';

/** A head that the log signed. */
export interface StoredCheckpoint {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
  /** The whole signed note, with the cosignatures there are. */
  readonly text: string;
  /** The note as the log signed it. */
  readonly note: string;
  /** Signature lines of witnesses, each with its newline. */
  readonly cosignatures: readonly string[];
}

/** The root is read from what was signed: nothing beside it could be changed unseen. @throws {InconsistentTree} */
export const readCheckpoint = (size: number, note: string, cosignatures: readonly string[]): StoredCheckpoint => {
  const head = headOf(size, note);
  if (head.size !== size) {
    throw new InconsistentTree(
      'CHECKPOINT_UNREADABLE',
      `The checkpoint stored for ${size} entries is of ${head.size}.`,
    );
  }
  return { size, root: head.root, text: note + cosignatures.join(''), note, cosignatures };
};

const headOf = (size: number, note: string) => {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new InconsistentTree('CHECKPOINT_UNREADABLE', `The checkpoint stored for ${size} entries is none.`);
  }
};
