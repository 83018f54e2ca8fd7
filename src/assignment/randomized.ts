import type { PairColumn } from './columns.ts';
import { BadProblem, type Pair } from './problem.ts';

/** Probabilities are whole millionths: a cap has at most six decimal places, and so have the corners of the linear program. */
export const one = 1_000_000;

/** A pair, and how probable it is in millionths. */
export interface Chance extends PairColumn {
  readonly units: number;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  units: number;
}

/**
 * What can be drawn keeping every limit is a laminar family on either side (Budish, Che, Kojima, Milgrom 2013): loads of
 * the experts; organizations within those of the field within the panel.
 *
 * @throws {BadProblem} where an organization has experts inside and outside a nomination's field
 */
export const mustNest = (columns: readonly PairColumn[], nominationIds: readonly string[]): void => {
  const inside = new Map<string, boolean>();
  for (const { organization, covers, nomination } of columns) {
    if (organization === undefined) continue;
    const before = inside.get(organization);
    if (before !== undefined && before !== covers) {
      throw new BadProblem(
        `method RANDOMIZED: ${nominationIds[nomination]} asks for a field that only some experts of one organization have. ` +
          'Accepted: no field, no limit of one per organization, or organizations wholly inside or outside of the field.',
      );
    }
    inside.set(organization, covers);
  }
};

/** Values of the linear program as whole millionths; panels add up to their demands exactly. */
export const chancesOf = (
  columns: readonly (PairColumn & { readonly value: number })[],
  demands: readonly number[],
): readonly Chance[] => {
  const chances = columns.map(({ value, ...column }) => ({ ...column, units: Math.round(value * one) }));
  const sums = demands.map(() => 0);
  for (const { nomination, units } of chances) sums[nomination] = (sums[nomination] ?? 0) + units;
  if (sums.some((sum, i) => sum !== (demands[i] ?? 0) * one)) throw new Error('The probabilities do not add up.');
  return chances.filter(({ units }) => units > 0);
};

/** A circulation: experts, organizations of a panel, those of its field, panels, and back; each sum of each node is whole. */
const networkOf = (chances: readonly Chance[]) => {
  const edges: Edge[] = [];
  const nodes = new Map<string, number>();
  const joined = new Map<string, Edge>();
  const node = (name: string): number => {
    const found = nodes.get(name) ?? nodes.size;
    nodes.set(name, found);
    return found;
  };
  const flow = (from: string, to: string, units: number): void => {
    const edge = joined.get(`${from}>${to}`);
    if (edge) {
      edge.units += units;
      return;
    }
    const added = { from: node(from), to: node(to), units };
    joined.set(`${from}>${to}`, added);
    edges.push(added);
  };
  const ofPairs = chances.map(({ expert, nomination, organization, covers, units }) => {
    const panel = `panel ${nomination}`;
    const steps = [
      ...(organization === undefined ? [] : [`organization ${organization}`]),
      ...(covers ? [`field ${nomination}`] : []),
      panel,
    ];
    flow('all', `expert ${expert}`, units);
    const edge = { from: node(`expert ${expert}`), to: node(steps[0] ?? panel), units };
    edges.push(edge);
    for (const [i, to] of steps.slice(1).entries()) flow(steps[i] ?? panel, to, units);
    flow(panel, 'all', units);
    return { edge, pair: { expert, nomination } };
  });
  return { edges, ofPairs, size: nodes.size };
};

const isPart = ({ units }: Edge): boolean => units % one !== 0;

/**
 * A whole plan drawn so that each pair is as probable as it stands (Jecmen et al. 2020): along a cycle of parts, as much is
 * moved one way or the other as makes one of them whole, by odds that leave every expectation as it was. Loads, panels,
 * fields and organizations never leave the whole numbers around their expectation.
 */
export const drawn = (chances: readonly Chance[], random: () => number): readonly Pair[] => {
  const { edges, ofPairs, size } = networkOf(chances);
  const around = Array.from({ length: size }, (): Edge[] => []);
  for (const edge of edges) {
    around[edge.from]?.push(edge);
    around[edge.to]?.push(edge);
  }
  const next = (at: number, last: Edge | undefined): Edge => {
    const open = (around[at] ?? []).filter(isPart);
    around[at] = open;
    const edge = open.find((other) => other !== last);
    if (!edge) throw new Error('The probabilities do not add up.');
    return edge;
  };
  const cycleFrom = (start: number) => {
    const path: { readonly edge: Edge; readonly forward: boolean }[] = [];
    const seen = new Map<number, number>();
    let at = start;
    while (!seen.has(at)) {
      seen.set(at, path.length);
      const edge = next(at, path.at(-1)?.edge);
      const forward = edge.from === at;
      path.push({ edge, forward });
      at = forward ? edge.to : edge.from;
    }
    return path.slice(seen.get(at));
  };
  for (const edge of edges) {
    while (isPart(edge)) {
      const cycle = cycleFrom(edge.from);
      const room = (up: boolean): number =>
        cycle.reduce((least, step) => {
          const part = step.edge.units % one;
          return Math.min(least, step.forward === up ? one - part : part);
        }, one);
      const [more, less] = [room(true), room(false)];
      const by = random() * (more + less) < less ? more : -less;
      for (const step of cycle) step.edge.units += step.forward ? by : -by;
    }
  }
  return ofPairs.filter(({ edge }) => edge.units === one).map(({ pair }) => pair);
};
