import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignFromFile } from '../../src/cli/assign.ts';
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
const plain = { demand: 1, minLoad: 0, balance: 0, seed: 'laurel' };
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
    const demands = file('demands.csv', 'nomination,demand\nn2,1\n');
    const loads = file('loads.csv', 'e1,0,1\ne2,1,1\n');
    const conflicts = file('conflicts.csv', 'expert,nomination\ne2,n2\n');
    await assignFromFile({ ...plain, affinities, demand: 2, demands, loads, conflicts, out });
    expect(readFileSync(out, 'utf8')).toBe('nominationId,expert\nn1,e1\nn1,e2\nn2,e3\n');
  });

  it('draws a plan where no pair may be sure, and says what that costs', async () => {
    const affinities = file('drawn.csv', '9,1\n1,9\n');
    const { status, stderr } = await assign(affinities, '--demand', '1', '--method', 'randomized', '--cap', '0.75');
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^2 pairs, drawn from the seed\nexpected worth 14, 77\.78 % of the best plan's 18; .* 0\.75/,
    );
  });

  it('raises the floor where it is asked to be fair', async () => {
    const affinities = file('fair.csv', '9,5\n5,0\n');
    const out = join(directory, 'fair-pairs.csv');
    await assignFromFile({ ...plain, affinities, maxLoad: 1, demand: 1, out });
    expect(readFileSync(out, 'utf8')).toBe('nominationId,expert\nn1,e2\nn2,e1\n');
    const wide = file('wide.csv', '20,5\n5,0\n');
    await assignFromFile({ ...plain, affinities: wide, maxLoad: 1, demand: 1, out });
    expect(readFileSync(out, 'utf8')).toBe('nominationId,expert\nn1,e1\nn2,e2\n');
    await assignFromFile({ ...plain, affinities: wide, maxLoad: 1, demand: 1, method: 'fairest', out });
    expect(readFileSync(out, 'utf8')).toBe('nominationId,expert\nn1,e2\nn2,e1\n');
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
    ['row 2, column 乙: expected a number', ',甲,乙\nwu,1,good\n', {}],
    ['row 3: expected 2 affinities, not 1', ',甲,乙\nwu,1,2\nli,3\n', {}],
    ['cannot be read', undefined, {}],
    ['loads of e1: at least 3 is more than at most 2', '1,2,3\n', { minLoad: 3, maxLoad: 2 }],
    ['only the method RANDOMIZED takes one', '1,2,3\n', { cap: 0.5 }],
  ])('says what it cannot read: %s', async (message, text, options) => {
    const affinities = text === undefined ? join(directory, 'nothing.csv') : file('wrong.csv', text);
    await expect(assignFromFile({ ...plain, affinities, ...options })).rejects.toThrow(message);
  });

  it('is told of an option that it does not understand', async () => {
    const { status, stderr } = await assign(file('one.csv', '1\n'), '--demand', '1', '--cap', 'half');
    expect(status).not.toBe(0);
    expect(stderr).toContain('Expected a number above 0, up to 1.');
  });
});
