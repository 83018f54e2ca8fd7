import { isLocalDate } from './calendar.ts';

/** What a citizen identity number says of its holder. */
export interface Identity {
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly sex: 'MALE' | 'FEMALE';
  /** GB/T 2260 code of the county where the number was first given: the person may live elsewhere. */
  readonly divisionCode: string;
}

export type IdentityProblem = 'FORMAT' | 'DIVISION' | 'BIRTH_DATE' | 'CHECK_DIGIT';

/** First two digits of GB/T 2260 by region; 81 to 83 are on residence permits of Hong Kong, Macao and Taiwan. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/**
 * Reads a citizen identity number of 18 characters (GB 11643-1999): division, birth date, sequence (odd for
 * men), check character. One number has one writing: no blanks, and X as a capital.
 *
 * Counties are not looked up: numbers keep the codes of counties that have since been renamed or merged.
 */
export const parseIdentityNumber = (value: string): Identity | { readonly problem: IdentityProblem } => {
  const parts = /^((\d\d)\d{4})(\d{4})(\d\d)(\d\d)\d\d(\d)[\dX]$/.exec(value);
  if (!parts) return { problem: 'FORMAT' };
  const [, divisionCode = '', province = '', year, month, day, sequenceEnd] = parts;
  const birthDate = `${year}-${month}-${day}`;
  if (!provinces.has(province)) return { problem: 'DIVISION' };
  if (!isLocalDate(birthDate)) return { problem: 'BIRTH_DATE' };
  if (identityCheckCharacter(value) !== value.at(-1)) return { problem: 'CHECK_DIGIT' };
  return { birthDate, sex: Number(sequenceEnd) % 2 === 1 ? 'MALE' : 'FEMALE', divisionCode };
};

/** Check character of the first 17 digits: ISO 7064 MOD 11-2. Catches every single wrong digit. */
export const identityCheckCharacter = (value: string): string => {
  const remainder = [...value.slice(0, 17)].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  const check = (12 - remainder) % 11;
  return check === 10 ? 'X' : String(check);
};
