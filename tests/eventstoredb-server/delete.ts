import type { handleUnaryCall } from '@grpc/grpc-js';
import { asRpcError, carryOut, type WriteCall } from './append-path.ts';
import type { Member } from './member.ts';
import { expectedIn, expectedNumber, streamNameIn } from './messages.ts';
import { type DeleteReq, DeleteResp, Empty, type TombstoneReq, TombstoneResp } from './protocol.ts';
import { rpcErrors } from './rpc-errors.ts';

/** Streams.Delete and Streams.Tombstone: src/EventStore.Core/Services/Transport/Grpc/Streams.Delete.cs (v24.10.4). */

export const deleteHandler =
  (member: Member): handleUnaryCall<DeleteReq, DeleteResp> =>
  (call, callback) => {
    carryOutDelete(member, call, call.request, false).then(
      (position) => {
        if (position === undefined) return;
        if (position < 0n) return callback(null, new DeleteResp().setNoPosition(new Empty()));
        const place = new DeleteResp.Position()
          .setCommitPosition(String(position))
          .setPreparePosition(String(position));
        callback(null, new DeleteResp().setPosition(place));
      },
      (error: unknown) => callback(asRpcError(error) as Error),
    );
  };

export const tombstoneHandler =
  (member: Member): handleUnaryCall<TombstoneReq, TombstoneResp> =>
  (call, callback) => {
    carryOutDelete(member, call, call.request, true).then(
      (position) => {
        if (position === undefined) return;
        if (position < 0n) return callback(null, new TombstoneResp().setNoPosition(new Empty()));
        const place = new TombstoneResp.Position()
          .setCommitPosition(String(position))
          .setPreparePosition(String(position));
        callback(null, new TombstoneResp().setPosition(place));
      },
      (error: unknown) => callback(asRpcError(error) as Error),
    );
  };

/** @throws {RpcError} */
const carryOutDelete = async (
  member: Member,
  call: WriteCall,
  request: DeleteReq | TombstoneReq,
  hard: boolean,
): Promise<bigint | undefined> => {
  const options = request.getOptions();
  if (options === undefined) throw rpcErrors.invalidArgument('A delete needs options.');
  const stream = streamNameIn(options.getStreamIdentifier());
  const expected = expectedIn(options);
  if (member.cluster.faults.denies(stream)) throw rpcErrors.accessDenied();
  const written = await carryOut(member, call, () => member.cluster.writer.delete(stream, expected, hard));
  if (written?.kind === 'deleted') throw rpcErrors.streamDeleted(stream);
  if (written?.kind === 'wrong-expected-version') {
    throw rpcErrors.wrongExpectedVersion('Delete', stream, expectedNumber(expected), written.current);
  }
  return written?.position;
};
