import { bureauOf, type FormField, type Program } from '../../../domain/program/program.ts';

type Form = Readonly<Record<string, unknown>>;

/** A form as it is printed: a line for each answer, with the field's label. */
export const printedForm = (program: Program, form: Form): readonly string[] =>
  program.form
    .filter(({ key }) => form[key] !== undefined)
    .map((field) => `${field.label.zh}：${printed(program, field, form[field.key])}`);

const printed = (program: Program, field: FormField, value: unknown): string => {
  if (Array.isArray(value)) return value.map((item) => printedOne(program, field, item)).join('；');
  return printedOne(program, field, value);
};

const printedOne = (program: Program, field: FormField, value: unknown): string => {
  if (field.type === 'GROUP' || field.type === 'RECORDS') {
    if (typeof value !== 'object' || value === null) return String(value);
    const answers = value as Form;
    return field.fields
      .filter(({ key }) => answers[key] !== undefined)
      .map((inner) => printed(program, inner, answers[inner.key]))
      .join('，');
  }
  return nameOf(program, field, String(value)) ?? String(value);
};

/** What a code stands for. */
const nameOf = (program: Program, field: FormField, code: string): string | undefined => {
  if (field.type === 'BUREAU') return placeOf(program, code);
  const list =
    field.type === 'CODE' ? program.codeLists[field.list] : field.type === 'CATEGORY' ? program.categories : undefined;
  return list?.find((item) => item.code === code)?.name.zh;
};

/** XX省XX市XX县（市、区）, as the notice wants a place written (R-F40). */
const placeOf = (program: Program, code: string): string => {
  const bureau = bureauOf(program, code);
  return bureau ? `${bureau.parent ? placeOf(program, bureau.parent) : ''}${bureau.name.zh}` : '';
};
