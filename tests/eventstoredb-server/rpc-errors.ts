import { Metadata, type StatusObject, status } from '@grpc/grpc-js';

/** An answer that is an error, with the trailers the client tells errors apart by. */
export class RpcError extends Error implements StatusObject {
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    readonly details: string,
    trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
    this.name = 'RpcError';
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value);
  }
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Status, text and trailers of src/EventStore.Core/Services/Transport/Grpc/RpcExceptions.cs (v24.10.4). */
export const rpcErrors = {
  notReady: () => new RpcError(status.UNAVAILABLE, 'Server Is Not Ready'),
  tooBusy: () => new RpcError(status.UNAVAILABLE, 'Server Is Too Busy'),
  timeout: (message: string) => new RpcError(status.ABORTED, `Operation timed out: ${message}`),
  notLeader: ({ address, port }: Endpoint) =>
    new RpcError(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': address,
      'leader-endpoint-port': String(port),
    }),
  accessDenied: () => new RpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  streamDeleted: (stream: string) =>
    new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongExpectedVersion: (operation: string, stream: string, expected: bigint, actual: bigint) =>
    new RpcError(
      status.FAILED_PRECONDITION,
      `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
      {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': String(expected),
        'actual-version': String(actual),
      },
    ),
  appendTooLarge: (limit: number) =>
    new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(limit),
    }),
  metadataMissing: (property: string) =>
    new RpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),
  invalidArgument: (message: string) => new RpcError(status.INVALID_ARGUMENT, message),
  /** A subscription from a place where no record begins. */
  invalidPosition: () => new RpcError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'),
  /** A read that the reader refused, without more being said. */
  readFailed: (what: 'ReadAllResult: InvalidPosition' | 'ReadStreamResult: Error') =>
    new RpcError(status.UNKNOWN, `Unexpected ${what}`),
  unimplemented: (what: string) => new RpcError(status.UNIMPLEMENTED, `The stand-in does not do ${what}.`),
};
