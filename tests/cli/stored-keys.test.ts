import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { startApi } from '../support/api.ts';
import { laurel } from '../support/command-line.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

const base64 = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const variables = { LAUREL_PSEUDONYM_KEY: base64(7), LAUREL_KEY_ENCRYPTION_KEY: base64(8) };

/** Commands that look at a data directory and make nothing in it. */
const looking: readonly (readonly string[])[] = [
  ['replay'],
  ['log', 'verify'],
  ['files', 'verify'],
  ['audit', 'export', '--edition', 'flex-star-2023', '--out', 'never-made'],
];

/** A log with an edition and a nomination in it, at rest. */
let directory: string;
let owner: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-keys-'));
  const api = await startApi(undefined, { directory });
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
  const clerk = await api.as('COUNTY_CLERK', bureaus.county);
  await drafted(clerk, inFlex());
  const events = await api.running.raw.readAll(undefined, 100);
  owner = events.flatMap(({ meta }) => meta.sealed ?? []).flatMap(({ keys }) => keys)[0] as string;
  await api.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

const elsewhere: string[] = [];
/** The data directory with some of its files only. */
const without = (...names: readonly string[]): string => {
  const copy = emptyDirectory();
  for (const name of readdirSync(directory)) {
    if (/\.db$/.test(name) && !names.includes(name))
      writeFileSync(join(copy, name), readFileSync(join(directory, name)));
  }
  return copy;
};
const emptyDirectory = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'laurel-keys-'));
  elsewhere.push(made);
  return made;
};
afterEach(() => {
  for (const path of elsewhere.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** What each command says on a directory that it cannot use. */
const refusals = (commands: readonly (readonly string[])[], data: string, changes: Record<string, string> = {}) =>
  Promise.all(
    commands.map(async (args) => {
      const { status, stderr } = await laurel([...args, '--directory', data], { ...variables, ...changes });
      expect([1, 2]).toContain(status);
      expect(stderr).not.toMatch(/\n\s+at /);
      return stderr;
    }),
  );

const databases = (data: string) => readdirSync(data).filter((name) => name.endsWith('.db'));

describe('Commands that look at a data directory', () => {
  it('make none where there is none', async () => {
    const nowhere = join(emptyDirectory(), 'nowhere');
    const said = await refusals([...looking, ['vault', 'rewrap']], nowhere);
    expect(said.filter((text) => text.includes('Choose a data directory with --directory.'))).toHaveLength(said.length);
    expect(existsSync(nowhere)).toBe(false);
  }, 60_000);

  it('make no vault where it was lost, and say what to do and what is lost', async () => {
    const data = without('keys.db');
    const before = databases(data);
    const said = await refusals(looking, data);
    for (const text of said) expect(text).toMatch(/keys\.db is not there\. Restore it from a backup .*lost for good/);
    expect(said[1]).toContain('unset LAUREL_KEY_ENCRYPTION_KEY');
    expect(databases(data)).toEqual(before);
  }, 60_000);

  it('make no log of an empty file', async () => {
    const data = emptyDirectory();
    writeFileSync(join(data, 'log.db'), '');
    writeFileSync(join(data, 'tree.db'), '');
    const said = await refusals([['replay'], looking[3] as readonly string[]], data);
    for (const text of said) expect(text).toContain('log.db is empty.');
    expect(databases(data)).toEqual(['log.db', 'tree.db']);
  }, 60_000);
});

describe('A server', () => {
  it.each([
    ['pseudonym key', { LAUREL_PSEUDONYM_KEY: base64(9) }, 'LAUREL_PSEUDONYM_KEY is not the one'],
    ['key-encryption key', { LAUREL_KEY_ENCRYPTION_KEY: base64(9) }, 'It may simply be wrong'],
  ])('that is given another %s says so in a line and ends', async (_, changes, words) => {
    const { publicKey } = await generateIssuerKeys();
    const { status, stderr } = await laurel(['serve'], {
      ...variables,
      LAUREL_DATA: directory,
      LAUREL_TOKEN_PUBLIC_KEY: JSON.stringify(publicKey),
      LAUREL_PORT: '0',
      ...changes,
    });
    expect(status).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('laurel log verify', () => {
  it('with another key-encryption key says that it is wrong, and how to go without', async () => {
    const { status, stderr } = await laurel(['log', 'verify', '--directory', directory], {
      ...variables,
      LAUREL_KEY_ENCRYPTION_KEY: base64(9),
    });
    expect(status).toBe(2);
    expect(stderr).toContain('It may simply be wrong');
    expect(stderr).toContain('Or unset LAUREL_KEY_ENCRYPTION_KEY, to verify without opening what is sealed.');
  });
});

describe('laurel audit export', () => {
  it('without a tree says that the tree is missing, not that it is another directory', async () => {
    const [said] = await refusals([looking[3] as readonly string[]], without('tree.db'));
    expect(said).toContain('no tree.db with its signed heads. Restore it from a backup');
    expect(said).not.toContain('--directory');
  });
});

describe('laurel vault rewrap', () => {
  it('wraps every key anew, after which the old key-encryption key is not needed', async () => {
    const data = without();
    const changed = { LAUREL_KEY_ENCRYPTION_KEY: base64(10) };
    const rewrap = (keys: Record<string, string>) => laurel(['vault', 'rewrap', '--directory', data], keys);
    expect(await rewrap(changed)).toMatchObject({ status: 1, stderr: expect.stringContaining('KEYS_OLD') });

    const { status, stdout } = await rewrap({ ...changed, LAUREL_KEY_ENCRYPTION_KEYS_OLD: base64(8) });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^[1-9]\d* keys were under another/)]);
    expect((await rewrap(changed)).stdout).toMatch(/^0 keys were under another/);

    const open = (path: string, byte: number) =>
      new SqliteVault({ path: join(path, 'keys.db'), keys: { current: Buffer.alloc(32, byte) }, mustExist: true });
    const [before, after] = [open(directory, 8), open(data, 10)];
    expect(await after.keys([owner])).toEqual(await before.keys([owner]));
    expect(() => open(data, 8)).toThrow('It may simply be wrong');
    await before.close();
    await after.close();
  }, 60_000);
});
