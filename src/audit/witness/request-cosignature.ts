import { fromDecimal } from '../note/encoding.ts';
import { parseNote, parseSignatureLines, signatureLine } from '../note/note.ts';
import { NoteError, type NoteReason } from '../note/note-error.ts';
import type { Policy, PolicyWitness } from '../note/policy.ts';
import { verifySignatures } from '../note/verify-note.ts';
import { formatAddCheckpoint } from './add-checkpoint.ts';
import { type Post, type PostAnswer, PostFailed } from './post.ts';

/** A witness that can be asked. */
export type ReachableWitness = PolicyWitness & { readonly url: string };

/** The witnesses of a policy that have an address. */
export const reachable = ({ witnesses }: Policy): readonly ReachableWitness[] =>
  witnesses.filter((witness): witness is ReachableWitness => witness.url !== undefined);

/** A checkpoint that the log signed. */
export interface SignedHead {
  readonly size: number;
  /** The whole signed note. */
  readonly text: string;
}

/** Hashes that lead from one size of the log's tree to another (RFC 6962, section 2.1.2). */
export type ProofFrom = (from: number, to: number) => readonly Uint8Array[];

export type FailureReason =
  /** No connection, or it broke. */
  | 'UNREACHABLE'
  | 'TIMEOUT'
  /** The witness answered with another status than the protocol has for such a request. */
  | 'REFUSED'
  /** The witness cosigned a larger tree of this log than this one. */
  | 'WITNESS_AHEAD'
  /** The witness cosigned a tree of this log from which this one does not grow. */
  | 'HISTORY_CONFLICT'
  /** The answer is not in the form of the protocol, or holds no valid cosignature of the witness. */
  | NoteReason;

export type Outcome =
  | { readonly kind: 'COSIGNED'; readonly line: string; readonly time: bigint }
  | { readonly kind: 'FAILED'; readonly reason: FailureReason; readonly detail: string; readonly knownSize?: number };

export interface CosignatureRequest {
  readonly witness: ReachableWitness;
  readonly head: SignedHead;
  readonly proofFrom: ProofFrom;
  /** Size of the last head that the witness is known to have cosigned; 0 if none is. */
  readonly lastKnownSize: number;
  readonly post: Post;
}

/**
 * Asks one witness to cosign a head, and once more from the size it tells, if it remembers another one than expected.
 * Never throws for what the witness does.
 */
export const requestCosignature = async (request: CosignatureRequest): Promise<Outcome> => {
  try {
    const answer = await ask(request, Math.min(request.lastKnownSize, request.head.size));
    if (answer.status !== 409) return outcomeOf(request, answer);
    const size = sizeTold(answer);
    if (size > request.head.size) return ahead(size);
    const second = await ask(request, size);
    const outcome = second.status === 409 ? toldAgain(request, size, sizeTold(second)) : outcomeOf(request, second);
    return outcome.kind === 'FAILED' ? { knownSize: size, ...outcome } : outcome;
  } catch (error) {
    if (error instanceof PostFailed || error instanceof NoteError) return failed(error.reason, error.message);
    throw error;
  }
};

const ask = ({ witness, head, proofFrom, post }: CosignatureRequest, old: number): Promise<PostAnswer> => {
  const proof = old === 0 || old === head.size ? [] : proofFrom(old, head.size);
  const url = `${witness.url.replace(/\/+$/, '')}/add-checkpoint`;
  return post(url, formatAddCheckpoint({ old, proof, checkpoint: head.text }));
};

/** A witness that is asked from the size it told, and answers 409 once more. */
const toldAgain = ({ head }: CosignatureRequest, asked: number, told: number): Outcome => {
  if (told > head.size) return ahead(told);
  if (told === asked && told === head.size) return conflict(409);
  return failed('REFUSED', `The witness answered 409 twice, with ${asked} and ${told} entries.`);
};

const ahead = (size: number): Outcome => ({
  ...failed('WITNESS_AHEAD', `The witness cosigned ${size} entries of this log.`),
  knownSize: size,
});

const conflict = (status: number): Outcome =>
  failed(
    'HISTORY_CONFLICT',
    `The witness answered ${status}: it cosigned a head of which this one is no continuation.`,
  );

const outcomeOf = ({ witness, head }: CosignatureRequest, { status, body }: PostAnswer): Outcome => {
  if (status === 422) return conflict(status);
  if (status !== 200) return failed('REFUSED', `The witness answered ${status}.`);
  const { text } = parseNote(head.text);
  const verified = verifySignatures({ text, signatures: parseSignatureLines(body) }, [witness.key]);
  const [found] = verified;
  // "The timestamp MUST NOT be zero" (C2SP tlog-witness, "add-checkpoint").
  if (!found?.time) return failed('SIGNATURE_INVALID', 'The cosignature of the witness has no time.');
  return { kind: 'COSIGNED', line: signatureLine(found.signature), time: found.time };
};

const sizeTold = ({ contentType, body }: PostAnswer): number => {
  const size = contentType.startsWith('text/x.tlog.size') && body.endsWith('\n') && fromDecimal(body.slice(0, -1));
  if (typeof size === 'number') return size;
  throw new NoteError('NOTE_MALFORMED', 'The witness answered 409 without a size.');
};

const failed = (reason: FailureReason, detail: string) => ({ kind: 'FAILED', reason, detail }) as const;
