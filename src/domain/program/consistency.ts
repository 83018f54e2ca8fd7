import { actorsAreThere } from './actors-consistency.ts';
import { levels } from './bureau.ts';
import { checksHold } from './check-consistency.ts';
import { conflictsHold } from './conflicts-consistency.ts';
import type { Definition } from './definition.ts';
import { formInconsistencies } from './form-consistency.ts';
import { blindingHolds } from './hidden-from-experts.ts';
import { honorInconsistencies } from './honor.ts';
import { at, type Inconsistency, oneOf, repeated, unknownName } from './inconsistency.ts';
import { procedureHolds } from './procedure-consistency.ts';
import { ruleReferences } from './rule-references.ts';
import { rulesAreEnforced } from './rules-are-enforced.ts';
import { stagesCanBeRun } from './stage-consistency.ts';
import { timeZoneIsKnown, treeLeadsUp } from './tree-consistency.ts';
import { withExtensions } from './with-extensions.ts';

/** What a definition of the right shape still contradicts itself in: names used but not defined, sums, orders. */
export const inconsistencies = (definition: Definition): readonly Inconsistency[] => {
  const own = inItself(definition);
  const found = own.length > 0 ? own : extensionsHold(definition);
  return found.length > 0 ? found : rulesAreEnforced(definition);
};

/** What would contradict itself once an extension is in force; each is looked at by itself. */
const extensionsHold = (definition: Definition): readonly Inconsistency[] =>
  definition.extensions.flatMap(({ code }, i) =>
    inItself(withExtensions(definition, [code])).map(({ path, message }) =>
      at(['extensions', i], `${code} in force, at ${path.join('.')}: ${message}`),
    ),
  );

const inItself = (definition: Definition): readonly Inconsistency[] =>
  [
    timeZoneIsKnown,
    bureauTree,
    pathClimbs,
    treeLeadsUp,
    deadlinesFollowThePath,
    stagesCanBeRun,
    quotasAddUp,
    coverageFitsQuotas,
    targetsAddUp,
    rubricHolds,
    namesAreUnique,
    rulesAreDefined,
    formInconsistencies,
    procedureHolds,
    checksHold,
    actorsAreThere,
    honorInconsistencies,
    blindingHolds,
    conflictsHold,
  ].flatMap((check) => check(definition));

const bureauTree = ({ bureaus }: Definition): readonly Inconsistency[] => {
  const levelOf = new Map(bureaus.map((item) => [item.code, item.level]));
  return bureaus.flatMap(({ parent, level }, i) => {
    if (parent === null) return [];
    const above = levelOf.get(parent);
    if (!above) return [at(['bureaus', i, 'parent'], `no bureau ${parent} is defined`)];
    if (levels.indexOf(above) > levels.indexOf(level)) return [];
    return [at(['bureaus', i, 'parent'], `${parent} is of level ${above}; expected one above ${level}`)];
  });
};

const pathClimbs = ({ path, decidingLevel, bureaus }: Definition): readonly Inconsistency[] => {
  const steps = [
    ...path.map(({ level }, i) => ({ level, where: ['path', i, 'level'] })),
    { level: decidingLevel, where: ['decidingLevel'] },
  ];
  const order = steps.flatMap(({ level, where }, i) => {
    const below = steps[i - 1]?.level;
    if (!below || levels.indexOf(below) < levels.indexOf(level)) return [];
    return [at(where, `${level} comes after ${below}; expected a level above it (${levels.join(' < ')})`)];
  });
  const empty = steps
    .filter(({ level }) => !bureaus.some((item) => item.level === level))
    .map(({ level, where }) => at(where, `no bureau of level ${level} is defined`));
  const silent = path.some(({ nominates }) => nominates)
    ? []
    : [at(['path'], 'no stage nominates; expected at least one')];
  return [...order, ...empty, ...silent];
};

const deadlinesFollowThePath = (definition: Definition): readonly Inconsistency[] => {
  const { path, deadlines, selectionDeadline, publicity, notice } = definition;
  const used = [
    ...path.map(({ slate }, i) => ({ key: slate.deadline, where: ['path', i, 'slate', 'deadline'] })),
    { key: selectionDeadline, where: ['selectionDeadline'] },
    ...(publicity.closesBy ? [{ key: publicity.closesBy, where: ['publicity', 'closesBy'] }] : []),
  ];
  const known = deadlines.map(({ key }) => key);
  const undefinedOnes = used.flatMap(({ key, where }) => unknownName(where, 'deadline', key, known));
  const inOrder = used.flatMap(({ key }) => deadlines.filter((item) => item.key === key));
  const outOfOrder = inOrder.flatMap(({ key, on }, i) => {
    const before = inOrder[i - 1] ?? { key: 'the notice', on: notice.issuedOn };
    if (before.on <= on) return [];
    const where = ['deadlines', known.indexOf(key), 'on'];
    return [at(where, `${key} on ${on} is before ${before.key} on ${before.on}; expected that day or a later one`)];
  });
  return [...undefinedOnes, ...outOfOrder];
};

const quotasAddUp = ({ quotas, quotaTotal, bureaus, path }: Definition): readonly Inconsistency[] => {
  const byCode = new Map(bureaus.map((item) => [item.code, item]));
  const quotaLevels = path.filter(({ slate }) => slate.cap === 'QUOTA').map(({ level }) => level);
  const strangers = quotas.flatMap(({ bureau, name }, i) => {
    const found = byCode.get(bureau);
    if (!found) return [at(['quotas', i, 'bureau'], `no bureau ${bureau} is defined`)];
    if (name !== undefined && name !== found.name.zh) {
      return [at(['quotas', i, 'name'], `${bureau} is ${found.name.zh}; expected that name, or another bureau`)];
    }
    if (quotaLevels.includes(found.level)) return [];
    return [
      at(['quotas', i, 'bureau'], `${bureau} is of level ${found.level}; quotas belong to level ${oneOf(quotaLevels)}`),
    ];
  });
  const without = quotaLevels
    .filter((level) => !quotas.some(({ bureau }) => byCode.get(bureau)?.level === level))
    .map((level) => at(['quotas'], `no bureau of level ${level} has a quota; expected at least one`));
  const sum = quotas.reduce((total, { seats }) => total + seats, 0);
  const total =
    sum === quotaTotal ? [] : [at(['quotaTotal'], `the quotas add up to ${sum}; expected ${sum}, not ${quotaTotal}`)];
  return [...strangers, ...without, ...total];
};

/** A bureau that must put forward so many of each category needs the seats for it. */
const coverageFitsQuotas = ({ path, quotas, categories }: Definition): readonly Inconsistency[] =>
  path.flatMap(({ slate: { cap, coverage } }, i) => {
    const needed = (coverage?.perCategory ?? 0) * categories.length;
    const tooFew = (who: string) => `${who} must cover ${categories.length} categories; expected at least ${needed}`;
    if (cap !== 'QUOTA') return cap >= needed ? [] : [at(['path', i, 'slate', 'cap'], tooFew('every bureau'))];
    return quotas.flatMap(({ bureau, seats }, j) =>
      seats >= needed ? [] : [at(['quotas', j, 'seats'], `${tooFew(bureau)} seats`)],
    );
  });

const targetsAddUp = ({ target, categories }: Definition): readonly Inconsistency[] => {
  const sum = categories.reduce((total, category) => total + (category.target ?? 0), 0);
  const open = categories.some((category) => category.target === null);
  if (open ? sum <= target : sum === target) return [];
  const expected = open ? `at most the target of ${target}` : `the target of ${target}`;
  return [at(['categories'], `the targets of the categories add up to ${sum}; expected ${expected}`)];
};

const rubricHolds = ({ rubric }: Definition): readonly Inconsistency[] => {
  const { criteria, passMark, tieBreak } = rubric;
  const best = criteria.reduce((sum, { max }) => sum + max, 0);
  const finer = (points: number) => Math.abs(points * 100 - Math.round(points * 100)) > 1e-9;
  const known = criteria.map((item) => item.code);
  return [
    ...criteria.flatMap(({ max, step }, i) =>
      Number.isInteger(max / step)
        ? []
        : [at(['rubric', 'criteria', i, 'step'], `steps of ${step} do not lead to ${max}`)],
    ),
    // Scores are counted in hundredths of a point, so that ranks are exact.
    ...criteria.flatMap(({ step }, i) =>
      finer(step)
        ? [at(['rubric', 'criteria', i, 'step'], `steps of ${step} are finer than a hundredth; expected 0.01 or more`)]
        : [],
    ),
    ...(passMark !== null && finer(passMark)
      ? [at(['rubric', 'passMark'], `the pass mark is ${passMark}; expected two decimals at most`)]
      : []),
    ...(passMark === null || (passMark >= 0 && passMark <= best)
      ? []
      : [at(['rubric', 'passMark'], `the pass mark is ${passMark}; expected 0 to ${best}, or null`)]),
    ...commentBoundsHold(rubric.comment, best),
    ...tieBreak.flatMap((name, i) => unknownName(['rubric', 'tieBreak', i], 'criterion', name, known)),
  ];
};

const commentBoundsHold = (comment: Definition['rubric']['comment'], best: number): readonly Inconsistency[] =>
  (['below', 'from'] as const).flatMap((bound) => {
    const points = comment?.[bound];
    if (points === undefined || points <= best) return [];
    return [at(['rubric', 'comment', bound], `no score comes to ${points}; expected ${best} at most`)];
  });

const namesAreUnique = (definition: Definition): readonly Inconsistency[] => [
  ...repeated(definition.bureaus, 'bureaus', 'code'),
  ...repeated(definition.categories, 'categories', 'code'),
  ...repeated(definition.path, 'path', 'level'),
  ...repeated(definition.quotas, 'quotas', 'bureau'),
  ...repeated(definition.deadlines, 'deadlines', 'key'),
  ...repeated(definition.materials, 'materials', 'id'),
  ...repeated(definition.materials, 'materials', 'code'),
  ...repeated(definition.rubric.criteria, 'rubric.criteria', 'code'),
  ...repeated(
    definition.rubric.tieBreak.map((name) => ({ name })),
    'rubric.tieBreak',
    'name',
  ),
  ...repeated(definition.revocation.grounds, 'revocation.grounds', 'code'),
  ...repeated(definition.rules, 'rules', 'id'),
  ...repeated(definition.readings, 'readings', 'id'),
  ...repeated(definition.extensions, 'extensions', 'code'),
];

/** Everything called `ruleId` or `…Rule` names a rule of the program, and every rule's reading is there. */
const rulesAreDefined = (definition: Definition): readonly Inconsistency[] => {
  const rules = new Set(definition.rules.map(({ id }) => id));
  const readings = definition.readings.map(({ id }) => id);
  const references = ruleReferences({ ...definition, extensions: [] }).filter(({ id }) => !rules.has(id));
  return [
    ...references.map(({ id, where }) => at(where, `no rule ${id} is defined`)),
    ...definition.rules.flatMap((rule, i) =>
      rule.readings.flatMap((id, j) => unknownName(['rules', i, 'readings', j], 'reading', id, readings)),
    ),
  ];
};
