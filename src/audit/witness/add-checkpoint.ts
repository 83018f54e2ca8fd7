import { fromDecimal, fromHash, fromUtf8, toBase64 } from '../note/encoding.ts';
import { NoteError } from '../note/note-error.ts';

/** The body of an add-checkpoint request (C2SP tlog-witness, "add-checkpoint"). */
export interface AddCheckpoint {
  /** Size of the checkpoint that the log takes for the last one that the witness cosigned; 0 if it knows of none. */
  readonly old: number;
  /** Hashes of 32 bytes: a consistency proof from `old` to the size of the checkpoint. */
  readonly proof: readonly Buffer[];
  /** A signed note. */
  readonly checkpoint: string;
}

/** "The client MUST NOT send more than 63 consistency proof lines." */
const MAX_PROOF_LINES = 63;

export const formatAddCheckpoint = (request: {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: string;
}): string =>
  `old ${request.old}\n${request.proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${request.checkpoint}`;

/** @throws {NoteError} NOTE_MALFORMED; the checkpoint itself is not read yet */
export const parseAddCheckpoint = (body: string | Uint8Array): AddCheckpoint => {
  const text = fromUtf8(body);
  if (text === undefined) throw malformed('is UTF-8');
  const split = text.indexOf('\n\n');
  if (split < 0) throw malformed('has an empty line before the checkpoint');
  const [first = '', ...lines] = text.slice(0, split).split('\n');
  const old = first.startsWith('old ') ? fromDecimal(first.slice('old '.length)) : undefined;
  if (old === undefined) throw malformed('starts with "old <size>", the size without leading zeros');
  if (lines.length > MAX_PROOF_LINES) throw malformed(`has at most ${MAX_PROOF_LINES} lines of proof`);
  const proof = lines.map((line) => {
    const hash = fromHash(line);
    if (!hash) throw malformed('has one hash of 32 bytes in base64 on each line of proof');
    return hash;
  });
  return { old, proof, checkpoint: text.slice(split + 2) };
};

const malformed = (rule: string): NoteError => new NoteError('NOTE_MALFORMED', `An add-checkpoint request ${rule}.`);
