import type { ActorId, NominationId } from '../ids.ts';

/** One expert's total for one nomination, in hundredths of a point: exact. */
export interface PanelScore {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
  readonly hundredths: number;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The one order in which scores are summed: so that no result depends on the order they were read in. */
export const inOrder = <Score extends PanelScore>(scores: readonly Score[]): readonly Score[] =>
  [...scores].sort(
    (a, b) =>
      compareText(a.nominationId, b.nominationId) || compareText(a.expert, b.expert) || a.hundredths - b.hundredths,
  );

export const groupBy = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The mean; NaN of nothing. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The sum of squared distances from the mean. */
export const squares = (values: readonly number[]): number => {
  const center = mean(values);
  return values.reduce((total, value) => total + (value - center) * (value - center), 0);
};

/** The middle value, or the mean of the two middle ones; NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] ?? Number.NaN)
    : mean(sorted.length ? sorted.slice(half - 1, half + 1) : []);
};
