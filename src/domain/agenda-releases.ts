import { keys, nominationOf } from './agenda-keys.ts';
import type { Todo } from './duty.ts';
import type { Recorded } from './event.ts';
import type { BureauCode, EditionId, NominationId } from './ids.ts';
import type { NominationFact } from './nomination/nomination.ts';
import type { ReleaseReason } from './slate/slate.ts';

/** The seats that a nomination held are free again. */
export const releases = (
  { editionId, seatsHeld }: { editionId: EditionId; seatsHeld: readonly BureauCode[] },
  nominationId: NominationId,
  reason: ReleaseReason,
  dueAt: string,
): Todo[] =>
  seatsHeld.map((bureau) => ({
    key: keys.seat(editionId, bureau, nominationId),
    dueAt,
    duty: { duty: 'ReleaseSeat', editionId, bureau, nominationId, reason },
  }));

/** A nominee who is out may be nominated anew. */
export const personRelease = (
  event: Recorded<Extract<NominationFact, { type: 'Withdrawn' | 'Rejected' | 'SupplementExpired' }>>,
  reason: 'WITHDRAWN' | 'REJECTED' | 'EXPIRED',
): Todo => {
  const { editionId, person } = event.data;
  const nominationId = nominationOf(event);
  return {
    key: keys.person(editionId, nominationId),
    dueAt: event.meta.recordedAt,
    duty: { duty: 'ReleaseNomination', person, editionId, nominationId, reason },
  };
};

/** Who loses the seat does not go forward from it, even if that was still to be recorded. */
export const forwardings = (
  event: Recorded<Extract<NominationFact, { data: { seatsHeld: BureauCode[] } }>>,
): string[] => event.data.seatsHeld.map((bureau) => keys.forward(nominationOf(event), bureau));
