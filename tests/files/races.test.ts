import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DirectoryFileStore } from '../../src/files/directory-store.ts';
import type { Vault } from '../../src/privacy/vault.ts';
import { fileOf, inChunks, sha256Of } from '../support/bytes.ts';
import { directoryPlace } from './adapters.ts';

const bytes = fileOf('application/pdf', 70_000, 'of somebody');
const sha256 = sha256Of(bytes);
const ever = Number.POSITIVE_INFINITY;
const rounds = 60;

let place: Awaited<ReturnType<typeof directoryPlace>>;
let mine: DirectoryFileStore;
beforeEach(async () => {
  place = await directoryPlace();
  mine = new DirectoryFileStore(place.directory, place.vault);
});
afterEach(() => place.remove());

const put = (store: DirectoryFileStore) => store.put(inChunks(bytes), { maxBytes: bytes.length });

describe('An upload that meets a removal of the same content', () => {
  test('and asked for its key before, but comes after it, is sealed under another key', async () => {
    await put(mine);
    let isFirst = true;
    const gated: Pick<Vault, 'keyOf' | 'keys' | 'destroy'> = {
      keys: (names) => place.vault.keys(names),
      destroy: (owner) => place.vault.destroy(owner),
      async keyOf(owner) {
        const key = await place.vault.keyOf(owner);
        if (isFirst) await mine.remove(sha256, ever);
        isFirst = false;
        return key;
      },
    };
    expect((await put(new DirectoryFileStore(place.directory, gated))).existed).toBe(false);
    expect(await mine.check(sha256)).toBe('OK');
    expect(await place.count()).toBe(1);
  });

  test('stays if it is of later than what is to be removed, and so does what is renewed', async () => {
    const other = new DirectoryFileStore(place.directory, place.vault);
    await put(mine);
    for (let round = 0; round < rounds; round++) {
      await place.age(sha256, 1_000_000);
      const before = Date.now();
      const [stored] = await Promise.all([round % 2 ? other.renew(sha256) : put(other), mine.remove(sha256, before)]);
      expect(await mine.check(sha256)).toBe(stored ? 'OK' : 'MISSING');
      await put(mine);
    }
  });

  test('in another process is whole afterwards or gone', async () => {
    const script = join(import.meta.dirname, 'putter.ts');
    const args = ['--import', 'tsx', script, join(place.directory, '..'), String(bytes.length)];
    const putter = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const same = fileOf('application/pdf', bytes.length);
    const told = createInterface({ input: putter.stdout })[Symbol.asyncIterator]();
    expect((await told.next()).value).toBe('ready');
    const found = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      await mine.put(inChunks(same), { maxBytes: same.length });
      putter.stdin.write('\n');
      const [{ value }] = await Promise.all([told.next(), mine.remove(sha256Of(same), ever)]);
      expect(value).toBe('put');
      found.add(await mine.check(sha256Of(same)));
    }
    putter.stdin.end();
    await once(putter, 'exit');
    expect(found).not.toContain('ERASED');
    expect(found).toContain('OK');
  });
});
