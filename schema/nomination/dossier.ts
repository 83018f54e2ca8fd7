import DataLoader from 'dataloader';
import type { Position, Recorded } from '../../src/domain/event.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { evolveNomination, initialNomination } from '../../src/domain/nomination/evolve.ts';
import { type Nomination, type NominationFact, nominationStream } from '../../src/domain/nomination/nomination.ts';
import { catalog } from '../../src/log/catalog.ts';
import { type Streams, upTo } from '../streams.ts';

export type EventOf<Type extends NominationFact['type']> = Recorded<Extract<NominationFact, { type: Type }>>;

/** A nomination at one of its revisions, with its form, drafters and reviews, which no read model holds. */
export interface Dossier {
  /** As logged, oldest first; `decoded` says what one of them is today. */
  readonly events: readonly Recorded[];
  decoded(event: Recorded): Recorded<NominationFact>;
  /** Folded when first asked for; undefined if it was not there yet. */
  nomination(): Nomination | undefined;
}

/**
 * The revision is what a nomination was shown at: the row of the read model, or the moment asked for, names it. So
 * that all of an answer is about one state, wherever it is read from and whatever is recorded meanwhile.
 */
export interface DossierKey {
  readonly id: NominationId;
  readonly revision: number;
}

export type Dossiers = DataLoader<DossierKey, Dossier, string>;

export const dossiersOf = (streams: Streams): Dossiers =>
  new DataLoader(
    (keys) =>
      Promise.all(
        keys.map(({ id, revision }) =>
          streams.load(nominationStream(id)).then(
            (events) => dossierOf(events.slice(0, revision + 1)),
            (error: Error) => error,
          ),
        ),
      ),
    { cacheKeyFn: ({ id, revision }) => `${revision} ${id}` },
  );

/** Those of one type, oldest first. */
export const eventsOf = <Type extends NominationFact['type']>(
  { events, decoded }: Dossier,
  type: Type,
): readonly EventOf<Type>[] => events.filter((event) => event.type === type).map(decoded) as EventOf<Type>[];

/** The last revision that a nomination had at a position; undefined if it was not there yet. */
export const revisionAt = async (streams: Streams, id: NominationId, position: Position): Promise<number | undefined> =>
  upTo(await streams.load(nominationStream(id)), position).at(-1)?.revision;

const dossierOf = (events: readonly Recorded[]): Dossier => {
  const known = new Map<Recorded, Recorded<NominationFact>>();
  const decoded = (event: Recorded): Recorded<NominationFact> => {
    const fact = known.get(event) ?? (catalog.decode(event) as unknown as Recorded<NominationFact>);
    known.set(event, fact);
    return fact;
  };
  let folded: Nomination | undefined;
  return {
    events,
    decoded,
    nomination() {
      if (folded) return folded;
      const state = events.map(decoded).reduce(evolveNomination, initialNomination);
      folded = 'id' in state ? state : undefined;
      return folded;
    },
  };
};
