import { randomUUID } from 'node:crypto';
import type { Recorded } from '../../../src/domain/event.ts';
import type { StreamName } from '../../../src/domain/ids.ts';
import { AppendMismatch, type EventLog, WrongExpectedRevision } from '../../../src/log/event-log.ts';
import { openEventStoreLog } from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import type { Place } from '../adapters.ts';

/**
 * An empty place in a database that is not: what was there before is not seen, and streams get names that none has. Nobody
 * else may write to the database meanwhile. Nothing is removed.
 */
export const cornerOf = async (connectionString: string): Promise<Place> => {
  const whole = openEventStoreLog(connectionString);
  const start = await whole.head();
  await whole.close();
  const mark = `-${randomUUID()}`;
  const outside = (stream: StreamName): StreamName => `${stream}${mark}` as StreamName;
  const inside = (stream: StreamName): StreamName => stream.slice(0, -mark.length) as StreamName;
  const seen = (events: readonly Recorded[]): readonly Recorded[] =>
    events.map((event) => ({ ...event, stream: inside(event.stream) }));
  const named = (error: unknown): never => {
    if (error instanceof WrongExpectedRevision) {
      throw new WrongExpectedRevision(inside(error.stream), error.expected, error.actual);
    }
    if (error instanceof AppendMismatch) throw new AppendMismatch(inside(error.stream), error.eventId);
    throw error;
  };

  return {
    open(options): EventLog {
      const log = openEventStoreLog(connectionString, options);
      return {
        append: (stream, ...rest) => log.append(outside(stream), ...rest).catch(named),
        readStream: async (stream, ...rest) => seen(await log.readStream(outside(stream), ...rest)),
        readAll: async (after = start, limit = 0) => seen(await log.readAll(after, limit)),
        async head() {
          const head = await log.head();
          return head === start ? undefined : head;
        },
        subscribe: (after = start, handle = () => {}) => log.subscribe(after, (batch) => handle(seen(batch))),
        close: () => log.close(),
      };
    },
    remove: async () => {},
  };
};
