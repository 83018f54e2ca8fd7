import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laurel } from '../support/command-line.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-assign-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const file = (name: string, text: string): string => {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
};
const assign = (affinities: string, ...args: string[]) => laurel(['assign', '--affinities', affinities, ...args]);

describe('laurel assign', () => {
  it('finds the best plan of a file with names, decimals and conflicts, and proves it', async () => {
    const affinities = file('named.csv', '﻿,甲,乙\nwu,0.9,0.8\nli,0.5,\nzhao,0.1,0.2\n');
    const { status, stdout, stderr } = await assign(affinities, '--demand', '1', '--max-load', '1');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'nominationId,expert\n乙,wu\n甲,li\n' });
    expect(stderr).toMatch(/^2 pairs, proven best\nworth 1\.3; of one nomination least 0\.5, mean 0\.65/);
  });

  it('takes bare numbers, loads, demands and conflicts from files, and writes to one', async () => {
    const affinities = file('bare.csv', '5,1\n4,4\n3,2\n');
    const out = join(directory, 'pairs.csv');
    const { status, stdout } = await assign(
      affinities,
      ...['--demand', '2', '--demands', file('demands.csv', 'nomination,demand\nn2,1\n')],
      ...['--loads', file('loads.csv', 'e1,0,1\ne2,1,1\n')],
      ...['--conflicts', file('conflicts.csv', 'expert,nomination\ne2,n2\n'), '--out', out],
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(readFileSync(out, 'utf8')).toBe('nominationId,expert\nn1,e1\nn1,e2\nn2,e3\n');
  });

  it('says which demands and loads cannot be met together', async () => {
    const { status, stdout, stderr } = await assign(
      file('few.csv', '1,1,1\n1,1,1\n'),
      '--demand',
      '1',
      '--max-load',
      '1',
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /cannot be met together:\n {2}n1 needs 1\n {2}n2 needs 1\n {2}n3 needs 1\n {2}e1 takes 0 to 1/,
    );
  });

  it.each([
    ['row 2, column 乙: expected a number', ',甲,乙\nwu,1,good\n', []],
    ['row 3: expected 2 affinities, not 1', ',甲,乙\nwu,1,2\nli,3\n', []],
    ['cannot be read', undefined, []],
    ['loads of e1: at least 3 is more than at most 2', '1,2,3\n', ['--min-load', '3', '--max-load', '2']],
  ])('says what it cannot read: %s', async (message, text, args) => {
    const path = text === undefined ? join(directory, 'nothing.csv') : file('wrong.csv', text);
    const { status, stderr } = await assign(path, '--demand', '1', ...args);
    expect(status).not.toBe(0);
    expect(stderr).toContain(message);
  });
});
