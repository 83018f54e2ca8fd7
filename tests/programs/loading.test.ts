import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLClient } from 'graphql-request';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPrograms } from '../../src/cli/programs.ts';
import { servers } from '../support/process.ts';
import { zhejiang } from './zhejiang.ts';

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'laurel-programs-')), 'programs');
  cpSync(zhejiang, directory, { recursive: true });
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

const write = (name: string, content: unknown) =>
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
const read = (name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8'));
const artisan = 'village-artisan-2025.json';

/** The lines that are printed instead of a start. */
const problems = (): string[] => {
  try {
    readPrograms(directory);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
};

describe('The programs of a directory', () => {
  it('stand beside those that come with the product, with their own calendars', () => {
    const { programs, calendars } = readPrograms(directory);
    expect([...programs.keys()]).toEqual(['YOUTH_STAR', 'FLEX_STAR', 'VILLAGE_ARTISAN']);
    expect([...calendars.keys()]).toEqual(['cn', 'zhejiang']);
    expect(Object.keys(calendars.get('zhejiang')?.years ?? {})).toEqual(['2025']);
  });

  it('are served by the server that is told of the directory', async () => {
    const server = await (await servers()).start(join(directory, '..'), { LAUREL_PROGRAMS: directory });
    const answer = await new GraphQLClient(`${server.url}/graphql`).request('{ programs { code } }');
    await server.kill();
    expect(answer).toEqual({
      programs: [{ code: 'YOUTH_STAR' }, { code: 'FLEX_STAR' }, { code: 'VILLAGE_ARTISAN' }],
    });
  });

  it('are only those of the product where no directory is given', () => {
    expect([...readPrograms(undefined).programs.keys()]).toEqual(['YOUTH_STAR', 'FLEX_STAR']);
  });

  it('may begin with a byte order mark, as some editors write it', () => {
    write(artisan, `\uFEFF${readFileSync(join(directory, artisan), 'utf8')}`);
    expect(problems()).toEqual([]);
  });

  it('leave alone what is no definition', () => {
    write('notes.txt', 'to do');
    write('.village-artisan-2025.json', 'an editor at work');
    expect(problems()).toEqual([]);
  });
});

describe('No program is read, and each problem said with its file,', () => {
  it('where several files do not hold', () => {
    const definition = read(artisan);
    write(artisan, {
      ...definition,
      quotas: [{ ...definition.quotas[0], bureau: '339900' }, ...definition.quotas.slice(1)],
    });
    write('broken.json', '{ "format": 1, }');
    write('empty.json', {});
    expect(problems()).toEqual([
      expect.stringMatching(/^broken\.json: it is not JSON: /),
      'empty.json: calendar: Invalid input: expected string, received undefined',
      `${artisan}: quotas[0].bureau: no bureau 339900 is defined`,
    ]);
  });

  it('where a shared part does not hold', () => {
    const part = read('library/bureaus-zhejiang.json');
    write('library/bureaus-zhejiang.json', { ...part, bureaus: [{ ...part.bureaus[0], level: 'COUNTRY' }] });
    expect(problems()).toEqual([
      expect.stringMatching(/^library\/bureaus-zhejiang\.json: bureaus\[0\]\.level: .*"COUNTY"\|"CITY"\|"PROVINCE"/),
      `${artisan}: use.bureaus: the library has no "zhejiang"; expected one of: henan`,
    ]);
  });

  it('where a shared part has the name of another', () => {
    write('library/calendar-cn.json', read('library/calendar-zhejiang.json'));
    expect(problems()).toEqual([
      'library/calendar-cn.json: the library has calendars "cn" already; expected another name',
    ]);
  });

  it('where a file of the library does not say what it holds', () => {
    write('library/zhejiang.json', {});
    expect(problems()).toEqual([
      'library/zhejiang.json: its name does not say what it holds; expected one of: bureaus-NAME.json, code-lists-NAME.json, readings-NAME.json, rules-NAME.json, calendar-NAME.json',
    ]);
  });

  it('where two programs have one code', () => {
    write('again.json', { ...read(artisan), certificate: { pattern: 'AGAIN-{edition}-{serial}' } });
    expect(problems()).toEqual([
      `${artisan}: code: VILLAGE_ARTISAN cannot be told from VILLAGE_ARTISAN of again.json in ids; expected another code`,
    ]);
  });

  it('where it has the code or the certificates of a program of the product', () => {
    write(artisan, { ...read(artisan), code: 'FLEX__STAR', certificate: { pattern: 'HN-{edition}-{serial}' } });
    expect(problems()).toEqual([
      `${artisan}: certificate.pattern: HN-{edition}-{serial} may give the same numbers as HN-YS-{edition}-{serial} of henan-youth-star-2023.json; expected another beginning, such as FLEX__STAR-{edition}-{serial}`,
      `${artisan}: code: FLEX__STAR cannot be told from FLEX_STAR of henan-flex-star-2023.json in ids; expected another code`,
      `${artisan}: certificate.pattern: HN-{edition}-{serial} may give the same numbers as HN-FS-{edition}-{serial} of henan-flex-star-2023.json; expected another beginning, such as FLEX__STAR-{edition}-{serial}`,
    ]);
  });

  it('where there is no directory, or nothing in it', () => {
    const nothing = join(directory, 'nothing');
    mkdirSync(nothing);
    expect(() => readPrograms(nothing)).toThrow(/LAUREL_PROGRAMS: .*nothing holds no definition; expected .*\.json/);
    expect(() => readPrograms(join(directory, 'nowhere'))).toThrow(
      /LAUREL_PROGRAMS: .*nowhere cannot be read \(ENOENT\)/,
    );
  });
});
