import { describe, expect, it } from 'vitest';
import { hiddenFromExperts } from '../../src/domain/program/hidden-from-experts.ts';
import { checkedProgram } from '../../src/domain/program/resolve-program.ts';
import { withExtensions } from '../../src/domain/program/with-extensions.ts';
import { flex, youth } from '../support/editions.ts';

const hiding = (...hidden: readonly string[]) => ({ ...flex, blinding: { hidden: [...hidden], fromNotice: false } });

const hiddenBy = (...hidden: readonly string[]) => {
  const { form, ...parts } = hiddenFromExperts(hiding(...hidden));
  return { ...parts, form: [...form] };
};

const nothing = { name: false, bureau: false, opinions: false };

describe('What a program hides from experts', () => {
  it('is nothing where it does not say so', () => {
    expect(hiddenFromExperts(flex)).toEqual({ ...nothing, form: new Set() });
  });

  it('is the name wherever it is written, by whichever of them it is named', () => {
    const all = { ...nothing, name: true, form: ['coverName', 'name'] };
    expect(hiddenBy('name')).toEqual(all);
    expect(hiddenBy('form.name')).toEqual(all);
    expect(hiddenBy('form.coverName')).toEqual(all);
  });

  it('is with the bureau what names one, and the opinions, which bureaus stamp', () => {
    expect(hiddenBy('bureau')).toEqual({
      ...nothing,
      bureau: true,
      opinions: true,
      form: ['location', 'pushingUnit', 'workPlace.division'],
    });
    expect(hiddenBy('opinions')).toEqual({ ...nothing, opinions: true, form: [] });
  });

  it('is of the form what is named, within groups and records too', () => {
    expect(hiddenBy('form.workPlace.address', 'form.honors.issuer').form).toEqual([
      'workPlace.address',
      'honors.issuer',
    ]);
  });

  it('grows with an extension, and never shrinks', () => {
    const both = withExtensions({ ...youth, blinding: { hidden: ['form.deeds'], fromNotice: true } }, [
      'BLINDED_SCORING',
    ]);
    expect(both.blinding?.hidden).toEqual(expect.arrayContaining(['form.deeds', 'name', 'form.employer']));
  });
});

describe('A program that hides what is not there', () => {
  it.each([
    [
      'a field of no form',
      'form.nickname',
      'no part of a nomination form.nickname is defined; expected one of: name, bureau',
    ],
    [
      'a field without saying that it is of the form',
      'employer',
      'expected one of: name, bureau, opinions, form.coverName',
    ],
    ['the category, by which experts score', 'form.flexType', 'no part of a nomination form.flexType is defined'],
    ['a file, which no expert is given', 'PHOTO', 'PHOTO is a material; experts are given no files, so leave it out'],
  ])('is told: %s', (_, part, message) => {
    const resolved = checkedProgram(hiding('name', part));
    expect('problems' in resolved && resolved.problems).toEqual([
      { path: 'blinding.hidden[1]', message: expect.stringContaining(message) },
    ]);
  });

  it('is told of one that stands twice', () => {
    const resolved = checkedProgram(hiding('name', 'name'));
    expect('problems' in resolved && resolved.problems).toEqual([
      { path: 'blinding.hidden[1].part', message: 'name is there already, at place 1 of the list' },
    ]);
  });
});
