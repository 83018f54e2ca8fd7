import { aggregates } from '../../src/app/aggregates.ts';
import type { Edition, EditionFact } from '../../src/domain/edition/edition.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { specOf } from './decider-spec.ts';

export const youth = builtInProgram('henan-youth-star-2023');
export const flex = builtInProgram('henan-flex-star-2023');

/**
 * The same program without what it asks of a dossier (checks, required materials and steps, bodies, opinions,
 * verification): for specifications of the machinery, which are not about any rule.
 */
export const plain = ({ vetting: _, verification: __, ...program }: Program): Program => ({
  ...program,
  rules: program.rules.map(({ check: _, presetWaivers: __, ...rule }) => rule),
  materials: program.materials.map(({ requiredWhen: _, ...material }) => ({ ...material, required: false })),
  steps: program.steps.map((step) => ({ ...step, required: false })),
  opinions: [],
});

/** As plain, and such as an edition can be opened of: every check is there, and concerns nobody. */
export const undemanding = (program: Program): Program => {
  const field = program.form.find(({ type }) => type === 'TEXT')?.key ?? '';
  const check = { kind: 'FIELD_FILLED' as const, field, when: [{ field, in: ['nobody writes this'] }] };
  return {
    ...plain(program),
    rules: program.rules.map((rule) => (rule.check ? { ...rule, check } : rule)),
    opinions: program.opinions.map((demand) => ({ ...demand, conclusion: false, contact: false })),
  };
};

export const youthId = 'youth-star-2023' as EditionId;
export const flexId = 'flex-star-2023' as EditionId;

export const opened = (program: Program): EditionFact => ({
  type: 'EditionOpened',
  data: { editionId: program.code === youth.code ? youthId : flexId, program },
});

export const concluded: EditionFact = { type: 'EditionConcluded', data: { note: 'done' } };
export const rubricFrozen = (program: Program): EditionFact => ({
  type: 'RubricFrozen',
  data: { rubric: program.rubric },
});
export const scoringClosed: EditionFact = { type: 'ScoringClosed', data: {} };

const { stateOf } = specOf(aggregates.edition);

/** An edition of a program after some facts. */
export const editionOf = (program: Program, ...facts: readonly EditionFact[]): Edition => {
  const state = stateOf(opened(program), ...facts);
  if (state.status === 'UNOPENED') throw new Error('An edition that was opened is open.');
  return state;
};
