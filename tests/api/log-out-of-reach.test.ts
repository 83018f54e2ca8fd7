import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type StandIn, startEventStoreDb } from '../eventstoredb-server/start.ts';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { workAt } from '../support/at-work.ts';
import { inFlex, someoneFlexible } from '../support/dossiers.ts';

let store: StandIn;
let api: Api;
let clerk: Caller;

beforeEach(async () => {
  store = await startEventStoreDb();
  ({ api, clerk } = await workAt(await startApi(undefined, { eventStore: store.connectionString }), 'FLEX_STAR'));
});
afterEach(async () => {
  store.faults.clear();
  await store.comeBack();
  await api.close();
  await store.close();
});

const list = '{ nominations(first: 50) { totalCount } }';
const count = async (): Promise<number> => (await clerk.ask(list)).nominations.totalCount;
const nominate = 'mutation ($input: NominateInput!) { nominate(input: $input) { commandId errors { code } } }';
const sent = (input: object) => clerk.answer(nominate, { input });

/** Answers as they are once it is noticed that the log has come or gone. */
const whenMarked = (marked: boolean): Promise<Answer> =>
  vi.waitFor(
    async () => {
      const answer = await clerk.answer(list);
      expect(answer.extensions?.stale !== undefined).toBe(marked);
      return answer;
    },
    { timeout: 20_000, interval: 50 },
  );

describe('while the event store is gone', () => {
  test('reads are answered, marked with their position and age; commands are not, and are once it is back', async () => {
    await accepted(inFlex());
    const position = api.running.follower.position();
    expect((await clerk.answer(list)).extensions).toBeUndefined();
    await store.die();

    const { errors } = await sent(inFlex());
    expect(errors).toMatchObject([
      {
        message: 'The event log cannot be reached. Nothing was recorded.',
        extensions: { code: 'LOG_UNAVAILABLE', outcome: 'nothing-recorded', commandId: expect.any(String) },
      },
    ]);
    const answer = await whenMarked(true);
    expect(answer).toMatchObject({
      data: { nominations: { totalCount: 1 } },
      extensions: {
        stale: {
          logReachable: false,
          position,
          levelAt: '2024-01-08T02:00:00.000Z',
          ageSeconds: expect.any(Number),
          message: expect.stringMatching(/^The event log cannot be reached: this is how things stood \d+ s ago\.$/),
        },
      },
    });

    await store.comeBack();
    await whenMarked(false);
    await accepted(inFlex());
    expect(await count()).toBe(2);
  });

  test('what is to be put on record before it is shown is not shown', async () => {
    const inspector = await api.as('DISCIPLINE_INSPECTOR', '410000');
    await accepted(inFlex());
    const people = '{ nominations(first: 1) { nodes { form } } }';
    expect((await inspector.ask(people)).nominations.nodes).toHaveLength(1);
    await store.die();
    const refused = await inspector.refusedAsk(people);
    expect(refused).toMatchObject([{ extensions: { code: 'LOG_UNAVAILABLE' } }]);
  });
});

describe('a command whose answer is lost', () => {
  test('has an outcome that is unknown; sent again with its id, it is carried out once', async () => {
    const input = { ...inFlex(), commandId: randomUUID() };
    const { written } = store.stats;
    store.faults.hold('after-commit');
    const sending = sent(input);
    // The person is claimed first, then the nomination is recorded.
    await vi.waitFor(() => expect(store.stats.written).toBeGreaterThan(written));
    store.faults.refuse('reads');
    const { errors } = await sending;
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('The outcome is unknown: repeat the command with the same commandId'),
        extensions: { code: 'LOG_UNAVAILABLE', outcome: 'unknown', commandId: input.commandId },
      },
    ]);
    store.faults.clear();
    await accepted(input);
    await accepted(input);
    expect(await count()).toBe(1);
  });

  test('and that was begun in one stream, is not said to be recorded nowhere', async () => {
    const input = { ...inFlex(), commandId: randomUUID() };
    const { written } = store.stats;
    store.faults.denyAccess((stream) => stream.startsWith('nomination-') && store.stats.written > written);
    const { errors } = await sent(input);
    expect(errors).toMatchObject([{ extensions: { code: 'LOG_UNAVAILABLE', outcome: 'unknown' } }]);
    store.faults.clear();
    await accepted(input);
    expect(await count()).toBe(1);
  });
});

describe('an event store that was meddled with', () => {
  test('is told as damage, and nothing is decided on what was removed from it', async () => {
    const { data } = await clerk.answer(
      'mutation ($input: NominateInput!) { nominate(input: $input) { nomination { id } } }',
      { input: inFlex() },
    );
    const nominationId = data.nominate.nomination.id;
    const client = EventStoreDBClient.connectionString(store.connectionString);
    await client.tombstoneStream(`nomination-${nominationId}`);
    await client.dispose();
    const { errors } = await clerk.answer(
      'mutation ($input: AmendFormInput!) { amendForm(input: $input) { position } }',
      { input: { nominationId, form: someoneFlexible({ phone: '13800000000' }) } },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'LOG_DAMAGED', outcome: 'nothing-recorded' } }]);
    expect(errors[0].message).not.toContain(nominationId);
  });

  test('is told to take too little at once', async () => {
    const small = await startEventStoreDb({ maxAppendSize: 10_000 });
    const other = await startApi(undefined, { eventStore: small.connectionString });
    const officer = await other.as('PROVINCE_OFFICER', '410000');
    const { errors } = await officer.answer(
      'mutation ($input: OpenEditionInput!) { openEdition(input: $input) { position } }',
      { input: { program: 'FLEX_STAR' } },
    );
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('larger than the event store takes at once. Nothing was recorded.'),
        extensions: { code: 'EVENTS_TOO_LARGE', outcome: 'nothing-recorded', commandId: expect.any(String) },
      },
    ]);
    await other.close();
    await small.close();
  });
});

const accepted = async (input: object): Promise<void> => {
  const { data, errors } = await sent(input);
  expect(errors).toBeUndefined();
  expect(data.nominate.errors).toEqual([]);
};
