import type { Calendar } from '../domain/calendar.ts';
import type { Condition } from '../domain/program/condition.ts';
import { bureauOf, type FormField, type Program, type Text } from '../domain/program/program.ts';
import { ruleReferences } from '../domain/program/rule-references.ts';
import { tableOf } from './demo/table.ts';

type Lines = readonly string[];

/** One program on a screen or two: what somebody who wrote its definition compares with the notice. */
export const pictureOf = (program: Program, calendars: ReadonlyMap<string, Calendar>): string =>
  [
    [both(program.name), `${program.code}, edition ${program.edition}, rules ${program.version}`],
    part('Levels', levels(program)),
    part('Recognized', recognized(program)),
    part('Quotas', quotas(program)),
    part('Deadlines', deadlines(program)),
    part('Public notice', publicity(program, calendars)),
    part('Scoring', scoring(program)),
    ...ruleClasses.map((name) => part(`Rules: ${name}`, rulesOf(program, name))),
    part('Procedure', procedure(program)),
    part('Materials', materials(program)),
    part(
      'Form',
      program.form.flatMap((field) => fieldLines(field)),
    ),
    part(
      'Revocation',
      program.revocation.grounds.map(({ code, name }) => `${code} ${both(name)}`),
    ),
    part('Certificates', [program.certificate.pattern]),
    part(
      'Extensions, in force where an edition is opened with them',
      program.extensions.map(({ code, name }) => `${code} ${both(name)}`),
    ),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');

const both = ({ zh, en }: Text): string => `${zh} (${en})`;

const part = (title: string, lines: Lines): Lines =>
  lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : [];

const levels = ({ path, decidingLevel }: Program): Lines => [
  ...path.map(({ level, nominates, slate: { cap, submission, deadline, coverage } }) =>
    [
      `${level}: ${nominates ? 'nominates' : 'does not nominate itself'}`,
      cap === 'QUOTA' ? 'puts forward its quota at most' : `puts forward ${cap} at most`,
      submission === 'EACH' ? 'each at once' : 'together as one slate',
      `by ${deadline}`,
      ...(coverage ? [`at least ${coverage.perCategory} of each category`] : []),
    ].join(', '),
  ),
  `${decidingLevel}: decides`,
];

const recognized = ({ target, categories }: Program): Lines => [
  `${target} at most`,
  ...categories.map(({ code, name, target: most }) => `${code} ${both(name)}: ${most ?? 'no bound of its own'}`),
];

const quotas = (program: Program): Lines => [
  `${program.quotaTotal} seats`,
  ...program.quotas.map(({ bureau, seats }) => `${bureau} ${bureauOf(program, bureau)?.name.zh}: ${seats}`),
];

const lateness = {
  ABANDONED: 'who misses it has given up',
  REJECTED_UNLESS_ACCEPTED: 'who misses it is refused, unless the bureau above accepts',
  WARN: 'an overrun needs a reason',
};

const deadlines = ({ deadlines: all, timeZone }: Program): Lines =>
  all.map(({ key, name, on, late }) => `${key} ${both(name)}: through ${on}, ${timeZone}; ${lateness[late]}`);

const publicity = (
  { publicity: period, calendar, deadlines: all }: Program,
  calendars: ReadonlyMap<string, Calendar>,
) => {
  const known = calendars.get(calendar)?.years ?? {};
  const unpublished = [...new Set(all.map(({ on }) => on.slice(0, 4)))].filter((year) => !Object.hasOwn(known, year));
  return [
    `${period.workingDays} working days by calendar ${calendar}, the day of publication ${period.countPublicationDay ? 'counted' : 'not counted'}`,
    ...unpublished.map((year) => `! The working days of ${year} are not in calendar ${calendar} yet.`),
  ];
};

const scoring = ({ rubric: { criteria, panelSize, passMark }, blinding }: Program): Lines => [
  `${panelSize} experts each; ${passMark === null ? 'no pass mark' : `pass mark ${passMark}`}`,
  ...(blinding ? [`experts do not see ${blinding.hidden.join(', ')}`] : []),
  ...criteria.map(({ code, name, max, step }) => `${code} ${both(name)}: 0 to ${max} in steps of ${step}`),
];

const ruleClasses = ['HARD', 'IN_PRINCIPLE', 'PROCEDURAL', 'FORMAT', 'QUALITATIVE'] as const;

const rulesOf = (program: Program, name: (typeof ruleClasses)[number]): Lines => {
  const named = ruleReferences(program);
  return program.rules
    .filter((rule) => rule.class === name)
    .map(({ id, quote, check, waivable }) => {
      const places = named.filter((item) => item.id === id).map(({ place }) => place);
      const kinds = check?.kind === 'ALL' ? check.of.map(({ kind }) => kind) : check ? [check.kind] : [];
      const ways = [...(check ? [`check ${kinds.join(' and ')}`] : []), ...places];
      return `${id} ${quote}: ${ways.join(', ')}${waivable ? ' (may be waived)' : ''}`;
    });
};

const procedure = ({ steps, vetting, opinions, supplement, verification, summary, circular }: Program): Lines => [
  ...steps.map(
    ({ code, name, on, by, required }) =>
      `step ${code} ${both(name)}: on ${on} by ${by.join(' or ')}${required ? ', required' : ''}`,
  ),
  ...(vetting?.bodies ?? []).map(
    ({ code, name, required }) => `vetting ${code} ${both(name)}: ${required ? 'must answer' : 'may answer'}`,
  ),
  ...opinions.map(({ level, conclusion, contact }) => {
    const asks = [conclusion && 'a plain conclusion', contact && 'whom to ask'].filter(Boolean).join(' and ');
    return `opinion of the ${level}: with ${asks || 'nothing more than text, stamp, date and signer'}`;
  }),
  ...(supplement ? [`supplement: within ${supplement.workingDays} working days`] : []),
  ...(verification ? ['verification: by the deciding level before experts see a nomination'] : []),
  ...(summary ? [`summary ${both(summary.name)}: ${summary.columns.length} columns`] : []),
  ...(circular ? ['circular: commends those recognized'] : []),
];

const materials = (program: Program): Lines =>
  program.materials.map(({ id, name, required, requiredWhen }) => {
    const when = requiredWhen?.map(conditionInWords).join(' and ');
    return `${id} ${both(name)}: ${when ? `required when ${when}` : required ? 'required' : 'optional'}`;
  });

const conditionInWords = (condition: Condition): string =>
  'filled' in condition ? `${condition.field} is filled in` : `${condition.field} is ${condition.in.join(' or ')}`;

const fieldLines = (field: FormField, indent = ''): Lines => [
  `${indent}${field.key} ${both(field.label)}: ${field.type}${field.required ? '' : ', optional'}`,
  ...('fields' in field ? field.fields.flatMap((inner) => fieldLines(inner, `${indent}  `)) : []),
];

/** Programs in a table, one a row. */
export const tableOfPrograms = (programs: readonly Program[]): string =>
  tableOf(
    [
      { zh: '代码', en: 'Code' },
      { zh: '活动', en: 'Program' },
      { zh: '年度', en: 'Edition' },
      { zh: '规则版本', en: 'Rules' },
      { zh: '层级', en: 'Levels' },
      { zh: '名额', en: 'Seats', align: 'right' },
      { zh: '选树人数', en: 'Target', align: 'right' },
    ],
    programs.map(({ code, name, edition, version, path, decidingLevel, quotaTotal, target }) => [
      code,
      `${name.zh}\n${name.en}`,
      edition,
      version,
      [...path.map(({ level }) => level), decidingLevel].join(' > '),
      quotaTotal,
      target,
    ]),
  );
