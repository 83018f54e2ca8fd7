import { describe, expect, it } from 'vitest';
import { wordCount } from '../../src/domain/word-count.ts';

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
