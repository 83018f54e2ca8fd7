import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EventLog } from '../../src/log/event-log.ts';
import { openEventStoreLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { type Operations, startOperations } from '../../src/server/operations/operations.ts';
import { type StandIn, startEventStoreDb } from '../eventstoredb-server/start.ts';
import { events, stream } from '../log/facts.ts';
import { scrape } from './exposition.ts';

const where = stream('slate-2023-410100');
let server: StandIn;
let operations: Operations;
let log: EventLog;

beforeEach(async () => {
  server = await startEventStoreDb();
  operations = await startOperations({ port: 0 });
  log = operations.observe(
    openEventStoreLog(server.connectionString, {
      ...{ deadlineMs: 20_000, patienceMs: 400, pauseMs: 1, redeliverAfterMs: 1 },
      onRetry: operations.onRetry,
      onDeliveryFailure: operations.onDeliveryFailure,
    }),
  );
});
afterEach(async () => {
  server.faults.clear();
  await operations.close();
  await log.close();
  await server.close();
});

const countOf = (outcome: string) => `laurel_log_append_duration_seconds_count{outcome="${outcome}"}`;

const serve = () =>
  operations.serving({
    log,
    follower: { position: () => undefined },
    clock: { now: () => Date.parse('2024-01-02T03:05:05.678Z') },
    database: { get: () => undefined, position: () => undefined, applied: () => 0 },
    ready: () => ({ ready: true }),
    transparency: {
      size: () => 0,
      checkpoint: () => undefined,
      fault: () => undefined,
      cosigned: () => [],
    },
  });

it('counts what becomes of appends, and what was repeated for them', async () => {
  const first = events(1);
  await log.append(where, first, 'no-stream');
  await log.append(where, first, 'no-stream');
  await expect(log.append(where, events(1), 'no-stream')).rejects.toThrow('is at 0');
  const quiet = (await scrape(operations.url)).value;
  expect(['recorded', 'repeated', 'conflict'].map((outcome) => quiet(countOf(outcome)))).toEqual([1, 1, 1]);
  expect(quiet('laurel_log_conflicts_total')).toBe(1);
  expect(quiet('laurel_log_retries_total')).toBe(0);

  server.faults.timeOutNextAppends('after-commit', 1);
  await log.append(where, events(1), 0);
  const { value } = await scrape(operations.url);
  expect(value(countOf('recorded'))).toBe(2);
  expect(value('laurel_log_retries_total')).toBeGreaterThan(0);
  expect(value('laurel_log_appends_under_way')).toBe(0);
});

it('tells how many appends the server has not answered', async () => {
  const hold = server.faults.hold('before-commit');
  const appended = [log.append(where, events(1), 'any'), log.append(where, events(1), 'any')];
  await hold.reachedBy(1);
  expect((await scrape(operations.url)).value('laurel_log_appends_under_way')).toBe(2);
  hold.release();
  await Promise.all(appended);
  expect((await scrape(operations.url)).value('laurel_log_appends_under_way')).toBe(0);
});

it('counts deliveries that have to be made again', async () => {
  let failures = 2;
  await log.append(where, events(1), 'no-stream');
  const delivered = new Promise<void>((resolve) => {
    log.subscribe(undefined, () => {
      if (failures-- > 0) throw new Error('Not now.');
      resolve();
    });
  });
  await delivered;
  expect((await scrape(operations.url)).value('laurel_log_delivery_failures_total')).toBe(2);
});

it('shows the commit position and the age of what is missing', async () => {
  const { position } = await log.append(where, events(3), 'no-stream');
  serve();
  const { value } = await scrape(operations.url);
  expect(value('laurel_log_head_position')).toBe(Number(position.split('/')[0]));
  expect(value('laurel_read_model_lag_events')).toBe(3);
  expect(value('laurel_read_model_lag_seconds')).toBe(60);
});

it('answers though the server is gone, and is up again with it', async () => {
  await log.append(where, events(3), 'no-stream');
  serve();
  expect((await scrape(operations.url)).value('laurel_log_up')).toBe(1);
  await server.die();
  const down = await scrape(operations.url);
  expect(down.value('laurel_log_up')).toBe(0);
  expect(down.value('laurel_read_model_lag_events')).toBeUndefined();
  expect(down.value(countOf('recorded'))).toBe(1);
  await server.comeBack();
  await expect.poll(async () => (await scrape(operations.url)).value('laurel_log_up')).toBe(1);
});

it('answers though the server does not, and asks it once however often it is scraped', async () => {
  await log.append(where, events(3), 'no-stream');
  const hold = server.faults.hold('read');
  serve();
  const scrapes = await Promise.all([scrape(operations.url), scrape(operations.url)]);
  expect(scrapes.map(({ value }) => value('laurel_log_up'))).toEqual([0, 0]);
  expect((await scrape(operations.url)).value('laurel_log_up')).toBe(0);
  expect(hold.held).toBe(1);
});
