import { Temporal } from 'temporal-polyfill';
import { isLocalDate } from '../calendar.ts';
import type { CheckOf } from '../program/check.ts';
import { answerAt } from '../program/condition.ts';
import type { Dossier } from './dossier.ts';
import { labelAt, stated } from './on-form.ts';
import { failing, holding, type Verdict } from './verdict.ts';

const unknownBirth = (): Verdict =>
  failing(
    { birthDate: null },
    '没有有效的身份证号，无法确定出生日期',
    'without an identity number that holds, the date of birth is not known',
    '有效的身份证号',
    'an identity number that holds',
  );

export const bornSince = ({ day, inclusive }: CheckOf<'BORN_SINCE'>, { identity }: Dossier): Verdict => {
  if (!identity) return unknownBirth();
  const { birthDate } = identity;
  const evidence = { birthDate };
  if (inclusive ? birthDate >= day : birthDate > day) return holding(evidence);
  return failing(
    evidence,
    '出生日期早于规定日期',
    'the nominee was born too early',
    `${day}${inclusive ? '（含当日）' : '（不含当日）'}以后出生`,
    `born ${inclusive ? 'on or ' : ''}after ${day}`,
  );
};

/**
 * Years of age on a day. Years are counted from the day after the birthday: on the birthday itself one is not yet a
 * year older (A01).
 */
export const ageOn = (birthDate: string, day: string): number => {
  const born = Temporal.PlainDate.from(birthDate);
  const on = Temporal.PlainDate.from(day);
  const years = on.year - born.year;
  return Temporal.PlainDate.compare(born.add({ years }), on) < 0 ? years : years - 1;
};

export const ageBetween = (
  { min, below, warnFrom }: CheckOf<'AGE_BETWEEN'>,
  { identity, putForwardOn }: Dossier,
): Verdict => {
  if (!identity) return unknownBirth();
  const { birthDate, sex } = identity;
  const evidence = { birthDate, sex, on: putForwardOn };
  const age = ageOn(birthDate, putForwardOn);
  const limit = below[sex];
  if (age < min || age >= limit) {
    return failing(
      evidence,
      '不在规定年龄内',
      'the nominee is not of the age asked for',
      `推送之日年满${min}周岁、未满${limit}周岁`,
      `${min} or older and below ${limit} on the day of being put forward`,
    );
  }
  const from = warnFrom?.[sex];
  if (from === undefined || age < from) return holding(evidence);
  return holding(evidence, {
    zh: `已满${from}周岁，请核对是否仍在劳动年龄内`,
    en: `already ${from} or older: check that the working age still holds`,
  });
};

/** The date that a field states, if it is one. */
const dateAt = ({ form }: Dossier, field: string): string | undefined => {
  const value = answerAt(form, field);
  return typeof value === 'string' && isLocalDate(value) ? value : undefined;
};

export const yearsSince = ({ field, years, inclusive }: CheckOf<'YEARS_SINCE'>, dossier: Dossier): Verdict => {
  const evidence = { ...stated(dossier, [field]), on: dossier.putForwardOn };
  const since = dateAt(dossier, field);
  const full = since && Temporal.PlainDate.from(since).add({ years }).toString();
  if (full && (inclusive ? full <= dossier.putForwardOn : full < dossier.putForwardOn)) return holding(evidence);
  const label = labelAt(dossier.program, field);
  return failing(
    evidence,
    `自“${label.zh}”起至推送之日不满${years}年`,
    `from "${label.en}" to the day of being put forward it is not yet ${years} year${years === 1 ? '' : 's'}`,
    `推送之日（${dossier.putForwardOn}）已满${years}年`,
    `${years} full year${years === 1 ? '' : 's'} by ${dossier.putForwardOn}`,
  );
};

export const beforePutForward = ({ field }: CheckOf<'BEFORE_PUT_FORWARD'>, dossier: Dossier): Verdict => {
  const evidence = { ...stated(dossier, [field]), on: dossier.putForwardOn };
  const date = dateAt(dossier, field);
  if (date && date < dossier.putForwardOn) return holding(evidence);
  const label = labelAt(dossier.program, field);
  return failing(
    evidence,
    `“${label.zh}”不在推送之前`,
    `${label.en} does not lie before the nominee was put forward`,
    `早于${dossier.putForwardOn}的日期`,
    `a day before ${dossier.putForwardOn}`,
  );
};
