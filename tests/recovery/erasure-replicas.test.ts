import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStores } from '../../src/stores.ts';
import { startApi } from '../support/api.ts';
import { fileOf, sha256Of } from '../support/bytes.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { basis, erasers, filesWith, secondApproval } from '../support/erasing.ts';
import { bureaus } from '../support/people.ts';
import { keyEncryptionKey, type Server, servers } from '../support/process.ts';

/** Two servers on one data directory, each with read models of its own, that find the same erasure to be carried out. */
const directory = mkdtempSync(join(tmpdir(), 'laurel-erasing-replicas-'));
const sealing = { current: keyEncryptionKey };
const bytes = fileOf('application/pdf', 5_000, 'paper of one');
const name = '独此一人';

const { start, caller } = await servers();
const replicas: Server[] = [];
let nominationId: string;
let found: readonly string[];

beforeAll(async () => {
  const api = await startApi(undefined, { directory, sealing });
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
  const clerk = await api.as('COUNTY_CLERK', bureaus.county);
  const { form } = inFlex() as { form: object };
  nominationId = await drafted(clerk, inFlex({ form: { ...form, name, coverName: name } }));
  const sha256 = await clerk.upload(bytes);
  await accepted(clerk, 'attachMaterial', { nominationId, material: 'DEEDS', sha256, words: 800 });
  await accepted(clerk, 'withdraw', { nominationId, reason: '本人不愿参加。' });
  const { officer, first } = await erasers(api);
  const { erasure } = await accepted(
    officer,
    'requestErasure',
    { owner: { nominationId }, ...basis },
    'erasure { id ownerId }',
  );
  await accepted(first, 'approveErasure', { requestId: erasure.id });
  await api.running.close();
  const store = await openStores({ directory, sealing });
  await secondApproval(store, erasure.ownerId, erasure.id);
  await store.close();
  found = filesWith(directory, name);
  replicas.push(...(await Promise.all([start(directory), start(directory)])));
}, 120_000);

afterAll(async () => {
  await Promise.all(replicas.map(({ kill }) => kill()));
  rmSync(directory, { recursive: true, force: true });
});

describe('Two replicas that erase one person at once', () => {
  const NOMINATION = 'query ($id: ID!) { nomination(id: $id) { name form redactions { field reason } } }';

  test('serve nothing of the person afterwards, neither of them', async () => {
    for (const { url } of replicas) {
      const clerk = await caller(url, 'COUNTY_CLERK', bureaus.county);
      const { nomination } = await clerk.ask(NOMINATION, { id: nominationId });
      expect([nomination.name, nomination.form]).toEqual([null, null]);
      expect(nomination.redactions).toContainEqual({ field: 'name', reason: 'ERASED' });
      expect(await clerk.download(`/nominations/${nominationId}/materials/${sha256Of(bytes)}`)).toBe(410);
    }
  });

  test('leave nothing of the person on the disk', () => {
    expect(found).toEqual([expect.stringMatching(/^read-.*\.db/)]);
    expect(filesWith(directory, name)).toEqual([]);
    expect(filesWith(join(directory, 'files'), 'LRLF')).toEqual([]);
  });

  test('put it on record once, with the keys and the file that there were', async () => {
    const store = await openStores({ directory, sealing });
    const events = await store.log.readAll(undefined, 10_000);
    await store.close();
    const [fact, ...others] = events.filter(({ type }) => type === 'PersonalDataErased');
    expect(others).toEqual([]);
    expect(fact?.data).toMatchObject({
      keys: [expect.stringMatching(/^person\//), expect.stringContaining(`file/${sha256Of(bytes)}/`)],
      files: [sha256Of(bytes)],
      filesKept: [],
    });
  });
});
