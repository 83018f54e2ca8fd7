import { fromDecimal, fromHash, toBase64 } from './encoding.ts';
import { NoteError } from './note-error.ts';

/** What a log says of its tree (C2SP tlog-checkpoint, "Note text"). */
export interface Checkpoint {
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** 32 bytes: the RFC 6962 root at that size. */
  readonly root: Buffer;
  /** Opaque lines, none of them empty; Laurel's own checkpoints have none. */
  readonly extensions: readonly string[];
}

/** The text of the note, with its final newline. */
export const formatCheckpoint = (
  head: Omit<Checkpoint, 'extensions' | 'root'> & { readonly root: Uint8Array },
): string => `${head.origin}\n${head.size}\n${toBase64(head.root)}\n`;

/**
 * Reads the text of a note as a checkpoint: three or more non-empty lines, the size without leading zeros, 32 bytes of
 * root. Sizes beyond 2^53 - 1 are not taken.
 * @throws {NoteError} CHECKPOINT_MALFORMED
 */
export const parseCheckpoint = (text: string): Checkpoint => {
  if (!text.endsWith('\n')) throw malformed('it ends with a newline');
  const lines = text.slice(0, -1).split('\n');
  const [origin, size, root, ...extensions] = lines;
  if (!origin || size === undefined || root === undefined || lines.includes('')) {
    throw malformed('it has three or more lines, none of them empty: origin, size, root');
  }
  const leaves = fromDecimal(size);
  if (leaves === undefined) throw malformed('its second line is a number of leaves, without leading zeros');
  const hash = fromHash(root);
  if (!hash) throw malformed('its third line is a hash of 32 bytes in base64');
  return { origin, size: leaves, root: hash, extensions };
};

const malformed = (rule: string): NoteError =>
  new NoteError('CHECKPOINT_MALFORMED', `The text of the note is no checkpoint: ${rule}.`);
