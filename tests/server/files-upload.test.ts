import { rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileOf, sha256Of } from '../support/bytes.ts';
import { answerOf, type FileServer, KIB, MIB, startFileServer, textOf } from './file-server.ts';

let server: FileServer;
beforeEach(async () => {
  server = await startFileServer();
});
afterEach(() => server.close());

const pdf = fileOf('application/pdf', 300 * KIB, 'a form');

const streamOf = (parts: Uint8Array[]) =>
  new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else controller.close();
    },
  });

describe('an upload', () => {
  it('is stored under its hash: 201, and 200 when it is there already', async () => {
    const body = { sha256: sha256Of(pdf), size: pdf.length, mediaType: 'application/pdf' };
    const first = await server.upload(pdf);
    expect([first.status, first.body]).toEqual([201, body]);
    const second = await server.upload(pdf);
    expect([second.status, second.body]).toEqual([200, body]);
    expect(await server.store.check(body.sha256)).toBe('OK');
  });

  it.each([
    ['application/pdf', 'application/octet-stream'],
    ['image/jpeg', 'image/jpeg'],
    ['image/png', 'IMAGE/PNG; charset=binary'],
  ] as const)('of %s may be sent as %s', async (mediaType, declared) => {
    const { status, body } = await server.upload(fileOf(mediaType, 100), { 'content-type': declared });
    expect([status, body.mediaType]).toEqual([201, mediaType]);
  });

  it('may be larger than any operation, and come without a length', async () => {
    const rest = Array.from({ length: 31 }, (_, index) => Buffer.alloc(256 * KIB, index));
    const stream = streamOf([fileOf('image/png', 256 * KIB), ...rest]);
    const { status, body } = await server.upload(stream, { 'content-type': 'image/png' });
    expect([status, body.size]).toEqual([201, 8 * MIB]);
    expect(await server.store.check(body.sha256)).toBe('OK');
  });
});

describe('whose files are taken', () => {
  it.each(['COUNTY_CLERK', 'CITY_CLERK', 'COUNTY_APPROVER', 'CITY_REVIEWER', 'PROVINCE_OFFICER'] as const)(
    '%s',
    async (role) => {
      expect((await server.upload(pdf, await server.bearer(role))).status).toBe(201);
    },
  );

  it.each(['EXPERT', 'AUDITOR', 'DISCIPLINE_INSPECTOR', 'VETTING_BODY', 'ADMIN'] as const)('not %s', async (role) => {
    const { status, error } = await server.upload(pdf, await server.bearer(role));
    expect([status, error.extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect(error.message).toContain('It is for: COUNTY_CLERK, ');
    expect(await server.place.count()).toBe(0);
  });

  it('not the public', async () => {
    const headers = { 'content-type': 'application/pdf' };
    const { status, ...answer } = await answerOf(
      await fetch(`${server.url}/files`, { method: 'POST', body: Uint8Array.from(pdf), headers }),
    );
    expect([status, answer.error.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await server.place.count()).toBe(0);
  });
});

describe('what is refused, in the language asked for', () => {
  it.each<[string, Uint8Array, Record<string, string>, number, string, string, string]>([
    ['nothing', Buffer.alloc(0), {}, 400, 'EMPTY_FILE', 'empty', '为空'],
    [
      'a text',
      Buffer.from('Dear committee, …'),
      {},
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'image/jpeg',
      '仅接受：application/pdf',
    ],
    [
      'a PNG sent as PDF',
      fileOf('image/png', 99),
      {},
      415,
      'MEDIA_TYPE_MISMATCH',
      'but is image/png',
      '实际为 image/png',
    ],
    [
      'JSON',
      pdf,
      { 'content-type': 'application/json' },
      415,
      'CONTENT_TYPE_UNKNOWN',
      'octet-stream',
      '或 application/octet-stream',
    ],
    [
      'a form with a file',
      pdf,
      { 'content-type': 'multipart/form-data; boundary=x' },
      415,
      'CONTENT_TYPE_UNKNOWN',
      'application/pdf',
      '标明',
    ],
    [
      'several types at once',
      pdf,
      { 'content-type': 'application/pdf, text/html' },
      415,
      'CONTENT_TYPE_UNKNOWN',
      'application/pdf',
      '标明',
    ],
    [
      'what is compressed',
      pdf,
      { 'content-encoding': 'gzip' },
      415,
      'CONTENT_TYPE_UNKNOWN',
      'Content-Encoding',
      '不得使用',
    ],
    ['a forged token', pdf, { authorization: 'Bearer a.b.c' }, 401, 'UNAUTHENTICATED', 'token', '令牌'],
  ])('%s', async (_, bytes, headers, status, code, en, zh) => {
    const english = await server.upload(bytes, headers);
    expect([english.status, english.error.extensions.code]).toEqual([status, code]);
    expect(english.error.message).toContain(en);
    const chinese = await server.upload(bytes, { ...headers, 'accept-language': 'zh-CN,en;q=0.5' });
    expect([chinese.status, chinese.error.extensions.code]).toEqual([status, code]);
    expect(chinese.error.message).toContain(zh);
    expect(await server.place.count()).toBe(0);
  });

  it('one byte over 20 MiB, with a length and without, but not 20 MiB', async () => {
    const bytes = fileOf('application/pdf', 20 * MIB + 1);
    for (const body of [bytes, streamOf([bytes.subarray(0, 20 * MIB), bytes.subarray(20 * MIB)])]) {
      const { status, error } = await server.upload(body, { 'accept-language': 'zh' });
      expect([status, error.extensions]).toEqual([
        413,
        { code: 'FILE_TOO_LARGE', accepted: 20_971_520, mebibytes: 20 },
      ]);
      expect(error.message).toBe('文件过大：不得超过 20971520 字节（20 MiB）。');
    }
    expect(await server.place.count()).toBe(0);
    expect((await server.upload(bytes.subarray(0, 20 * MIB))).status).toBe(201);
  });

  it('what is too large by what it says, before any of it came', async () => {
    const socket = await server.beginUpload({ 'content-length': String(20 * MIB + 1), connection: 'close' });
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('more requests than anyone may send', async () => {
    const plenty = { points: 1_000, seconds: 60 };
    const rate = { requests: { points: 2, seconds: 60 }, cost: plenty, publicCost: plenty, actions: {} };
    const rationed = await startFileServer({ rate });
    try {
      await rationed.upload(pdf);
      await rationed.download(sha256Of(pdf));
      const { status, error } = await rationed.upload(pdf);
      expect([status, error.extensions.code]).toEqual([429, 'RATE_LIMITED']);
    } finally {
      await rationed.close();
    }
  });
});

describe('what breaks off', () => {
  const underWay = () => vi.waitFor(async () => expect(await server.place.count()).toBe(1));
  const nothingLeft = () => vi.waitFor(async () => expect(await server.place.count()).toBe(0));

  it('leaves nothing when the client goes away', async () => {
    const socket = await server.beginUpload({ 'content-length': String(pdf.length) });
    socket.write(pdf.subarray(0, 100 * KIB));
    await underWay();
    socket.destroy();
    await nothingLeft();
    expect(server.logged).toEqual([]);
  });

  it('leaves nothing when fewer bytes come than were announced', async () => {
    const socket = await server.beginUpload({ 'content-length': String(pdf.length) });
    socket.end(pdf.subarray(0, 100 * KIB));
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 400 /);
    await nothingLeft();
  });

  it('is hung up on when its time is over', async () => {
    const hasty = await startFileServer({ uploadMs: 40 });
    try {
      const socket = await hasty.beginUpload({ 'content-length': String(pdf.length) });
      socket.write(pdf.subarray(0, 100 * KIB));
      expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
      await vi.waitFor(async () => expect(await hasty.place.count()).toBe(0));
    } finally {
      await hasty.close();
    }
  });

  it('has the time of an upload only if it is taken', async () => {
    const hasty = await startFileServer({ requestMs: 1_500 });
    try {
      const head = { 'content-length': String(pdf.length), connection: 'close' };
      const taken = await hasty.beginUpload(head);
      taken.write(pdf.subarray(0, 100 * KIB));
      await vi.waitFor(async () => expect(await hasty.place.count()).toBe(1));
      const refused = await hasty.beginUpload({ ...head, 'content-type': 'text/plain', connection: 'keep-alive' });
      expect(await textOf(refused)).toMatch(/^HTTP\/1\.1 415 /);
      // The other one was hung up on when the time of a request was over; this one began before it.
      taken.write(pdf.subarray(100 * KIB));
      expect(await textOf(taken)).toMatch(/^HTTP\/1\.1 201 /);
    } finally {
      await hasty.close();
    }
  });
});

describe('a store that cannot be written to', () => {
  it('is a 503 that says nothing of why, and is logged', async () => {
    await writeFile(server.place.directory, 'A file where the directory should be.');
    const { status, error } = await server.upload(pdf);
    expect([status, error.extensions]).toEqual([503, { code: 'FILE_STORE_UNAVAILABLE' }]);
    expect(error.message).toBe('Files cannot be stored or read right now. Try again later.');
    expect(server.logged).toMatchObject([{ level: 50, msg: 'file store unavailable', err: { code: 'ENOTDIR' } }]);
    await rm(server.place.directory);
    expect((await server.upload(pdf)).status).toBe(201);
  });
});
