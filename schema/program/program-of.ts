import type { FormField as DomainField, Program as DomainProgram } from '../../src/domain/program/program.ts';
import type { CodeItem, FormField } from './form-types.ts';
import type { Program } from './types.ts';

type Definition = DomainProgram;

/** Programs do not change, and are large: each is put in the words of the schema once. */
const known = new WeakMap<Definition, Program>();

export const programOf = (definition: Definition): Program => {
  const program = known.get(definition) ?? translated(definition);
  known.set(definition, program);
  return program;
};

const translated = (definition: Definition): Program => {
  const { notice, path, quotas, bureaus, revocation, certificate } = definition;
  return {
    ...definition,
    noticeTitle: notice.title,
    issuer: notice.issuer,
    issuedOn: notice.issuedOn,
    stages: path.map(stageOf),
    quotas: quotas.map(({ bureau, seats }) => {
      const name = bureaus.find(({ code }) => code === bureau)?.name ?? { zh: bureau, en: bureau };
      return { bureau, name, seats };
    }),
    form: definition.form.map((field) => fieldOf(field, definition)),
    revocationGrounds: revocation.grounds,
    certificatePattern: certificate.pattern,
  } as Program;
};

const stageOf = ({ level, nominates, slate }: Definition['path'][number]) => ({
  level,
  nominates,
  cap: slate.cap === 'QUOTA' ? null : slate.cap,
  capRule: slate.capRule,
  submission: slate.submission,
  deadline: slate.deadline,
  perCategory: slate.coverage?.perCategory ?? null,
});

const fieldOf = (field: DomainField, definition: Definition): FormField =>
  ({
    ...field,
    codes: codesOf(field, definition),
    ...(field.type === 'YEAR' && { lastYears: field.last }),
    ...('fields' in field && { fields: field.fields.map((inner) => fieldOf(inner, definition)) }),
  }) as unknown as FormField;

const codesOf = (field: DomainField, { codeLists, categories }: Definition): readonly CodeItem[] | null => {
  if (field.type === 'CATEGORY') return categories.map(({ code, name }) => ({ code, ...name }));
  if (field.type !== 'CODE') return null;
  return (codeLists[field.list] ?? []).map(({ code, name }) => ({ code, zh: name.zh, en: name.en ?? null }));
};
