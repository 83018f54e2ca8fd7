import type { Definition } from './definition.ts';
import { conditionsHold, fieldIsThere, type Where } from './field-consistency.ts';
import { fieldsHold } from './form-consistency.ts';
import { at, type Inconsistency, repeated, unknownName } from './inconsistency.ts';

/** What contradicts itself in the steps, bodies, opinions, materials and the summary of a definition. */
export const procedureHolds = (definition: Definition): readonly Inconsistency[] => [
  ...stepsHold(definition),
  ...repeated(definition.vetting?.bodies ?? [], 'vetting.bodies', 'code'),
  ...opinionsHold(definition),
  ...definition.materials.flatMap(({ requiredWhen = [] }, i) =>
    conditionsHold(requiredWhen, definition, ['materials', i, 'requiredWhen']),
  ),
  ...summaryHolds(definition),
];

/** A column with the city of a nominee would be empty where there are no cities. */
const summaryHolds = (definition: Definition): readonly Inconsistency[] =>
  (definition.summary?.columns ?? []).flatMap(({ from }, i) => {
    const where = ['summary', 'columns', i, 'from'];
    if (typeof from !== 'string') return fieldIsThere(from.field, definition, [...where, 'field']);
    if (from !== 'CITY' || definition.bureaus.some(({ level }) => level === 'CITY')) return [];
    return [at(where, 'no bureau of level CITY is defined; expected another column')];
  });

/** Levels whose bureaus have a hand in nominations. */
const actingLevels = ({ path, decidingLevel }: Definition): readonly string[] => [
  ...path.map(({ level }) => level),
  decidingLevel,
];

const levelActs = (level: string, definition: Definition, where: Where) =>
  unknownName(where, 'acting level', level, actingLevels(definition));

const stepsHold = (definition: Definition): readonly Inconsistency[] => [
  ...repeated(definition.steps, 'steps', 'code'),
  ...definition.steps.flatMap(({ by, fields }, i) => [
    ...by.flatMap((level, j) => levelActs(level, definition, ['steps', i, 'by', j])),
    ...fieldsHold(fields, definition, ['steps', i, 'fields']),
  ]),
];

const opinionsHold = (definition: Definition): readonly Inconsistency[] => [
  ...repeated(definition.opinions, 'opinions', 'level'),
  ...definition.opinions.flatMap(({ level }, i) => levelActs(level, definition, ['opinions', i, 'level'])),
];
