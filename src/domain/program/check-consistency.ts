import { levels } from './bureau.ts';
import type { Check, CheckOf, SingleCheck } from './check.ts';
import type { Definition, Rule } from './definition.ts';
import { answerIsOffered, conditionsHold, fieldIsOfType, fieldIsThere, type Where } from './field-consistency.ts';
import { type CodeList, codeListOf, type FieldOf } from './form-field.ts';
import { at, type Inconsistency, oneOf, unknownName } from './inconsistency.ts';

/** What the checks of rules name must be there, or they would never pass, or never fail. */
export const checksHold = (definition: Definition): readonly Inconsistency[] =>
  definition.rules.flatMap((rule, i) => [
    ...(rule.check ? checkHolds(rule.check, definition, ['rules', i, 'check']) : []),
    ...stageIsReached(rule, definition, ['rules', i]),
    ...waiversHold(rule, definition, ['rules', i]),
  ]);

const stageIsReached = ({ check, stage: own, assessedAt: stage = own }: Rule, definition: Definition, where: Where) => {
  const stages = stagesOf(definition);
  if (!check || stages.includes(stage)) return [];
  const key = stage === own ? 'stage' : 'assessedAt';
  return [at([...where, key], `a check is never assessed at stage ${stage}; expected one of: ${oneOf(stages)}`)];
};

/** A waiver lifts what a check has found, of a rule that the notice itself makes an exception of. */
const waiversHold = (
  { check, class: kind, waivable, presetWaivers = [] }: Rule,
  definition: Definition,
  where: Where,
): readonly Inconsistency[] => [
  ...(waivable && kind !== 'IN_PRINCIPLE'
    ? [at([...where, 'waivable'], `a rule of class ${kind} is never waived; expected false, or IN_PRINCIPLE`)]
    : []),
  ...((waivable || presetWaivers.length > 0) && !check
    ? [at(where, 'without a check there is nothing to waive; expected a check, or no waiver')]
    : []),
  ...presetWaivers.flatMap(({ when }, i) => conditionsHold(when, definition, [...where, 'presetWaivers', i, 'when'])),
];

/** Stages at which nominations are assessed: when drafted, and when reviewed and put forward at each level. */
const stagesOf = ({ path, decidingLevel }: Definition): readonly string[] => [
  'NOMINATION',
  ...path.flatMap(({ level }) => [`${level}_REVIEW`, `${level}_SUBMISSION`]),
  `${decidingLevel}_REVIEW`,
];

const checkHolds = (check: Check, definition: Definition, where: Where): readonly Inconsistency[] => [
  ...conditionsHold(check.when ?? [], definition, [...where, 'when']),
  ...(check.kind === 'ALL'
    ? check.of.flatMap((part, i) => checkHolds(part, definition, [...where, 'of', i]))
    : ownParts(check, definition, where)),
];

type Judge<Kind extends SingleCheck['kind']> = (
  check: CheckOf<Kind>,
  definition: Definition,
  where: Where,
) => readonly Inconsistency[];

const ownParts = (check: SingleCheck, definition: Definition, where: Where): readonly Inconsistency[] =>
  (judges[check.kind] as Judge<SingleCheck['kind']>)(check, definition, where);

const nothing = () => [];

interface OfField {
  readonly field: string;
}

const dateField = ({ field }: OfField, definition: Definition, where: Where) =>
  fieldIsOfType(field, 'DATE', definition, [...where, 'field']);

const bureauField = ({ field }: OfField, definition: Definition, where: Where) =>
  fieldIsOfType(field, 'BUREAU', definition, [...where, 'field']);

const bodiesAreThere = ({ kind }: SingleCheck, { vetting }: Definition, where: Where) =>
  vetting ? [] : [at([...where, 'kind'], `${kind} asks bodies, and the definition has no vetting; expected some`)];

const stepNamed = (name: string, { steps }: Definition, where: Where) => {
  const onNominations = steps.filter(({ on }) => on === 'NOMINATION').map(({ code }) => code);
  return unknownName([...where, 'step'], 'step on nominations', name, onNominations);
};

const materialCodes = ({ materials }: Definition): readonly string[] => materials.map(({ code }) => code);

/** Honors are told apart by these keys of each entry. */
const honorsField: Judge<'NO_HONOR'> = ({ field, levels: ranks, topics }, definition, where) => {
  const wrong = fieldIsOfType(field, 'RECORDS', definition, [...where, 'field']);
  const records = definition.form.find((item): item is FieldOf<'RECORDS'> => item.key === field);
  if (wrong.length > 0 || records === undefined) return wrong;
  const codesOf = (key: string): CodeList | undefined => {
    const inner = records.fields.find((item) => item.key === key);
    return inner?.type === 'CODE' ? codeListOf(definition, inner.list) : undefined;
  };
  const dated = records.fields.some(({ key, type }) => key === 'awardedOn' && type === 'DATE');
  return [
    ...(dated ? [] : [at([...where, 'field'], `${field} has no DATE awardedOn in its entries; expected one`)]),
    ...[
      { key: 'level', part: 'levels', codes: ranks },
      { key: 'topic', part: 'topics', codes: topics },
    ].flatMap(({ key, part, codes }) => {
      const list = codesOf(key);
      if (!list) return [at([...where, 'field'], `${field} has no CODE ${key} in its entries; expected one`)];
      const known = list.map(({ code }) => code);
      return codes.flatMap((code, i) => unknownName([...where, part, i], key, code, known));
    }),
  ];
};

const judges: { readonly [Kind in SingleCheck['kind']]: Judge<Kind> } = {
  FIELD_IN: ({ field, values }, definition, where) =>
    values.flatMap((value, i) =>
      answerIsOffered(field, value, definition, [...where, 'field'], [...where, 'values', i]),
    ),
  FIELD_FILLED: ({ field }, definition, where) => fieldIsThere(field, definition, [...where, 'field']),
  NOT_ALL: ({ of }, definition, where) => conditionsHold(of, definition, [...where, 'of']),
  BORN_SINCE: nothing,
  AGE_BETWEEN: ({ min, below }, _, where) =>
    Object.entries(below)
      .filter(([, limit]) => limit <= min)
      .map(([sex, limit]) =>
        at([...where, 'below', sex], `nobody is ${min} and below ${limit}; expected more than ${min}`),
      ),
  YEARS_SINCE: dateField,
  BEFORE_PUT_FORWARD: dateField,
  NO_HONOR: honorsField,
  VETTING_CONCLUDED: bodiesAreThere,
  VETTING_CLEAR: bodiesAreThere,
  STEP_TAKEN: ({ step }, definition, where) => stepNamed(step, definition, where),
  STEP_ANSWERS: ({ step, answers }, definition, where) => {
    const missing = stepNamed(step, definition, where);
    if (missing.length > 0) return missing;
    const fields = definition.steps.find(({ code }) => code === step)?.fields ?? [];
    return Object.entries(answers).flatMap(([key, value]) => {
      const here = [...where, 'answers', key];
      return answerIsOffered(key, value, { ...definition, form: fields }, here, here);
    });
  },
  MATERIALS_THERE: ({ materials }, definition, where) =>
    materials.flatMap((code, i) =>
      unknownName([...where, 'materials', i], 'material', code, materialCodes(definition)),
    ),
  MATERIAL_WORDS: ({ material, from, to }, definition, where) => [
    ...unknownName([...where, 'material'], 'material', material, materialCodes(definition)),
    ...(from <= to ? [] : [at([...where, 'to'], `${to} is less than ${from}; expected ${from} or more`)]),
  ],
  WITHIN_NOMINATOR: bureauField,
  NOMINATOR_AT: bureauField,
  JUDGMENT: ({ by }, { path, decidingLevel }, where) => {
    const reviewing = levels.filter((level) => level === decidingLevel || path.some((stage) => stage.level === level));
    return by.flatMap((level, i) => unknownName([...where, 'by', i], 'reviewing level', level, reviewing));
  },
};
