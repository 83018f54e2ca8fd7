/** Characters of East Asian Width W and F that occur in names and messages: Chinese characters, their signs, full-width forms. */
const wide = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

/** How many columns of a terminal a text takes (Unicode Annex 11; ambiguous characters count as narrow). */
export const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);

const words = new Intl.Segmenter('zh', { granularity: 'word' });

const opening = /[（《“「(]$/;

/** Whether a line may be broken between two pieces of text: at a blank, or beside a Chinese character or sign. */
const breakable = (before: string, after: string): boolean =>
  after.trim() === '' ||
  /\s$/.test(before) ||
  wide.test(after.charAt(0)) ||
  wide.test(before.charAt(before.length - 1));

/** Words, each with the punctuation that belongs to it. */
const unbreakable = (text: string): string[] => {
  const parts: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    const before = parts.at(-1);
    const begins = isWordLike || segment.trim() === '' || opening.test(segment);
    if (before === undefined || (begins && !opening.test(before) && breakable(before, segment))) parts.push(segment);
    else parts[parts.length - 1] = before + segment;
  }
  return parts;
};

/** Breaks a text into lines of at most so many columns, between words. A longer word keeps a line to itself. */
export const wrap = (text: string, columns: number): string =>
  text
    .split('\n')
    .map((line) => {
      const lines = [''];
      for (const part of unbreakable(line)) {
        const current = lines.at(-1) ?? '';
        if (current !== '' && columnsOf(current + part.trimEnd()) > columns) lines.push(part.trimStart());
        else lines[lines.length - 1] = current + part;
      }
      return lines.map((item) => item.trimEnd()).join('\n');
    })
    .join('\n');
