import type { Fact, Recorded } from '../../src/domain/event.ts';
import { actorOf } from '../timeline/actor-of.ts';
import type { Difference } from './differences.ts';
import type { ChangeEvent, ChangeOf } from './types.ts';

/** How much of the events behind a change a reader is told: everything, all without actors, or when it came about. */
export type Told = 'WHOLE' | 'WITHOUT_ACTORS' | 'LAST_ONLY';

export const eventsTold = (events: readonly Recorded<Fact>[], told: Told): ChangeEvent[] =>
  (told === 'LAST_ONLY' ? events.slice(-1) : events).map(({ id, type, position, meta }) => ({
    id,
    position,
    recordedAt: meta.recordedAt,
    type: told === 'LAST_ONLY' ? null : type,
    actor: told === 'WHOLE' ? actorOf(meta) : null,
  }));

/** How a difference of each kind is told; undefined or nothing where the reader is told nothing of it. */
export type Teller<F extends Fact> = (
  difference: Difference<F>,
) => Particulars | undefined | Promise<Particulars | undefined>;

/** What a change says beside its events. */
interface Particulars {
  readonly is: string;
  readonly [field: string]: unknown;
}

/** @throws if there is a kind of difference that nothing is said of: an error of the program. */
export const told = async <F extends Fact>(
  differences: readonly Difference<F>[],
  tellers: Readonly<Record<string, Teller<F>>>,
  told: Told,
): Promise<ChangeOf[]> => {
  const changes = await Promise.all(
    differences.map(async (difference) => {
      const teller = tellers[difference.kind];
      if (!teller) throw new Error(`Nothing is said of differences in ${difference.kind}.`);
      const change = await teller(difference);
      return change && { ...change, events: eventsTold(difference.events, told) };
    }),
  );
  return changes.filter((change) => change !== undefined);
};
