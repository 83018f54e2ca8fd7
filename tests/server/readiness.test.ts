import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import { streamName } from '../../src/domain/ids.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { newLogKey, signedBy } from '../audit/log-in-tree.ts';
import { type Api, startApi } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { bureaus, clerk } from '../support/people.ts';

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

  it('stays green once the transparency log has stopped, and says why it did', async () => {
    const signed = await startApi(now, { transparency: { signer: signedBy(newLogKey()) } });
    try {
      const { transparency, url } = signed.running;
      const approver = await signed.as('PROVINCE_APPROVER', bureaus.province);
      const told = async () => {
        const response = await fetch(`${url}/health/ready`);
        return [response.status, await response.json()];
      };
      await accepted(approver, 'openEdition', { program: 'FLEX_STAR' });
      await expect.poll(() => transparency.size()).toBeGreaterThan(0);
      expect(await told()).toEqual([200, { status: 'ready' }]);
      const tree = new Database(join(signed.directory, 'tree.db'));
      for (const { name } of tree
        .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .all()) {
        tree.exec(`DROP TRIGGER ${name}`);
      }
      tree.exec('UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 0');
      tree.close();
      await accepted(approver, 'openEdition', { program: 'YOUTH_STAR' });
      await expect.poll(() => transparency.fault()?.inconsistency).toBe('SIGNED_ROOT_DIFFERS');
      const problem = expect.stringContaining('No further head is signed.');
      const stopped = { inconsistency: 'SIGNED_ROOT_DIFFERS', problem };
      expect(await told()).toEqual([200, { status: 'ready', transparency: stopped }]);
    } finally {
      await signed.close();
    }
  });

  it('stays green for reads while the log cannot be read, and says that nothing can be recorded', async () => {
    await api.running.log.close();
    const reason = 'The event log cannot be read: reads are served, nothing can be recorded.';
    expect(await readiness()).toEqual([200, { status: 'degraded', reason }]);
    expect((await fetch(`${api.running.url}/health/live`)).status).toBe(200);
  });
});
