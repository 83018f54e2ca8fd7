import { forAll, type Run, type Scene, type Stage } from './stage.ts';

/** 27 December 2023: the notice is issued, and both editions are opened. */
export const openEditions: Scene = async (stage) => {
  const { api, cast, time } = stage;
  await time.moveTo('2023-12-27T09:00');
  for (const run of [stage.youth, stage.flex]) {
    run.editionId = await api.run(cast.head, 'openEdition', { program: run.plan.program.code });
    stage.progress(run.editionId);
  }
};

/** Somebody outside keeps the first head: whatever the log says later has to agree with it. */
export const keepHead: Scene = async (stage) => {
  stage.keptHead = await stage.newestHead();
};

/** The province appoints twelve experts for each program, and freezes what they will score by. */
export const preparePanels: Scene = async (stage) => {
  await stage.time.moveTo('2023-12-28T14:00');
  for (const run of [stage.youth, stage.flex]) {
    await appointExperts(stage, run);
    await stage.api.run(stage.cast.head, 'freezeRubric', { editionId: run.editionId });
  }
};

/** Nominations, of the hundred and twenty before twelve experts, three each. */
const mostForOne = 45;

const appointExperts = (stage: Stage, { plan: { program }, editionId }: Run): Promise<void> => {
  const codes = program.categories.map(({ code }) => code);
  const categories = program.categories.map(({ name }) => name.zh);
  const experts = stage.cast.experts(program).map((expert, i) => ({
    expert,
    field: categories[i % categories.length],
    prefers: codes[(i + (i % 3)) % codes.length],
  }));
  return forAll(stage, program.code, experts, ({ expert, field, prefers }) =>
    stage.api.run(stage.cast.officer, 'appointExpert', {
      editionId,
      expert: expert.id,
      name: expert.name,
      fields: [field],
      prefers: [prefers],
      load: { max: mostForOne },
    }),
  );
};
