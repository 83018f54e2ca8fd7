import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StreamName } from '../../src/domain/ids.ts';
import { DirectoryFileStore } from '../../src/files/directory-store.ts';
import type { SealedLog } from '../../src/log/sealed-log.ts';
import { openStores } from '../../src/stores.ts';
import { type Api, startApi } from '../support/api.ts';
import { fileOf, sha256Of } from '../support/bytes.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { basis, erased, erasers, filesWith, secondApproval } from '../support/erasing.ts';
import { bureaus } from '../support/people.ts';

const sealing = { current: Buffer.alloc(32, 8) };
const bytes = fileOf('application/pdf', 5_000, 'paper of one');
const sha256 = sha256Of(bytes);

let directory: string;
let api: Api;
let owner: { nominationId: string };
let person: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-erasing-'));
  api = await startApi(undefined, { directory, sealing });
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
  owner = await withdrawn();
  const events = await api.running.log.readAll(undefined, 100);
  const claimed = events.find(({ type }) => type === 'NominationClaimed');
  person = (claimed?.data as { readonly person?: string } | undefined)?.person ?? '';
});
afterEach(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});

const idNumber = '410101198802290017';

const withdrawn = async (): Promise<{ nominationId: string }> => {
  const clerk = await api.as('COUNTY_CLERK', bureaus.county);
  const nominationId = await drafted(clerk, inFlex());
  await accepted(clerk, 'attachMaterial', {
    nominationId,
    material: 'DEEDS',
    sha256: await clerk.upload(bytes),
    words: 800,
  });
  await accepted(clerk, 'withdraw', { nominationId, reason: '本人不愿参加。' });
  return { nominationId };
};

/** Stops the server, does something to what it left, and starts another on it. */
const meanwhile = async (act: (store: SealedLog) => Promise<unknown>): Promise<void> => {
  await api.running.close();
  const store = await openStores({ directory, sealing });
  await act(store);
  await store.close();
  api = await startApi(undefined, { directory, sealing });
};

const erasureOnRecord = async () =>
  (await api.running.log.readAll(undefined, 1_000)).filter(({ type }) => type === 'PersonalDataErased');

const steps: readonly (readonly [string, (store: SealedLog) => Promise<unknown>])[] = [
  ['the approval', async () => undefined],
  ['the keys', ({ vault }) => vault.destroy(`person/${person}`)],
  [
    'the files',
    async ({ vault }) => {
      await vault.destroy(`person/${person}`);
      await new DirectoryFileStore(join(directory, 'files'), vault).remove(sha256, Date.now() + 1_000);
    },
  ],
];

test.each(steps)('a crash after %s heals on start, to the same record', async (_, crashed) => {
  const { officer, first } = await erasers(api);
  const { erasure } = await accepted(officer, 'requestErasure', { owner, ...basis }, 'erasure { id }');
  await accepted(first, 'approveErasure', { requestId: erasure.id });
  expect(await erasureOnRecord()).toEqual([]);
  await meanwhile(async (store) => {
    await secondApproval(store, person, erasure.id);
    await crashed(store);
  });
  const [fact, ...others] = await erasureOnRecord();
  expect(others).toEqual([]);
  expect(fact?.data).toMatchObject({
    keys: [
      expect.stringMatching(new RegExp(`^person/${person}/\\d+$`)),
      expect.stringMatching(new RegExp(`^file/${sha256}/\\d+$`)),
    ],
    files: [sha256],
    filesKept: [],
  });
  expect(filesWith(join(directory, 'files'), 'LRLF')).toEqual([]);
  expect(await api.running.vault.namesOf(`person/${person}`)).toEqual([]);
});

test('a vault restored from before the erasure does not bring anybody back', async () => {
  const backups = mkdtempSync(join(tmpdir(), 'laurel-vaults-'));
  const copyVault = (from: string, to: string) => {
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(join(to, `keys.db${suffix}`), { force: true });
      cpSync(join(from, `keys.db${suffix}`), join(to, `keys.db${suffix}`), { force: true });
    }
  };
  copyVault(directory, backups);
  await erased(api, owner);
  const digest = api.running.database.contentDigest();
  await api.running.close();
  copyVault(backups, directory);
  api = await startApi(undefined, { directory, sealing });
  expect(await api.running.vault.namesOf(`person/${person}`)).toEqual([]);
  await api.running.database.rebuild();
  expect(api.running.database.contentDigest()).toBe(digest);
  const events = await api.running.log.readStream(`nomination-${owner.nominationId}` as StreamName);
  expect(events[0]?.data).toMatchObject({ form: null });
  rmSync(backups, { recursive: true });
});

test('who was erased and is nominated again has another key, and is seen again', async () => {
  const clerk = await api.as('COUNTY_CLERK', bureaus.county);
  const form = { ...(inFlex() as { form: object }).form, idNumber, name: '回归人', coverName: '回归人' };
  const first = await drafted(clerk, inFlex({ form }));
  await accepted(clerk, 'withdraw', { nominationId: first, reason: '本人不愿参加。' });
  expect(await erased(api, { identityNumber: idNumber })).toMatchObject({ status: 'ERASED', keys: 1 });
  const second = await drafted(clerk, inFlex({ form }));
  const nameOf = async (id: string) =>
    (await clerk.ask('query ($id: ID!) { nomination(id: $id) { name } }', { id })).nomination.name;
  expect([await nameOf(first), await nameOf(second)]).toEqual([null, '回归人']);
  const digest = api.running.database.contentDigest();
  await api.running.database.rebuild();
  expect(api.running.database.contentDigest()).toBe(digest);
});

test('read models that a stopped process left behind are removed, and those of one that runs are not', async () => {
  const { name } = (inFlex() as { form: { name: string } }).form;
  const started = async () => {
    const args = ['--import', 'tsx', join(import.meta.dirname, 'reader.ts'), directory];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const stop = async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    return { path: String(line.value), stop };
  };
  const [stopped, running] = [await started(), await started()];
  try {
    await stopped.stop();
    expect(filesWith(directory, name)).toContain(basename(stopped.path));
    await erased(api, owner);
    expect([existsSync(stopped.path), existsSync(running.path)]).toEqual([false, true]);
  } finally {
    await running.stop();
  }
});
