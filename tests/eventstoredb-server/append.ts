import type { handleClientStreamingCall, ServerReadableStream } from '@grpc/grpc-js';
import { asRpcError, carryOut } from './append-path.ts';
import type { Expected } from './commit-check.ts';
import type { Member } from './member.ts';
import { expectedIn, proposedIn, streamNameIn } from './messages.ts';
import { type AppendOptions, type AppendReq, AppendResp, Empty } from './protocol.ts';
import { type ProposedEvent, sizeForLimit } from './record.ts';
import { rpcErrors } from './rpc-errors.ts';
import type { Written } from './writer.ts';

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

/** Streams.Append: src/EventStore.Core/Services/Transport/Grpc/Streams.Append.cs (v24.10.4). */
export const appendHandler =
  (member: Member): handleClientStreamingCall<AppendReq, AppendResp> =>
  (call, callback) => {
    answer(member, call).then(
      (response) => response && callback(null, response),
      (error: unknown) => callback(asRpcError(error) as Error),
    );
  };

const answer = async (member: Member, call: AppendCall): Promise<AppendResp | undefined> => {
  let options: AppendOptions | undefined;
  const events: ProposedEvent[] = [];
  let size = 0;
  for await (const message of call as AsyncIterable<AppendReq>) {
    options ??= message.getOptions();
    if (options === undefined) throw rpcErrors.invalidArgument('An append begins with its options.');
    if (member.cluster.faults.denies(streamNameIn(options.getStreamIdentifier()))) throw rpcErrors.accessDenied();
    const proposed = message.getProposedMessage();
    if (proposed === undefined) continue;
    const event = proposedIn(proposed);
    size += sizeForLimit(event);
    if (size > member.cluster.maxAppendSize) throw rpcErrors.appendTooLarge(member.cluster.maxAppendSize);
    events.push(event);
  }
  if (options === undefined) return undefined;
  const stream = streamNameIn(options.getStreamIdentifier());
  const expected = expectedIn(options);
  const written = await carryOut(member, call, () => member.cluster.writer.append(stream, expected, events));
  return written && responseOf(stream, expected, written);
};

const responseOf = (stream: string, expected: Expected, written: Written): AppendResp => {
  if (written.kind === 'deleted') throw rpcErrors.streamDeleted(stream);
  if (written.kind === 'wrong-expected-version') {
    return new AppendResp().setWrongExpectedVersion(wrongExpectedVersion(expected, written.current));
  }
  const success = new AppendResp.Success();
  if (written.revision < 0n) success.setNoStream(new Empty());
  else success.setCurrentRevision(written.revision.toString());
  if (written.position < 0n) success.setNoPosition(new Empty());
  else {
    const place = written.position.toString();
    success.setPosition(new AppendResp.Position().setCommitPosition(place).setPreparePosition(place));
  }
  return new AppendResp().setSuccess(success);
};

const wrongExpectedVersion = (expected: Expected, current: bigint) => {
  const answer = new AppendResp.WrongExpectedVersion();
  if (expected === 'any') answer.setExpectedAny(new Empty());
  else if (expected === 'stream-exists') answer.setExpectedStreamExists(new Empty());
  else if (expected === 'no-stream') answer.setExpectedNoStream(new Empty());
  else answer.setExpectedRevision(expected.toString());
  return current < 0n ? answer.setCurrentNoStream(new Empty()) : answer.setCurrentRevision(current.toString());
};
