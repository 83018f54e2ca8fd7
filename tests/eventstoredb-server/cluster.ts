import { Faults } from './faults.ts';
import { Member } from './member.ts';
import { noStats, type Stats } from './stats.ts';
import { Store } from './store.ts';
import { Writer } from './writer.ts';

export interface ClusterOptions {
  /** Data file; undefined: in memory, for as long as the cluster is there. */
  readonly path: string | undefined;
  /** One a member; 0 for any free port. */
  readonly ports: readonly number[];
  readonly systemEventEvery: number;
  readonly offersBatchAppend: boolean;
  /** Bytes; 1 MiB by default, as ClusterVNodeOptions.MaxAppendSize. */
  readonly maxAppendSize: number;
  /** How long a batch append may take to arrive; 2 s by default, as ClusterVNodeOptions.WriteTimeoutMs (PrepareTimeoutMs). */
  readonly writeTimeoutMs: number;
  readonly clock: () => number;
}

/** Members over one log. There is no replication to wait for: what the leader has written, followers have. */
export class Cluster {
  readonly store: Store;
  readonly writer: Writer;
  readonly faults = new Faults();
  readonly stats: Stats = noStats();
  readonly members: readonly Member[];
  readonly offersBatchAppend: boolean;
  readonly maxAppendSize: number;
  readonly writeTimeoutMs: number;
  #leader: Member | undefined;

  constructor(options: ClusterOptions) {
    this.store = new Store(options.path, options.clock);
    this.writer = new Writer(this.store, options.systemEventEvery);
    this.members = options.ports.map((port) => new Member(this, port));
    this.offersBatchAppend = options.offersBatchAppend;
    this.maxAppendSize = options.maxAppendSize;
    this.writeTimeoutMs = options.writeTimeoutMs;
  }

  /** None, from the leader's death until an election. */
  get leader(): Member | undefined {
    return this.#leader?.isAlive ? this.#leader : undefined;
  }

  /** Makes a member the leader. Nobody else does it: after the leader's death there is none until a test says so. */
  elect(member: Member): void {
    if (!member.isAlive) throw new Error('A dead member cannot be elected.');
    this.#leader = member;
    this.writer.beginEpoch();
  }

  async listen(): Promise<void> {
    for (const member of this.members) await member.listen();
    const [first] = this.members;
    if (first !== undefined) this.elect(first);
  }

  async close(): Promise<void> {
    this.faults.clear();
    for (const member of this.members) await member.close();
    this.store.close();
  }
}
