import { join } from 'node:path';
import { Cluster } from './cluster.ts';
import type { Faults } from './faults.ts';
import type { Member } from './member.ts';
import type { Stats } from './stats.ts';

export interface StandInOptions {
  /** Where the data file is kept; in memory by default. */
  readonly directory?: string;
  /** How many nodes; 1 by default. The first one is leader. */
  readonly members?: number;
  /** Their ports; free ones by default. */
  readonly ports?: readonly number[];
  /** After so many appends the server writes an event of its own; 5 by default. */
  readonly systemEventEvery?: number;
  /** False: a server from before batch appends. */
  readonly offersBatchAppend?: boolean;
  readonly maxAppendSize?: number;
  readonly writeTimeoutMs?: number;
  readonly clock?: () => number;
}

export interface StandIn {
  /** `esdb://host:port?tls=false`; with all members where there are several, so that the client finds the leader. */
  readonly connectionString: string;
  /** `esdb+discover://…` to the first member. */
  readonly discoverString: string;
  /** `host:port` of each member. */
  readonly urls: readonly string[];
  readonly members: readonly Member[];
  readonly faults: Faults;
  readonly stats: Stats;
  elect(member: Member): void;
  /** A single node's, or the leader's. */
  die(): Promise<void>;
  /** Every dead member comes back. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a stand-in for EventStoreDB on this machine: the gRPC services Streams, ServerFeatures and Gossip, over a log of its own.
 *
 * It imitates EventStoreDB 24.10 without security (`--insecure`); the facts come from the server's source at tag v24.10.4
 * (github.com/EventStore/EventStore), and each file says from where. 23.10 judges appends alike.
 * It has a log of its own instead of Laurel's SQLite adapter, for the port of Laurel judges repeats more strictly than EventStoreDB does,
 * and a test against that would prove too much.
 *
 * Left out: links and projections, persistent subscriptions, filtered reads, access lists, `$maxAge`, scavenging, replication
 * (followers are never behind), TLS and passwords (the client sends none without TLS).
 */
export const startEventStoreDb = async (options: StandInOptions = {}): Promise<StandIn> => {
  const ports = options.ports ?? Array.from({ length: options.members ?? 1 }, () => 0);
  const cluster = new Cluster({
    path: options.directory && join(options.directory, 'eventstoredb.db'),
    ports,
    systemEventEvery: options.systemEventEvery ?? 5,
    offersBatchAppend: options.offersBatchAppend ?? true,
    maxAppendSize: options.maxAppendSize ?? 1024 * 1024,
    writeTimeoutMs: options.writeTimeoutMs ?? 2000,
    clock: options.clock ?? Date.now,
  });
  await cluster.listen();
  const urls = cluster.members.map(({ endpoint }) => `${endpoint.address}:${endpoint.port}`);
  return {
    connectionString: `esdb://${urls.join(',')}?tls=false`,
    discoverString: `esdb+discover://${urls[0]}?tls=false`,
    urls,
    members: cluster.members,
    faults: cluster.faults,
    stats: cluster.stats,
    elect: (member) => cluster.elect(member),
    die: async () => cluster.leader?.die(),
    comeBack: async () => {
      for (const member of cluster.members) await member.comeBack();
    },
    close: () => cluster.close(),
  };
};
