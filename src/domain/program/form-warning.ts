import { parseIdentityNumber } from '../identity-number.ts';
import type { Form } from './form.ts';
import { bureauOf, type Program, type Text } from './program.ts';

/** What stands on a form and is accepted, but should be looked at. Personal: it speaks of an answer. */
export interface FormWarning {
  readonly path: readonly string[];
  /** The field as the form prints it. */
  readonly label: Text;
  readonly warning: Text;
}

/** What should be looked at on a form, whether or not it is complete. Never a reason to refuse it. */
export const formWarnings = (program: Program, form: Form): readonly FormWarning[] =>
  program.form.flatMap(({ type, key, label }) => {
    const value = form[key];
    if (type !== 'IDENTITY_NUMBER' || typeof value !== 'string') return [];
    const identity = parseIdentityNumber(value);
    const warning = 'problem' in identity ? undefined : regionWarning(program, identity.divisionCode);
    return warning ? [{ path: ['form', key], label, warning }] : [];
  });

/**
 * An identity number keeps the county it was first given in, which may have been renamed or merged since: whoever
 * checks it against the card should know. Of other provinces than the program's own, nothing is known.
 */
const regionWarning = (program: Program, code: string): Text | undefined => {
  const own = program.bureaus.some(
    (bureau) => bureau.level === 'PROVINCE' && bureau.code.slice(0, 2) === code.slice(0, 2),
  );
  if (!own || isCurrent(program, code)) return undefined;
  const old = program.supersededDivisions?.find((division) => division.code === code);
  if (old) {
    const now = (language: 'zh' | 'en') => old.successors.map((successor) => named(program, successor, language));
    return {
      zh: `前六位${code}是${old.name}的旧代码${old.until ? `（${old.until}年停用）` : ''}，现为${now('zh').join('、')}。号码本身不因区划调整而改变，请与身份证核对`,
      en: `its first six digits, ${code}, are a former code of ${old.name}${old.until ? `, given up in ${old.until}` : ''}; today it is ${now('en').join(' or ')}. A number keeps the code it was given with: compare it with the identity card`,
    };
  }
  return isTold(program, code)
    ? {
        zh: `前六位${code}不是本省县级行政区划的现行代码，也不是已知的旧代码，请与身份证核对`,
        en: `its first six digits, ${code}, are no county of the province, neither today nor in any year that is known: compare it with the identity card`,
      }
    : undefined;
};

/**
 * GB/T 2260 numbers counties 01 to 70 and 81 to 99. What is between is the statistics bureau's, for functional zones:
 * they may have a bureau (A19), but no identity number begins with their code.
 */
const isDivision = (code: string): boolean => /^\d{6}$/.test(code) && !/^\d{4}(7[1-9]|80)$/.test(code);

const divisionsBelow = (program: Program, code: string): boolean =>
  program.bureaus.some((bureau) => bureau.parent === code && isDivision(bureau.code));

/** A county, or a city without counties (A18). */
const isCurrent = (program: Program, code: string): boolean =>
  isDivision(code) && bureauOf(program, code) !== undefined && !divisionsBelow(program, code);

/** Whether the program has all counties there are around the code; one may be about cities alone. */
const isTold = (program: Program, code: string): boolean => {
  const city = bureauOf(program, `${code.slice(0, 4)}00`);
  return city
    ? divisionsBelow(program, city.code)
    : program.bureaus.some(({ level, code: county }) => level === 'COUNTY' && isDivision(county));
};

const named = (program: Program, code: string, language: 'zh' | 'en'): string => {
  const name = bureauOf(program, code)?.name[language];
  return name === undefined ? code : language === 'zh' ? `${code}${name}` : `${code} ${name}`;
};
