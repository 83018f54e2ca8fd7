import type { Form } from '../../src/domain/nomination/nomination.ts';
import { answerAt } from '../../src/domain/program/condition.ts';
import { fieldAt } from '../../src/domain/program/field-at.ts';
import type { FormField, Program, Text } from '../../src/domain/program/program.ts';
import type { Language } from '../../src/domain/refusal.ts';

/** The answer to a field of a form as people write it: codes and bureaus by their names; empty where there is none. */
export const answerInWords = (program: Program, form: Form, path: string, language: Language): string => {
  const field = fieldAt(program, path);
  return field ? inWords(answerAt(form, path), field, program, language) : '';
};

const inWords = (value: unknown, field: FormField, program: Program, language: Language): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const separator = language === 'zh' ? '；' : '; ';
    return value.map((entry) => inWords(entry, field, program, language)).join(separator);
  }
  if ('fields' in field && typeof value === 'object') {
    const answers = value as Readonly<Record<string, unknown>>;
    return field.fields
      .map((inner) => inWords(answers[inner.key], inner, program, language))
      .filter((text) => text !== '')
      .join(' ');
  }
  return nameOf(String(value), field, program, language) ?? String(value);
};

const nameOf = (code: string, field: FormField, program: Program, language: Language): string | undefined => {
  const named = (items: readonly Named[]) => {
    const name = items.find((item) => item.code === code)?.name;
    return name?.[language] ?? name?.zh;
  };
  if (field.type === 'CATEGORY') return named(program.categories);
  if (field.type === 'BUREAU') return named(program.bureaus);
  return field.type === 'CODE' ? named(program.codeLists[field.list] ?? []) : undefined;
};

interface Named {
  readonly code: string;
  readonly name: Pick<Text, 'zh'> & Partial<Record<Language, string | undefined>>;
}
