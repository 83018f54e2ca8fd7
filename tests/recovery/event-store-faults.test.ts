import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('Two replicas that write to one event store while it fails', () => {
  let server: StandIn;
  let logs: EventLog[];
  let retries = 0;
  let unavailable = 0;
  let conflicts = 0;
  let acknowledgedCount = 0;
  let cuts = 0;

  beforeAll(async () => {
    server = await startEventStoreDb();
    server.faults.dropAppendsAtRandom({ before: 0.15, after: 0.15, seed: 20_231_024 });
    const options = {
      deadlineMs: 2_000,
      patienceMs: 400,
      pauseMs: 2,
      redeliverAfterMs: 2,
      onDeliveryFailure: () => {},
      onRetry: () => retries++,
    };
    logs = [0, 1].map(() => openEventStoreLog(server.connectionString, options));
  });
  afterAll(async () => {
    server.faults.clear();
    await Promise.all(logs.map((log) => log.close()));
    await server.close();
  });

  const trouble = async (): Promise<void> => {
    acknowledgedCount++;
    if (acknowledgedCount % 6 > 0) return;
    const turn = (acknowledgedCount / 6) % troubles.length;
    if (turn === 6) cuts++;
    await troubles[turn]?.(server);
  };

  const attempt = async (log: EventLog, name: StreamName, batch: readonly NewEvent[]): Promise<Acknowledged> => {
    const { length } = await log.readStream(name);
    const { revision } = await log.append(name, batch, length === 0 ? 'no-stream' : length - 1);
    return { stream: name, ids: idsOf(batch), revision };
  };

  /** As the callers of Laurel do: an unknown outcome is asked for again with the same ids, a lost race is decided again. */
  const write = (log: EventLog, name: StreamName, batch: readonly NewEvent[]): Promise<Acknowledged> =>
    attempt(log, name, batch).catch((error: unknown) => {
      if (error instanceof WrongExpectedRevision) conflicts++;
      else if (error instanceof LogUnavailable) unavailable++;
      else throw error;
      return write(log, name, batch);
    });

  const writer = async (log: EventLog, own: StreamName): Promise<readonly Acknowledged[]> => {
    const told: Acknowledged[] = [];
    for (let i = 0; i < appendsOfEach; i++) {
      told.push(await write(log, i % 4 === 0 ? shared : own, events(1 + (i % 3))));
      await trouble();
    }
    return told;
  };

  it('lose nothing, double nothing, and follow it in one order', async () => {
    const seen = logs.map(() => collector());
    for (const [i, log] of logs.entries()) log.subscribe(undefined, seen[i]?.handle ?? (() => {}));
    const writers = logs.flatMap((log, i) =>
      Array.from({ length: writersOfEach }, (_, n) => writer(log, stream(`nomination-${i}-${n}`))),
    );
    const told = (await Promise.all(writers)).flat();
    server.faults.clear();
    const [log] = logs;
    if (!log) throw new Error('There are two logs.');

    const recorded = await everythingIn(log);
    const ids = idsOf(recorded);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(told.flatMap((one) => one.ids).toSorted());
    const places = new Map(recorded.map(({ id, stream: name, revision }) => [id, `${name} ${revision}`]));
    for (const { stream: name, ids: batch, revision } of told) {
      expect(batch.map((id) => places.get(id))).toEqual(
        batch.map((_, i) => `${name} ${revision - batch.length + 1 + i}`),
      );
    }
    for (const one of seen) expect(await one.has(ids.length)).toEqual(ids);

    const { droppedBefore, droppedAfter, timedOut, refused, notLeader, droppedSubscriptions, deaths } = server.stats;
    const faults = droppedBefore + droppedAfter + timedOut + refused + notLeader + droppedSubscriptions + deaths + cuts;
    console.info(
      `Event store: ${told.length} appends of ${ids.length} events, ${faults} faults: ` +
        `${droppedBefore} connections cut before and ${droppedAfter} after the commit, ${cuts} at any time, ` +
        `${timedOut} appends timed out, ${refused} calls refused, ${notLeader} sent to the leader, ` +
        `${droppedSubscriptions} subscriptions dropped, ${deaths} deaths of the server; ` +
        `${retries} calls repeated, ${unavailable} times the log was unavailable, ${conflicts} races lost. ` +
        'Lost 0, doubled 0.',
    );
    expect(faults).toBeGreaterThan(300);
  }, 300_000);
});
