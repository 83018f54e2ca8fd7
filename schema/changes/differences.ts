import { isDeepStrictEqual } from 'node:util';
import type { Fact, Position, Recorded } from '../../src/domain/event.ts';
import { catalog } from '../../src/log/catalog.ts';
import { upTo } from '../streams.ts';

/** Two moments: what was recorded after `from` through `to`. Undefined lies before every event. */
export interface Span {
  readonly from: Position | undefined;
  readonly to: Position | undefined;
}

/** Everything that can differ of an object, by a key of kind and id, such as `form/phone`. */
export type Facets = ReadonlyMap<string, unknown>;

/** Which facets an event may have changed; the compiler asks for every type of the stream. */
export type Touches<F extends Fact> = {
  readonly [Type in F['type']]: (event: Recorded<Extract<F, { type: Type }>>) => readonly string[];
};

export interface Difference<F extends Fact> {
  readonly kind: string;
  readonly id: string;
  /** Undefined if it was not there. */
  readonly before: unknown;
  readonly after: unknown;
  /** What it comes of, oldest first. */
  readonly events: readonly Recorded<F>[];
}

/** What two moments of a stream have to tell of. */
export const momentsOf = <F extends Fact>(recorded: readonly Recorded[], { from, to }: Span) => {
  const after = upTo(recorded, to).map((event) => catalog.decode(event) as unknown as Recorded<F>);
  const before = upTo(after, from) as readonly Recorded<F>[];
  return { before, after, since: after.slice(before.length) };
};

/** What differs in the end, in the order in which it came to be; what was changed and changed back does not. */
export const differencesOf = <F extends Fact>(
  before: Facets,
  after: Facets,
  since: readonly Recorded<F>[],
  touches: Touches<F>,
): Difference<F>[] => {
  const touched = new Map<string, Recorded<F>[]>();
  for (const event of since) {
    const keys = (touches[event.type as F['type']] as (event: Recorded<F>) => readonly string[])(event);
    for (const key of new Set(keys)) touched.set(key, [...(touched.get(key) ?? []), event]);
  }
  return [...touched].flatMap(([key, events]) => {
    if (isDeepStrictEqual(before.get(key), after.get(key))) return [];
    const [kind = '', ...id] = key.split('/');
    return [{ kind, id: id.join('/'), before: before.get(key), after: after.get(key), events }];
  });
};
