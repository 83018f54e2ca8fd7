import { identityCheckCharacter } from '../../domain/identity-number.ts';
import type { Chance } from './chance.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

/** Someone who does not exist, with an identity number that reads as a real one does. */
export interface Person {
  readonly name: string;
  readonly sex: 'MALE' | 'FEMALE';
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly idNumber: string;
  readonly phone: string;
}

interface Traits {
  /** GB/T 2260 code of the county of birth. */
  readonly division: string;
  /** First and last year of birth. */
  readonly born: readonly [number, number];
  /** `YYYY-MM-DD`, of somebody whose birthday matters; drawn if left out. */
  readonly bornOn?: string | undefined;
  /** Tells apart everyone of one demo, from 0 to 499: no two of them share a sequence number. */
  readonly ordinal: number;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

export const nameOf = (draw: Chance, sex: Person['sex']): string => {
  const characters = sex === 'MALE' ? vocabulary.given.male : vocabulary.given.female;
  const given = Array.from({ length: draw.between(1, 4) === 1 ? 1 : 2 }, () => draw.pick(characters));
  return `${draw.pick(vocabulary.surnames)}${given.join('')}`;
};

export const personOf = (draw: Chance, { division, born, bornOn, ordinal }: Traits): Person => {
  const sex = draw.pick(['MALE', 'FEMALE'] as const);
  const month = draw.between(1, 12);
  const drawn = `${draw.between(...born)}-${twoDigits(month)}-${twoDigits(draw.between(1, 28))}`;
  const birthDate = bornOn ?? drawn;
  const sequence = String(2 * ordinal + (sex === 'MALE' ? 1 : 0)).padStart(3, '0');
  const digits = `${division}${birthDate.replaceAll('-', '')}${sequence}`;
  return {
    name: nameOf(draw, sex),
    sex,
    birthDate,
    idNumber: `${digits}${identityCheckCharacter(digits)}`,
    phone: `1${draw.pick(['36', '37', '38', '50', '58', '86', '88'])}${String(draw.between(0, 99_999_999)).padStart(8, '0')}`,
  };
};
