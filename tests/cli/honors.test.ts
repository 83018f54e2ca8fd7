import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.ts';
import { type Ended, laurel } from '../support/command-line.ts';
import { csv, holder, row, zhHeader } from '../support/honor-files.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let directory: string;
let token: string;

beforeAll(async () => {
  api = await startApi();
  directory = mkdtempSync(join(tmpdir(), 'laurel-cli-'));
  token = await api.tokenOf('PROVINCE_OFFICER', bureaus.province);
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});

const fileOf = (content: string): string => {
  const path = join(directory, 'honors.csv');
  writeFileSync(path, content);
  return path;
};

/** `laurel honors import` as an officer starts it. */
const importFile = async (
  path: string,
  { url = api.running.url, variables = { LAUREL_TOKEN: token }, more = [] as readonly string[] } = {},
): Promise<Ended> => laurel(['honors', 'import', path, '--url', url, ...more], variables);

/** What stands in the cells of a printed table, row by row. */
const cellsIn = (printed: string): string[][] =>
  printed
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) =>
      line
        .split('│')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('laurel honors import', () => {
  it('prints what became of the rows, and ends well if all were taken, now or before', async () => {
    const path = fileOf(csv(zhHeader, row(1), row(2), row(2)));
    const first = await importFile(path);
    expect(first.status).toBe(0);
    expect(cellsIn(first.stdout).at(-1)).toEqual(['3', '2', '1', '0']);
    expect(first.stderr).toContain('█'.repeat(30));
    const second = await importFile(path);
    expect(second.status).toBe(0);
    expect(cellsIn(second.stdout).at(-1)).toEqual(['3', '0', '3', '0']);
  });

  it('lists the rows that were refused, in Chinese if asked for, and ends with status 1', async () => {
    const path = fileOf(csv(zhHeader, row(3), row(4, { level: '地市级', awardedOn: '2030-01-01' })));
    const { status, stdout } = await importFile(path, { more: ['--language', 'zh'] });
    expect(status).toBe(1);
    const cells = cellsIn(stdout);
    expect(cells).toContainEqual(['2', '1', '0', '1']);
    expect(cells.filter(([at]) => at === '3').map(([, column]) => column)).toEqual(['级别', '授予日期']);
    expect(stdout).toContain('不晚于2024-01-08');
    expect(stdout).not.toContain(holder(4));
  });

  it.each([
    ['there is no token', {}, { variables: { LAUREL_TOKEN: '' } }, 'LAUREL_TOKEN is not set'],
    ['the token is not good', {}, { variables: { LAUREL_TOKEN: 'x' } }, 'not one that this server can verify'],
    ['there is no such file', { path: '/nowhere.csv' }, {}, 'There is no file /nowhere.csv'],
    ['there is no such server', {}, { url: 'http://127.0.0.1:9' }, 'Is it running'],
    ['that is no address', {}, { url: 'laurel.example' }, 'Expected an address such as'],
    ['the file is none of honors', { content: 'a,b\n1,2\n' }, {}, 'The header lacks name'],
  ])(
    'says in a line or two that %s',
    async (_, { path, content = csv(zhHeader) }: { path?: string; content?: string }, changes, said) => {
      const { status, stderr, stdout } = await importFile(path ?? fileOf(content), changes);
      expect(status).toBe(1);
      expect(stderr).toContain(said);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(stdout).toBe('');
    },
  );
});
