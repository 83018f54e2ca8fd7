import type { CheckOf } from '../program/check.ts';
import { answerAt, isAnswered, meets } from '../program/condition.ts';
import { fieldAt } from '../program/field-at.ts';
import { bureauAt, bureauOf, type Program, type Text, upwards } from '../program/program.ts';
import type { Dossier } from './dossier.ts';
import { type Evidence, failing, holding, type Verdict } from './verdict.ts';

/** The facts that fields state, for the record: null where nothing is written. */
export const stated = ({ form }: Dossier, paths: readonly string[]): Evidence =>
  Object.fromEntries(paths.map((path) => [path, (answerAt(form, path) ?? null) as Evidence[string]]));

export const labelAt = (program: Program, path: string): Text =>
  fieldAt(program, path)?.label ?? { zh: path, en: path };

/** Codes as their list names them. */
const namesOf = (program: Program, path: string, values: readonly string[]): Text => {
  const field = fieldAt(program, path);
  const items =
    field?.type === 'CATEGORY'
      ? program.categories
      : field?.type === 'CODE'
        ? (program.codeLists[field.list] ?? [])
        : [];
  const name = (value: string) => items.find((item) => item.code === value)?.name;
  return {
    zh: values.map((value) => name(value)?.zh ?? value).join('、'),
    en: values.map((value) => name(value)?.en ?? name(value)?.zh ?? value).join(', '),
  };
};

export const fieldIn = ({ field, values }: CheckOf<'FIELD_IN'>, dossier: Dossier): Verdict => {
  const evidence = stated(dossier, [field]);
  if (meets(dossier.form, [{ field, in: values }])) return holding(evidence);
  const label = labelAt(dossier.program, field);
  const names = namesOf(dossier.program, field, values);
  return failing(
    evidence,
    `“${label.zh}”不在规定范围内`,
    `${label.en} is not one of those provided for`,
    names.zh,
    `one of: ${names.en}`,
  );
};

export const fieldFilled = ({ field }: CheckOf<'FIELD_FILLED'>, dossier: Dossier): Verdict => {
  const filled = isAnswered(answerAt(dossier.form, field));
  const evidence = { [field]: filled };
  if (filled) return holding(evidence);
  const label = labelAt(dossier.program, field);
  return failing(
    evidence,
    `“${label.zh}”未填写`,
    `${label.en} is not filled in`,
    `填写“${label.zh}”`,
    `${label.en}, filled in`,
  );
};

export const notAll = ({ of }: CheckOf<'NOT_ALL'>, dossier: Dossier): Verdict => {
  const evidence = stated(
    dossier,
    of.map(({ field }) => field),
  );
  if (!meets(dossier.form, of)) return holding(evidence);
  const said = of.map(({ field, in: values }) => {
    const label = labelAt(dossier.program, field);
    const names = namesOf(dossier.program, field, values);
    return { zh: `“${label.zh}”属于${names.zh}`, en: `${label.en} is among ${names.en}` };
  });
  return failing(
    evidence,
    said.map(({ zh }) => zh).join('，且'),
    said.map(({ en }) => en).join(' and '),
    of.length > 1 ? '上述情形不同时具备' : '不属于上述情形',
    of.length > 1 ? 'not all of these at once' : 'something else',
  );
};

export const withinNominator = ({ field }: CheckOf<'WITHIN_NOMINATOR'>, dossier: Dossier): Verdict => {
  const { program, bureau } = dossier;
  const answer = answerAt(dossier.form, field);
  const evidence = { ...stated(dossier, [field]), nominatedBy: bureau };
  const chain = upwards(program, String(answer ?? '')).map(({ code }) => code);
  if (chain.includes(bureau)) return holding(evidence);
  const label = labelAt(program, field);
  const name = bureauOf(program, bureau)?.name ?? { zh: bureau, en: bureau };
  return failing(
    evidence,
    `“${label.zh}”不在申报单位辖区内`,
    `${label.en} lies outside the area of the bureau that nominates`,
    `${name.zh}或其所辖地区`,
    `${name.en}, or a place within it`,
  );
};

export const nominatorAt = ({ field, level }: CheckOf<'NOMINATOR_AT'>, dossier: Dossier): Verdict => {
  const { program, bureau } = dossier;
  const evidence = { ...stated(dossier, [field]), nominatedBy: bureau };
  const expected = bureauAt(program, bureau, level);
  if (expected && answerAt(dossier.form, field) === expected.code) return holding(evidence);
  const label = labelAt(program, field);
  const name = expected?.name ?? { zh: '无', en: 'none' };
  return failing(
    evidence,
    `“${label.zh}”与申报单位不一致`,
    `${label.en} does not agree with the bureau that nominates`,
    `${name.zh}${expected ? `（${expected.code}）` : ''}`,
    `${name.en}${expected ? ` (${expected.code})` : ''}`,
  );
};
