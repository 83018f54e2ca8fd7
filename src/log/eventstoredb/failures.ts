import { ErrorType } from '@eventstore/db-client';
import type { StreamName } from '../../domain/ids.ts';
import { LogUnavailable } from '../event-log.ts';

/** The events of one append are more than the server takes at once. Nothing was recorded, and never will be. */
export class AppendTooLarge extends Error {
  constructor(
    readonly stream: StreamName,
    /** Bytes that the server takes; undefined if it did not say. */
    readonly limit: number | undefined,
  ) {
    super(
      `The events for ${stream} are larger than the event store takes at once` +
        (limit === undefined ? '.' : ` (${limit} bytes, its setting MaxAppendSize).`),
    );
    this.name = 'AppendTooLarge';
  }
}

/** The event store does not let this user in, or not there: a matter for who runs it. */
export class LogAccessDenied extends LogUnavailable {
  constructor(outcome: LogUnavailable['outcome'], cause: unknown) {
    super(outcome, cause);
    this.message =
      'The event store denies access: check the user of its connection string, and what it may read and write.';
    this.name = 'LogAccessDenied';
  }
}

/**
 * Events of a stream are gone, or hidden: somebody deleted or truncated it in the event store, or restored an older state
 * of it. Laurel never does, and nothing can be decided without them.
 */
export class StreamRemoved extends Error {
  constructor(readonly stream: StreamName) {
    super(
      `Events of stream ${stream} were removed from the event store: it was deleted or truncated there, or an older ` +
        'state was restored. Laurel never does that, and takes no more events for this stream. Undo it (the metadata ' +
        `stream $$${stream} holds $tb, $maxCount or $maxAge), or restore the event store from a backup.`,
    );
    this.name = 'StreamRemoved';
  }
}

/** What became of a call that failed, and whether another one can help. */
export type Failure =
  | { readonly kind: 'WRONG_REVISION' | 'TOO_LARGE' | 'NOT_FOUND' | 'DENIED' }
  | { readonly kind: 'REMOVED'; readonly stream: StreamName }
  | { readonly kind: 'LOST'; readonly reached: boolean };

/** The call was not answered in time. */
export class NoAnswer extends Error {
  constructor(milliseconds: number) {
    super(`The event store did not answer within ${milliseconds} ms.`);
    this.name = 'NoAnswer';
  }
}

/** An append was never sent: those before it to the same stream got no answer in time. */
export class NoTurn extends Error {
  constructor() {
    super('Appends to the same stream that came first got no answer in time.');
    this.name = 'NoTurn';
  }
}

/** Of grpc-js and the client before anything was sent, and of servers that say that they took nothing. */
const untouched =
  /No connection established|Name resolution failed|Channel closed before call started|Channel has been shut down|Failed to discover after|Server Is (Not Ready|Too Busy)/;

/** A message larger than the server takes at all (https://grpc.io/docs/guides/status-codes/). */
const resourceExhausted = 8;

/** Whatever a call of the client throws; the client may also throw errors of gRPC, and of Node.js. */
export const failureOf = (error: unknown): Failure => {
  const { type, code, message, streamName } = error as {
    type?: string;
    code?: unknown;
    message?: string;
    streamName?: string;
  };
  switch (type) {
    case ErrorType.WRONG_EXPECTED_VERSION:
      return { kind: 'WRONG_REVISION' };
    case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
      return { kind: 'TOO_LARGE' };
    case ErrorType.STREAM_NOT_FOUND:
      return { kind: 'NOT_FOUND' };
    case ErrorType.ACCESS_DENIED:
      return { kind: 'DENIED' };
    case ErrorType.STREAM_DELETED:
      return { kind: 'REMOVED', stream: streamName as StreamName };
    // Not leader: the client turns to the leader that it was told of.
    case ErrorType.NOT_LEADER:
      return { kind: 'LOST', reached: false };
  }
  if (code === resourceExhausted) return { kind: 'TOO_LARGE' };
  return { kind: 'LOST', reached: !untouched.test(message ?? '') };
};
