import { createServer, type Server as Listener, type Socket } from 'node:net';
import { type Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import { appendHandler } from './append.ts';
import type { WriteCall } from './append-path.ts';
import { batchAppendHandler } from './batch-append.ts';
import type { Cluster } from './cluster.ts';
import { deleteHandler, tombstoneHandler } from './delete.ts';
import { featuresHandler } from './features.ts';
import { gossipHandler } from './gossip.ts';
import { GossipService, ServerFeaturesService, StreamsService } from './protocol.ts';
import { readHandler } from './read.ts';
import { type Endpoint, rpcErrors } from './rpc-errors.ts';

const host = '127.0.0.1';

/**
 * One node: a gRPC server on a port of its own, over the log of its cluster. It accepts the connections itself, so that it can cut
 * the one a call came by, or all of them at once.
 */
export class Member {
  readonly cluster: Cluster;
  readonly #server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  readonly #injector = this.#server.createConnectionInjector(ServerCredentials.createInsecure());
  readonly #sockets = new Map<string, Socket>();
  #listener: Listener | undefined;
  #port: number;
  #life = 0;

  /** @param port 0 for any free one, which it then keeps for good */
  constructor(cluster: Cluster, port: number) {
    this.cluster = cluster;
    this.#port = port;
    this.#server.addService(StreamsService, {
      read: readHandler(this),
      append: appendHandler(this),
      batchAppend: batchAppendHandler(this),
      delete: deleteHandler(this),
      tombstone: tombstoneHandler(this),
    });
    this.#server.addService(ServerFeaturesService, { getSupportedMethods: featuresHandler(this) });
    this.#server.addService(GossipService, { read: gossipHandler(this) });
  }

  get endpoint(): Endpoint {
    return { address: host, port: this.#port };
  }

  get isAlive(): boolean {
    return this.#listener !== undefined;
  }

  get isLeader(): boolean {
    return this.cluster.leader === this;
  }

  /** Counts its deaths: what began in an earlier life is not finished in this one. */
  get life(): number {
    return this.#life;
  }

  async listen(): Promise<void> {
    const listener = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.#port, host, resolve);
    });
    this.#port = (listener.address() as { port: number }).port;
    this.#listener = listener;
  }

  /** As if the process were killed: its port is closed, every connection is reset, and what it had not committed is lost. */
  async die(): Promise<void> {
    if (this.#listener === undefined) return;
    this.cluster.stats.deaths++;
    await this.#stop();
  }

  /** The same node on the same port and with the same log. If there is no leader, it becomes one. */
  async comeBack(): Promise<void> {
    if (this.isAlive) return;
    await this.listen();
    if (this.cluster.leader === undefined) this.cluster.elect(this);
  }

  /** Resets the connection that a call came by, with everything that goes over it. */
  cut(call: Pick<WriteCall, 'getPeer'>): void {
    this.#sockets.get(call.getPeer())?.resetAndDestroy();
  }

  /** Resets every connection; new ones are accepted. */
  cutAll(): void {
    for (const socket of this.#sockets.values()) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    await this.#stop();
    this.#server.forceShutdown();
  }

  /**
   * Whether this node takes an append now. A follower passes it on to the leader, unless the call says that it must be the leader:
   * ClusterVNodeController.HandleAsNonLeader in src/EventStore.Core/Services/VNode/ClusterVNodeController.cs.
   * @throws {RpcError}
   */
  mustWrite(metadata: Metadata): void {
    this.#mustNotRefuse('appends');
    this.#mustBeLeader(requiresLeader(metadata), true);
  }

  /** @throws {RpcError} */
  mustRead(metadata: Metadata): void {
    this.#mustNotRefuse('reads');
    if (requiresLeader(metadata)) this.#mustBeLeader(true, false);
  }

  #mustNotRefuse(of: 'appends' | 'reads'): void {
    const refusal = this.cluster.faults.nextRefusal(of);
    if (refusal === undefined) return;
    this.cluster.stats.refused++;
    throw refusal === 'not-ready' ? rpcErrors.notReady() : rpcErrors.tooBusy();
  }

  #mustBeLeader(required: boolean, isWrite: boolean): void {
    const { leader, faults, stats } = this.cluster;
    if (leader === undefined) throw rpcErrors.notReady();
    const fault = isWrite || required ? faults.nextNotLeader() : undefined;
    if (fault === undefined && (!required || this.isLeader)) return;
    stats.notLeader++;
    throw rpcErrors.notLeader(fault?.leader ?? leader.endpoint);
  }

  async #stop(): Promise<void> {
    const listener = this.#listener;
    if (listener === undefined) return;
    this.#listener = undefined;
    this.#life++;
    const closed = new Promise((resolve) => listener.close(resolve));
    this.cutAll();
    await closed;
  }

  #accept(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    this.#sockets.set(peer, socket);
    socket.once('close', () => this.#sockets.delete(peer));
    socket.on('error', () => socket.destroy());
    this.#injector.injectConnection(socket);
  }
}

const requiresLeader = (metadata: Metadata): boolean => metadata.get('requires-leader')[0] === 'true';
