import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/log/leaf.ts';
import { vectorFile } from './vectors.ts';

const folder = 'jcs/testdata';
const names = readdirSync(new URL(`../vectors/${folder}/input`, import.meta.url)).sort();

describe('canonical JSON, by the vectors of cyberphone/json-canonicalization', () => {
  it('has six documents', () => {
    expect(names).toHaveLength(6);
  });

  it.each(names)('%s', (name) => {
    const written = Buffer.from(canonicalJson(JSON.parse(vectorFile(`${folder}/input/${name}`).toString())));
    expect(written.toString()).toBe(vectorFile(`${folder}/output/${name}`).toString());
    const hex = vectorFile(`${folder}/outhex/${name.replace('.json', '.txt')}`).toString();
    expect(written.toString('hex')).toBe(hex.replace(/\s/g, '').toLowerCase());
  });

  it('writes ten thousand numbers as ECMAScript does', () => {
    const file = vectorFile('jcs/es6-10000.txt');
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect(sha256).toMatch(/^b9f7a8e7.*be6892$/);
    const lines = file.toString().trimEnd().split('\n');
    expect(lines).toHaveLength(10_000);
    const wrong = lines.filter((line) => {
      const [bits = '', text] = line.split(',');
      const number = Buffer.from(bits.padStart(16, '0'), 'hex').readDoubleBE();
      return canonicalJson(number) !== text;
    });
    expect(wrong).toEqual([]);
  });
});
