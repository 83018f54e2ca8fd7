import type { Metadata } from '@grpc/grpc-js';
import type { AppendFault } from './faults.ts';
import type { Member } from './member.ts';
import { rpcErrors } from './rpc-errors.ts';
import type { Written } from './writer.ts';

/** What both ways to append have of their call. */
export interface WriteCall {
  readonly metadata: Metadata;
  readonly cancelled: boolean;
  getPeer(): string;
}

/** The append was given up by a fault as the server gives one up: nobody has confirmed it in time. */
export class TimedOut extends Error {}

/**
 * One append or delete, with whatever is to go wrong on the way. Undefined if there is nobody to answer any more.
 *
 * A node that has died, or a client that has given up before the commit, commits nothing (the writer checks the
 * cancellation token: StorageWriterService.Handle(StorageMessage.WritePrepares)).
 *
 * @throws {RpcError} @throws {TimedOut}
 */
export const carryOut = async (member: Member, call: WriteCall, write: () => Written): Promise<Written | undefined> => {
  const { faults, stats } = member.cluster;
  stats.appends++;
  member.mustWrite(call.metadata);
  const life = member.life;
  const fault = faults.nextAppend();
  await faults.reached('before-commit');
  if (fault?.when === 'before-commit') return spoil(member, call, fault);
  if (call.cancelled || member.life !== life) return undefined;
  const written = write();
  if (written.kind === 'success') stats[written.repeated ? 'repeated' : 'written']++;
  if (written.kind === 'wrong-expected-version') stats.wrongExpectedVersion++;
  await faults.reached('after-commit');
  return fault === undefined ? written : spoil(member, call, fault);
};

const spoil = (member: Member, call: WriteCall, { kind, when }: AppendFault): undefined => {
  const { stats } = member.cluster;
  if (kind === 'time-out') {
    stats.timedOut++;
    throw new TimedOut('Commit phase timeout.');
  }
  stats[when === 'before-commit' ? 'droppedBefore' : 'droppedAfter']++;
  member.cut(call);
};

export const asRpcError = (error: unknown): unknown =>
  error instanceof TimedOut ? rpcErrors.timeout(error.message) : error;
