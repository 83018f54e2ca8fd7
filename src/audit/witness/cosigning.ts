import type { Logger } from 'pino';
import { parseNote } from '../note/note.ts';
import type { Policy } from '../note/policy.ts';
import { identityOf } from '../note/verifier-key.ts';
import type { TransparencyLog } from '../tree/transparency-log.ts';
import { httpPost, type Post } from './post.ts';
import {
  type FailureReason,
  type ReachableWitness,
  reachable,
  requestCosignature,
  type SignedHead,
} from './request-cosignature.ts';

/** What cosigning needs of the log: `addCosignature` is given verified lines. */
export type CosignedLog = Pick<TransparencyLog, 'checkpoint' | 'consistencyProof' | 'addCosignature' | 'onSigned'>;

interface Alarm {
  now(): number;
  /** Calls back once, at or after an instant; returns how to cancel. */
  wakeAt(instant: number, wake: () => void): () => void;
}

export interface CosigningSettings {
  readonly policy: Policy;
  readonly log: CosignedLog;
  readonly clock: Alarm;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly post?: Post;
}

export interface Cosigning {
  /** Resolves when no request is under way. */
  idle(): Promise<void>;
  /** Asks nobody any more; a request under way is waited for. */
  close(): Promise<void>;
}

const POST_TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** What a witness remembers does not change by asking, and somebody has to look. */
const AFTER_CONFLICT_MS = 60 * 60_000;

/** The witness saw what this log does not extend. */
const conflicts: ReadonlySet<FailureReason> = new Set(['WITNESS_AHEAD', 'HISTORY_CONFLICT']);

/**
 * Has the newest head cosigned by every witness of the policy that has an address. Each is asked for one head at a time,
 * always the newest, and one that fails is asked again after 1 s, 2 s, 4 s and so on up to 5 min; one that saw another
 * history of this log, after an hour. None waits for another, and the log waits for none.
 */
export const startCosigning = ({ policy, log, clock, logger, post }: CosigningSettings): Cosigning => {
  const by = post ?? httpPost(POST_TIMEOUT_MS);
  const witnesses = reachable(policy).map((witness) => cosigningBy(witness, { log, clock, logger, post: by }));
  const noticed = (): void => {
    for (const witness of witnesses) witness.noticed();
  };
  const stopListening = log.onSigned(noticed);
  noticed();
  return {
    idle: () => Promise.all(witnesses.map(({ idle }) => idle())).then(() => undefined),
    close() {
      stopListening();
      return Promise.all(witnesses.map(({ close }) => close())).then(() => undefined);
    },
  };
};

interface CosigningBy extends Cosigning {
  /** The log has signed a new head. */
  noticed(): void;
}

type Environment = Omit<Required<CosigningSettings>, 'policy'>;

const cosigningBy = (witness: ReachableWitness, { log, clock, logger, post }: Environment): CosigningBy => {
  let lastKnownSize = 0;
  /** Of the last head that it cosigned for this process. */
  let cosigned: number | undefined;
  let attempts = 0;
  let running: Promise<void> | undefined;
  /** A head was signed while a request was under way. */
  let again = false;
  let cancelRetry: (() => void) | undefined;
  let closed = false;

  const wanted = (): SignedHead | undefined => {
    const head = log.checkpoint();
    return head && head.size !== cosigned && !isCosigned(head, witness) ? head : undefined;
  };

  /** By another server on the same tree, while this one asked. */
  const isSigned = (size: number): boolean => size <= (log.checkpoint()?.size ?? 0);

  const run = async (): Promise<void> => {
    for (let head = wanted(); head && !closed; head = wanted()) {
      const outcome = await requestCosignature({ witness, head, proofFrom: log.consistencyProof, lastKnownSize, post });
      if (outcome.kind === 'FAILED') {
        lastKnownSize = outcome.knownSize ?? lastKnownSize;
        if (outcome.reason === 'WITNESS_AHEAD' && isSigned(lastKnownSize)) continue;
        throw Object.assign(new Error(outcome.detail), { reason: outcome.reason });
      }
      log.addCosignature(head.size, outcome.line);
      lastKnownSize = cosigned = head.size;
      attempts = 0;
      logger.info({ witness: identityOf(witness.key), size: head.size }, 'checkpoint cosigned');
    }
  };

  const retry = (error: unknown): void => {
    const { message, reason } = error as Error & { readonly reason?: FailureReason };
    const isConflict = reason !== undefined && conflicts.has(reason);
    const waitMs = isConflict ? AFTER_CONFLICT_MS : Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
    attempts++;
    const told = { witness: identityOf(witness.key), reason, attempts, waitMs, detail: message };
    if (isConflict) logger.error({ ...told, size: log.checkpoint()?.size }, notExtended);
    else logger.warn(told, 'checkpoint not cosigned');
    if (closed) return;
    cancelRetry = clock.wakeAt(clock.now() + waitMs, () => {
      cancelRetry = undefined;
      noticed();
    });
  };

  const noticed = (): void => {
    if (running) again = true;
    if (closed || running || cancelRetry) return;
    again = false;
    running = run()
      .catch(retry)
      .finally(() => {
        running = undefined;
        if (again) noticed();
      });
  };

  return {
    noticed,
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      cancelRetry?.();
      await running;
    },
  };
};

const notExtended =
  'this log does not extend what a witness has cosigned: it was forked, or brought back from an older backup. ' +
  'Stop the server and compare log.db and tree.db with their backups and with the checkpoint of the witness';

const isCosigned = ({ text }: SignedHead, { key }: ReachableWitness): boolean =>
  parseNote(text).signatures.some(({ name, keyId }) => name === key.name && keyId === key.id);
