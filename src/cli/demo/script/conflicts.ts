import type { Member } from '../cast.ts';
import { panelFor, pointsOf, submitted } from './panel.ts';
import { observe, type Run, type Stage, tryInVain } from './stage.ts';

const assign = ({ editionId }: Run, nominationId: string, expert: Member | undefined) => ({
  editionId,
  assignments: [{ nominationId, expert: expert?.id }],
  dueOn: '2024-01-29',
});

const barred = {
  zh: '把申报分派给应当回避的专家',
  en: 'A nomination assigned to an expert who must stand aside',
  codes: ['CONFLICT_OF_INTEREST'],
};

/** An expert has an interest, which two people look into; a nominator names a relative; an assignment was a slip. */
export const declareInterests = async (stage: Stage): Promise<void> => {
  await liftOne(stage, stage.youth);
  await upholdOne(stage, stage.youth);
  await withdrawOne(stage, stage.flex);
};

const liftOne = async (stage: Stage, run: Run): Promise<void> => {
  const { api, cast } = stage;
  const [, nominationId = ''] = await submitted(stage, run);
  const expert = panelFor(stage, run, 1).experts[1];
  const pair = { nominationId, expert: expert?.id };
  await api.run(expert, 'declareInterest', {
    nominationId,
    ground: 'INTEREST',
    detail: '十年前曾为其所在单位授课一次。',
  });
  await tryInVain(stage, barred, cast.officer, 'assignReviews', assign(run, nominationId, expert));
  await api.run(cast.officer, 'requestBarLift', { ...pair, reason: '经核仅授课一次，无持续往来。' });
  await api.run(cast.head, 'confirmBarLift', { ...pair, note: '情况属实，不影响公正评审。' });
  await api.run(cast.officer, 'assignReviews', assign(run, nominationId, expert));
};

/** Somebody who is on no panel of this nomination stays off it. */
const upholdOne = async (stage: Stage, run: Run): Promise<void> => {
  const { api, cast } = stage;
  const [, , nominationId = ''] = await submitted(stage, run);
  const [expert] = panelFor(stage, run, 2).others;
  const pair = { nominationId, expert: expert?.id };
  await api.run(cast.officer, 'declareConflict', {
    ...pair,
    ground: 'KINSHIP',
    detail: '申报单位来函：系申报人姻亲。',
  });
  await api.run(cast.officer, 'requestBarLift', { ...pair, reason: '该领域专家较少。' });
  await api.run(cast.deputy, 'refuseBarLift', { ...pair, reason: '姻亲关系应当回避，另派专家。' });
  await tryInVain(stage, barred, cast.officer, 'assignReviews', assign(run, nominationId, expert));
};

const withdrawOne = async (stage: Stage, run: Run): Promise<void> => {
  const { api, cast } = stage;
  const [, nominationId = ''] = await submitted(stage, run);
  const expert = panelFor(stage, run, 1).experts[2];
  const pair = { nominationId, expert: expert?.id };
  await api.run(cast.officer, 'withdrawAssignment', { ...pair, reason: '误操作，材料尚未交接。' });
  await api.run(cast.officer, 'assignReviews', assign(run, nominationId, expert));
};

const reviewsOfExpert = `query Reviews($editionId: ID!, $expert: ID!) {
  reviews(editionId: $editionId, filter: { expert: $expert, statuses: [SCORED] }, first: 100) {
    nodes { nomination { id } conflicts { ground } }
  }
}`;
const voidedReviews = `query Voided($editionId: ID!) {
  reviews(editionId: $editionId, filter: { statuses: [VOIDED] }, first: 1) { totalCount }
}`;
const bureauOf = `query Bureau($id: ID!) { nomination(id: $id) { bureau { code } } }`;

interface ReviewsOfExpert {
  readonly reviews: {
    readonly nodes: readonly { readonly nomination: { readonly id: string }; readonly conflicts: readonly object[] }[];
  };
}

/**
 * Scoring is closed when it comes out that an expert serves in a bureau that nominated: the scores are voided, scoring
 * is opened again, others score in the expert's place, and it is closed for good.
 */
export const meetLateConflict = async (stage: Stage, run: Run): Promise<void> => {
  const { api, cast } = stage;
  const { editionId } = run;
  const nominations = await submitted(stage, run);
  const [, , nominationId = ''] = nominations;
  const [expert] = panelFor(stage, run, 2).experts;
  if (!expert) return;
  const { nomination } = await api.ask<{ nomination: { bureau: { code: string } } }>(cast.officer, bureauOf, {
    id: nominationId,
  });
  await api.run(cast.officer, 'amendExpert', {
    editionId,
    expert: expert.id,
    fields: [],
    profile: { bureau: nomination.bureau.code },
    reason: '群众反映，经核该专家现任职于申报单位。',
  });
  const tried = {
    zh: '应当回避的评分未作废即拟定名单',
    en: 'A shortlist by scores that may not stand',
    codes: ['CONFLICTS_STAND'],
  };
  await tryInVain(stage, tried, cast.head, 'decideShortlist', { editionId });

  const { reviews } = await api.ask<ReviewsOfExpert>(cast.officer, reviewsOfExpert, { editionId, expert: expert.id });
  const barredFrom = reviews.nodes.filter(({ conflicts }) => conflicts.length > 0).map((node) => node.nomination.id);
  if (barredFrom.length === 0) throw new Error('The expert ought to be barred from one nomination at least.');
  for (const id of barredFrom) {
    const reason = '专家现任职于申报或审核单位，应当回避。';
    await api.run(cast.officer, 'voidScore', { nominationId: id, expert: expert.id, reason });
  }
  const reason = `一名专家应当回避，${barredFrom.length} 份评分作废，补派专家评分。`;
  await api.run(cast.head, 'reopenScoring', { editionId, reason });
  for (const id of barredFrom) {
    const { substitute } = panelFor(stage, run, nominations.indexOf(id));
    await api.run(cast.officer, 'assignReviews', assign(run, id, substitute));
    await api.run(substitute, 'score', { nominationId: id, points: pointsOf(stage, run, id, substitute) });
  }
  await api.run(cast.officer, 'closeScoring', { editionId });
  const { reviews: voided } = await api.ask<{ reviews: { totalCount: number } }>(cast.officer, voidedReviews, {
    editionId,
  });
  observe(stage, '晚发现的回避：作废评分 scores voided for a late conflict', barredFrom.length, voided.totalCount);
};
