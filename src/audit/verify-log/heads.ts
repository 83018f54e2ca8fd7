import { type Checkpoint, parseCheckpoint } from '../note/checkpoint.ts';
import { parseNote } from '../note/note.ts';
import { NoteError } from '../note/note-error.ts';
import { identityOf, type VerifierKey } from '../note/verifier-key.ts';
import { openCheckpoint } from '../note/verify-checkpoint.ts';
import type { Damages } from './damage.ts';
import type { StoredTree } from './stored-tree.ts';

/** A signed head that the log has to lead to. */
export interface Head {
  readonly size: number;
  readonly root: Buffer;
  /** As people are told of it. */
  readonly where: string;
}

/** A checkpoint that somebody else holds: what was signed once and is no longer stored is found out by it. */
export interface KnownCheckpoint {
  readonly note: string;
  readonly where: string;
}

export interface Heads {
  /** Those not given yet, up to a size, ascending. */
  upTo(size: number): readonly Head[];
  /** What is left. */
  rest(): readonly Head[];
  counts(): { readonly read: number; readonly signaturesChecked: number };
}

/** The heads of the tree and those known from elsewhere; signatures are checked where a key of the log is known. */
export const headsOf = (
  tree: StoredTree | undefined,
  known: readonly KnownCheckpoint[],
  keys: readonly VerifierKey[],
  damages: Damages,
): Heads => {
  let origin: string | undefined;
  let read = 0;
  let signaturesChecked = 0;

  const readHead = (note: string, where: string, size?: number): Head | undefined => {
    read++;
    try {
      const head = opened(note, where);
      if (size === undefined || size === head.size) return { ...head, where };
      damages.add('HEAD_UNREADABLE', { expected: `${where}: ${size} entries`, found: `${head.size} entries` });
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      damages.add('HEAD_UNREADABLE', { expected: `${where}: a checkpoint`, found: error.reason });
    }
    return undefined;
  };

  const opened = (note: string, where: string): Checkpoint => {
    const head = parseCheckpoint(parseNote(note).text);
    origin ??= keys[0]?.name ?? head.origin;
    if (head.origin !== origin) {
      damages.add('HEAD_SIGNATURE', { expected: `${where}: of ${origin}`, found: head.origin });
    } else if (keys.length > 0) {
      checkSignature(note, head.origin, where);
    }
    return head;
  };

  const checkSignature = (note: string, of: string, where: string): void => {
    try {
      openCheckpoint(note, { origin: of, logKeys: keys.filter(({ name }) => name === of) });
      signaturesChecked++;
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      const expected = `${where}: signed by a key that was given`;
      if (error.reason === 'KEY_UNKNOWN') damages.add('HEAD_KEY_UNKNOWN', { expected, found: signersOf(note, of) });
      else damages.add('HEAD_SIGNATURE', { expected, found: error.reason });
    }
  };

  const fromElsewhere = known
    .map(({ note, where }) => readHead(note, where))
    .filter((head) => head !== undefined)
    .sort((a, b) => a.size - b.size);
  let lastSize = Number.NEGATIVE_INFINITY;

  const stored = (size: number): readonly Head[] => {
    const heads: Head[] = [];
    for (let next = tree?.headAfter(lastSize); next && next.size <= size; next = tree?.headAfter(lastSize)) {
      lastSize = next.size;
      const head = readHead(next.note, `the head of ${next.size} entries`, next.size);
      if (head) heads.push(head);
    }
    return heads;
  };

  return {
    upTo(size) {
      const others: Head[] = [];
      while (fromElsewhere[0] && fromElsewhere[0].size <= size) others.push(fromElsewhere.shift() as Head);
      return [...stored(size), ...others].sort((a, b) => a.size - b.size);
    },
    rest: () => [...stored(Number.MAX_SAFE_INTEGER), ...fromElsewhere],
    counts: () => ({ read, signaturesChecked }),
  };
};

/** The keys that say they are the log's, and what to do if they are. */
const signersOf = (note: string, origin: string): string => {
  const ofLog = parseNote(note).signatures.filter(({ name }) => name === origin);
  if (ofLog.length === 0) return `no signature of ${origin}`;
  const names = ofLog.map(({ name, keyId }) => identityOf({ name, id: keyId }));
  return `signed by ${names.join(' and ')} only. If that was its key before or after a rotation, give its verifier key too`;
};
