import type { Fact } from '../../domain/event.ts';
import { catalog } from '../../log/catalog.ts';
import { pointerToken, withValues } from '../../log/json-pointer.ts';
import { canonicalJson } from '../../log/leaf.ts';

/** One place in which the facts that were recorded and those that the decision leads to now are not alike. */
export interface Difference {
  /** JSON pointer (RFC 6901) from the list of facts: `/0/data/taken`. */
  readonly pointer: string;
  /** Absent where only the other side has something there. */
  readonly recorded?: unknown;
  readonly replayed?: unknown;
}

/** Types and data alone, in order. */
export const factsIn = (items: readonly Fact[]): readonly Fact[] => items.map(({ type, data }) => ({ type, data }));

export const areAlike = (recorded: readonly Fact[], replayed: readonly Fact[]): boolean =>
  canonicalJson(factsIn(recorded)) === canonicalJson(factsIn(replayed));

/** In the order of the recorded facts; none if they are alike. */
export const differencesOf = (recorded: unknown, replayed: unknown, pointer = ''): readonly Difference[] => {
  if (recorded === undefined) return replayed === undefined ? [] : [{ pointer, replayed }];
  if (replayed === undefined) return [{ pointer, recorded }];
  if (!areAlikeIn(recorded, replayed)) {
    return canonicalJson(recorded) === canonicalJson(replayed) ? [] : [{ pointer, recorded, replayed }];
  }
  const names = new Set([...Object.keys(recorded as object), ...Object.keys(replayed as object)]);
  return [...names].flatMap((name) =>
    differencesOf(
      (recorded as Record<string, unknown>)[name],
      (replayed as Record<string, unknown>)[name],
      `${pointer}/${pointerToken(name)}`,
    ),
  );
};

/** Both lists, or both objects: what differs is looked for in their parts. */
const areAlikeIn = (a: unknown, b: unknown): boolean =>
  typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && Array.isArray(a) === Array.isArray(b);

const hidden = '(personal)';

/** The facts with a word in the place of every personal value. */
export const withoutPersonalValues = (facts: readonly Fact[]): readonly Fact[] =>
  facts.map(({ type, data }) => {
    const fields = catalog.personalIn(type as never, data);
    return { type, data: withValues(data, new Map(fields.map(({ pointer }) => [pointer, hidden]))) };
  });

/** The differences with that word in the place of what is personal on either side. */
export const withoutPersonalDifferences = (
  differences: readonly Difference[],
  recorded: readonly Fact[],
  replayed: readonly Fact[],
): readonly Difference[] => {
  const personal = [recorded, replayed].flatMap((facts) =>
    facts.flatMap(({ type, data }, i) =>
      catalog.personalIn(type as never, data).map(({ pointer }) => `/${i}/data${pointer}`),
    ),
  );
  const touches = (pointer: string) =>
    personal.some((at) => pointer === at || pointer.startsWith(`${at}/`) || at.startsWith(`${pointer}/`));
  return differences.map((difference) =>
    touches(difference.pointer)
      ? {
          pointer: difference.pointer,
          ...('recorded' in difference && { recorded: hidden }),
          ...('replayed' in difference && { replayed: hidden }),
        }
      : difference,
  );
};
