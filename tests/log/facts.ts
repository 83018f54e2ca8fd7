import { randomUUID } from 'node:crypto';
import type { EventMeta, Recorded } from '../../src/domain/event.ts';
import { actorId, type StreamName, streamName } from '../../src/domain/ids.ts';
import type { EventLog, NewEvent } from '../../src/log/event-log.ts';

export const stream = (name: string): StreamName => streamName.parse(name);

export const meta: EventMeta = {
  recordedAt: '2024-01-02T03:04:05.678Z',
  actor: { id: actorId.parse('clerk'), name: '李四', roles: ['CITY_CLERK'], channel: 'API' },
  command: { id: '0b7d1f64-7e0b-4c86-8a51-0d54a0b6a5a1', name: 'review', contentHash: 'a'.repeat(64) },
  correlationId: '0b7d1f64-7e0b-4c86-8a51-0d54a0b6a5a1',
};

/** An event like no other, unless its id is given. */
export const event = (data: unknown = { decision: 'PASS' }, id: string = randomUUID()): NewEvent => ({
  id,
  type: 'Reviewed',
  schemaVersion: 1,
  data,
  meta,
});

export const events = (count: number): readonly NewEvent[] => Array.from({ length: count }, (_, i) => event({ i }));

export const idsOf = (recorded: readonly { readonly id: string }[]): readonly string[] => recorded.map(({ id }) => id);

export const everythingIn = (log: EventLog): Promise<readonly Recorded[]> => log.readAll(undefined, 1_000_000);

/** A handler that remembers what it was given, and tells when it has enough. */
export const collector = () => {
  const batches: (readonly Recorded[])[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const ids = () => idsOf(batches.flat());
  return {
    batches,
    ids,
    handle: (batch: readonly Recorded[]): void => {
      batches.push(batch);
      for (const { count, resolve } of waiting) if (ids().length >= count) resolve();
    },
    /** Ids of the delivered events, once there are at least so many. */
    has: async (count: number): Promise<readonly string[]> => {
      if (ids().length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return ids();
    },
  };
};

/** A promise and the function that fulfills it. */
export const gate = () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};
