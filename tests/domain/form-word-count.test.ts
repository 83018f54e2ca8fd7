import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkForm } from '../../src/domain/program/form.ts';
import { wordCount } from '../../src/domain/word-count.ts';
import { flex } from '../support/editions.ts';

/** A character, and whether it counts by itself, belongs to a word, or parts words. */
type Sample = readonly [character: string, kind: 'WIDE' | 'NARROW' | 'BLANK'];

const samples = fc.constantFrom<Sample[]>(
  ...[...'河南省䶮𠮷，。！？；：、“”（）《》—…·【】ＡＢ％々〇'].map((character): Sample => [character, 'WIDE']),
  ...[...'azAZ0189.,;:!?-_()[]%$@#/+=é€①😀'].map((character): Sample => [character, 'NARROW']),
  ...[...' \n\t\u3000\u00a0\r'].map((character): Sample => [character, 'BLANK']),
);

/** What Word does, told as plainly as can be: a wide character is one; so is a run of others up to a blank. */
const counted = (text: readonly Sample[]): number =>
  text.filter(([, kind], i) => kind === 'WIDE' || (kind === 'NARROW' && text[i - 1]?.[1] !== 'NARROW')).length;

const textOf = (text: readonly Sample[]): string => text.map(([character]) => character).join('');

describe('字数, as word processors count it (A29)', () => {
  it.each([
    ['', 0],
    [' \n\t　', 0],
    ['河南省', 3],
    ['河南省，你好！', 7],
    ['“灵活就业之星”', 8],
    ['2023年12月', 4],
    ['hello world', 2],
    ['don’t stop', 2],
    ['使用GraphQL接口', 5],
    ['3.5万元', 3],
    ['第一段\n第二段', 6],
    ['𠮷野家', 3],
    ['买买提·艾力', 6],
    ['全角ＡＢ', 4],
  ])('%j counts %i', (text, words) => {
    expect(wordCount(text)).toBe(words);
  });
});

describe('The count of any text', () => {
  it('is that of a plain model, whatever scripts, digits and signs are mixed', () => {
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 200 }), (text) => {
        expect(wordCount(textOf(text))).toBe(counted(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is bounded at 800 exactly: 800 pass, 801 do not (R-F42)', () => {
    const refusals = (deeds: string) => checkForm(flex, { deeds }, { complete: false });
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 900 }), (text) => {
        fc.pre(counted(text) <= 800);
        const full = textOf(text) + '事'.repeat(800 - counted(text));
        if (full.trim() === '') return;
        expect(refusals(full)).toEqual([]);
        expect(refusals(`${full}事`)).toMatchObject([
          { code: 'FIELD_INVALID', path: ['form', 'deeds'], ruleId: 'R-F42', params: { problem: { zh: '共801字' } } },
        ]);
        expect(refusals(`${full} word`)).toHaveLength(1);
        expect(refusals(`${full}，`)).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  it('does not bound a text without blanks: its characters do', () => {
    const refusals = (deeds: string) => checkForm(flex, { deeds }, { complete: false });
    expect(refusals('a'.repeat(8000))).toEqual([]);
    expect(refusals('a'.repeat(8001))).toMatchObject([{ params: { problem: { zh: '共8001个字符' } } }]);
  });
});
