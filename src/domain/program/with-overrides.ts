import type { Program } from './program.ts';
import { checkedProgram, type ProgramProblem, type Resolved } from './resolve-program.ts';
import { withExtensions } from './with-extensions.ts';

/** What an edition may set otherwise than the definition does. What is left out stays. */
export interface Overrides {
  readonly edition?: string;
  /** Day the notice of this edition was issued, `YYYY-MM-DD`. */
  readonly issuedOn?: string;
  /** Days by the deadline's key. */
  readonly deadlines?: Readonly<Record<string, string>>;
  /** Seats by the bureau's code; 0 leaves the bureau without any. */
  readonly quotas?: Readonly<Record<string, number>>;
  readonly target?: number;
  /** Most to be recognized, by the category's code; null for no bound of its own. */
  readonly categoryTargets?: Readonly<Record<string, number | null>>;
  /** Codes of the program's extensions that the edition adds (A11). */
  readonly extensions?: readonly string[];
}

/** The program as one edition runs it: other dates, quotas and targets, checked like a definition. */
export const withOverrides = (program: Program, overrides: Overrides): Resolved => {
  const problems = unknownNames(program, overrides);
  if (problems.length > 0) return { problems };
  const { edition, issuedOn, target, categoryTargets = {} } = overrides;
  const quotas = overrideQuotas(program, overrides.quotas ?? {});
  return checkedProgram({
    ...withExtensions(program, overrides.extensions ?? []),
    edition: edition ?? program.edition,
    notice: { ...program.notice, issuedOn: issuedOn ?? program.notice.issuedOn },
    deadlines: overrideDeadlines(program, overrides.deadlines ?? {}),
    quotas,
    quotaTotal: quotas.reduce((sum, { seats }) => sum + seats, 0),
    target: target ?? program.target,
    categories: program.categories.map((category) => ({
      ...category,
      target: Object.hasOwn(categoryTargets, category.code) ? categoryTargets[category.code] : category.target,
    })),
  });
};

/** A name the program does not have is a slip of the pen, not a wish. */
const unknownNames = (
  program: Program,
  { deadlines, quotas, categoryTargets, extensions = [] }: Overrides,
): readonly ProgramProblem[] => [
  ...strangers(
    'deadlines',
    deadlines,
    program.deadlines.map(({ key }) => key),
  ),
  ...strangers(
    'quotas',
    quotas,
    program.bureaus.map(({ code }) => code),
    'a code of a bureau of the program',
  ),
  ...strangers(
    'categoryTargets',
    categoryTargets,
    program.categories.map(({ code }) => code),
  ),
  ...strangers(
    'extensions',
    Object.fromEntries(extensions.map((name) => [name, true])),
    program.extensions.map(({ code }) => code),
  ),
];

const strangers = (
  part: string,
  given: Readonly<Record<string, unknown>> = {},
  known: readonly string[],
  expected = `one of: ${known.join(', ')}`,
): readonly ProgramProblem[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: `${part}.${name}`, message: `the program has no ${name}; expected ${expected}` }));

const overrideDeadlines = ({ deadlines }: Program, days: Readonly<Record<string, string>>) =>
  deadlines.map((deadline) => {
    const on = own(days, deadline.key);
    return on === undefined ? deadline : { ...deadline, on, printed: printedDeadline(on) };
  });

/** As the notice prints its deadlines. */
const printedDeadline = (day: string): string => {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日前`;
};

const overrideQuotas = ({ quotas, bureaus }: Program, given: Readonly<Record<string, number>>) => {
  const rows = new Map(quotas.map((row) => [row.bureau, row]));
  return bureaus.flatMap(({ code, name }) => {
    const row = rows.get(code);
    const seats = own(given, code) ?? row?.seats ?? 0;
    return seats === 0 ? [] : [{ name: name.zh, ...row, bureau: code, seats }];
  });
};

const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
