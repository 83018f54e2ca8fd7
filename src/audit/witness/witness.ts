import { type Checkpoint, parseCheckpoint } from '../note/checkpoint.ts';
import { cosign } from '../note/cosignature.ts';
import { formatNote, signatureLine } from '../note/note.ts';
import { NoteError } from '../note/note-error.ts';
import type { SignerKey } from '../note/signer-key.ts';
import { mustBeOfType, signatureTypes } from '../note/verifier-key.ts';
import { openNote } from '../note/verify-note.ts';
import { parseAddCheckpoint } from './add-checkpoint.ts';
import { type Decision, decide, type KnownLogs } from './decide.ts';
import { type HeadStore, originHashOf } from './head-store.ts';

export interface WitnessSettings {
  /** Of type cosignature/v1. */
  readonly key: SignerKey;
  readonly logs: KnownLogs;
  readonly heads: HeadStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface WitnessAnswer {
  readonly status: Decision['status'];
  readonly contentType: string;
  readonly body: string;
  /** A checkpoint that its log signed and that does not follow from the last one: proof that the log misbehaved. */
  readonly evidence?: string;
}

export interface Witness {
  /** Cosigns a checkpoint, or refuses it. The new head is on disk before the answer is there. */
  addCheckpoint(body: string | Uint8Array): WitnessAnswer;
  /** The last checkpoint that was cosigned, with its cosignature. */
  checkpoint(originHash: string): string | undefined;
}

/** The stored head of a log is not one that this witness could have stored. */
export class WitnessStateDamaged extends Error {
  override readonly name = 'WitnessStateDamaged';

  constructor(origin: string, cause: unknown) {
    super(
      `The stored checkpoint of ${origin} cannot be relied on. Bring it back from a backup that is not older; without it, this witness must not go on under its name.`,
      { cause },
    );
  }
}

/**
 * A witness (C2SP tlog-witness). Every stored head is read and checked first.
 * @throws {WitnessStateDamaged}
 * @throws {NoteError} KEY_UNSUPPORTED
 */
export const createWitness = ({ key, logs, heads, now }: WitnessSettings): Witness => {
  mustBeOfType(signatureTypes.COSIGNATURE_V1, key.verifier);
  const lastOf = (origin: string): Checkpoint | undefined => {
    const note = heads.read(originHashOf(origin));
    if (note === undefined) return undefined;
    try {
      // Its own signature, or the log's where this witness had another key then: a flipped bit must not become a head.
      const { text } = openNote(note, [key.verifier, ...(logs.get(origin) ?? [])]);
      const checkpoint = parseCheckpoint(text);
      if (checkpoint.origin === origin) return checkpoint;
      throw new NoteError('ORIGIN_MISMATCH', `It is of ${checkpoint.origin}.`);
    } catch (error) {
      throw new WitnessStateDamaged(origin, error);
    }
  };
  for (const origin of logs.keys()) lastOf(origin);

  return {
    addCheckpoint(body) {
      const request = orMalformed(() => parseAddCheckpoint(body));
      if (request instanceof NoteError) return refusal({ status: 400, reason: request.reason });
      const decision = decide(request, { logs, lastOf });
      if (decision.status !== 200) return refusal(decision, request.checkpoint);
      const { origin, note } = decision.checkpoint;
      const cosignature = cosign(key, note.text, Math.floor(now() / 1000));
      // One signature a key is enough, however often it stands in the request.
      const ofLog = new Map(note.verified.map(({ key: { id }, signature }) => [id, signature]));
      heads.replace(
        originHashOf(origin),
        formatNote({ text: note.text, signatures: [...ofLog.values(), cosignature] }),
      );
      return { status: 200, contentType: PLAIN, body: signatureLine(cosignature) };
    },
    checkpoint: (originHash) => (/^[\da-f]{64}$/.test(originHash) ? heads.read(originHash) : undefined),
  };
};

const PLAIN = 'text/plain; charset=utf-8';

const refusal = (decision: Exclude<Decision, { readonly status: 200 }>, evidence?: string): WitnessAnswer => {
  if (decision.status === 409) return { status: 409, contentType: 'text/x.tlog.size', body: `${decision.size}\n` };
  const answer = { status: decision.status, contentType: PLAIN, body: `${decision.reason}\n` };
  return decision.status === 422 && evidence !== undefined ? { ...answer, evidence } : answer;
};

const orMalformed = <T>(read: () => T): T | NoteError => {
  try {
    return read();
  } catch (error) {
    if (error instanceof NoteError) return error;
    throw error;
  }
};
