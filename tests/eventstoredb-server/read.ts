import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import { AllSubscription } from './all-subscription.ts';
import { filterOf } from './filter.ts';
import type { Member } from './member.ts';
import { eventMessage, streamNameIn, streamNotFoundMessage } from './messages.ts';
import { Outlet } from './outlet.ts';
import type { ReadOptions, ReadReq, ReadResp } from './protocol.ts';
import { type LogPosition, type RecordedEvent, tombstoneRevision } from './record.ts';
import { RpcError, rpcErrors } from './rpc-errors.ts';
import type { Store } from './store.ts';
import { firstReadable, isDeleted } from './stream-metadata.ts';
import { followStream } from './stream-subscription.ts';

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Streams.Read: src/EventStore.Core/Services/Transport/Grpc/Streams.Read.cs (v24.10.4). Without links, and filters for subscriptions alone. */
export const readHandler =
  (member: Member): handleServerStreamingCall<ReadReq, ReadResp> =>
  (call) => {
    answer(member, call).then(
      () => call.end(),
      (error: unknown) => call.emit('error', error),
    );
  };

const answer = async (member: Member, call: ReadCall): Promise<void> => {
  const options = call.request.getOptions();
  if (options === undefined) throw rpcErrors.invalidArgument('A read needs options.');
  if (!options.hasUuidOption()) throw rpcErrors.invalidArgument(' `uuidOption` is a required argument');
  member.mustRead(call.metadata);
  if (member.cluster.faults.denies(streamOf(options))) throw rpcErrors.accessDenied();
  const outlet = new Outlet(call);
  if (options.hasSubscription()) return subscribe(member, call, outlet, options);
  member.cluster.stats.reads++;
  await member.cluster.faults.reached('read');
  const { store } = member.cluster;
  if (options.hasAll()) return sendAll(outlet, readAll(store, options));
  const stream = streamOf(options);
  const last = store.lastRevision(stream);
  if (last === tombstoneRevision) throw rpcErrors.streamDeleted(stream);
  if (last < 0n || isDeleted(store.metadataOf(stream))) return outlet.send(streamNotFoundMessage(stream));
  return sendAll(outlet, readStream(store, stream, options));
};

const sendAll = async (outlet: Outlet, events: Iterable<RecordedEvent>): Promise<void> => {
  for (const event of events) {
    if (outlet.gone) return;
    await outlet.send(eventMessage(event));
  }
};

const streamOf = (options: ReadOptions): string =>
  options.hasAll() ? '$all' : streamNameIn(options.getStream()?.getStreamIdentifier());

const subscribe = async (member: Member, call: ReadCall, outlet: Outlet, options: ReadOptions): Promise<void> => {
  const { store, stats, faults } = member.cluster;
  stats.subscriptions++;
  await faults.reached('subscription');
  let sent = 0;
  const sendEvent = async (event: RecordedEvent): Promise<void> => {
    await outlet.send(eventMessage(event));
    const end = faults.endOfSubscription(++sent);
    if (end === undefined) return;
    stats.droppedSubscriptions++;
    if (end === 'cut') member.cut(call);
    throw end === 'end' ? new Ended() : rpcErrors.notReady();
  };
  const filter = options.getFilter();
  try {
    if (options.hasAll()) {
      const subscription = new AllSubscription(store, outlet, filter && filterOf(filter), sendEvent);
      await subscription.run(positionIn(options));
    } else {
      const from = revisionIn(options);
      await followStream(store, outlet, streamOf(options), from === 'start' ? -1n : from, sendEvent);
    }
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
};

/** The subscription is to end as if all were well. */
class Ended extends Error {}

function* readAll(store: Store, options: ReadOptions): Generator<RecordedEvent> {
  if (options.hasFilter()) throw rpcErrors.unimplemented('filtered reads');
  const from = positionIn(options);
  const place = from === 'start' ? 0n : from === 'end' ? store.end : from.commit;
  if (!store.isBoundary(place)) throw rpcErrors.readFailed('ReadAllResult: InvalidPosition');
  yield* paged(
    BigInt(options.getCount()),
    isBackwards(options)
      ? (last, limit) => store.readBackwards(last?.position ?? place, limit)
      : (last, limit) => store.readForwards(last === undefined ? place : store.endOfRecord(last.position), limit),
  );
}

function* readStream(store: Store, stream: string, options: ReadOptions): Generator<RecordedEvent> {
  const from = revisionIn(options);
  const backwards = isBackwards(options);
  // The server's own paging starts before the beginning here, and refuses that.
  if (from === 'end' && !backwards) throw rpcErrors.readFailed('ReadStreamResult: Error');
  const last = store.lastRevision(stream);
  const first = firstReadable(store.metadataOf(stream), last);
  const start = from === 'start' ? 0n : from === 'end' ? last : from;
  yield* paged(
    BigInt(options.getCount()),
    backwards
      ? (event, limit) =>
          store.readStream(stream, { from: first, to: event ? event.revision - 1n : start, limit, backwards })
      : (event, limit) =>
          store.readStream(stream, {
            from: event ? event.revision + 1n : larger(start, first),
            to: tombstoneRevision,
            limit,
            backwards,
          }),
  );
}

/** Events are fetched page by page, for a stream may be long and its reader slow. */
function* paged(
  count: bigint,
  fetch: (last: RecordedEvent | undefined, limit: number) => readonly RecordedEvent[],
): Generator<RecordedEvent> {
  let last: RecordedEvent | undefined;
  for (let left = count; left > 0n; left -= fetchSize) {
    const limit = left < fetchSize ? left : fetchSize;
    const events = fetch(last, Number(limit));
    yield* events;
    last = events.at(-1);
    if (BigInt(events.length) < limit) return;
  }
}

const fetchSize = 256n;

const isBackwards = (options: ReadOptions): boolean => options.getReadDirection() === 1;

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const highest = 2n ** 64n - 1n;

/** The highest number stands for the end, as Position.End and StreamRevision.End do on the server. */
const positionIn = (options: ReadOptions): LogPosition | 'start' | 'end' => {
  const all = options.getAll();
  const position = all?.getPosition();
  if (position === undefined) return all?.hasEnd() ? 'end' : 'start';
  const commit = BigInt(position.getCommitPosition());
  const prepare = BigInt(position.getPreparePosition());
  if (commit === highest) return 'end';
  // Position's constructor throws here, and ASP.NET makes that an unknown error.
  if (commit < prepare) throw new RpcError(2, 'Exception was thrown by handler.');
  return { commit, prepare };
};

const revisionIn = (options: ReadOptions): bigint | 'start' | 'end' => {
  const stream = options.getStream();
  if (stream?.hasStart()) return 'start';
  const revision = BigInt(stream?.getRevision() || 0);
  return stream?.hasEnd() || revision === highest ? 'end' : revision;
};
