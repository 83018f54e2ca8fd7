import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaType } from '../../src/domain/program/definition.ts';
import {
  EmptyFile,
  FileCorrupted,
  type FileStore,
  FileTooLarge,
  mediaTypes,
  OtherFileType,
  UnknownFileType,
} from '../../src/files/file-store.ts';
import { collected, fileOf, inChunks, listOf, sha256Of } from '../support/bytes.ts';
import type { Adapter, Place } from './adapters.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const plenty = { maxBytes: MIB };

/** What every file store must do, whatever it is made of: the docstrings of src/files/file-store.ts, proved. */
export const fileStoreContract = (adapter: Adapter): void => {
  let place: Place;
  let store: FileStore;
  beforeEach(async () => {
    place = await adapter.place();
    store = place.open();
  });
  afterEach(() => place.remove());

  const put = (bytes: Uint8Array, options = plenty) => store.put(inChunks(bytes), options);
  const listed = async () => (await listOf(store.list())).map(({ sha256 }) => sha256).sort();

  describe('what is put', () => {
    it('comes back as it was, under its hash, whatever the chunks', () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...mediaTypes),
          fc.uint8Array({ maxLength: 300 }),
          fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }),
          async (mediaType, content, sizes) => {
            const bytes = Buffer.concat([fileOf(mediaType, 16), content]);
            const file = await store.put(inChunks(...cut(bytes, sizes)), plenty);
            expect(file).toMatchObject({ sha256: sha256Of(bytes), size: bytes.length, mediaType });
            expect(await collected(await store.open(file.sha256))).toEqual(bytes);
          },
        ),
        { numRuns: 60 },
      ));

    it.each(mediaTypes)('is described as %s by another instance', async (mediaType) => {
      const bytes = fileOf(mediaType, 100);
      await put(bytes);
      expect(await place.open().describe(sha256Of(bytes))).toEqual({ sha256: sha256Of(bytes), size: 100, mediaType });
    });

    it('is one file when it is put twice', async () => {
      const bytes = fileOf('application/pdf', 200 * KIB);
      expect((await put(bytes)).existed).toBe(false);
      expect((await put(bytes)).existed).toBe(true);
      expect(await place.count()).toBe(1);
    });

    it('is one file when many put it at once', async () => {
      const bytes = fileOf('image/png', 300 * KIB);
      const files = await Promise.all(Array.from({ length: 8 }, () => put(bytes)));
      expect(new Set(files.map(({ sha256 }) => sha256))).toEqual(new Set([sha256Of(bytes)]));
      expect(await place.count()).toBe(1);
      expect(await store.check(sha256Of(bytes))).toBe('OK');
    });

    it('is read while it is put again', async () => {
      const bytes = fileOf('image/jpeg', 400 * KIB);
      await put(bytes);
      const [read] = await Promise.all([store.open(sha256Of(bytes)).then(collected), put(bytes)]);
      expect(read).toEqual(bytes);
    });
  });

  describe('what is refused', () => {
    const refused: readonly [string, Uint8Array, new (...given: never) => Error][] = [
      ['no bytes', Buffer.alloc(0), EmptyFile],
      ['one byte', Buffer.from('%'), UnknownFileType],
      ['a text', Buffer.from('Just a text, whatever its name ends with.'), UnknownFileType],
      ['a page with scripts', Buffer.from('<!doctype html><script>alert(1)</script>'), UnknownFileType],
      ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), UnknownFileType],
      ['a PDF that does not begin the file', Buffer.from(' %PDF-1.7'), UnknownFileType],
      ['a PNG that breaks off in its signature', Buffer.from('89504e470d0a1a', 'hex'), UnknownFileType],
    ];
    it.each(refused)('%s', async (_, bytes, error) => {
      await expect(put(bytes)).rejects.toThrow(error);
      expect(await place.count()).toBe(0);
    });

    it('one byte more than the limit, but not the limit itself', async () => {
      const bytes = fileOf('application/pdf', 10 * KIB + 1);
      const limit = { maxBytes: 10 * KIB };
      await expect(put(bytes, limit)).rejects.toThrow(new FileTooLarge(10 * KIB));
      await expect(store.put(inChunks(...cut(bytes, [10 * KIB])), limit)).rejects.toThrow(FileTooLarge);
      expect(await place.count()).toBe(0);
      expect((await put(bytes.subarray(0, 10 * KIB), limit)).size).toBe(10 * KIB);
    });

    it.each(
      mediaTypes.flatMap((declared) =>
        mediaTypes.filter((found) => found !== declared).map((found) => [declared, found]),
      ),
    )('said to be %s, found to be %s', async (declared, found) => {
      const bytes = fileOf(found as MediaType, 50);
      const error = new OtherFileType(declared as MediaType, found as MediaType);
      await expect(store.put(inChunks(bytes), { ...plenty, declared: declared as MediaType })).rejects.toThrow(error);
      expect(await place.count()).toBe(0);
    });

    it('before the rest is asked for', async () => {
      let asked = 0;
      const endless = async function* (first: Uint8Array) {
        yield first;
        for (;;) {
          asked++;
          yield Buffer.alloc(KIB);
        }
      };
      await expect(store.put(endless(Buffer.alloc(8)), plenty)).rejects.toThrow(UnknownFileType);
      expect(asked).toBe(0);
      await expect(store.put(endless(fileOf('image/png', KIB)), { maxBytes: 4 * KIB })).rejects.toThrow(FileTooLarge);
      expect(asked).toBe(4);
    });

    it('what breaks off: with the error of the source, and nothing left', async () => {
      const broken = async function* () {
        yield fileOf('application/pdf', 64 * KIB);
        throw new Error('The line went dead.');
      };
      await expect(store.put(broken(), plenty)).rejects.toThrow('The line went dead.');
      expect(await place.count()).toBe(0);
    });
  });

  it('asks for the next chunk when the last one is written, and keeps none, so that memory is bounded', async () => {
    const chunks = 1024;
    // One chunk is overwritten again and again: a store that still held one would write it as it is by then.
    const chunk = fileOf('application/pdf', 64 * KIB);
    const hash = createHash('sha256');
    let waiting = 0;
    let mostWaiting = 0;
    const source = async function* () {
      for (let n = 0; n < chunks; n++) {
        chunk.fill(n % 251, 16);
        hash.update(chunk);
        mostWaiting = Math.max(mostWaiting, ++waiting);
        yield chunk;
        waiting--;
      }
    };
    const file = await store.put(source(), { maxBytes: 64 * MIB });
    expect(file).toMatchObject({ size: 64 * MIB, sha256: hash.digest('hex') });
    expect(await store.check(file.sha256)).toBe('OK');
    expect(mostWaiting).toBe(1);
  });

  describe('what is not there', () => {
    it.each([
      ['never put', 'a'.repeat(64)],
      ['not a hash', '../../log.db'],
      ['in capitals', 'A'.repeat(64)],
      ['empty', ''],
    ])('%s', async (_, sha256) => {
      await put(fileOf('image/png', 20));
      expect(await store.describe(sha256)).toBeUndefined();
      expect(await store.renew(sha256)).toBeUndefined();
      expect(await store.open(sha256)).toBeUndefined();
      expect(await store.check(sha256)).toBe('MISSING');
      expect(await store.remove(sha256, Number.POSITIVE_INFINITY)).toEqual({ wasThere: false, keys: [] });
    });

    it('anything, before the first file', async () => {
      expect(await listed()).toEqual([]);
      expect(await store.describe('a'.repeat(64))).toBeUndefined();
    });
  });

  describe('what was damaged', () => {
    const bytes = fileOf('application/pdf', 200 * KIB, 5);
    const sha256 = sha256Of(bytes);
    beforeEach(() => put(bytes));

    const read = async () => {
      const chunks: Uint8Array[] = [];
      const stream = (await store.open(sha256)) ?? inChunks();
      const outcome = await (async () => {
        for await (const chunk of stream) chunks.push(chunk);
      })().catch((error: unknown) => error);
      return { outcome, received: Buffer.concat(chunks).length };
    };

    it.each([0, 100 * KIB, 200 * KIB - 1])('is never read to its end: a bit at %i', async (at) => {
      await place.damage(sha256, at);
      const { outcome, received } = await read();
      expect(outcome).toEqual(new FileCorrupted(sha256));
      expect(received).toBeLessThan(bytes.length);
      expect(await store.check(sha256)).toBe('CORRUPTED');
    });

    it.each([0, 1, 200 * KIB - 1])('cut to %i bytes', async (size) => {
      await place.cutTo(sha256, size);
      expect((await read()).outcome).toEqual(new FileCorrupted(sha256));
      expect(await store.check(sha256)).toBe('CORRUPTED');
    });

    it('is whole again when it is put again', async () => {
      await place.damage(sha256, 1000);
      await put(bytes);
      expect(await store.check(sha256)).toBe('OK');
    });

    it('is missing when it was lost', async () => {
      await place.lose(sha256);
      expect(await store.check(sha256)).toBe('MISSING');
    });
  });

  describe('what is listed and removed', () => {
    const files = mediaTypes.map((mediaType) => fileOf(mediaType, 32));
    const hashes = files.map(sha256Of);
    const [first = '', second = ''] = hashes;
    beforeEach(() => Promise.all(files.map((bytes) => put(bytes))));

    it('is every file with its age', async () => {
      expect(await listed()).toEqual([...hashes].sort());
      await place.age(first, Date.parse('2024-01-01T00:00:00Z'));
      const all = await listOf(store.list());
      expect(all.find(({ sha256 }) => sha256 === first)).toEqual({
        sha256: first,
        size: 32,
        mediaType: 'application/pdf',
        storedAt: Date.parse('2024-01-01T00:00:00Z'),
      });
    });

    it('goes only if it is older than said', async () => {
      await place.age(first, 1_000_000);
      await place.age(second, 2_000_000);
      expect(await store.remove(first, 1_000_000)).toBeUndefined();
      expect(await store.remove(second, 1_000_001)).toBeUndefined();
      const removed = await store.remove(first, 1_000_001);
      expect(removed).toEqual({ wasThere: true, keys: [expect.stringContaining(`file/${first}/`)] });
      expect(await store.remove(first, 1_000_001)).toEqual(removed);
      expect(await listed()).toEqual(hashes.slice(1).sort());
    });

    it.each([
      ['renewed', () => store.renew(first)],
      ['put again', () => put(files[0] as Buffer)],
    ])('stays if it was %s', async (_, again) => {
      await place.age(first, 1_000_000);
      expect(await again()).toMatchObject({ sha256: first, size: 32, mediaType: 'application/pdf' });
      expect(await store.remove(first, Date.parse('2024-01-01T00:00:00Z'))).toBeUndefined();
      expect(await store.check(first)).toBe('OK');
    });
  });
};

/** Cuts into pieces of those sizes; the last piece is what remains. */
const cut = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...pieces, bytes.subarray(at)];
};
