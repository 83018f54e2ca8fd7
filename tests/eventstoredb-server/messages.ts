import { stringify } from 'uuid';
import type { Expected } from './commit-check.ts';
import {
  type AppendOptions,
  type BatchAppendOptions,
  type ProposedMessage,
  ReadResp,
  StreamIdentifier,
  UUID,
  type Uuid,
} from './protocol.ts';
import { type LogPosition, onTheWire, type ProposedEvent, type RecordedEvent } from './record.ts';
import { rpcErrors } from './rpc-errors.ts';

/** Between the messages of the wire and what the store holds. */

export const streamNameIn = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));

export const uuidIn = (uuid: Uuid | undefined): string => {
  const structured = uuid?.getStructured();
  if (structured === undefined) return (uuid?.getString() ?? '').toLowerCase();
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64BE(BigInt(structured.getMostSignificantBits()), 0);
  bytes.writeBigInt64BE(BigInt(structured.getLeastSignificantBits()), 8);
  return stringify(bytes);
};

/** @throws {RpcError} if type or content type is missing */
export const proposedIn = (message: ProposedMessage): ProposedEvent => {
  const property = (name: string): string => {
    const value = message.getMetadataMap().get(name);
    if (value === undefined) throw rpcErrors.metadataMissing(name);
    return value;
  };
  return {
    id: uuidIn(message.getId()),
    type: property('type'),
    isJson: property('content-type') === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};

export const expectedIn = (options: AppendOptions | BatchAppendOptions): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return BigInt('getRevision' in options ? options.getRevision() : options.getStreamPosition());
};

/** The server's numbers for what is no number: -1 for `no-stream`, -2 for `any`, -4 for `stream-exists`. */
export const expectedNumber = (expected: Expected): bigint =>
  expected === 'no-stream' ? -1n : expected === 'any' ? -2n : expected === 'stream-exists' ? -4n : expected;

export const eventMessage = (event: RecordedEvent): ReadResp => {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(identifierOf(event.stream))
    .setStreamRevision(event.revision.toString())
    .setCommitPosition(event.position.toString())
    .setPreparePosition(event.position.toString())
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('created', (event.created * ticksPerMillisecond).toString())
    .set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
  const readEvent = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(event.position.toString());
  return new ReadResp().setEvent(readEvent);
};

const ticksPerMillisecond = 10_000n;

export const confirmationMessage = (id: string): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUpMessage = (): ReadResp => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

export const checkpointMessage = ({ commit, prepare }: LogPosition): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(onTheWire(commit)).setPreparePosition(onTheWire(prepare)),
  );

export const streamNotFoundMessage = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)));
