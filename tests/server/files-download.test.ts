import { existsSync } from 'node:fs';
import { copyFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { savedAs } from '../../src/server/files/content-disposition.ts';
import { directoryPlace } from '../files/adapters.ts';
import { fileOf, inChunks, sha256Of } from '../support/bytes.ts';
import { answerOf, erased, type FileServer, KIB, MIB, nomination, startFileServer, unrecorded } from './file-server.ts';

/** Where Linux lists what this process has open. */
const OPEN_FILES = '/proc/self/fd';

const large = fileOf('application/pdf', 900 * KIB, 'a form');
const small = fileOf('image/png', 500, 'a photo');

let server: FileServer;
beforeEach(async () => {
  server = await startFileServer();
  for (const bytes of [large, small]) await server.store.put(inChunks(bytes), { maxBytes: bytes.length });
});
afterEach(() => server.close());

describe('a download', () => {
  it.each([
    [large, 'application/pdf', 'pdf'],
    [small, 'image/png', 'png'],
  ])('is the file as it was uploaded, to be saved and not shown', async (bytes, mediaType, extension) => {
    const response = await server.download(sha256Of(bytes));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': mediaType,
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="material.${extension}"; filename*=UTF-8''%E5%BC%A0%E4%B8%89%20%E7%99%BB%E8%AE%B0%E8%A1%A8.${extension}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      etag: `"${sha256Of(bytes)}"`,
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it.each(['"SHA"', 'W/"SHA"', '"other", "SHA"', '*'])('is spared whoever has it: %s', async (tags) => {
    const response = await server.download(sha256Of(small), { 'if-none-match': tags.replace('SHA', sha256Of(small)) });
    expect([response.status, await response.text()]).toEqual([304, '']);
    expect(response.headers.get('etag')).toBe(`"${sha256Of(small)}"`);
  });

  it('is sent to whoever has another one', async () => {
    const response = await server.download(sha256Of(small), { 'if-none-match': `"${sha256Of(large)}"` });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([200, small.length]);
  });
});

describe('whom a file is hidden from', () => {
  it('finds what is hidden and what is missing alike, though it has the hash', async () => {
    const known = { 'if-none-match': `"${sha256Of(small)}"` };
    const expert = await server.bearer('EXPERT');
    const answers = [
      await server.download(sha256Of(small), { ...expert, ...known }),
      await server.download('a'.repeat(64), expert),
      await server.download(sha256Of(small), known, 'another-nomination'),
      await fetch(`${server.url}/nominations/${nomination}/materials/${sha256Of(small)}`),
    ];
    for (const response of answers) {
      const etag = response.headers.get('etag');
      const { status, error } = await answerOf(response);
      expect([status, etag, error]).toEqual([
        404,
        null,
        { message: 'There is no such file for you.', extensions: { code: 'FILE_NOT_FOUND' } },
      ]);
    }
  });

  it('is not told again what it asked for, however long that is', async () => {
    const response = await server.download('a'.repeat(5_000));
    const text = await response.text();
    expect([response.status, JSON.parse(text).errors?.[0]?.extensions.code]).toEqual([404, 'NOT_FOUND']);
    expect(text).not.toContain('aaaa');
  });

  it('is told in the language asked for', async () => {
    const headers = { ...(await server.bearer('EXPERT')), 'accept-language': 'zh' };
    const { error } = await answerOf(await server.download(sha256Of(small), headers));
    expect(error.message).toBe('没有可供您查阅的这一文件。');
  });

  it('is told of a token that does not hold', async () => {
    const { status } = await server.download(sha256Of(small), { authorization: 'Bearer a.b.c' });
    expect(status).toBe(401);
  });
});

describe('a file that is not what was uploaded', () => {
  it.each([
    ['damaged', () => server.place.damage(sha256Of(small), 400)],
    ['cut short', () => server.place.cutTo(sha256Of(small), 100)],
    ['emptied', () => server.place.cutTo(sha256Of(small), 0)],
    ['lost', () => server.place.lose(sha256Of(small))],
  ])('is refused with a status while it can be: %s', async (_, harm) => {
    await harm();
    const response = await server.download(sha256Of(small), { 'accept-language': 'zh' });
    expect(response.headers.get('content-disposition')).toBeNull();
    expect(response.headers.get('etag')).toBeNull();
    const { status, error } = await answerOf(response);
    expect([status, error.extensions.code]).toEqual([500, 'FILE_DAMAGED']);
    expect(error.message).toContain('不予提供');
    expect(server.logged).toMatchObject([{ level: 50, sha256: sha256Of(small), nominationId: nomination }]);
  });

  it.each([
    ['a bit at the end', () => server.place.damage(sha256Of(large), large.length - 1)],
    ['a bit in the middle', () => server.place.damage(sha256Of(large), Math.floor(large.length / 2))],
    ['the last byte gone', () => server.place.cutTo(sha256Of(large), large.length - 1)],
  ])('is never handed out whole: %s', async (_, harm) => {
    await harm();
    const response = await server.download(sha256Of(large));
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(server.logged).toMatchObject([{ level: 50, msg: 'stored file cannot be read', sha256: sha256Of(large) }]);
  });

  it('whose beginning is damaged is refused before its first byte', async () => {
    await server.place.damage(sha256Of(large), 20);
    const { status, error } = await answerOf(await server.download(sha256Of(large)));
    expect([status, error.extensions.code]).toEqual([500, 'FILE_DAMAGED']);
  });
});

describe('a file that was erased', () => {
  const known = { 'if-none-match': `"${sha256Of(small)}"` };

  it.each([
    ['as its person was, whether or not it is still there', {}, erased, []],
    ['as its person was, also for whoever has it', known, erased, []],
    ['as far as its key goes', {}, nomination, [`file/${sha256Of(small)}`]],
  ])('is gone, which is no fault: %s', async (_, headers, of, destroyed) => {
    for (const key of destroyed) await server.place.vault.destroy(key);
    const { status, error } = await answerOf(await server.download(sha256Of(small), headers, of));
    expect([status, error.extensions.code]).toEqual([410, 'FILE_ERASED']);
    expect(error.message).toContain('was erased');
    const inChinese = await server.download(sha256Of(small), { ...headers, 'accept-language': 'zh' }, of);
    expect((await answerOf(inChinese)).error.message).toContain('一并删除');
    expect(server.logged).toEqual([]);
  });

  it('is told from one whose key the vault never knew, as one put back from an old backup does not', async () => {
    const elsewhere = await directoryPlace();
    await elsewhere.open().put(inChunks(small), { maxBytes: small.length });
    await copyFile(await elsewhere.pathOf(sha256Of(small)), await server.place.pathOf(sha256Of(small)));
    await elsewhere.remove();
    const { status, error } = await answerOf(await server.download(sha256Of(small)));
    expect([status, error.extensions.code]).toEqual([500, 'FILE_DAMAGED']);
    expect(server.logged).toMatchObject([{ level: 50, sha256: sha256Of(small) }]);
  });
});

it('a store that cannot be read is a 503 that says nothing of why', async () => {
  await rm(server.place.directory, { recursive: true });
  await writeFile(server.place.directory, 'A file where the directory should be.');
  const { status, error } = await answerOf(await server.download(sha256Of(small)));
  expect([status, error.extensions]).toEqual([503, { code: 'FILE_STORE_UNAVAILABLE' }]);
});

describe.skipIf(!existsSync(OPEN_FILES))('no file is left open', () => {
  const huge = fileOf('application/pdf', 32 * MIB);
  const sha256 = sha256Of(huge);
  beforeEach(async () => {
    await server.store.put(inChunks(huge), { maxBytes: huge.length });
  });

  const open = async () => {
    const links = await Promise.all(
      (await readdir(OPEN_FILES)).map((name) => readlink(join(OPEN_FILES, name)).catch(() => '')),
    );
    return links.filter((path) => path.startsWith(server.place.directory)).length;
  };

  it('by a client that goes away while it downloads', async () => {
    const stop = new AbortController();
    const path = `/nominations/${nomination}/materials/${sha256}`;
    const response = await fetch(`${server.url}${path}`, { headers: await server.bearer(), signal: stop.signal });
    expect([response.status, await open()]).toEqual([200, 1]);
    stop.abort();
    await vi.waitFor(async () => expect(await open()).toBe(0));
  });

  it('by a download that is refused because nobody could put it on record', async () => {
    const { status, error } = await answerOf(await server.download(sha256, {}, unrecorded));
    expect([status, error.extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    await vi.waitFor(async () => expect(await open()).toBe(0));
  });
});

describe('what a file is saved as', () => {
  const nameOf = (name: string | undefined) => {
    const encoded = /^attachment; filename="material\.pdf"(?:; filename\*=UTF-8''([\w%.~!#$&+^`|-]+))?$/.exec(
      savedAs(name, 'application/pdf'),
    );
    return encoded ? decodeURIComponent(encoded[1] ?? '') : 'not a header';
  };

  it.each([
    ['灵活就业事迹材料', '灵活就业事迹材料.pdf'],
    ["O'Brien (photo) * 100%", "O'Brien (photo) 100%.pdf"],
    ['../../etc/passwd', 'etc passwd.pdf'],
    ['C:\\run.exe', 'C run.exe.pdf'],
    ['a"\r\nSet-Cookie: b', 'a Set-Cookie b.pdf'],
    ['invoice\u202Efdp.exe', 'invoice fdp.exe.pdf'],
    ['half of a pair \ud83d', 'half of a pair.pdf'],
    ['x'.repeat(300), `${'x'.repeat(60)}.pdf`],
    ['...', ''],
    ['', ''],
    [undefined, ''],
  ])('%j', (name, expected) => {
    expect(nameOf(name)).toBe(expected);
  });
});
