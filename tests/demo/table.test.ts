import { describe, expect, it } from 'vitest';
import { tableOf } from '../../src/cli/demo/table.ts';
import { columnsOf, wrap } from '../../src/cli/demo/wrap.ts';

describe('A table', () => {
  it('lines up its borders where Chinese and Latin text meet', () => {
    const table = tableOf(
      [
        { zh: '单位', en: 'Bureau' },
        { zh: '名额', en: 'Quota', align: 'right' },
        { zh: '说明', en: 'Message', width: 30 },
      ],
      [
        ['三门峡市', 6, '报送截止日期为 2024-01-25（当日 24 时），已逾期。'],
        ['Zhengzhou', 10, 'The deadline was 2024-01-25, through the end of that day. It has passed.'],
      ],
    );
    const widths = table.split('\n').map(columnsOf);
    expect(new Set(widths).size).toBe(1);
    expect(table).not.toContain('…');
    expect(table).toContain('已逾期。');
  });
});

describe('Wrapping', () => {
  it('counts a Chinese character as two columns', () => {
    expect(columnsOf('郑州 Zhengzhou，')).toBe(4 + 1 + 9 + 2);
  });

  it.each([
    '报送截止日期为 2024-01-25（当日 24 时），已逾期。',
    'Bureau 410100 may put forward 10, and 10 seats are taken.',
  ])('keeps every word of %j within the width', (text) => {
    const lines = wrap(text, 20).split('\n');
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(20);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    for (const line of lines) expect(line).not.toMatch(/^[，。）,.]/);
  });

  it('gives a word that is longer than the width a line to itself', () => {
    expect(wrap('a supercalifragilistic word', 6)).toBe('a\nsupercalifragilistic\nword');
  });
});
