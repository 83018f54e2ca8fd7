import type { Bureau } from '../../../domain/program/program.ts';
import { chance } from '../chance.ts';
import { pdfOf } from '../paper/pdf.ts';
import { forAll, type Run, type Stage } from './stage.ts';
import { slateSteps } from './steps.ts';

type LeftOut = (bureau: Bureau, step: string) => boolean;

/** What the program asks bureaus to do for their slates beside filling them; some may leave something out. */
export const prepareSlates = async (
  stage: Stage,
  run: Run,
  bureaus: readonly Bureau[],
  leftOut: LeftOut = () => false,
): Promise<void> => {
  const items = bureaus.flatMap((bureau) =>
    run.plan.program.steps
      .filter(({ on, by, code }) => on === 'SLATE' && by.includes(bureau.level) && !leftOut(bureau, code))
      .map(({ code }) => ({ bureau, code })),
  );
  await forAll(stage, '名单环节 steps of slates', items, ({ bureau, code }) => recordStep(stage, run, bureau, code));
};

/** The clerk of the bureau records a step of its slate, with the paper that shows it where one is asked for. */
export const recordStep = async (stage: Stage, run: Run, bureau: Bureau, step: string): Promise<void> => {
  const { api, cast, time, seed } = stage;
  const clerk = cast.clerk(bureau);
  const draw = chance(seed, `${run.plan.program.code}/${bureau.code}/${step}`);
  const answers = slateSteps[step]?.({ bureau, today: time.today(), draw, responsible: cast.approver(bureau).name });
  const found = run.plan.program.steps.find(({ code, on }) => code === step && on === 'SLATE');
  const evidence = found?.needsEvidence ? [await evidenceOf(stage, bureau, found.name.zh, answers ?? {})] : [];
  await api.run(clerk, 'recordSlateStep', { editionId: run.editionId, bureau: bureau.code, step, answers, evidence });
};

const evidenceOf = async ({ api, cast, time }: Stage, bureau: Bureau, name: string, answers: object) => {
  const title = `${bureau.name.zh}${name}`;
  const bytes = pdfOf({
    title,
    paragraphs: Object.values(answers).map(String),
    stamp: { of: `${bureau.name.zh}人社局`, on: time.today() },
  });
  return { title, sha256: await api.upload(cast.clerk(bureau), { mediaType: 'application/pdf', bytes }) };
};

/** The province signs for the stamped papers of a slate, two copies of each (R-F22). */
export const receivePapers = async ({ api, cast, time, seed }: Stage, run: Run, bureau: Bureau): Promise<void> => {
  const step = 'PAPER_RECEIPT';
  const draw = chance(seed, bureau.code);
  const answers = slateSteps[step]?.({ bureau, today: time.today(), draw, responsible: cast.officer.name });
  await api.run(cast.officer, 'recordSlateStep', { editionId: run.editionId, bureau: bureau.code, step, answers });
};
