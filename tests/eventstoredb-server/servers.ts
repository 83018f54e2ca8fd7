import { randomUUID } from 'node:crypto';
import { type AppendResult, EventStoreDBClient, type EventType, jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe } from 'vitest';
import { type StandIn, type StandInOptions, startEventStoreDb } from './start.ts';

export interface ServerOfTest {
  readonly client: EventStoreDBClient;
  readonly standIn: StandIn;
}

const real = process.env.LAUREL_TEST_ESDB;

/**
 * The same tests against the stand-in and, where `LAUREL_TEST_ESDB` names one, against a real EventStoreDB. They may not suppose that the
 * log is empty, and write to streams of their own.
 */
export const onEveryServer = (subject: string, tests: (server: () => EventStoreDBClient) => void): void => {
  onStandIn(subject, (server) => tests(() => server().client));
  const title = `${subject}, on a real EventStoreDB${real === undefined ? ' (skipped: LAUREL_TEST_ESDB is not set)' : ''}`;
  describe.skipIf(real === undefined)(title, () => {
    let client: EventStoreDBClient;
    beforeAll(() => {
      client = EventStoreDBClient.connectionString(real ?? '');
    });
    afterAll(() => client.dispose());
    tests(() => client);
  });
};

/** One stand-in for all tests of the block, and a client of it. */
export const onStandIn = (
  subject: string,
  tests: (server: () => ServerOfTest) => void,
  options: StandInOptions = {},
): void => {
  describe(`${subject}, on the stand-in`, () => {
    let server: ServerOfTest;
    beforeAll(async () => {
      const standIn = await startEventStoreDb(options);
      server = { standIn, client: EventStoreDBClient.connectionString(standIn.connectionString) };
    });
    afterAll(async () => {
      await server.client.dispose();
      await server.standIn.close();
    });
    tests(() => server);
  });
};

/** A stream nobody has written to. */
export const newStream = (): string => `laurel-test-${randomUUID()}`;

export const facts = (count: number): EventType[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ id: randomUUID(), type: 'TestFact', data: { n } })) as never;

/**
 * The client's two ways to append. It takes the unary one when it is given credentials with the call; without TLS it does not send
 * them.
 */
export const ways = ['unary', 'batch'] as const;
export type Way = (typeof ways)[number];

export type ExpectedOfClient = bigint | 'any' | 'no_stream' | 'stream_exists';

export const append = (
  client: EventStoreDBClient,
  way: Way,
  stream: string,
  events: readonly EventType[],
  expectedRevision: ExpectedOfClient,
  deadline = 10_000,
): Promise<AppendResult> =>
  client.appendToStream(stream, events as never, {
    expectedRevision,
    deadline,
    ...(way === 'unary' && { credentials: { username: 'admin', password: 'changeit' } }),
  });

/** What the client rejects with. */
export const errorOf = async (doing: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await doing;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('It was expected to fail.');
};

export interface Seen {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly revision: bigint;
  readonly position: { readonly commit: bigint; readonly prepare: bigint } | undefined;
}

/** Reads to the end. */
export const all = async (reading: AsyncIterable<{ event?: unknown }>): Promise<Seen[]> => {
  const seen: Seen[] = [];
  for await (const { event } of reading) seen.push(seenOf(event));
  return seen;
};

export const seenOf = (event: unknown): Seen => {
  const { streamId, id, type, revision, position } = event as Omit<Seen, 'stream'> & { streamId: string };
  return { stream: streamId, id, type, revision, position };
};

export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);
