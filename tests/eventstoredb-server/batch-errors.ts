import type { Expected } from './commit-check.ts';
import { identifierOf } from './messages.ts';
import { GoogleEmpty, type WireStatus, wire } from './protocol.ts';

/** google.rpc.Code, as the statuses below use it. */
const code = {
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
};

interface Packable {
  serializeBinary(): Uint8Array;
}

const statusOf = (message: string, rpcCode: number, typeName: string, details: Packable): WireStatus => {
  const packed = new wire.Any();
  packed.pack(details.serializeBinary(), typeName);
  return new wire.Status().setMessage(message).setCode(rpcCode).setDetails(packed);
};

const { shared } = wire;
const own = (name: string) => `event_store.client.${name}`;

/** The errors a batch append is answered with in band: src/EventStore.Core/Services/Transport/Grpc/Status.cs (v24.10.4). */
export const batchErrors = {
  accessDenied: () => statusOf('AccessDenied', code.permissionDenied, own('AccessDenied'), new shared.AccessDenied()),
  timeout: () => statusOf('Timeout', code.deadlineExceeded, own('Timeout'), new shared.Timeout()),
  badRequest: (message: string) =>
    statusOf('BadRequest', code.invalidArgument, own('BadRequest'), new shared.BadRequest().setMessage(message)),
  tooLarge: (limit: number) =>
    statusOf(
      'MaximumAppendSizeExceeded',
      code.invalidArgument,
      own('MaximumAppendSizeExceeded'),
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(limit),
    ),
  streamDeleted: (stream: string) =>
    statusOf(
      'StreamDeleted',
      code.notFound,
      own('StreamDeleted'),
      new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)),
    ),
  /** "Server Is Not Ready" and its like: code 0, and nothing in the details to tell it by. */
  notHandled: (message: string) => statusOf(message, 0, 'google.protobuf.Empty', new GoogleEmpty()),
  wrongExpectedVersion: (expected: Expected, current: bigint) =>
    statusOf(
      'WrongExpectedVersion',
      code.alreadyExists,
      own('WrongExpectedVersion'),
      wrongExpectedVersion(expected, current),
    ),
};

const wrongExpectedVersion = (expected: Expected, current: bigint): Packable => {
  const details = new shared.WrongExpectedVersion();
  if (expected === 'any') details.setExpectedAny(new GoogleEmpty());
  else if (expected === 'no-stream') details.setExpectedNoStream(new GoogleEmpty());
  else if (expected === 'stream-exists') details.setExpectedStreamExists(new GoogleEmpty());
  else details.setExpectedStreamPosition(expected.toString());
  if (current < 0n) return details.setCurrentNoStream(new GoogleEmpty());
  return details.setCurrentStreamRevision(current.toString());
};
