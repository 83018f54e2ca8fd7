import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { laurel } from '../support/command-line.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-cli-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('laurel keys', () => {
  it('writes a file for its owner only, which tokens can be minted with, and never overwrites it', async () => {
    const out = join(directory, 'keys');
    expect(await laurel(['keys', '--out', out])).toMatchObject({ status: 0, stdout: '' });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const written = readFileSync(out, 'utf8');
    const again = await laurel(['keys', '--out', out]);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('is there already');
    expect(readFileSync(out, 'utf8')).toBe(written);

    const held = ['--role', 'VETTING_BODY', '--bureau', '410100', '--body', 'TRADE_UNION'];
    const who = ['--id', 'li', '--name', '李四', ...held];
    const { status, stdout } = await laurel(['token', ...who], parseEnv(written) as Record<string, string>);
    expect(status).toBe(0);
    expect(JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      sub: 'li',
      roles: ['VETTING_BODY'],
      bureau: '410100',
      body: 'TRADE_UNION',
    });
  });

  it('prints them without a file', async () => {
    const { stdout } = await laurel(['keys']);
    expect(Object.keys(parseEnv(stdout)).sort()).toEqual([
      'LAUREL_KEY_ENCRYPTION_KEY',
      'LAUREL_LOG_KEY',
      'LAUREL_LOG_ORIGIN',
      'LAUREL_LOG_SIGNING_KEY',
      'LAUREL_PSEUDONYM_KEY',
      'LAUREL_TOKEN_PRIVATE_KEY',
      'LAUREL_TOKEN_PUBLIC_KEY',
    ]);
  });
});

describe('laurel token says in a line or two', () => {
  const who = ['token', '--id', 'li', '--name', '李四', '--role'];
  it.each([
    ['which roles there are', [...who, 'CITY_CLERCK'], 'Allowed choices are COUNTY_CLERK'],
    [
      'that a vetting body has a name',
      [...who, 'VETTING_BODY', '--bureau', '410122'],
      'VETTING_BODY speaks for a body: add its code',
    ],
    [
      'that nobody else speaks for one',
      [...who, 'COUNTY_CLERK', '--bureau', '410122', '--body', 'TRADE_UNION'],
      '--body is for the role VETTING_BODY only',
    ],
    ['that a role of a bureau needs the bureau', [...who, 'EXPERT', 'CITY_CLERK'], 'CITY_CLERK is held in a bureau'],
    ['that a name is reserved', [...who, 'EXPERT', '--id', 'public'], '"public" is Laurel'],
    ['how to get keys', [...who, 'EXPERT'], 'laurel -- keys --out'],
  ])('%s', async (_, args, said) => {
    const { status, stderr, stdout } = await laurel(args, { LAUREL_TOKEN_PRIVATE_KEY: '' });
    expect(status).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(stdout).toBe('');
  });
});

describe('a server that cannot start says why in a line', () => {
  let variables: Record<string, string>;
  const taken = createServer();
  let port: number;

  beforeAll(async () => {
    const { publicKey } = await generateIssuerKeys();
    variables = {
      LAUREL_PSEUDONYM_KEY: Buffer.alloc(32, 7).toString('base64'),
      LAUREL_KEY_ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64'),
      LAUREL_TOKEN_PUBLIC_KEY: JSON.stringify(publicKey),
    };
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = (taken.address() as AddressInfo).port;
  });
  afterAll(() => void taken.close());

  const refusal = async (args: readonly string[], changes: Record<string, string> = {}): Promise<string> => {
    const { status, stderr } = await laurel(args, { ...variables, LAUREL_DATA: directory, ...changes });
    expect(status).toBe(1);
    return stderr.trim();
  };

  it('when its port is taken', async () => {
    expect(await refusal(['serve'], { LAUREL_PORT: String(port) })).toBe(
      `Port ${port} is in use. Choose another one with LAUREL_PORT.`,
    );
    expect(await refusal(['demo', '--port', String(port)])).toBe(
      `Port ${port} is in use. Choose another one with --port.`,
    );
  });

  it('when there is no such port', async () => {
    expect(await refusal(['demo', '--port', '65536'])).toContain('Ports go from 0 to 65535');
    expect(await refusal(['serve'], { LAUREL_PORT: '65536' })).toMatch(/^LAUREL_PORT: .*65535$/);
  });

  it('when its data directory is no directory', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(await refusal(['serve'], { LAUREL_DATA: file })).toBe(
      `The data directory ${file} is a file, or lies below one. Choose another one with LAUREL_DATA.`,
    );
  });

  it('when its log is something else', async () => {
    writeFileSync(join(directory, 'log.db'), 'Dear diary, '.repeat(100));
    expect(await refusal(['serve'])).toContain('is not a Laurel log');
  });

  it('when a program does not hold', async () => {
    writeFileSync(join(directory, 'program.json'), '{}');
    expect(await refusal(['serve'], { LAUREL_PROGRAMS: directory })).toBe(
      'program.json: calendar: Invalid input: expected string, received undefined',
    );
  });

  it('when a key does not hold', async () => {
    expect(await refusal(['serve'], { LAUREL_TOKEN_PUBLIC_KEY: '{}' })).toBe(
      'LAUREL_TOKEN_PUBLIC_KEY: expected a JSON Web Key: an object with "kty"',
    );
  });
});

describe('laurel programs', () => {
  const artisan = 'tests/programs/zhejiang/village-artisan-2025.json';

  it('check prints what a definition says, each rule with the places that enforce it', async () => {
    const { status, stdout } = await laurel(['programs', 'check', artisan]);
    expect(status).toBe(0);
    const lines = stdout.split('\n').map((line) => line.trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        '浙江省“乡村匠师” (Zhejiang Village Master Artisan)',
        'PROVINCE: decides',
        '331100 丽水市: 2',
        '7 working days by calendar zhejiang, the day of publication counted',
        'ZJ-02 按分配名额推荐: path.CITY.slate.capRule, summary.ruleId',
        'ZJ-16 组织现场技艺展示并通过: check STEP_TAKEN and STEP_ANSWERS, steps.DEMONSTRATION.ruleId',
        'M-3 工坊营业执照 (Licence of the workshop): required when standing is OWNER',
        'place 所在市 (City): BUREAU',
      ]),
    );
    expect(stdout).not.toContain('!');
  });

  it('check tells which year has no calendar yet', async () => {
    const definition = JSON.parse(readFileSync(artisan, 'utf8'));
    const file = join(directory, 'artisan.json');
    const deadlines = definition.deadlines.map((item: { on: string }) => ({ ...item, on: '2026-01-15' }));
    writeFileSync(file, JSON.stringify({ ...definition, deadlines }));
    cpSync('tests/programs/zhejiang/library', join(directory, 'library'), { recursive: true });
    const { stdout } = await laurel(['programs', 'check', file]);
    expect(stdout).toContain('! The working days of 2026 are not in calendar zhejiang yet.');
  });

  it('check takes the definitions of the product too', async () => {
    const own = 'src/domain/program/definitions';
    const files = ['henan-youth-star-2023.json', 'henan-flex-star-2023.json'].map((name) => join(own, name));
    const { status, stdout, stderr } = await laurel(['programs', 'check', ...files]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('FLEX_STAR, edition 2023');
    expect(stdout).not.toContain('VILLAGE_ARTISAN');
  });

  it('check prints every problem, with status 1', async () => {
    const file = join(directory, 'artisan.json');
    const definition = JSON.parse(readFileSync(artisan, 'utf8'));
    writeFileSync(
      file,
      JSON.stringify({ ...definition, quotaTotal: 12, use: { ...definition.use, bureaus: 'henan' } }),
    );
    const { status, stdout, stderr } = await laurel(['programs', 'check', file]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.split('\n')).toEqual(
      expect.arrayContaining([
        'artisan.json: use.readings: the library has no "zhejiang"; expected one of: henan-2023',
        'artisan.json: calendar: the library has no "zhejiang"; expected one of: cn',
      ]),
    );
  });

  it('list knows those of LAUREL_PROGRAMS too', async () => {
    const { status, stdout } = await laurel(['programs', 'list'], { LAUREL_PROGRAMS: 'tests/programs/zhejiang' });
    expect(status).toBe(0);
    for (const word of ['YOUTH_STAR', 'FLEX_STAR', 'VILLAGE_ARTISAN', '浙江省“乡村匠师”', 'CITY > PROVINCE']) {
      expect(stdout).toContain(word);
    }
  });
});
