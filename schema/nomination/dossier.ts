import { aggregates } from '../../src/app/aggregates.ts';
import type { Position, Recorded } from '../../src/domain/event.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import {
  evolveNomination,
  initialNomination,
  type Nomination,
  type NominationFact,
  type NominationState,
  nominationStream,
} from '../../src/domain/nomination/nomination.ts';
import { catalog } from '../../src/log/catalog.ts';
import { comparePositions } from '../../src/log/event-log.ts';
import { fromLog } from '../log-unavailable.ts';
import type { Services } from '../services.ts';

/** What the nomination's own stream recorded up to a position, oldest first; all of it without one. One stream read. */
export const recordedOf = (
  { log }: Services,
  id: NominationId,
  until: Position | undefined,
): Promise<readonly Recorded<NominationFact>[]> =>
  fromLog(async () => {
    const events = await log.readStream(nominationStream(id));
    return events
      .filter(({ position }) => until === undefined || comparePositions(position, until) <= 0)
      .map((event) => catalog.decode(event) as unknown as Recorded<NominationFact>);
  });

export const folded = (events: readonly Recorded<NominationFact>[]): NominationState =>
  events.reduce(evolveNomination, initialNomination);

/** The nomination with its form, drafters and reviews, which no read model holds: now, or as of a position. */
export const dossierOf = async (
  services: Services,
  id: NominationId,
  until: Position | undefined,
): Promise<Nomination | undefined> => {
  const state = until === undefined ? await stateNow(services, id) : folded(await recordedOf(services, id, until));
  return state.status === 'NONE' ? undefined : state;
};

const stateNow = async ({ laurel }: Services, id: NominationId): Promise<NominationState> =>
  (await fromLog(() => laurel.repository.load(aggregates.nomination, nominationStream(id)))).state;
