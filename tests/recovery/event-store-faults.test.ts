import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { type EventLog, LogUnavailable, type NewEvent, WrongExpectedRevision } from '../../src/log/event-log.ts';
import { openEventStoreLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { type StandIn, startEventStoreDb } from '../eventstoredb-server/start.ts';
import { collector, events, everythingIn, idsOf, stream } from '../log/facts.ts';

const shared = stream('slate-2023-410100');
const appendsOfEach = 60;
const writersOfEach = 4;

/** What a writer was told: these events, at this revision. */
interface Acknowledged {
  readonly stream: StreamName;
  readonly ids: readonly string[];
  readonly revision: number;
}

/** In turn, each after so many acknowledged appends. */
const troubles: readonly ((server: StandIn) => unknown)[] = [
  ({ faults }) => faults.timeOutNextAppends('after-commit', 6),
  ({ faults }) => faults.dropSubscriptions({ afterEvents: 2, how: 'cut', times: 3 }),
  ({ faults }) => faults.answerNotLeader(5),
  ({ faults }) => faults.timeOutNextAppends('before-commit', 6),
  ({ faults }) => faults.dropSubscriptions({ afterEvents: 1, how: 'end', times: 3 }),
  ({ faults }) => faults.refuse('reads', 'too-busy', 5),
  ({ members }) => members[0]?.cutAll(),
  ({ faults }) => faults.refuse('appends', 'not-ready', 5),
  ({ faults }) => faults.dropSubscriptions({ afterEvents: 3, how: 'unavailable', times: 3 }),
  (server) => server.die().then(() => server.comeBack()),
];

/** Two replicas as they write and follow, and what they meet with. */
class Load {
  readonly logs: readonly EventLog[];
  readonly #seen = [collector(), collector()];
  readonly #trouble: (acknowledged: number) => unknown;
  retries = 0;
  unavailable = 0;
  conflicts = 0;
  acknowledged = 0;

  constructor(connectionString: string, trouble: (acknowledged: number) => unknown) {
    this.#trouble = trouble;
    const options = {
      deadlineMs: 2_000,
      patienceMs: 400,
      pauseMs: 2,
      redeliverAfterMs: 2,
      onDeliveryFailure: () => {},
      onRetry: () => this.retries++,
    };
    this.logs = this.#seen.map(() => openEventStoreLog(connectionString, options));
  }

  async run(): Promise<readonly Acknowledged[]> {
    for (const [i, log] of this.logs.entries()) log.subscribe(undefined, this.#seen[i]?.handle ?? (() => {}));
    const writers = this.logs.flatMap((log, i) =>
      Array.from({ length: writersOfEach }, (_, n) => this.#writer(log, stream(`nomination-${i}-${n}`))),
    );
    return (await Promise.all(writers)).flat();
  }

  /** Every event that was acknowledged is where it was said to be, once, and nothing else is; both followers got the same, each once, in order. */
  async check(told: readonly Acknowledged[]): Promise<number> {
    const recorded = await this.#everything();
    const ids = idsOf(recorded);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(told.flatMap((one) => one.ids).toSorted());
    const places = new Map(recorded.map(({ id, stream: name, revision }) => [id, `${name} ${revision}`]));
    for (const { stream: name, ids: batch, revision } of told) {
      expect(batch.map((id) => places.get(id))).toEqual(
        batch.map((_, i) => `${name} ${revision - batch.length + 1 + i}`),
      );
    }
    for (const one of this.#seen) await one.has(ids.length);
    await this.close();
    for (const one of this.#seen) expect(one.ids()).toEqual(ids);
    return ids.length;
  }

  async close(): Promise<void> {
    await Promise.all(this.logs.map((log) => log.close()));
  }

  #everything(): Promise<readonly Recorded[]> {
    const [log] = this.logs;
    return log ? everythingIn(log) : Promise.resolve([]);
  }

  async #writer(log: EventLog, own: StreamName): Promise<readonly Acknowledged[]> {
    const told: Acknowledged[] = [];
    for (let i = 0; i < appendsOfEach; i++) {
      told.push(await this.#write(log, i % 4 === 0 ? shared : own, events(1 + (i % 3))));
      await this.#trouble(++this.acknowledged);
    }
    return told;
  }

  /** As the callers of Laurel do: an unknown outcome is asked for again with the same ids, a lost race is decided again. */
  async #write(log: EventLog, name: StreamName, batch: readonly NewEvent[]): Promise<Acknowledged> {
    try {
      const { length } = await log.readStream(name);
      const { revision } = await log.append(name, batch, length === 0 ? 'no-stream' : length - 1);
      return { stream: name, ids: idsOf(batch), revision };
    } catch (error) {
      if (error instanceof WrongExpectedRevision) this.conflicts++;
      else if (error instanceof LogUnavailable) this.unavailable++;
      else throw error;
      return this.#write(log, name, batch);
    }
  }
}

describe('Two replicas that write to one event store while it fails', () => {
  let server: StandIn;
  let load: Load;
  let cuts = 0;

  beforeAll(async () => {
    server = await startEventStoreDb();
    server.faults.dropAppendsAtRandom({ before: 0.15, after: 0.15, seed: 20_231_024 });
    load = new Load(server.connectionString, async (acknowledged) => {
      if (acknowledged % 6 > 0) return;
      const turn = (acknowledged / 6) % troubles.length;
      if (turn === 6) cuts++;
      await troubles[turn]?.(server);
    });
  });
  afterAll(async () => {
    server.faults.clear();
    await load.close();
    await server.close();
  });

  it('lose nothing, double nothing, and follow it in one order', async () => {
    const told = await load.run();
    server.faults.clear();
    const count = await load.check(told);

    const { droppedBefore, droppedAfter, timedOut, refused, notLeader, droppedSubscriptions, deaths } = server.stats;
    const faults = droppedBefore + droppedAfter + timedOut + refused + notLeader + droppedSubscriptions + deaths + cuts;
    console.info(
      `Event store: ${told.length} appends of ${count} events, ${faults} faults: ` +
        `${droppedBefore} connections cut before and ${droppedAfter} after the commit, ${cuts} at any time, ` +
        `${timedOut} appends timed out, ${refused} calls refused, ${notLeader} sent to the leader, ` +
        `${droppedSubscriptions} subscriptions dropped, ${deaths} deaths of the server; ` +
        `${load.retries} calls repeated, ${load.unavailable} times the log was unavailable, ` +
        `${load.conflicts} races lost. Lost 0, doubled 0.`,
    );
    expect(faults).toBeGreaterThan(300);
  }, 300_000);
});

describe('Two replicas whose event store is killed, and started again from its directory', () => {
  let directory: string;
  let process_: ChildProcess | undefined;
  let load: Load | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'laurel-event-store-'));
  });
  afterEach(async () => {
    await load?.close();
    process_?.kill('SIGKILL');
    await rm(directory, { recursive: true });
  });

  const start = async (port: string): Promise<string> => {
    const main = join(import.meta.dirname, '../eventstoredb-server/main.ts');
    const started = spawn(process.execPath, ['--import', 'tsx', main, '--directory', directory, '--port', port], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process_ = started;
    const [line] = await once(createInterface({ input: started.stdout }), 'line');
    return String(line);
  };

  it('lose nothing, double nothing, and follow it in one order', async () => {
    const connectionString = await start('0');
    const port = /:(\d+)\?/.exec(connectionString)?.[1] ?? '';
    let kills = 0;
    const killAndStart = async (): Promise<void> => {
      kills++;
      process_?.kill('SIGKILL');
      if (process_) await once(process_, 'exit');
      await start(port);
    };
    // Whoever is acknowledged kills it while the other writers are in the middle of theirs.
    load = new Load(connectionString, (acknowledged) => (acknowledged % 60 === 0 ? killAndStart() : undefined));
    const told = await load.run();
    const count = await load.check(told);
    console.info(
      `Event store: ${told.length} appends of ${count} events, killed ${kills} times; ${load.retries} calls repeated, ` +
        `${load.unavailable} times the log was unavailable, ${load.conflicts} races lost. Lost 0, doubled 0.`,
    );
    expect(kills).toBe((2 * writersOfEach * appendsOfEach) / 60);
  }, 300_000);
});
