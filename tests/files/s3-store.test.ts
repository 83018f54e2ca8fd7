import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileStoreUnavailable } from '../../src/files/file-store.ts';
import { BucketNotReached, openS3FileStore } from '../../src/files/s3/s3-store.ts';
import { s3PlaceOf, UnusableFileStoreUrl } from '../../src/files/s3/url.ts';
import { LockFile } from '../../src/files/turns.ts';
import { collected, fileOf, inChunks, sha256Of } from '../support/bytes.ts';
import { s3Place } from './adapters.ts';

const bytes = fileOf('application/pdf', 300 * 1024);
const sha256 = sha256Of(bytes);

describe('Where the S3 server fails', () => {
  let place: Awaited<ReturnType<typeof s3Place>>;
  beforeEach(async () => {
    place = await s3Place();
  });
  afterEach(() => place.remove());

  const put = (store = place.open()) => store.put(inChunks(bytes), { maxBytes: bytes.length });

  it.each([500, 503])('once with %i, an upload is repeated', async (status) => {
    place.server.fail('PUT', status, 1);
    await put();
    expect(await place.open().check(sha256)).toBe('OK');
  });

  it.each([500, 503, 403])('always with %i, an upload is unavailable and leaves nothing', async (status) => {
    place.server.fail('PUT', status, 100);
    await expect(put()).rejects.toThrow(FileStoreUnavailable);
    expect(await place.count()).toBe(0);
  });

  it('by dropping the connection of an upload, nothing is left', async () => {
    place.server.before((method) => {
      if (method === 'PUT') throw new Error('The line went dead.');
    });
    await expect(put()).rejects.toThrow(FileStoreUnavailable);
    expect(await place.count()).toBe(0);
  });

  it.each(['drop', 'hang'] as const)(
    'in the middle of a download (%s), it is unavailable, not corrupted',
    async (how) => {
      await put();
      place.server.breakOff(how);
      const store = place.open({ patienceMs: 500 });
      await expect(store.open(sha256).then(collected)).rejects.toThrow(FileStoreUnavailable);
    },
  );

  it('by never answering, it is unavailable', async () => {
    place.server.before(() => new Promise(() => undefined));
    await expect(place.open({ patienceMs: 300 }).describe(sha256)).rejects.toThrow(FileStoreUnavailable);
  });

  const opened = (url: string, credentials = place.server.credentials) =>
    openS3FileStore({ url, spool: '/nowhere', vault: place.vault, turns: new LockFile('/nowhere/turns'), credentials });

  it('a start names the bucket that is not there', async () => {
    const start = opened(place.server.url.replace('laurel-files', 'other-bucket'));
    await expect(start).rejects.toThrow(BucketNotReached);
    await expect(start).rejects.toThrow(/bucket other-bucket at http:\/\/127.*NoSuchBucket/);
  });

  it('a start with a wrong secret is refused, without telling it', async () => {
    const start = opened(place.server.url, { accessKeyId: 'laurel', secretAccessKey: 'wrong-secret' });
    const error = await start.catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BucketNotReached);
    expect(JSON.stringify([String(error), (error as Error).cause])).not.toContain('wrong-secret');
  });

  it('keeps files of a prefix apart', async () => {
    await put(place.open({ url: place.server.url.replace('?', '/of/laurel?') }));
    expect(place.server.bucket.keys()).toEqual([`of/laurel/${sha256}.pdf`]);
    expect(await place.open().describe(sha256)).toBeUndefined();
  });

  it('counts what does not tell its age as stored at the end of the second', async () => {
    await put();
    place.server.bucket.age(`${sha256}.pdf`, new Date(5_000), {});
    expect(await place.open().remove(sha256, 5_999)).toBeUndefined();
    expect(await place.open().remove(sha256, 6_000)).toMatchObject({ wasThere: true });
  });
});

it.each([
  'http://bucket',
  's3://',
  's3://me:hidden-secret@bucket',
  's3://bucket?secret=hidden-secret',
  's3://bucket?endpoint=http://me:hidden-secret@host',
  's3://bucket?region=a&region=b',
])('an address like %s is refused, and repeats no secret', (url) => {
  expect(() => s3PlaceOf(url)).toThrow(UnusableFileStoreUrl);
  expect(() => s3PlaceOf(url)).not.toThrow(/hidden-secret/);
});
