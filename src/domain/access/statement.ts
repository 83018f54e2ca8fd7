import { fewestCharacters, mostCharacters } from './access.ts';

/** What one states to read personal data. */
export type Stating = keyof typeof mostCharacters;

/** Control and format characters, line ends and halves of surrogate pairs: nothing that a purpose is written with. */
const notPlain = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Without blanks around it; undefined if it is not of so many characters, or holds what nobody writes. */
export const plainText = (text: string, least: number, most: number): string | undefined => {
  const trimmed = text.trim();
  const { length } = [...trimmed];
  return length >= least && length <= most && !notPlain.test(trimmed) ? trimmed : undefined;
};

/** A statement as it is recorded; undefined if it is not acceptable (`statedRule`). */
export const statedText = (stating: Stating, text: string): string | undefined =>
  plainText(text, fewestCharacters[stating], mostCharacters[stating]);

/** The rule in words, such as `5 to 300 characters`. */
export const statedRule = (stating: Stating): string =>
  `${fewestCharacters[stating]} to ${mostCharacters[stating]} characters`;
