import type { Member } from '../cast.ts';
import { chance } from '../chance.ts';
import { everyOne, submittedNominations } from '../questions.ts';
import { parts } from './parts.ts';
import { forAll, idOf, observe, type Run, type Scene, type Stage, seatOf, tryInVain } from './stage.ts';

/** One nomination before one expert. */
interface Assignment {
  readonly nominationId: string;
  readonly expert: string;
}

/**
 * Where no plan was committed: three of the twelve experts for each nomination, another three for the next. Somebody
 * else steps in for one of them.
 */
const seatsOnPanel = [0, 1, 5] as const;
const substituteSeat = 7;
const mostInOneMutation = 100;

export const panelFor = (
  { cast }: Stage,
  { plan, panels }: Run,
  at: number,
): { experts: Member[]; substitute: Member; others: Member[] } => {
  const all = cast.experts(plan.program);
  const planned = panels?.[at];
  const experts = planned
    ? all.filter(({ id }) => planned.includes(id))
    : seatsOnPanel.flatMap((offset) => all[(at + offset) % all.length] ?? []);
  const rest = all.flatMap((_, i) => all[(at + substituteSeat + i) % all.length] ?? []);
  const [substitute, ...others] = rest.filter((expert) => !experts.includes(expert));
  if (!substitute) throw new Error('The panel is empty.');
  return { experts, substitute, others };
};

const inBatches = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

export const submitted = async ({ api, cast }: Stage, { editionId }: Run): Promise<readonly string[]> =>
  (await everyOne(api, cast.officer, submittedNominations, { editionId })).map(({ id }) => id).sort();

/** 26 January: every nomination goes to three experts, by a plan and by hand. One of them is a cousin, and recuses. */
export const assignReviews: Scene = async (stage) => {
  await stage.time.moveTo('2024-01-26T14:00');
  await commitPlan(stage, stage.youth);
  await assign(stage, stage.flex);
  await stage.time.moveTo('2024-01-27T10:00');
  for (const run of [stage.youth, stage.flex]) await replaceRecused(stage, run);
};

interface Proposed {
  readonly proposePlan: {
    readonly outcome: string;
    readonly plan: { readonly csv: string; readonly planHash: string; readonly short: readonly string[] };
    readonly origin: object;
    readonly worth: { readonly objective: number; readonly bound: number; readonly least: number };
  };
}

const proposal = `query Proposal($editionId: ID!, $options: ProposePlanInput) {
  proposePlan(editionId: $editionId, options: $options) {
    outcome plan { csv planHash short } origin { seed method objective } worth { objective bound least mean spread }
  }
}`;
const dueOn = '2024-01-29';

/** Who is to score whom as one plan: the best there is, proposed, looked at, and committed by its hash. */
const commitPlan = async (stage: Stage, run: Run): Promise<void> => {
  const { api, cast, seed } = stage;
  const { editionId } = run;
  const nominations = await submitted(stage, run);
  const { proposePlan } = await api.ask<Proposed>(cast.officer, proposal, {
    editionId,
    options: { seed: `demo ${seed}`, dueOn },
  });
  const { plan, origin, worth } = proposePlan;
  observe(
    stage,
    '分派方案：与可证上界之差 the plan, short of the best that could be',
    0,
    worth.bound - worth.objective,
  );
  observe(stage, '方案核对：专家不足的申报 nominations that the plan leaves short', 0, plan.short.length);
  const pairs = plan.csv.split('\r\n').map((row) => row.split(','));
  run.panels = nominations.map((id) =>
    pairs.flatMap(([nominationId, expert]) => (nominationId === id && expert) || []),
  );
  const input = { editionId, plan: { csv: plan.csv, dueOn }, planHash: plan.planHash, origin };
  await api.run(cast.officer, 'commitPlan', input);
  stage.progress(`${run.plan.program.code} ${worth.objective}`);
};

const assign = async (stage: Stage, run: Run): Promise<void> => {
  const { api, cast } = stage;
  const nominations = await submitted(stage, run);
  const assignments = nominations.flatMap((nominationId, i): Assignment[] =>
    panelFor(stage, run, i).experts.map(({ id }) => ({ nominationId, expert: id })),
  );
  const batches = inBatches(assignments, mostInOneMutation);
  await forAll(stage, `${run.plan.program.code} 分派批次 batches assigned`, batches, (batch) =>
    api.run(cast.officer, 'assignReviews', { editionId: run.editionId, assignments: batch, dueOn }),
  );
};

const replaceRecused = async (stage: Stage, run: Run): Promise<void> => {
  const { api, cast } = stage;
  const [nominationId] = await submitted(stage, run);
  const { experts, substitute } = panelFor(stage, run, 0);
  await api.run(experts[0], 'recuse', { nominationId, reason: '申报人系本人近亲属，申请回避。' });
  const assignments = [{ nominationId, expert: substitute.id }];
  await api.run(cast.officer, 'assignReviews', { editionId: run.editionId, assignments, dueOn });
};

/** Whether it is one of the two nominations of somebody who excels in both programs, so as to be selected in both. */
const excels = ({ youth, flex }: Stage, nominationId: string): boolean => {
  const { bureau, category } = parts.youth.twice;
  return [idOf(youth, seatOf(youth, bureau, category)), idOf(flex, seatOf(flex, parts.flex.twice))].includes(
    nominationId,
  );
};

/** What an expert gives: the nominee's merit, which all see alike within a few points. */
export const pointsOf = (stage: Stage, { plan: { program } }: Run, nominationId: string, expert: Member) => {
  const { seed } = stage;
  const merit = excels(stage, nominationId) ? 100 : chance(seed, `merit/${nominationId}`).between(62, 94);
  const view = chance(seed, `view/${nominationId}/${expert.id}`);
  return program.rubric.criteria.map(({ code, max, step }) => {
    const share = Math.min(100, merit + view.between(-5, 5)) / 100;
    return { criterion: code, points: Math.round((max * share) / step) * step };
  });
};

/** 28 January: the experts score their queues. One corrects a score, with a reason; then scoring is closed. */
export const scoreNominations: Scene = async (stage) => {
  await stage.time.moveTo('2024-01-28T09:00');
  for (const run of [stage.youth, stage.flex]) await scoreAll(stage, run);
  await stage.time.moveTo('2024-01-29T09:00');
  await reviseOne(stage, stage.youth);
};

const scoreAll = async (stage: Stage, run: Run): Promise<void> => {
  const nominations = await submitted(stage, run);
  const reviews = nominations.flatMap((nominationId, i) => {
    const { experts, substitute } = panelFor(stage, run, i);
    return (i === 0 ? [...experts.slice(1), substitute] : experts).map((expert) => ({ nominationId, expert }));
  });
  await forAll(stage, `${run.plan.program.code} 评分 scored`, reviews, ({ nominationId, expert }) =>
    stage.api.run(expert, 'score', { nominationId, points: pointsOf(stage, run, nominationId, expert) }),
  );
};

const reviseOne = async (stage: Stage, run: Run): Promise<void> => {
  const [, nominationId = ''] = await submitted(stage, run);
  const expert = panelFor(stage, run, 1).experts[0];
  if (!expert) return;
  const points = pointsOf(stage, run, nominationId, expert);
  const revised = points.map((given, i) => (i === 0 ? { ...given, points: given.points - 1 } : given));
  const tried = { zh: '改分未说明理由', en: 'A score revised without a reason', codes: ['REVISION_REASON_REQUIRED'] };
  await tryInVain(stage, tried, expert, 'score', { nominationId, points: revised });
  await stage.api.run(expert, 'score', { nominationId, points: revised, reason: '复核佐证材料后更正一处计分。' });
};

/** 29 January: scoring closes, and a score of that evening comes too late. */
export const closeScoring: Scene = async (stage) => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-01-29T17:00');
  for (const { editionId } of [stage.youth, stage.flex]) await api.run(cast.officer, 'closeScoring', { editionId });
  await scoreTooLate(stage, stage.flex);
};

/** That night the shortlists are decided. */
export const decideShortlists: Scene = async (stage) => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-01-29T20:00');
  for (const { editionId } of [stage.youth, stage.flex]) {
    await api.run(cast.head, 'decideShortlist', { editionId });
    stage.progress(editionId);
  }
};

const scoreTooLate = async (stage: Stage, run: Run): Promise<void> => {
  const [, nominationId = ''] = await submitted(stage, run);
  const [expert] = panelFor(stage, run, 1).experts;
  if (!expert) return;
  const points = pointsOf(stage, run, nominationId, expert);
  const tried = { zh: '评分截止后改分', en: 'A score after scoring was closed', codes: ['SCORING_CLOSED'] };
  await tryInVain(stage, tried, expert, 'score', { nominationId, points, reason: '补充评分。' });
};
