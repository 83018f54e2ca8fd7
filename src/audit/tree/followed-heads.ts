import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { formatNote, signatureLine } from '../note/note.ts';
import { NoteError } from '../note/note-error.ts';
import { sameKey, type VerifierKey } from '../note/verifier-key.ts';
import { openCheckpoint } from '../note/verify-checkpoint.ts';
import type { StoredCheckpoint } from './stored-checkpoint.ts';
import type { TransparencyLog } from './transparency-log.ts';

export interface FollowedHeads {
  /** Address of the replica that signs, such as http://laurel1:4000. */
  readonly url: string;
  /** Verifier keys of the log, at least one. */
  readonly keys: readonly VerifierKey[];
}

export interface FollowHeadsOptions extends FollowedHeads {
  readonly log: Pick<TransparencyLog, 'takeHead' | 'fault'>;
  /** Cosignatures of these are taken over too. */
  readonly witnessKeys: readonly VerifierKey[];
  readonly logger: Pick<Logger, 'warn'>;
  /** Milliseconds between two questions; 500 by default. */
  readonly everyMs?: number;
}

const answerWithinMs = 5_000;

/**
 * Follows the signed heads of another replica, so that proofs can be had of this one too. Each is verified, and compared
 * with the tree that was built here from the log: what that replica signs is what this one sees.
 */
export const followHeads = (options: FollowHeadsOptions): { close(): Promise<void> } => {
  const { url, log, logger, everyMs = 500 } = options;
  const closing = new AbortController();
  let etag: string | undefined;
  let told = false;

  const look = async (): Promise<void> => {
    const response = await fetch(`${url.replace(/\/+$/, '')}/log/checkpoint`, {
      headers: etag === undefined ? {} : { 'if-none-match': etag },
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(answerWithinMs)]),
    });
    const text = await response.text();
    if (response.status === 304 || response.status === 404) return;
    if (!response.ok) throw new Error(`It answered ${response.status}.`);
    if (log.takeHead(headIn(text, options))) etag = response.headers.get('etag') ?? undefined;
  };

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted && !log.fault()) {
      try {
        await look();
        told = false;
      } catch (error) {
        if (!closing.signal.aborted && !told) {
          logger.warn({ err: error, url }, 'signed heads cannot be had of the replica that signs; it is asked again');
          told = true;
        }
      }
      await delay(everyMs, undefined, { ref: false, signal: closing.signal }).catch(() => {});
    }
  };
  const running = run();

  return {
    async close() {
      closing.abort();
      await running;
    },
  };
};

/** @throws {NoteError} */
const headIn = (text: string, { keys, witnessKeys }: FollowHeadsOptions): StoredCheckpoint => {
  const [first] = keys;
  if (!first) throw new NoteError('KEY_UNKNOWN', 'No key of the log is known.');
  const { size, root, note } = openCheckpoint(text, { origin: first.name, logKeys: keys, witnessKeys });
  const ofLog = ({ key }: { key: VerifierKey }): boolean => keys.some((one) => sameKey(one, key));
  const signatures = note.verified.filter(ofLog).map(({ signature }) => signature);
  const cosignatures = note.verified.filter((one) => !ofLog(one)).map(({ signature }) => signatureLine(signature));
  const signed = formatNote({ text: note.text, signatures });
  return { size, root, note: signed, text: signed + cosignatures.join(''), cosignatures };
};
