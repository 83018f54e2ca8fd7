import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogUnavailable } from '../../src/log/event-log.ts';
import { csv, enHeader, holder, row, zhHeader } from '../support/honor-files.ts';
import { importsOfTest } from '../support/honor-imports.ts';
import { bureaus } from '../support/people.ts';

const { api, token, send, someone, recordedOn, eventsInAll } = importsOfTest();

describe('An import that breaks off in the middle', () => {
  it.each([
    ['the log is gone', () => new LogUnavailable('unknown', new Error('gone')), 503, 'LOG_UNAVAILABLE'],
    ['something else fails', () => new Error('a fault'), 500, 'INTERNAL_SERVER_ERROR'],
  ])('is completed by sending the file again: %s', async (_, fault, status, code) => {
    const { log } = api().running;
    const append = log.append.bind(log);
    const file = csv(zhHeader, ...Array.from({ length: 100 }, () => row(someone())));
    const before = await eventsInAll();
    let left = 40;
    log.append = (...args) => (left-- > 0 ? append(...args) : Promise.reject(fault()));
    const broken = await send(file);
    log.append = append;
    expect([broken.status, broken.body.errors?.[0]?.extensions.code]).toEqual([status, code]);
    expect(await eventsInAll()).toBe(before + 40);
    expect((await send(file)).body).toMatchObject({ rows: 100, recorded: 60, unchanged: 40 });
    expect((await send(file)).body).toMatchObject({ rows: 100, recorded: 0, unchanged: 100 });
  });

  it('records nothing if the client hangs up before the file is whole', async () => {
    const before = await eventsInAll();
    const { hostname, port } = new URL(api().running.url);
    const socket = connect(Number(port), hostname);
    const head = `POST /imports/prior-honors HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\nAuthorization: Bearer ${token()}\r\n\r\n`;
    await new Promise((written) => socket.write(head + csv(zhHeader, row(someone())), written));
    socket.destroy();
    await once(socket, 'close');
    expect((await send(csv(zhHeader))).status).toBe(200);
    expect(await eventsInAll()).toBe(before);
  });
});

describe('Two who send the same file at the same moment', () => {
  it('record each row once', async () => {
    const file = csv(zhHeader, ...Array.from({ length: 20 }, () => row(someone())));
    const another = await api().tokenOf('PROVINCE_APPROVER', bureaus.province);
    const before = await eventsInAll();
    const answers = await Promise.all([send(file), send(file), send(file, { token: another })]);
    expect(answers.reduce((sum, { body }) => sum + body.recorded, 0)).toBe(20);
    expect(answers.reduce((sum, { body }) => sum + body.unchanged, 0)).toBe(40);
    expect(await eventsInAll()).toBe(before + 20);
  });
});

describe('Whatever the file', () => {
  const cell = fc.oneof(
    fc.constantFrom('省级', 'NATIONAL', '就业创业', '2020-05-01', '', '王芳', '"', ',', '\n', holder(450)),
    fc.string({ maxLength: 8, unit: 'binary' }),
  );
  const lines = fc.array(
    fc.array(cell, { maxLength: 9 }).map((cells) => cells.join(',')),
    { maxLength: 6 },
  );
  const header = fc.constantFrom(zhHeader, enHeader, '');

  it('it is never an error of the server, and what is refused is not recorded', async () => {
    await fc.assert(
      fc.asyncProperty(header, lines, async (first, rest) => {
        const before = await eventsInAll();
        const { status, body } = await send([first, ...rest].join('\n'));
        expect([200, 400]).toContain(status);
        const recorded = status === 200 ? body.recorded : 0;
        expect(await eventsInAll()).toBe(before + recorded);
        if (status === 200) expect(body.recorded + body.unchanged + body.refusedRows).toBe(body.rows);
      }),
      { numRuns: 150 },
    );
  });

  it('bytes that are no text are no error of the server either', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const before = await eventsInAll();
        expect((await send(bytes)).status).toBe(400);
        expect(await eventsInAll()).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  it('a row with one cell that does not hold is not recorded', async () => {
    const wrong = fc.constantFrom<readonly [string, string]>(
      ['idNumber', '41010219900101002'],
      ['idNumber', '4.10102E+17'],
      ['level', '省'],
      ['topic', 'PROVINCIAL'],
      ['awardedOn', '2020.5.1'],
      ['awardedOn', '2020-5-1'],
      ['awardedOn', '43952'],
      ['issuer', '  '],
      ['name', ''],
    );
    await fc.assert(
      fc.asyncProperty(wrong, fc.integer({ min: 300, max: 400 }), async ([column, text], n) => {
        const { body } = await send(csv(zhHeader, row(n, { [column]: text })));
        expect(body).toMatchObject({ rows: 1, recorded: 0, unchanged: 0, refused: [{ row: 2 }] });
        expect(await recordedOn(n)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
