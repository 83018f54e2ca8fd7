/**
 * Characters that count each by itself: Chinese characters, kana, Hangul and full-width signs, and the quotation
 * marks, dash, ellipsis and middle dot that Chinese text writes as wide as a character.
 */
const wide = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303F\uFF01-\uFF60\uFFE0-\uFFE6“”‘’…—·`;

/** A wide character, or a run of others without blanks: a word or a number. An apostrophe does not divide a word. */
const token = new RegExp(String.raw`[${wide}]|(?:(?<=[A-Za-z])’(?=[A-Za-z])|[^\s${wide}])+`, 'gu');

/** 字数 as word processors count it (A29): each Chinese character or sign is one, each word or number is one. */
export const wordCount = (text: string): number => text.match(token)?.length ?? 0;
