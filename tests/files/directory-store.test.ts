import { chmod, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryFileStore } from '../../src/files/directory-store.ts';
import { FileStoreUnavailable } from '../../src/files/file-store.ts';
import { fileOf, inChunks, listOf, sha256Of } from '../support/bytes.ts';
import { adapters, directoryPlace } from './adapters.ts';
import { fileStoreContract } from './contract.ts';

describe.each(adapters)('The $name store', fileStoreContract);

describe('In the directory', () => {
  let place: Awaited<ReturnType<typeof directoryPlace>>;
  let store: DirectoryFileStore;
  beforeEach(async () => {
    place = await directoryPlace();
    store = new DirectoryFileStore(place.directory, place.vault);
  });
  afterEach(() => place.remove());

  const bytes = fileOf('application/pdf', 1000);
  const put = () => store.put(inChunks(bytes), { maxBytes: 1000 });

  it('a file lies under its hash, with the extension of its type', async () => {
    await put();
    const sha256 = sha256Of(bytes);
    expect(await readdir(join(place.directory, sha256.slice(0, 2)))).toEqual([`${sha256.slice(2)}.pdf`]);
  });

  it('uploads that never ended are removed, but not those that may still grow', async () => {
    const incoming = join(place.directory, 'incoming');
    await mkdir(incoming, { recursive: true });
    const now = Date.parse('2024-01-08T02:00:00Z');
    for (const [name, minutes] of Object.entries({ old: 61, growing: 59 })) {
      await writeFile(join(incoming, name), bytes.subarray(0, 100));
      await utimes(join(incoming, name), now / 1000, now / 1000 - minutes * 60);
    }
    expect(await store.removeLeftOvers(now)).toBe(1);
    expect(await readdir(incoming)).toEqual(['growing']);
  });

  it('there is nothing to remove before the first file', async () => {
    expect(await store.removeLeftOvers()).toBe(0);
  });

  it('files of others are not taken for stored ones', async () => {
    await put();
    const folder = join(place.directory, 'ab');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await writeFile(join(folder, `${'c'.repeat(62)}.txt`), 'mine');
    await writeFile(join(place.directory, 'README'), 'mine');
    expect((await listOf(store.list())).map(({ sha256 }) => sha256)).toEqual([sha256Of(bytes)]);
  });

  it('what stands in the way makes the store unavailable, and is no fault of the file', async () => {
    await writeFile(place.directory, 'A file where the directory should be.');
    await expect(put()).rejects.toThrow(FileStoreUnavailable);
    await expect(store.describe(sha256Of(bytes))).rejects.toThrow(FileStoreUnavailable);
    await rm(place.directory);
    expect((await put()).size).toBe(1000);
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('no permission to write makes it unavailable', async () => {
    await mkdir(place.directory);
    await chmod(place.directory, 0o500);
    await expect(put()).rejects.toThrow(FileStoreUnavailable);
    await chmod(place.directory, 0o700);
  });
});
