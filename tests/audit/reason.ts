import { NoteError } from '../../src/audit/note/note-error.ts';

/** The reason why something is refused; throws whatever else is thrown. */
export const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof NoteError) return error.reason;
    throw error;
  }
  return 'accepted';
};
