import { describe, expect, it } from 'vitest';
import { csv, enHeader, holder, row, zhHeader } from '../support/honor-files.ts';
import { importsOfTest } from '../support/honor-imports.ts';
import { bureaus } from '../support/people.ts';

const { api, send, someone, recordedOn, eventsInAll, pseudonym } = importsOfTest();

describe('A file of honors', () => {
  it('is recorded row by row on the people it names, by pseudonym only', async () => {
    const [one, two] = [someone(), someone()];
    const { status, body } = await send(csv(zhHeader, row(one), row(two, { level: 'NATIONAL', topic: 'OTHER' })));
    expect(status).toBe(200);
    expect(body).toEqual({
      fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      rows: 2,
      recorded: 2,
      unchanged: 0,
      refusedRows: 0,
      refused: [],
    });
    expect(await recordedOn(two)).toEqual([
      {
        person: pseudonym(two),
        honor: {
          name: '河南省劳动模范',
          level: 'NATIONAL',
          topic: 'OTHER',
          awardedOn: '2020-05-01',
          issuer: '河南省人民政府',
        },
        source: { kind: 'IMPORT', fileSha256: body.fileSha256, row: 3 },
      },
    ]);
    const everything = JSON.stringify(await api().running.log.readAll(undefined, 100_000));
    expect(everything).not.toContain(holder(one));
  });

  it('sent twice changes nothing, whoever sends it again', async () => {
    const file = csv(zhHeader, row(someone()), row(someone()));
    await send(file);
    const before = await eventsInAll();
    const another = await api().tokenOf('PROVINCE_APPROVER', bureaus.province);
    for (const headers of [{}, { token: another }]) {
      const { body } = await send(file, headers);
      expect(body).toMatchObject({ rows: 2, recorded: 0, unchanged: 2, refused: [] });
    }
    expect(await eventsInAll()).toBe(before);
  });

  it('counts what another row or another file said already as unchanged, however it is written', async () => {
    const one = someone();
    const again = row(one, { honorName: '河南省 劳动模范', level: 'PROVINCIAL', awardedOn: '2020/5/1' });
    const { body } = await send(csv(zhHeader, row(one), again, row(one, { awardedOn: '2020年5月1日' })));
    expect(body).toMatchObject({ rows: 3, recorded: 1, unchanged: 2 });
    const { body: later } = await send(csv(enHeader, row(one), row(one, { topic: 'OTHER' })));
    expect(later).toMatchObject({ rows: 2, recorded: 1, unchanged: 1 });
    expect(await recordedOn(one)).toHaveLength(2);
  });

  it('has its good rows recorded and its bad ones listed, each with row, column and reason', async () => {
    const [good, bad] = [someone(), someone()];
    const { status, body } = await send(
      csv(
        zhHeader,
        row(good),
        row(bad, { idNumber: `${holder(bad).slice(0, 17)}A`, awardedOn: '2024-01-09' }),
        row(bad, { level: '省部级' }),
        row(bad, { awardedOn: '1948-12-31', issuer: '' }),
        row(bad, { awardedOn: '2020-02-30' }),
        row(bad, { honorName: '荣'.repeat(201) }),
        `${row(bad)},多出的一格`,
        row(bad, { honorName: '荣誉\u0000', issuer: '总\u202e工会' }),
      ),
      { 'accept-language': 'en' },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: 8, recorded: 1, unchanged: 0, refusedRows: 7 });
    expect(body.refused.map(({ row: at, column }) => [at, column])).toEqual([
      [3, 'idNumber'],
      [3, 'awardedOn'],
      [4, 'level'],
      [5, 'awardedOn'],
      [5, 'issuer'],
      [6, 'awardedOn'],
      [7, 'honorName'],
      [8, null],
      [9, 'honorName'],
      [9, 'issuer'],
    ]);
    const messages = body.refused.map(({ message }) => message);
    expect(messages[0]).toContain('it is not 17 digits and a check character');
    expect(messages[1]).toContain('2024-01-08 or before');
    expect(messages[2]).toContain('PROVINCIAL Provincial');
    expect(messages[3]).toContain('1949-01-01 or after');
    expect(JSON.stringify(body)).not.toContain(holder(bad).slice(0, 14));
    expect(await recordedOn(bad)).toEqual([]);
    expect(await recordedOn(good)).toHaveLength(1);
  });

  it('is answered in Chinese to who reads Chinese', async () => {
    const { body } = await send(csv(zhHeader, row(someone(), { level: '' })), { 'accept-language': 'zh-CN' });
    expect(body.refused).toEqual([{ row: 2, column: '级别', message: '“级别”不得空项，请填写。' }]);
  });
});

describe('A file as spreadsheets and editors write it', () => {
  /** 中文 GB18030 of the file, by the table of the decoder itself. */
  const gb18030 = (text: string): Uint8Array => {
    const decoder = new TextDecoder('gb18030');
    const table = new Map<string, readonly number[]>();
    for (let high = 0x81; high <= 0xfe; high++) {
      for (let low = 0x40; low <= 0xfe; low++) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    }
    return Uint8Array.from([...text].flatMap((char) => table.get(char) ?? [char.charCodeAt(0)]));
  };

  it('is read in GB18030', async () => {
    const one = someone();
    const { body } = await send(gb18030(csv(zhHeader, row(one))));
    expect(body).toMatchObject({ rows: 1, recorded: 1 });
    expect(await recordedOn(one)).toMatchObject([{ honor: { name: '河南省劳动模范' } }]);
  });

  it.each([
    ['a byte order mark', (n: number) => `\uFEFF${csv(zhHeader, row(n))}`],
    ['lines that end in CRLF', (n: number) => [zhHeader, row(n), ''].join('\r\n')],
    ['lines that end in CR', (n: number) => [zhHeader, row(n), ''].join('\r')],
    ['no end of its last line', (n: number) => `${zhHeader}\n${row(n)}`],
    ['empty lines, and columns that stand empty', (n: number) => `${zhHeader},,\n\n${row(n)},,\n,,,,,,,,\n\n`],
    ['English headings in any case, and blanks', (n: number) => csv(enHeader.toUpperCase(), ` ${row(n)} `)],
    ['an identity number marked as text', (n: number) => csv(zhHeader, row(n, { idNumber: `'${holder(n)}` }))],
    ['everything in quotation marks', (n: number) => csv(zhHeader, row(n)).replace(/[^,\n]+/g, '"$&"')],
  ])('is read with %s', async (_, fileOf) => {
    const one = someone();
    expect((await send(fileOf(one))).body).toMatchObject({ rows: 1, recorded: 1, refused: [] });
    expect(await recordedOn(one)).toHaveLength(1);
  });

  it('is read with its columns in another order', async () => {
    const one = someone();
    const turned = (line: string) => line.split(',').reverse().join(',');
    expect((await send(csv(turned(zhHeader), turned(row(one))))).body).toMatchObject({ recorded: 1 });
  });

  it('is read with line breaks, commas and quotation marks within a cell; rows are counted as records', async () => {
    const [one, two] = [someone(), someone()];
    const odd = row(one, { honorName: '"“五一”\n奖章, ""银奖"""' });
    const { body } = await send(csv(zhHeader, odd, row(two, { level: 'X' })));
    expect(body).toMatchObject({ rows: 2, recorded: 1, refused: [{ row: 3 }] });
    expect(await recordedOn(one)).toMatchObject([{ honor: { name: '“五一”\n奖章, "银奖"' } }]);
  });
});
