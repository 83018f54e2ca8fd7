import { existsSync, readFileSync } from 'node:fs';
import type { Check, SingleCheck } from '../../src/domain/program/check.ts';
import type { Program } from '../../src/domain/program/program.ts';
import type { RuleReference } from '../../src/domain/program/rule-references.ts';
import type { RefusalCode } from '../../src/domain/refusal.ts';

/** The code behind a part of a definition: what it does, where, and the refusals in which it names the rule. */
export interface Enforcement {
  readonly file: string;
  /** A function, schema or constant of the file. */
  readonly symbol: string;
  readonly codes: readonly RefusalCode[];
}

const by = (file: string, symbol: string, ...codes: RefusalCode[]): Enforcement => ({ file, symbol, codes });

const draft = 'src/domain/nomination/draft.ts';
const gather = 'src/domain/nomination/gather.ts';
const review = 'src/domain/nomination/review.ts';
const slate = 'src/domain/slate/decide.ts';
const select = 'src/domain/edition/select.ts';
const panel = 'src/domain/review/decide.ts';
const notice = 'src/domain/notice/decide.ts';
const honor = 'src/domain/honor/decide.ts';

const late = {
  ABANDONED: by(slate, 'late', 'DEADLINE_PASSED'),
  REJECTED_UNLESS_ACCEPTED: by(slate, 'late', 'LATE_UNLESS_ACCEPTED'),
  WARN: by(select, 'overrunOf', 'TARGET_DATE_OVERRUN'),
};

type Behind = (program: Program, key: string) => readonly Enforcement[];
const always =
  (...items: readonly Enforcement[]): Behind =>
  () =>
    items;

/** What a step's rule leads to depends on what the step is recorded on, and whether it is asked for. */
const stepBehind: Behind = ({ steps }, key) => {
  const step = steps.find(({ code }) => code === key);
  const recorded = by(
    'src/domain/check-step.ts',
    'checkStep',
    'STEP_OF_LEVEL',
    ...(step?.needsEvidence ? (['STEP_EVIDENCE'] as const) : []),
  );
  if (step?.on === 'SLATE' && step.required) {
    return [by('src/domain/slate/steps.ts', 'missingSteps', 'STEP_MISSING'), recorded];
  }
  return step?.on === 'HONOR' && step.required
    ? [by('src/domain/honor/follow-up.ts', 'missingSteps', 'HONOR_STEP_MISSING'), recorded]
    : [recorded];
};

const fieldBehind: Behind = ({ form }, key) => [
  ...(form.find((field) => field.key === key)?.type === 'CATEGORY'
    ? [by(draft, 'checkCategory', 'CATEGORY_UNKNOWN')]
    : []),
  by('src/domain/program/form.ts', 'checkForm', 'FIELD_REQUIRED', 'FIELD_INVALID'),
];

/** Places of a definition that name a rule, and the code that stands behind each. A group catches the item's own key. */
const places: readonly (readonly [RegExp, Behind])[] = [
  [
    /^notice\.issuedOnRule$/,
    always(
      by('src/domain/program/terms.ts', 'localDate'),
      by('src/domain/program/consistency.ts', 'deadlinesFollowThePath'),
    ),
  ],
  [/^bureausRule$/, always(by(draft, 'mayNominate', 'BUREAU_MAY_NOT_NOMINATE'))],
  [
    /^targetRule$/,
    always(
      by('src/domain/edition/shortlist.ts', 'rankShortlist'),
      by('src/domain/edition/alternates.ts', 'nobodyNext', 'NO_PLACE_FREE'),
    ),
  ],
  [
    /^categories\.(\w+)\.targetRule$/,
    always(
      by('src/domain/edition/shortlist.ts', 'rankShortlist'),
      by('src/domain/edition/reallocate.ts', 'reallocateSeats', 'SEATS_NOT_FREE'),
    ),
  ],
  [/^path\.(\w+)\.nominatesRule$/, always(by(draft, 'mayNominate', 'BUREAU_MAY_NOT_NOMINATE'))],
  [/^path\.(\w+)\.reviewRule$/, always(by(slate, 'takeSeat', 'NOT_PASSED'))],
  [
    /^path\.(\w+)\.slate\.capRule$/,
    ({ path }, key) =>
      path.find(({ level }) => level === key)?.slate.submission === 'EACH'
        ? [by(slate, 'takeSeat', 'QUOTA_EXCEEDED')]
        : [by(slate, 'takeSeat', 'QUOTA_EXCEEDED'), by(slate, 'submitSlate', 'QUOTA_EXCEEDED', 'FEWER_THAN_QUOTA')],
  ],
  [/^path\.(\w+)\.slate\.electronicRule$/, always(by(slate, 'submitSlate', 'SLATE_EMPTY'))],
  [/^path\.(\w+)\.slate\.coverage\.ruleId$/, always(by(slate, 'uncovered', 'CATEGORY_NOT_COVERED'))],
  [
    /^deadlines\.(\w+)\.ruleId$/,
    ({ deadlines }, key) => [late[deadlines.find((item) => item.key === key)?.late ?? 'WARN']],
  ],
  [/^deadlines\.(\w+)\.lateRule$/, always(by(slate, 'lapseSlate'), by(slate, 'lapsed', 'SLATE_ABANDONED'))],
  [/^form\.(\w+)(\.fields\.\w+)?\.ruleId$/, fieldBehind],
  [/^completenessRule$/, always(by('src/domain/program/form.ts', 'required', 'FIELD_REQUIRED'))],
  [
    /^opinionRule$/,
    always(by('src/domain/nomination/nomination.ts', 'opinion'), by(review, 'review', 'SIGNED_IN_FUTURE')),
  ],
  [
    /^opinions\.(\w+)\.ruleId$/,
    ({ opinions }, key) => {
      const demand = opinions.find(({ level }) => level === key);
      const codes = [
        ...(demand?.conclusion ? (['CONCLUSION_EXPECTED'] as const) : []),
        ...(demand?.contact ? (['CONTACT_EXPECTED'] as const) : []),
      ];
      return [by(review, 'checkOpinion', ...codes)];
    },
  ],
  [/^materials\.(\w+)\.ruleId$/, always(by(gather, 'attachMaterial', 'MATERIAL_TYPE', 'MATERIAL_ATTACHED'))],
  [/^steps\.(\w+)\.ruleId$/, stepBehind],
  [
    /^steps\.(\w+)\.fields\.\w+\.ruleId$/,
    always(
      by('src/domain/program/form.ts', 'checkAnswers'),
      by('src/domain/program/form.ts', 'invalid', 'FIELD_INVALID'),
    ),
  ],
  [
    /^vetting\.ruleId$/,
    always(by(gather, 'answerVetting', 'VETTING_BODY_UNKNOWN', 'VETTING_OF_ANOTHER', 'VETTING_EVIDENCE')),
  ],
  [/^supplement\.ruleId$/, always(by(draft, 'overdue', 'SUPPLEMENT_OVERDUE'))],
  [/^verification\.ruleId$/, always(by(panel, 'notVerified', 'NOT_VERIFIED'))],
  [/^summary\.ruleId$/, always(by('schema/slate/summary-of.ts', 'summaryOf'))],
  [
    /^rubric\.ruleId$/,
    always(by(select, 'incompletePanels', 'PANEL_INCOMPLETE'), by(panel, 'score', 'RUBRIC_NOT_FROZEN')),
  ],
  [/^rubric\.criteria\.(\w+)\.ruleId$/, always(by(panel, 'checkPoints', 'POINTS_INVALID'))],
  [
    /^publicity\.ruleId$/,
    always(by('src/domain/calendar.ts', 'publicityPeriod'), by(notice, 'clearNominees', 'PERIOD_RUNNING')),
  ],
  [/^publicity\.clearanceRule$/, always(by(notice, 'against', 'OBJECTION_STANDS'))],
  [/^revocation\.ruleId$/, always(by(honor, 'revoke', 'GROUND_UNKNOWN', 'IMPACT_REQUIRED'))],
  [/^revocation\.reportRule$/, always(by(honor, 'revoke', 'NOT_REPORTED'))],
  [
    /^circular\.ruleId$/,
    always(
      by(
        'src/domain/edition/circular.ts',
        'issueCircular',
        'NOBODY_TO_COMMEND',
        'CIRCULAR_NUMBER_TAKEN',
        'CIRCULAR_DATE_IMPOSSIBLE',
      ),
    ),
  ],
];

/** The code behind a place that names a rule; undefined if nobody has said what stands behind it. */
export const behindPlace = (program: Program, { place }: RuleReference): readonly Enforcement[] | undefined => {
  for (const [pattern, behind] of places) {
    const found = pattern.exec(place);
    if (found) return behind(program, found[1] ?? '');
  }
  return undefined;
};

const against = 'src/domain/rules/against.ts';
const functions: { readonly [Kind in SingleCheck['kind']]: readonly [string, string] } = {
  FIELD_IN: ['on-form', 'fieldIn'],
  FIELD_FILLED: ['on-form', 'fieldFilled'],
  NOT_ALL: ['on-form', 'notAll'],
  BORN_SINCE: ['on-person', 'bornSince'],
  AGE_BETWEEN: ['on-person', 'ageBetween'],
  YEARS_SINCE: ['on-person', 'yearsSince'],
  BEFORE_PUT_FORWARD: ['on-person', 'beforePutForward'],
  NO_HONOR: ['on-honors', 'noHonor'],
  VETTING_CONCLUDED: ['on-procedure', 'vettingConcluded'],
  VETTING_CLEAR: ['on-procedure', 'vettingClear'],
  STEP_TAKEN: ['on-procedure', 'stepTaken'],
  STEP_ANSWERS: ['on-procedure', 'stepAnswers'],
  MATERIALS_THERE: ['on-materials', 'materialsThere'],
  MATERIAL_WORDS: ['on-materials', 'materialWords'],
  WITHIN_NOMINATOR: ['on-form', 'withinNominator'],
  NOMINATOR_AT: ['on-form', 'nominatorAt'],
  JUDGMENT: ['on-procedure', 'judgment'],
};

/** The function behind a check, without its parts. */
export const behindCheck = ({ kind }: SingleCheck): Enforcement => {
  const [file, symbol] = functions[kind];
  return by(`src/domain/rules/${file}.ts`, symbol);
};

/** The refusals that a check leads to. */
export const refusedBy = (check: Check, waivable: boolean): Enforcement => {
  const parts = check.kind === 'ALL' ? check.of : [check];
  const judged = parts.some(({ kind }) => kind === 'JUDGMENT');
  return by(
    against,
    'refusalsOf',
    waivable ? 'WAIVER_NEEDED' : 'RULE_FAILED',
    ...(judged ? (['JUDGMENT_NEEDED'] as const) : []),
  );
};

/** What is claimed of the code and does not hold: no such file, no such name in it, or it never says the code. */
export const untrue = ({ file, symbol, codes }: Enforcement): readonly string[] => {
  if (!existsSync(file)) return [`${file} does not exist`];
  const source = readFileSync(file, 'utf8');
  return [
    ...(new RegExp(`\\b(const|function) ${symbol}\\b`).test(source) ? [] : [`${file} defines no ${symbol}`]),
    ...codes.filter((code) => !source.includes(`'${code}'`)).map((code) => `${file} never refuses with ${code}`),
  ];
};
