import type { Definition } from './definition.ts';
import { at, type Inconsistency } from './inconsistency.ts';

/** What a stage or a target date says of those who are late, and of coverage, must be what is then done. */
export const stagesCanBeRun = (definition: Definition): readonly Inconsistency[] => [
  ...lateEntriesHaveAJudge(definition),
  ...onlyTargetsWarn(definition),
  ...coverageIsLookedAt(definition),
];

const latenessOf = ({ deadlines }: Definition, key: string | undefined) => {
  const i = deadlines.findIndex((item) => item.key === key);
  return { late: deadlines[i]?.late, where: ['deadlines', i, 'late'] };
};

/** A late entry is let in one by one, by the city above. */
const lateEntriesHaveAJudge = (definition: Definition): readonly Inconsistency[] =>
  definition.path.flatMap(({ slate }, i) => {
    const { late, where } = latenessOf(definition, slate.deadline);
    const judged = slate.submission === 'EACH' && definition.path[i + 1]?.level === 'CITY';
    if (late !== 'REJECTED_UNLESS_ACCEPTED' || judged) return [];
    return [
      at(
        where,
        'nobody could accept who is late; expected ABANDONED, or entries put forward EACH to a CITY that is on the path',
      ),
    ];
  });

/** The slate of a stage is closed by its deadline; a target date may be overrun with a reason, and nobody is late for it. */
const onlyTargetsWarn = (definition: Definition): readonly Inconsistency[] => {
  const { path, selectionDeadline, publicity } = definition;
  const closing = [...new Set(path.map(({ slate }) => slate.deadline))];
  const targets = [...new Set([selectionDeadline, publicity.closesBy])].filter((key) => key !== undefined);
  return [
    ...closing.flatMap((key) => {
      const { late, where } = latenessOf(definition, key);
      return late === 'WARN' ? [at(where, `${key} closes slates; expected ABANDONED or REJECTED_UNLESS_ACCEPTED`)] : [];
    }),
    ...targets.flatMap((key) => {
      const { late, where } = latenessOf(definition, key);
      return late === undefined || late === 'WARN' || closing.includes(key)
        ? []
        : [at(where, `${key} is a target date, which may be overrun with a reason; expected WARN`)];
    }),
  ];
};

const coverageIsLookedAt = ({ path }: Definition): readonly Inconsistency[] =>
  path.flatMap(({ slate }, i) =>
    slate.coverage && slate.submission === 'EACH'
      ? [
          at(
            ['path', i, 'slate', 'coverage'],
            'coverage is looked at when a slate is submitted TOGETHER; expected none',
          ),
        ]
      : [],
  );
