import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import { carryOut, TimedOut } from './append-path.ts';
import { batchErrors } from './batch-errors.ts';
import type { Expected } from './commit-check.ts';
import type { Member } from './member.ts';
import { expectedIn, identifierOf, proposedIn, streamNameIn, uuidIn } from './messages.ts';
import {
  AllStreamPosition,
  type BatchAppendOptions,
  type BatchAppendReq,
  BatchAppendResp,
  GoogleEmpty,
  type WireStatus,
} from './protocol.ts';
import { type ProposedEvent, sizeForLimit } from './record.ts';
import { RpcError } from './rpc-errors.ts';
import type { Written } from './writer.ts';

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** An append of which not all chunks have arrived. */
interface Pending {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
  readonly timer: NodeJS.Timeout;
  size: number;
}

/**
 * Streams.BatchAppend: src/EventStore.Core/Services/Transport/Grpc/Streams.BatchAppend.cs (v24.10.4).
 *
 * Appends of one call are told apart by their correlation ids, and their errors are answers like others. Not-leader alone ends the whole
 * call. The deadline of an append counts until its last chunk has come.
 */
export const batchAppendHandler =
  (member: Member): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> =>
  (call) => {
    const worker = new BatchWorker(member, call);
    call.on('data', (request: BatchAppendReq) => worker.receive(request));
    call.on('end', () => worker.end());
    call.on('cancelled', () => worker.forget());
  };

class BatchWorker {
  readonly #member: Member;
  readonly #call: BatchCall;
  readonly #pending = new Map<string, Pending>();
  #underWay = 0;
  #ended = false;

  constructor(member: Member, call: BatchCall) {
    this.#member = member;
    this.#call = call;
  }

  receive(request: BatchAppendReq): void {
    const options = request.getOptions();
    try {
      const refusal = options && this.#open(request, options);
      const pending = this.#pending.get(idOf(request));
      if (refusal !== undefined) this.#answer(request, streamIn(options), refusal);
      else if (pending !== undefined) this.#add(request, pending);
    } catch (error) {
      this.#answer(request, streamIn(options), batchErrors.badRequest((error as Error).message));
    }
  }

  end(): void {
    this.#ended = true;
    this.#endIfDone();
  }

  forget(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }

  #open(request: BatchAppendReq, options: BatchAppendOptions): WireStatus | undefined {
    const stream = streamIn(options);
    if (this.#member.cluster.faults.denies(stream)) return batchErrors.accessDenied();
    const asked = (options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY) - Date.now();
    const timeout = Math.min(asked, this.#member.cluster.writeTimeoutMs);
    if (timeout <= 0) return batchErrors.timeout();
    const timer = setTimeout(() => {
      if (this.#pending.delete(idOf(request))) this.#answer(request, stream, batchErrors.timeout());
    }, timeout);
    this.#pending.set(idOf(request), { stream, expected: expectedIn(options), events: [], timer, size: 0 });
    return undefined;
  }

  #add(request: BatchAppendReq, pending: Pending): void {
    for (const message of request.getProposedMessagesList()) {
      const event = proposedIn(message);
      pending.events.push(event);
      pending.size += sizeForLimit(event);
    }
    const limit = this.#member.cluster.maxAppendSize;
    if (pending.size > limit) {
      this.#close(request, pending);
      this.#answer(request, pending.stream, batchErrors.tooLarge(limit));
    } else if (request.getIsFinal()) {
      this.#close(request, pending);
      void this.#carryOut(request, pending);
    }
  }

  #close(request: BatchAppendReq, { timer }: Pending): void {
    clearTimeout(timer);
    this.#pending.delete(idOf(request));
  }

  async #carryOut(request: BatchAppendReq, { stream, expected, events }: Pending): Promise<void> {
    const { writer, stats } = this.#member.cluster;
    this.#underWay++;
    stats.batchAppends++;
    try {
      const written = await carryOut(this.#member, this.#call, () => writer.append(stream, expected, events));
      if (written !== undefined) this.#answer(request, stream, outcomeOf(stream, expected, written));
    } catch (error) {
      if (error instanceof TimedOut) this.#answer(request, stream, batchErrors.timeout());
      else if (error instanceof RpcError && error.metadata.get('exception').length === 0) {
        this.#answer(request, stream, batchErrors.notHandled(error.details));
      } else this.#call.emit('error', error);
    } finally {
      this.#underWay--;
      this.#endIfDone();
    }
  }

  #answer(
    request: BatchAppendReq,
    stream: string,
    outcome: WireStatus | InstanceType<typeof BatchAppendResp.Success>,
  ): void {
    const response = new BatchAppendResp().setCorrelationId(request.getCorrelationId());
    response.setStreamIdentifier(identifierOf(stream));
    if (outcome instanceof BatchAppendResp.Success) response.setSuccess(outcome);
    else response.setError(outcome);
    if (!this.#call.cancelled) this.#call.write(response);
  }

  #endIfDone(): void {
    if (this.#ended && this.#underWay === 0) this.#call.end();
  }
}

const idOf = (request: BatchAppendReq): string => uuidIn(request.getCorrelationId());

const streamIn = (options: BatchAppendOptions | undefined): string => streamNameIn(options?.getStreamIdentifier());

const outcomeOf = (stream: string, expected: Expected, written: Written) => {
  if (written.kind === 'deleted') return batchErrors.streamDeleted(stream);
  if (written.kind === 'wrong-expected-version') return batchErrors.wrongExpectedVersion(expected, written.current);
  const success = new BatchAppendResp.Success();
  if (written.revision < 0n) success.setNoStream(new GoogleEmpty());
  else success.setCurrentRevision(written.revision.toString());
  if (written.position < 0n) return success.setNoPosition(new GoogleEmpty());
  const place = written.position.toString();
  return success.setPosition(new AllStreamPosition().setCommitPosition(place).setPreparePosition(place));
};
