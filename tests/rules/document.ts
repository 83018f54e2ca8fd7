import type { Rule } from '../../src/domain/program/definition.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { ruleReferences } from '../../src/domain/program/rule-references.ts';
import { withExtensions } from '../../src/domain/program/with-extensions.ts';
import type { Case } from './cases.ts';
import { behindCheck, behindPlace, type Enforcement, refusedBy, untrue } from './enforcement.ts';
import { checkInWords } from './in-words.ts';
import { configured, valueAt } from './readings.ts';

export interface Programs {
  readonly youth: Program;
  readonly flex: Program;
}

/** The page, and what is wrong with what it would say. */
export interface Document {
  readonly text: string;
  readonly problems: readonly string[];
}

/** One way in which a rule is enforced: in words, with the code behind it. */
interface Way {
  readonly says: string;
  readonly behind: readonly Enforcement[];
}

interface Entry {
  readonly rule: Rule;
  readonly ways: readonly Way[];
  readonly cases: readonly Case[];
  readonly problems: readonly string[];
}

const classes: Readonly<Record<Rule['class'], string>> = {
  HARD: 'must',
  IN_PRINCIPLE: 'in principle',
  PROCEDURAL: 'procedure',
  FORMAT: 'form',
  QUALITATIVE: 'judgment',
};

const checkWays = (rule: Rule, program: Program): Way[] => {
  const { check, waivable, presetWaivers = [] } = rule;
  if (!check) return [];
  const parts = check.kind === 'ALL' ? check.of : [check];
  const refused = refusedBy(check, waivable);
  return [
    ...parts.map((part) => ({ says: checkInWords(part, program), behind: [behindCheck(part), refused] })),
    ...presetWaivers.map(({ code, name }) => ({
      says: `waived by the program itself: ${name.zh} (\`${code}\`)`,
      behind: [{ file: 'src/domain/rules/assess.ts', symbol: 'waiverOf', codes: [] }],
    })),
    ...(waivable
      ? [
          {
            says: 'may be waived: asked for by one level, confirmed by the one above',
            behind: [{ file: 'src/domain/nomination/waivers.ts', symbol: 'requestWaiver', codes: [] }],
          },
        ]
      : []),
  ];
};

/** Of one program: its rules, each with how it is enforced and which cases show it. */
const entriesOf = (program: Program, cases: readonly Case[]): readonly Entry[] => {
  const whole = withExtensions(
    program,
    program.extensions.map(({ code }) => code),
  );
  const references = ruleReferences(whole);
  return whole.rules.map((rule) => {
    const own = references.filter(({ id }) => id === rule.id);
    const placed = own.map((reference) => ({ reference, behind: behindPlace(whole, reference) }));
    const ways = [
      ...checkWays(rule, whole),
      ...placed.map(({ reference, behind = [] }) => ({ says: `\`${reference.place}\``, behind })),
    ];
    const about = cases.filter(({ ruleId }) => ruleId === rule.id);
    return {
      rule,
      ways,
      cases: about,
      problems: [
        ...placed
          .filter(({ behind }) => !behind)
          .map(({ reference }) => `nothing is said of what stands behind ${reference.place}`),
        ...ways.flatMap(({ behind }) => behind.flatMap(untrue)),
        ...(ways.length === 0 ? ['nothing enforces it'] : []),
        ...(['passes', 'fails'] as const)
          .filter((kind) => !about.some((item) => item.kind === kind))
          .map((kind) => `no test shows a case that ${kind}`),
      ].map((problem) => `${program.code} ${rule.id}: ${problem}`),
    };
  });
};

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const anchor = (id: string) => `[${id}](#${id.toLowerCase()})`;

const table = (entries: readonly Entry[]): string[] => [
  '| rule | clause | the notice says | class | stage | readings | cases |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...entries.map(({ rule, cases }) => {
    const { id, clause, quote, waivable, stage, readings } = rule;
    const kind = `${classes[rule.class]}${waivable ? ', waivable' : ''}`;
    const row = [anchor(id), clause, quote, kind, stage, readings.map(anchor).join(' '), String(cases.length)];
    return `| ${row.map(cell).join(' | ')} |`;
  }),
];

const behindInWords = ({ file, symbol, codes }: Enforcement): string =>
  `[${symbol}](../${file})${codes.length > 0 ? ` ${codes.map((code) => `\`${code}\``).join(' ')}` : ''}`;

/** Ways that say the same once, in their order. */
const once = (ways: readonly Way[]): readonly string[] => [
  ...new Set(ways.map(({ says, behind }) => `- ${says} → ${behind.map(behindInWords).join(', ')}`)),
];

const section = ({ rule, ways, cases }: Entry): string[] => [
  `#### ${rule.id}`,
  '',
  `> ${rule.quote}`,
  '',
  `Clause ${rule.clause}; ${classes[rule.class]}${rule.waivable ? ', waivable' : ''}; ${rule.fromNotice ? '' : 'not from the notice; '}stage \`${rule.stage}\`${
    rule.assessedAt ? `, assessed at \`${rule.assessedAt}\`` : ''
  }. ${rule.readings.length > 0 ? `Readings: ${rule.readings.map(anchor).join(' ')}.` : ''}`.trim(),
  '',
  'Enforced by',
  '',
  ...once(ways),
  '',
  'Shown by',
  '',
  ...cases.map(({ kind, title, file }) => `- ${kind}: ${title} ([${file.split('/').at(-1)}](../${file}))`),
  '',
];

const readingRows = (programs: Programs): { lines: string[]; problems: string[] } => {
  const all = new Map([...programs.youth.readings, ...programs.flex.readings].map((item) => [item.id, item]));
  const problems: string[] = [];
  const lines = [...all.values()].flatMap(({ id, topic, reading }) => {
    const found = configured[id];
    if (!found) problems.push(`${id}: it is not said where it is configuration`);
    const at = (found?.at ?? []).map((place) => {
      const value = valueAt(programs, place);
      if (value === undefined) problems.push(`${id}: the definitions have no ${place}`);
      const shown = JSON.stringify(value) ?? '';
      return `- \`${place}\`${shown.length <= 60 ? ` is \`${shown}\`` : ''}`;
    });
    return [`#### ${id}`, '', `${topic}: ${reading}.`, '', found?.says ?? '', '', ...at, ''];
  });
  for (const id of Object.keys(configured)) {
    if (!all.has(id)) problems.push(`${id}: there is no such reading`);
  }
  return { lines, problems };
};

const strangers = (programs: Programs, cases: readonly Case[]): string[] => {
  const rules = new Set(
    [programs.youth, programs.flex].flatMap(({ rules: own, extensions }) =>
      [...own, ...extensions.flatMap((extension) => extension.rules)].map(({ id }) => id),
    ),
  );
  return cases
    .filter(({ ruleId }) => !rules.has(ruleId))
    .map(({ ruleId, file }) => `${file}: there is no rule ${ruleId}`);
};

const intro = [
  '# The rules, clause by clause',
  '',
  'Generated by `npm run rules` from the program definitions and the tests; `npm run check` fails if it is stale, if a',
  'rule is enforced by nothing, or if no test shows a case that passes and one that fails.',
  '',
  'Classes: **must** is absolute; **in principle** may be waived on the record; **procedure** is a step to be taken;',
  '**form** is how something is submitted; **judgment** is for a person to say. Each rule is a configuration of a named',
  'function, or is named by the part of the definition that it governs; behind each stands the code that refuses, with',
  'the code of the refusal, which cites the rule.',
  '',
];

/** `docs/rules.md` of the programs that come with the product. */
export const documentOf = (programs: Programs, cases: readonly Case[]): Document => {
  const [youth, flex] = [entriesOf(programs.youth, cases), entriesOf(programs.flex, cases)];
  const isShared = ({ rule }: Entry) =>
    programs.youth.rules.some(({ id }) => id === rule.id) && programs.flex.rules.some(({ id }) => id === rule.id);
  const shared = youth.filter(isShared).map((entry) => ({
    ...entry,
    ways: [...entry.ways, ...(flex.find(({ rule }) => rule.id === entry.rule.id)?.ways ?? [])],
  }));
  const parts: readonly (readonly [string, readonly Entry[]])[] = [
    ['Both programs', shared],
    [`${programs.youth.name.zh}, ${programs.youth.name.en}`, youth.filter((entry) => !isShared(entry))],
    [`${programs.flex.name.zh}, ${programs.flex.name.en}`, flex.filter((entry) => !isShared(entry))],
  ];
  const readings = readingRows(programs);
  const text = [
    ...intro,
    ...parts.flatMap(([title, entries]) => [`## ${title}`, '', ...table(entries), '']),
    '## Rule by rule',
    '',
    ...parts.flatMap(([title, entries]) => [`### ${title}`, '', ...entries.flatMap(section)]),
    '## Open points and their default readings',
    '',
    'What the notice leaves open is read as follows; each reading is configuration of the definitions in',
    '[src/domain/program/definitions](../src/domain/program/definitions). First comes the reading in the words in which it',
    'was settled, whose names in capitals are not those of the API; then what it is here, and the configuration it stands in.',
    '',
    ...readings.lines,
  ];
  return {
    text: `${text.join('\n').trimEnd()}\n`,
    problems: [
      ...new Set([...youth, ...flex].flatMap(({ problems }) => problems)),
      ...readings.problems,
      ...strangers(programs, cases),
    ],
  };
};
