import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/domain/program/check.ts';
import { definition } from '../../src/domain/program/definition.ts';
import { formField } from '../../src/domain/program/form-field.ts';
import { zhejiang } from './zhejiang.ts';

const text = readFileSync('docs/programs.md', 'utf8');
const artisan: unknown = JSON.parse(readFileSync(join(zhejiang, 'village-artisan-2025.json'), 'utf8'));
const bureaus: unknown = JSON.parse(readFileSync(join(zhejiang, 'library/bureaus-zhejiang.json'), 'utf8'));

const examples = [...text.matchAll(/```json\n([^`]*)```/g)].map(([, block = '']) => block.trim());

/** Whether a value, or something within it, has everything that the example says. */
const contains = (value: unknown, example: unknown): boolean => {
  if (says(value, example)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => contains(inner, example));
};

const says = (value: unknown, example: unknown): boolean => {
  if (typeof example !== 'object' || example === null) return value === example;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(example).every(([key, inner]) => says((value as Record<string, unknown>)[key], inner));
};

describe('docs/programs.md', () => {
  it.each(examples)('shows what stands in a real file: %s', (block) => {
    const example: unknown = JSON.parse(block.startsWith('{') ? block : `{${block}}`);
    expect(contains([artisan, bureaus], example)).toBe(true);
  });

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(6);
  });

  it('speaks of every kind of check and every type of field', () => {
    const kinds = check.options.map(({ shape }) => shape.kind.value);
    const types = formField.options.map(({ shape }) => shape.type.value);
    expect([...kinds, ...types].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('speaks of every part of a definition', () => {
    // Plain to see, or not written in a file.
    const unspoken = [
      'format',
      'name',
      'target',
      'targetRule',
      'completenessRule',
      'opinionRule',
      'bureausRule',
      'extended',
    ];
    const parts = Object.keys(definition.shape).filter((name) => !unspoken.includes(name));
    expect(parts.filter((name) => !text.includes(name))).toEqual([]);
  });
});
