import DataLoader from 'dataloader';
import type { BureauKey } from '../../projections/bureaus.ts';
import type { TallyRow } from '../../projections/quota-tally.ts';
import type { Position, Recorded } from '../../src/domain/event.ts';
import { evolveSlate, initialSlate, type Slate, type SlateFact, slateStream } from '../../src/domain/slate/slate.ts';
import { catalog } from '../../src/log/catalog.ts';
import { type Streams, upTo } from '../streams.ts';

/** A slate and its tally at one moment. */
export interface ShownSlate {
  readonly tally: TallyRow;
  readonly state: Slate;
  /** -1 while nothing is on record. */
  readonly revision: number;
  /** Oldest first. */
  readonly steps: readonly Recorded<Extract<SlateFact, { type: 'SlateStepRecorded' }>>[];
}

export type ShownSlates = DataLoader<BureauKey, ShownSlate | undefined, string>;

/** Tallies in the order of the keys, and the position they are as of. */
export interface TalliesAt {
  readonly tallies: readonly (TallyRow | undefined)[];
  readonly position: Position | undefined;
}

/** The streams are read up to where the tallies are as of. */
export const shownSlatesOf = (
  talliesOf: (keys: readonly BureauKey[]) => Promise<TalliesAt>,
  streams: Streams,
): ShownSlates =>
  new DataLoader(
    async (keys) => {
      const { tallies, position } = await talliesOf(keys);
      return Promise.all(
        tallies.map(async (tally) => {
          if (!tally) return undefined;
          try {
            const events = await streams.load(slateStream(tally.editionId, tally.bureau));
            return { tally, ...stateAt(events, position) };
          } catch (error) {
            return error as Error;
          }
        }),
      );
    },
    { cacheKeyFn: ({ editionId, bureau }) => JSON.stringify([editionId, bureau]) },
  );

const stateAt = (recorded: readonly Recorded[], until: Position | undefined) => {
  const events = upTo(recorded, until).map((event) => catalog.decode(event) as unknown as Recorded<SlateFact>);
  return {
    state: events.reduce(evolveSlate, initialSlate),
    revision: events.at(-1)?.revision ?? -1,
    steps: events.filter((event) => event.type === 'SlateStepRecorded'),
  };
};
