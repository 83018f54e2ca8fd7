import { EMPTY_ROOT } from '../merkle/hashing.ts';
import { verifyConsistency } from '../merkle/verify.ts';
import { parseCheckpoint } from '../note/checkpoint.ts';
import { parseNote } from '../note/note.ts';
import { NoteError, type NoteReason } from '../note/note-error.ts';
import type { VerifierKey } from '../note/verifier-key.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../note/verify-checkpoint.ts';
import type { AddCheckpoint } from './add-checkpoint.ts';

/** How large a tree is, and its RFC 6962 root of 32 bytes. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The keys that a witness takes for those of a log, by origin. */
export type KnownLogs = ReadonlyMap<string, readonly VerifierKey[]>;

export type RefusalReason = NoteReason | 'OLD_SIZE_TOO_LARGE' | 'OLD_SIZE_CONFLICT' | 'PROOF_INVALID' | 'ROOT_CONFLICT';

export type Decision =
  | { readonly status: 200; readonly checkpoint: OpenedCheckpoint }
  | { readonly status: 409; readonly reason: 'OLD_SIZE_CONFLICT'; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: RefusalReason };

interface Situation {
  readonly logs: KnownLogs;
  /** The last head that the witness cosigned for an origin. */
  readonly lastOf: (origin: string) => TreeHead | undefined;
}

/**
 * Whether a witness cosigns, in the order and with the statuses of C2SP tlog-witness, "add-checkpoint". It cosigns only
 * what follows from the last head it cosigned, so that a log can neither go back nor show two histories.
 */
export const decide = (request: AddCheckpoint, situation: Situation): Decision => {
  const opened = openRequest(request, situation.logs);
  if ('status' in opened) return opened;
  const { old, proof } = request;
  if (old > opened.size) return refused(400, 'OLD_SIZE_TOO_LARGE');
  const last = situation.lastOf(opened.origin) ?? { size: 0, root: EMPTY_ROOT };
  if (old !== last.size) return { status: 409, reason: 'OLD_SIZE_CONFLICT', size: last.size };
  if (opened.size === 0 && !opened.root.equals(EMPTY_ROOT)) return refused(422, 'ROOT_CONFLICT');
  if (old === opened.size && !opened.root.equals(last.root)) return refused(422, 'ROOT_CONFLICT');
  const follows = old === 0 ? proof.length === 0 : extendsIt(last, opened, proof);
  return follows ? { status: 200, checkpoint: opened } : refused(422, 'PROOF_INVALID');
};

const extendsIt = (last: TreeHead, next: TreeHead, proof: readonly Uint8Array[]): boolean =>
  verifyConsistency({ from: last.size, to: next.size, fromRoot: last.root, toRoot: next.root, proof }).valid;

const refused = (status: 400 | 403 | 404 | 422, reason: RefusalReason): Decision => ({ status, reason });

/** Reads the checkpoint of a request: 400 if it is none, 404 if its log is not known, 403 if the log did not sign it. */
const openRequest = ({ checkpoint }: AddCheckpoint, logs: KnownLogs): OpenedCheckpoint | Decision => {
  try {
    const { origin } = parseCheckpoint(parseNote(checkpoint).text);
    const logKeys = logs.get(origin);
    if (!logKeys) return refused(404, 'ORIGIN_MISMATCH');
    return openCheckpoint(checkpoint, { origin, logKeys });
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return refused(forbidden.has(error.reason) ? 403 : 400, error.reason);
  }
};

const forbidden: ReadonlySet<NoteReason> = new Set(['KEY_UNKNOWN', 'SIGNATURE_INVALID']);
