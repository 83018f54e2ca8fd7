import type { FormField as DomainField, Program as DomainProgram } from '../../src/domain/program/program.ts';
import { conditionsOf } from './field-condition.ts';
import type { CodeItem, FormField } from './form-types.ts';
import { ruleOf } from './rule.ts';
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
  const { notice, path, quotas, bureaus, revocation, certificate, verification, summary } = definition;
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
    ...gatheredOf(definition, definition),
    extensions: definition.extensions.map((extension) => ({ ...extension, ...gatheredOf(extension, definition) })),
    verification: verification && { level: definition.decidingLevel, ...verification },
    summary: summary && { ...summary, columns: summary.columns.map(({ label }) => label) },
    revocationGrounds: revocation.grounds,
    revocationFromNotice: revocation.fromNotice,
    certificatePattern: certificate.pattern,
  } as Program;
};

/** What a definition asks for beside the form, or an extension of it. */
const gatheredOf = (
  { materials, steps, rules }: Pick<Definition, 'materials' | 'steps' | 'rules'>,
  definition: Definition,
) => ({
  materials: materials.map(({ requiredWhen, ...rest }) => ({
    ...rest,
    requiredWhen: requiredWhen && conditionsOf(requiredWhen),
  })),
  steps: steps.map((step) => ({ ...step, fields: step.fields.map((field) => fieldOf(field, definition)) })),
  rules: rules.map(ruleOf),
});

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
