import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { signatureTypes } from '../../src/audit/note/verifier-key.ts';
import type { Composition } from '../../src/compose.ts';
import { WrongPseudonymKey } from '../../src/privacy/pseudonym-key.ts';
import { KeyMissing } from '../../src/privacy/vault.ts';
import { type Api, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

/** What a server says of its keys, and of what goes with them, when it is started on a directory that others left. */
let directory: string;
let said: { readonly level: number; readonly msg: string; readonly key?: string }[];
const running: Api[] = [];

const start = async (settings: Partial<Composition> = {}): Promise<Api> => {
  said = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void said.push(JSON.parse(line)) });
  const api = await startApi(undefined, { directory, logger, ...settings });
  running.push(api);
  return api;
};
const stop = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((api) => api.close()));
};

const openEdition = async (api: Api, program: string): Promise<void> => {
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program });
};

const nominateSomebody = async (api: Api): Promise<void> => {
  await drafted(await api.as('COUNTY_CLERK', bureaus.county), inFlex());
};

/** A log that somebody is nominated in, at rest. */
const begun = async (settings?: Partial<Composition>): Promise<void> => {
  const api = await start(settings);
  await openEdition(api, 'FLEX_STAR');
  await nominateSomebody(api);
  const { transparency, log } = api.running;
  const head = await log.head();
  if (settings?.transparency && head !== undefined) await transparency.integrated(head);
  await stop();
};

const filesOf = (name: string) => ['', '-wal', '-shm'].map((suffix) => join(directory, `${name}${suffix}`));
const lose = (name: string): void => {
  for (const path of filesOf(name)) rmSync(path, { force: true });
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-keys-'));
});
afterEach(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

describe('The pseudonym key', () => {
  const another = { hashKey: Buffer.alloc(32, 9) };

  it('is the one that the log was begun with, or the server does not start', async () => {
    await begun();
    await expect(start(another)).rejects.toThrow(WrongPseudonymKey);
    await expect(start(another)).rejects.toThrow(
      /^LAUREL_PSEUDONYM_KEY is not the one .*Set the one that was set before/,
    );
    await start();
    expect(said).toEqual([]);
  });

  it('is told by log.db and keys.db alone', async () => {
    await begun();
    const restored = mkdtempSync(join(tmpdir(), 'laurel-keys-'));
    for (const name of ['log.db', 'keys.db']) cpSync(join(directory, name), join(restored, name));
    await expect(start({ ...another, directory: restored })).rejects.toThrow(WrongPseudonymKey);
    rmSync(restored, { recursive: true });
  });

  it('of a log from before there was a check value is the one of its first start since', async () => {
    await begun();
    const vault = new Database(join(directory, 'keys.db'));
    vault.exec('DROP TABLE pin');
    vault.pragma('user_version = 1');
    vault.close();
    await start();
    await stop();
    await expect(start(another)).rejects.toThrow(WrongPseudonymKey);
  });

  it('can be chosen anew as long as nothing is recorded, and it is said how', async () => {
    await start();
    await stop();
    await expect(start(another)).rejects.toThrow('remove log.db, keys.db and tree.db to begin with this one');
    for (const name of ['log.db', 'keys.db', 'tree.db']) lose(name);
    await start(another);
  });
});

describe('The key vault', () => {
  it('is not made anew where the log holds events', async () => {
    await begun();
    lose('keys.db');
    const left = readdirSync(directory);
    await expect(start()).rejects.toThrow(/keys\.db is not there\. Restore it from a backup .*lost for good/);
    expect(existsSync(join(directory, 'keys.db'))).toBe(false);
    expect(readdirSync(directory).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(left);
  });

  /** Lets somebody do something, and puts the vault of before back. */
  const vaultOfBefore = async (act: (api: Api) => Promise<void>): Promise<void> => {
    const backup = mkdtempSync(join(tmpdir(), 'laurel-keys-'));
    cpSync(join(directory, 'keys.db'), join(backup, 'keys.db'));
    await act(await start());
    await stop();
    lose('keys.db');
    cpSync(join(backup, 'keys.db'), join(directory, 'keys.db'));
    rmSync(backup, { recursive: true });
  };

  it('that is older than the last event keeps the server from starting', async () => {
    await begun();
    await vaultOfBefore(nominateSomebody);
    await expect(start()).rejects.toThrow(KeyMissing);
  });

  it('is told to be older than the log, though the read models are there', async () => {
    await begun();
    await vaultOfBefore(async (api) => {
      await nominateSomebody(api);
      await openEdition(api, 'YOUTH_STAR');
    });
    await start();
    const [older, ...others] = said;
    expect(others).toEqual([]);
    expect(older).toMatchObject({ level: 50, msg: expect.stringMatching(/^the key vault is older than the log/) });
    expect(older?.key).toMatch(/^person\//);
  });
});

describe('The signed heads', () => {
  const origin = 'example.org/laurel';
  const signer = checkpointSigner(origin, [parseSignerKey(generateSignerKey(origin, signatureTypes.ED25519))]);
  const signed = { transparency: { signer } };

  it('are told to end where there is no signing key any more', async () => {
    await begun(signed);
    await start();
    expect(said).toMatchObject([{ level: 40, msg: expect.stringContaining('LAUREL_LOG_SIGNING_KEY is not set') }]);
  });

  it('are not missed in a log that was never signed', async () => {
    await begun();
    await start();
    expect(said).toEqual([]);
  });

  it('are told to be gone where the tree is built anew', async () => {
    await begun(signed);
    lose('tree.db');
    await start(signed);
    expect(said).toMatchObject([{ level: 40, msg: expect.stringContaining('put tree.db back') }]);
    await stop();
    await start(signed);
    expect(said).toEqual([]);
  });
});
