import { parts } from './parts.ts';
import { reviewInput } from './reviews.ts';
import { receivePapers } from './slates.ts';
import { citiesOf, forAll, idOf, observe, type Scene, type Stage, seatOf, tryInVain } from './stage.ts';

const submitting = ({ flex }: Stage) => citiesOf(flex).filter(({ code }) => code !== parts.flex.lapsed);

const slateOf = `query Slate($editionId: ID!, $bureau: ID!) {
  slate(editionId: $editionId, bureau: $bureau) { seats { nomination { id } } summary { rows { __typename } } steps { step } }
}`;
interface Slate {
  readonly slate: {
    readonly seats: readonly unknown[];
    readonly summary: { readonly rows: readonly unknown[] } | null;
    readonly steps: readonly { readonly step: string }[];
  };
}

/** 25 January: the stamped papers arrive, two copies of each; annex 3 has a row for everyone on the slate (R-F21, R-F22). */
export const receiveStampedPapers: Scene = async (stage) => {
  const { api, cast, flex, time } = stage;
  await time.moveTo('2024-01-25T10:00');
  await forAll(stage, '签收 received', submitting(stage), (city) => receivePapers(stage, flex, city));
  const { editionId } = flex;
  const slates: Slate['slate'][] = [];
  for (const { code: bureau } of submitting(stage)) {
    slates.push((await api.ask<Slate>(cast.officer, slateOf, { editionId, bureau })).slate);
  }
  const received = slates.filter(({ steps }) => steps.some(({ step }) => step === 'PAPER_RECEIPT'));
  observe(stage, '纸质材料一式两份签收 stamped papers received', 17, received.length);
  const complete = slates.filter(({ seats, summary }) => summary?.rows.length === seats.length);
  observe(stage, '汇总表（附件3）行数与名单一致 summaries with a row for each seat', 17, complete.length);
  const rows = slates.reduce((sum, { summary }) => sum + (summary?.rows.length ?? 0), 0);
  observe(stage, '汇总表（附件3）总行数 rows of all summaries', 120, rows);
};

/** 26 January: the province verifies what it received, before any expert sees it (R-F26). */
export const verify: Scene = async (stage) => {
  const { api, cast, flex, time } = stage;
  const { officer } = cast;
  const received = flex.plan.seats.filter(({ city }) => city.code !== parts.flex.lapsed);
  await time.moveTo('2024-01-26T10:00');
  const [expert] = cast.experts(flex.plan.program);
  const unseen = seatOf(flex, parts.flex.twice);
  const tried = {
    zh: '未经省级核查即送专家',
    en: 'Experts before the province has verified',
    codes: ['NOT_VERIFIED R-F26'],
  };
  await tryInVain(stage, tried, officer, 'assignReviews', {
    editionId: flex.editionId,
    assignments: [{ nominationId: idOf(flex, unseen), expert: expert?.id }],
    dueOn: '2024-01-29',
  });
  const bureau = flex.plan.program.bureaus.find(({ level }) => level === flex.plan.program.decidingLevel);
  if (!bureau) return;
  const text = '经核查，申报材料真实、完整，同意提交专家评审。';
  await forAll(stage, '核查 verified', received, (entry) =>
    api.run(officer, 'review', reviewInput(stage, flex, entry, { bureau, signer: officer, decision: 'PASS', text })),
  );
};
