/** Digits and letters without I, O, S, V and Z: the 31 characters of GB 32100-2015, in the order of their values. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export type CreditCodeProblem = 'FORMAT' | 'CHECK_CHARACTER';

/**
 * What is wrong with a unified social credit code of 18 characters (GB 32100-2015): registrar, kind, division
 * (six digits), organization, check character. Undefined if nothing is.
 */
export const creditCodeProblem = (value: string): CreditCodeProblem | undefined => {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(value)) return 'FORMAT';
  return creditCodeCheckCharacter(value) === value.at(-1) ? undefined : 'CHECK_CHARACTER';
};

/** Check character of the first 17: weights are the powers of 3, modulo 31. Catches every single wrong character. */
export const creditCodeCheckCharacter = (value: string): string => {
  let weight = 1;
  let sum = 0;
  for (const character of value.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
};
