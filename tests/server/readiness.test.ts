import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import { streamName } from '../../src/domain/ids.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { type Api, startApi } from '../support/api.ts';
import { clerk } from '../support/people.ts';

const now = '2024-01-08T02:00:00.000Z';
let api: Api;

beforeEach(async () => {
  api = await startApi(now);
});
afterEach(() => api.close());

const readiness = async () => {
  const response = await fetch(`${api.running.url}/health/ready`);
  return [response.status, await response.json()];
};

/** What another process does to the log that both have open. */
const appendElsewhere = async (actor: Actor): Promise<void> => {
  const log = new SqliteEventLog({ path: join(dirname(api.running.database.path), 'log.db') });
  const command = { id: randomUUID(), name: 'openEdition', contentHash: 'a'.repeat(64) };
  const meta = { recordedAt: now, actor, command, correlationId: randomUUID(), ruleVersion: '1' };
  const event = { id: randomUUID(), type: 'EditionConcluded', schemaVersion: 1, data: { note: 'x' }, meta };
  await log.append(streamName.parse('edition-none'), [event], 'no-stream');
  await log.close();
};

describe('/health/ready', () => {
  it('is green on an empty log', async () => {
    expect(await readiness()).toEqual([200, { status: 'ready' }]);
  });

  it('is red once an event recorded more than 5 s ago is not in the read models', async () => {
    await api.running.follower.close();
    await appendElsewhere(clerk);
    api.clock.advanceTo(Date.parse(now) + 5_000);
    expect(await readiness()).toEqual([200, { status: 'ready' }]);
    api.clock.advanceTo(Date.parse(now) + 7_000);
    const reason = 'The read models are 7 s behind the log.';
    expect(await readiness()).toEqual([503, { status: 'not ready', reason }]);
  });

  it('is red while the log cannot be read', async () => {
    await api.running.log.close();
    expect(await readiness()).toEqual([503, { status: 'not ready', reason: 'The event log cannot be read.' }]);
    expect((await fetch(`${api.running.url}/health/live`)).status).toBe(200);
  });
});
