import { describe, expect, it } from 'vitest';
import { builtInPrograms } from '../../src/domain/program/definitions/index.ts';
import { IMPORT_LIMITS } from '../../src/server/imports/prior-honors.ts';
import { startApi } from '../support/api.ts';
import { csv, row, sendFile, zhHeader } from '../support/honor-files.ts';
import { importsOfTest } from '../support/honor-imports.ts';
import { bureaus } from '../support/people.ts';

const { api, token, send, someone, refusedWhole } = importsOfTest();

describe('A file that is not one of honors is refused whole, before anything is recorded', () => {
  const columns = /name, idNumber, honorName, level, topic, awardedOn, issuer/;
  it.each([
    ['lacks a column', csv(zhHeader.replace(',级别', ''), row(1)), 'COLUMN_MISSING', /lacks level/],
    ['has a column more', csv(`${zhHeader},备注`, `${row(1)},无`), 'COLUMN_UNKNOWN', /备注/],
    ['has a column twice', csv(`${zhHeader},level`, `${row(1)},省级`), 'COLUMN_UNKNOWN', columns],
    ['has no header', csv(row(1)), 'COLUMN_MISSING', columns],
    ['is empty', '', 'FILE_EMPTY', columns],
    ['is blank', ' \n\n', 'FILE_EMPTY', columns],
    ['has a quotation mark that is never closed', csv(zhHeader, row(1), `"${row(2)}`), 'FILE_NOT_CSV', /line \d/],
    ['has a quotation mark amid a cell', csv(zhHeader, row(1, { issuer: '省"政府' })), 'FILE_NOT_CSV', /line 2/],
    [
      'has more rows than are taken',
      csv(zhHeader, ...Array.from({ length: IMPORT_LIMITS.rows + 1 }, () => 'a')),
      'TOO_MANY_ROWS',
      /50000/,
    ],
  ])('because it %s', async (_, file, code, words) => {
    await refusedWhole(file, code === 'TOO_MANY_ROWS' ? 413 : 400, code, words);
  });

  it('because it is in UTF-16', async () => {
    await refusedWhole(Buffer.from(`\uFEFF${zhHeader}`, 'utf16le'), 400, 'FILE_ENCODING_UNKNOWN', /CSV UTF-8/);
  });

  it('because it is too large', async () => {
    const file = csv(zhHeader, row(someone()), 'x'.repeat(IMPORT_LIMITS.bytes));
    await refusedWhole(file, 413, 'FILE_TOO_LARGE', /10485760/);
  });

  it('because it is too large, though it does not say how large it is', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(1024 * 1024));
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
    });
    const response = await fetch(`${api().running.url}/imports/prior-honors`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${token()}` },
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'FILE_TOO_LARGE' } }] });
  });

  it('because it is no text/csv', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const { status, body } = await send('{}', { 'content-type': type });
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
  });
});

describe('Who imports honors', () => {
  const file = csv(zhHeader, row(0));

  it('shows a token', async () => {
    const { status, headers, body } = await sendFile(api().running.url, file);
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect((await send(file, { token: 'nonsense' })).status).toBe(401);
  });

  it.each([
    ['CITY_APPROVER', bureaus.city, 'NOT_PERMITTED'],
    ['AUDITOR', undefined, 'NOT_PERMITTED'],
    ['ADMIN', undefined, 'NOT_PERMITTED'],
    ['PROVINCE_OFFICER', bureaus.city, 'OUT_OF_JURISDICTION'],
    ['PROVINCE_OFFICER', '110000', 'OUT_OF_JURISDICTION'],
    ['PROVINCE_APPROVER', undefined, 'OUT_OF_JURISDICTION'],
  ] as const)('is an officer of the province: no %s of %s', async (role, bureau, code) => {
    const { status, body } = await send(file, { token: await api().tokenOf(role, bureau) });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([403, code]);
  });
});

describe('Where no program lists honors in its form', () => {
  it('none can be imported: there are no codes to read them by', async () => {
    const { programs, calendars } = builtInPrograms();
    const silent = [...programs].map(([code, program]) => {
      const form = program.form.filter(({ key }) => key !== 'honors');
      return [code, { ...program, form }] as const;
    });
    const elsewhere = await startApi(undefined, { programs: { programs: new Map(silent), calendars } });
    const officer = await elsewhere.tokenOf('PROVINCE_OFFICER', bureaus.province);
    const { status, body } = await sendFile(elsewhere.running.url, csv(zhHeader), { token: officer });
    await elsewhere.close();
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'NO_HONOR_LISTS']);
  });
});
