import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EventLog } from '../../src/log/event-log.ts';
import { type StandIn, startEventStoreDb } from '../eventstoredb-server/start.ts';
import { everythingIn } from '../log/facts.ts';
import { type Api, startApi } from '../support/api.ts';
import { workAt } from '../support/at-work.ts';
import { inFlex } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { type PostgresServer, postgresIsThere, startPostgres } from '../support/postgres.ts';

/** Replicas with a log and a vault in common, each with its own clock and read models. */
let postgres: PostgresServer | undefined;
const opened: Api[] = [];
const stores: StandIn[] = [];

beforeAll(async () => {
  if (postgresIsThere) postgres = await startPostgres();
  else console.info('There is no PostgreSQL here: duties of several replicas are not tested.');
});
afterEach(async () => {
  for (const api of opened.splice(0)) await api.close();
  for (const store of stores.splice(0)) await store.close();
});
afterAll(() => postgres?.stop());

const replicas = async (count: number): Promise<readonly Api[]> => {
  const store = await startEventStoreDb();
  stores.push(store);
  const settings = { eventStore: store.connectionString, keyVault: await postgres?.database() };
  for (let n = 0; n < count; n++) opened.push(await startApi(undefined, settings));
  const all = opened.slice(-count);
  await workAt(all[0] as Api, 'FLEX_STAR', 'YOUTH_STAR');
  return all;
};

/** Each stream with the types of its events, in order. */
const recordedIn = async (log: EventLog): Promise<Readonly<Record<string, readonly string[]>>> => {
  const streams: Record<string, string[]> = {};
  for (const { stream, type } of await everythingIn(log)) streams[stream] = [...(streams[stream] ?? []), type];
  return streams;
};

/** The midnights on which counties and cities are too late, and the day after. */
const instants = ['2024-01-16T00:00:00+08:00', '2024-01-26T00:00:00+08:00', '2024-02-10T00:00:00+08:00'];

/** One who asks for it is put on record; the others find it done. */
type Passing = (all: readonly Api[], instant: string) => Promise<unknown>;
const inTurn: Passing = async (all, instant) => {
  for (const api of all) await api.passTo(instant);
};

describe.runIf(postgresIsThere)('what falls due', () => {
  let alone: Awaited<ReturnType<typeof recordedIn>>;
  beforeAll(async () => {
    const [api] = (await replicas(1)) as [Api];
    for (const instant of instants) await api.passTo(instant);
    alone = await recordedIn(api.running.raw);
    expect(Object.values(alone).flat()).toContain('DeadlinePassed');
    for (const each of opened.splice(0)) await each.close();
    for (const store of stores.splice(0)) await store.close();
  });

  test.each<readonly [string, Passing]>([
    ['one after the other', inTurn],
    ['the second one first', (all, instant) => inTurn([...all].reverse(), instant)],
    ['both at once', (all, instant) => Promise.all(all.map((api) => api.passTo(instant)))],
  ])('is carried out once by two replicas: %s', async (_, passing) => {
    const both = await replicas(2);
    for (const instant of instants) await passing(both, instant);
    for (const api of both) expect(await recordedIn(api.running.raw)).toEqual(alone);
  });
});

describe.runIf(postgresIsThere)('a command that is sent to two replicas at once', () => {
  test('is carried out once, and both tell the same of it', async () => {
    const both = await replicas(2);
    const clerks = await Promise.all(both.map((api) => api.as('COUNTY_CLERK', bureaus.county)));
    for (let n = 0; n < 5; n++) {
      const input = { ...inFlex(), commandId: randomUUID() };
      const outcomes = await Promise.all(clerks.map((clerk) => clerk.run('nominate', input, 'nomination { id }')));
      const [one, other] = outcomes.map(({ errors, nomination, commandId }) => ({ errors, nomination, commandId }));
      expect(one).toEqual({ errors: [], nomination: { id: expect.any(String) }, commandId: input.commandId });
      expect(other).toEqual(one);
      const stream = `nomination-${one?.nomination.id}` as Parameters<EventLog['readStream']>[0];
      const all = await (both[0] as Api).running.raw.readStream(stream);
      expect(all.map(({ type }) => type)).toEqual(['Nominated']);
      const shown = await Promise.all(
        clerks.map((clerk, i) =>
          clerk.ask('query ($id: ID!, $at: Position) { nomination(id: $id, minPosition: $at) { status revision } }', {
            id: one?.nomination.id,
            at: outcomes[i].position,
          }),
        ),
      );
      expect(shown[1]).toEqual(shown[0]);
    }
  });
});
