import { type Level, levels } from './bureau.ts';
import type { SingleCheck } from './check.ts';
import type { Definition, Rule } from './definition.ts';
import { at, type Inconsistency, oneOf } from './inconsistency.ts';

/**
 * Whoever nominates, somebody judges and records what a rule asks for before it is in the way: otherwise nobody of that
 * level could ever be put forward.
 */
export const actorsAreThere = (definition: Definition): readonly Inconsistency[] =>
  definition.rules.flatMap((rule, i) =>
    partsOf(rule).flatMap(({ part, where }) =>
      nominating(definition).flatMap((level) => {
        const expected = neededOf(part, rule, level, definition);
        if (!expected) return [];
        const { by, among } = expected;
        if (among.some((item) => by.includes(item))) return [];
        const path = ['rules', i, ...where];
        return [
          at(path, `where a ${level} nominates nobody could fulfill it in time; expected one of: ${oneOf(among)}`),
        ];
      }),
    ),
  );

const nominating = ({ path }: Definition): readonly Level[] =>
  path.filter(({ nominates }) => nominates).map(({ level }) => level);

const partsOf = ({ check }: Rule): readonly { part: SingleCheck; where: (string | number)[] }[] => {
  if (!check) return [];
  if (check.kind !== 'ALL') return [{ part: check, where: ['check'] }];
  return check.of.map((part, j) => ({ part, where: ['check', 'of', j] }));
};

/** Who is named to fulfill a part of a check, and who has the nomination in hand before it is in the way. */
const neededOf = (
  part: SingleCheck,
  { stage, assessedAt = stage }: Rule,
  nominator: Level,
  { path, decidingLevel, steps }: Definition,
): { by: readonly Level[]; among: readonly Level[] } | undefined => {
  const acting = levels.filter((item) => item === decidingLevel || path.some(({ level }) => level === item));
  const own = acting.find((item) => assessedAt.startsWith(`${item}_`)) ?? nominator;
  const first = levels.indexOf(own) > levels.indexOf(nominator) ? own : nominator;
  if (part.kind === 'JUDGMENT') {
    const unreviewed = assessedAt === `${first}_SUBMISSION`;
    return { by: part.by, among: unreviewed ? [] : [first] };
  }
  if (part.kind !== 'STEP_TAKEN' && part.kind !== 'STEP_ANSWERS') return undefined;
  const step = steps.find(({ code, on }) => code === part.step && on === 'NOMINATION');
  if (!step) return undefined;
  const inHand = acting.slice(acting.indexOf(nominator), acting.indexOf(first) + 1);
  return { by: step.by, among: inHand };
};
