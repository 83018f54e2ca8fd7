import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningLaurel } from '../../src/compose.ts';
import type { Position } from '../../src/domain/event.ts';
import { type Operations, type Served, startOperations } from '../../src/server/operations/operations.ts';
import { newLogKey, signedBy } from '../audit/log-in-tree.ts';
import { events, stream } from '../log/facts.ts';
import { type Api, startApi } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { healthOf, scrape } from './exposition.ts';

const now = '2024-01-08T02:00:00.000Z';
let operations: Operations;

beforeEach(async () => {
  operations = await startOperations({ port: 0 });
});
afterEach(() => operations.close());

describe('Operations while the read models are built', () => {
  it('tell that the process lives, is not ready, and how far it is', async () => {
    const begun = { status: 'not ready', reason: 'building the read models' };
    expect(await healthOf(operations.url, 'ready')).toEqual([503, begun]);
    const [position, head] = ['4300', '10000'] as Position[];
    operations.building({ applied: 4_300, position, head, share: 0.43, eventsPerSecond: 900 });
    expect(await healthOf(operations.url, 'live')).toEqual([200, { status: 'live' }]);
    const reason = 'building the read models: 43 %';
    expect(await healthOf(operations.url, 'ready')).toEqual([503, { status: 'not ready', reason }]);
    const { value } = await scrape(operations.url);
    expect(value('laurel_read_model_build_ratio')).toBe(0.43);
    expect(value('laurel_read_model_events_applied_total')).toBe(4_300);
    expect(value('laurel_read_model_position')).toBe(4_300);
    expect(value('laurel_read_model_build_events_per_second')).toBe(900);
  });
});

describe('Operations of a Laurel that serves', () => {
  let api: Api;

  beforeEach(async () => {
    api = await startApi(now, { transparency: { signer: signedBy(newLogKey()) } });
  });
  afterEach(() => api.close());

  const readyOfApi = async () => {
    const [status, body] = await healthOf(api.running.url, 'ready');
    return { ready: status === 200, ...(body as { readonly reason?: string }) };
  };
  const served = ({ raw, follower, database, transparency }: RunningLaurel, of: Partial<Served> = {}): Served => ({
    ...{ log: raw, follower, database, transparency, clock: api.clock, ready: readyOfApi },
    ...of,
  });

  it('are green and level on an empty log', async () => {
    operations.serving(served(api.running));
    expect(await healthOf(operations.url, 'ready')).toEqual([200, { status: 'ready' }]);
    const { value } = await scrape(operations.url);
    for (const name of ['log_head_position', 'read_model_lag_events', 'read_model_lag_seconds', 'duties_open']) {
      expect([name, value(`laurel_${name}`)]).toEqual([name, 0]);
    }
    expect(value('laurel_log_up')).toBe(1);
    expect(value('laurel_read_model_build_ratio')).toBe(1);
    expect(value('nodejs_heap_size_used_bytes')).toBeGreaterThan(0);
  });

  it('tell how much is recorded, applied, owed and proved', async () => {
    const { running } = api;
    const approver = await api.as('PROVINCE_APPROVER', bureaus.province);
    await accepted(approver, 'openEdition', { program: 'FLEX_STAR' });
    const head = Number(await running.raw.head());
    await expect.poll(() => running.transparency.checkpoint()?.size).toBe(head);
    operations.serving(served(running, { quorum: { isMetBy: () => true } }));
    const { value } = await scrape(operations.url);
    expect(head).toBeGreaterThan(0);
    expect(value('laurel_log_head_position')).toBe(head);
    expect(value('laurel_read_model_position')).toBe(head);
    expect(value('laurel_read_model_events_applied_total')).toBe(head);
    expect(value('laurel_transparency_tree_size')).toBe(head);
    expect(value('laurel_transparency_signed_size')).toBe(head);
    expect(value('laurel_transparency_cosigned_size')).toBe(0);
    expect(value('laurel_transparency_fault')).toBe(0);
    const duties = running.database.all('SELECT key FROM todo').length;
    expect(duties).toBeGreaterThan(0);
    expect([value('laurel_duties_open'), value('laurel_duties_overdue')]).toEqual([duties, 0]);
  });

  it('tell which duties are overdue', async () => {
    const approver = await api.as('PROVINCE_APPROVER', bureaus.province);
    await accepted(approver, 'openEdition', { program: 'FLEX_STAR' });
    operations.serving(served(api.running, { clock: { now: () => Date.parse('2044-01-01T00:00:00.000Z') } }));
    const { value } = await scrape(operations.url);
    expect(value('laurel_duties_overdue')).toBe(value('laurel_duties_open'));
    expect(value('laurel_duties_overdue')).toBeGreaterThan(0);
  });

  it('tell the newest head that the witnesses have cosigned, looked for among a few', async () => {
    let looked = 0;
    let met = 7;
    const heads = function* () {
      for (let size = 1_000; size > 0; size--) yield { checkpoint: { size }, last: '1' };
    };
    const transparency = { size: () => 1_000, checkpoint: () => undefined, fault: () => undefined, cosigned: heads };
    const isMetBy = ({ size }: { readonly size: number }) => {
      looked++;
      return size <= met;
    };
    operations.serving(served(api.running, { transparency: transparency as never, quorum: { isMetBy } }));
    expect((await scrape(operations.url)).value('laurel_transparency_cosigned_size')).toBe(0);
    expect(looked).toBe(20);
    met = 990;
    expect((await scrape(operations.url)).value('laurel_transparency_cosigned_size')).toBe(990);
  });

  it('tell how far the read models are behind, and count up to a bound', async () => {
    const { running } = api;
    await running.follower.close();
    const [first] = events(1);
    if (!first) throw new Error('There is none.');
    const recorded = { ...first, meta: { ...first.meta, recordedAt: now } };
    await running.raw.append(stream('edition-none'), [recorded], 'no-stream');
    api.clock.advanceTo(Date.parse(now) + 7_000);
    operations.serving(served(running));
    const few = await scrape(operations.url);
    expect([few.value('laurel_read_model_lag_events'), few.value('laurel_read_model_lag_seconds')]).toEqual([1, 7]);
    const reason = 'The read models are 7 s behind the log.';
    expect(await healthOf(operations.url, 'ready')).toEqual([503, { status: 'not ready', reason }]);
    await running.raw.append(stream('edition-none'), events(1_200), 0);
    const many = await scrape(operations.url);
    expect(many.value('laurel_read_model_lag_events')).toBe(1_000);
    expect(many.value('laurel_log_head_position')).toBe(1_201);
  });

  it('are not ready any more from when stopping begins, though the API still answers', async () => {
    operations.serving(served(api.running));
    operations.draining();
    expect(await healthOf(operations.url, 'ready')).toEqual([503, { status: 'not ready', reason: 'draining' }]);
    expect(await healthOf(operations.url, 'live')).toEqual([200, { status: 'live' }]);
    operations.serving(served(api.running));
    expect((await healthOf(operations.url, 'ready'))[0]).toBe(503);
  });

  it('go on being told while the log is closed', async () => {
    operations.serving(served(api.running));
    await api.running.log.close();
    const { value } = await scrape(operations.url);
    expect(value('laurel_log_up')).toBe(0);
    expect(value('laurel_read_model_lag_events')).toBeUndefined();
    expect(value('laurel_read_model_lag_seconds')).toBeUndefined();
    expect(value('laurel_duties_open')).toBe(0);
  });

  it('are nowhere on the port of the API, and nothing else is on theirs', async () => {
    expect((await fetch(`${api.running.url}/metrics`)).status).toBe(404);
    for (const path of ['/', '/graphql', '/health', '/metrics/x']) {
      expect([path, (await fetch(operations.url + path)).status]).toEqual([path, 404]);
    }
    expect((await fetch(`${operations.url}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});
