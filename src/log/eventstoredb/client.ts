import { EventStoreDBClient } from '@eventstore/db-client';

/** The text given is not a connection string of EventStoreDB. It is not repeated: it may hold a password. */
export class UnusableConnectionString extends Error {
  constructor() {
    super(
      'The connection string of the event store is not acceptable. It looks like esdb://user:password@host:2113?tls=true ' +
        'or esdb+discover://name:2113; certificate files it names must exist.',
    );
    this.name = 'UnusableConnectionString';
  }
}

/** What of the client is protected, and is changed here. */
interface Internals {
  supports(): Promise<boolean>;
  handleError(client: unknown, error: unknown): Promise<void>;
  createChannel(): Promise<Channel>;
}

interface Channel {
  close(): void;
}

export interface Connection {
  readonly client: EventStoreDBClient;
  close(): void;
}

/**
 * A client, with three of its habits changed (version 6.2.1):
 *
 * - It prefers batched appends, whose pending promises are kept in one map of the whole process: an error of one stream
 *   rejects them all, and a late answer to one of those throws in an event handler, which ends the process. They have no
 *   deadline either. Told that the server cannot do them, it makes one call for each append, with a deadline, and does
 *   not ask first what the server can do: a question without a deadline, whose failure it would remember for ever.
 * - When a call fails, it closes the channel and makes a new one, between two steps of calls that are about to start:
 *   those would throw where nobody can catch it. Put off to the next turn of the event loop, it meets none of them.
 * - Its `dispose` leaves the channel open, and whatever is called after it opens another one.
 *
 * @throws {UnusableConnectionString}
 */
export const connect = (connectionString: string): Connection => {
  const client = clientOf(connectionString);
  const internals = client as unknown as Internals;
  const reconnect = internals.handleError;
  const create = internals.createChannel;
  let isClosed = false;
  let current: Channel | undefined;
  const changed: Partial<Internals> = {
    supports: async () => false,
    async handleError(grpcClient, error) {
      setImmediate(() => reconnect(grpcClient, error).catch(() => {}));
    },
    async createChannel() {
      if (isClosed) throw new Error('The connection is closed.');
      const channel = await create();
      // Closed while a leader was looked for.
      if (isClosed) channel.close();
      else current = channel;
      return channel;
    },
  };
  Object.assign(client, changed);
  return {
    client,
    close() {
      isClosed = true;
      // Not at once: a call that waited for this very channel starts first.
      setImmediate(() => current?.close());
    },
  };
};

const clientOf = (connectionString: string): EventStoreDBClient => {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch {
    throw new UnusableConnectionString();
  }
};
