import type { Api } from './api.ts';
import type { Member } from './cast.ts';
import { heading, tableOf } from './table.ts';

interface Value {
  readonly value: string;
}

/** A nomination near the cut between those selected and the alternates, by every method side by side. */
export interface NearTheCut {
  readonly rank: number;
  readonly place: string;
  readonly category: string;
  readonly aggregates: {
    readonly mean: Value;
    readonly trimmedMean: Value;
    readonly median: Value;
    readonly standardized: Value;
    readonly calibrated: Value;
    readonly spread: number | null;
    readonly selectionProbability: number | null;
    readonly greyZone: boolean;
  };
}

const entries = `nodes { rank place category aggregates {
  mean { value } trimmedMean { value } median { value } standardized { value } calibrated { value }
  spread selectionProbability greyZone } }`;
const question = `query NearTheCut($editionId: ID!) {
  above: scoreboard(editionId: $editionId, filter: { places: [SELECTED] }, orderBy: { field: RANK, direction: DESC }, first: 4) { ${entries} }
  below: scoreboard(editionId: $editionId, filter: { places: [ALTERNATE] }, orderBy: { field: RANK, direction: ASC }, first: 4) { ${entries} }
}`;

type Page = { readonly nodes: readonly NearTheCut[] };

/** The last four selected and the first four alternates, by rank. */
export const nearTheCut = async (api: Api, member: Member, editionId: string): Promise<readonly NearTheCut[]> => {
  const { above, below } = await api.ask<{ above: Page; below: Page }>(member, question, { editionId });
  return [...above.nodes, ...below.nodes].sort((a, b) => a.rank - b.rank);
};

const places: Readonly<Record<string, string>> = { SELECTED: '拟定 selected', ALTERNATE: '递补 alternate' };

export const cutTable = (program: { readonly zh: string; readonly en: string }, near: readonly NearTheCut[]): string =>
  `${heading(`名次分界处各汇总方式并列：${program.zh}`, `Aggregates side by side at the cut: ${program.en}`)}\n${tableOf(
    [
      { zh: '名次', en: 'Rank', align: 'right' },
      { zh: '结果', en: 'Place' },
      { zh: '平均', en: 'Mean', align: 'right' },
      { zh: '去高低', en: 'Trimmed', align: 'right' },
      { zh: '中位', en: 'Median', align: 'right' },
      { zh: '标准分', en: 'Standardized', align: 'right' },
      { zh: '校准分', en: 'Calibrated', align: 'right' },
      { zh: '入选概率', en: 'Chance', align: 'right' },
      { zh: '灰区', en: 'Within noise' },
    ],
    near.map(({ rank, place, aggregates }) => [
      rank,
      places[place] ?? place,
      aggregates.mean.value,
      aggregates.trimmedMean.value,
      aggregates.median.value,
      aggregates.standardized.value,
      `${aggregates.calibrated.value} ± ${(aggregates.spread ?? 0).toFixed(1)}`,
      aggregates.selectionProbability === null ? '-' : `${Math.round(aggregates.selectionProbability * 100)}%`,
      aggregates.greyZone ? '是 yes' : '',
    ]),
  )}`;
