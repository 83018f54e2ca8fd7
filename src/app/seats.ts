import type { BureauCode, EditionId, NominationId } from '../domain/ids.ts';
import type { Nomination } from '../domain/nomination/nomination.ts';
import { upwards } from '../domain/program/program.ts';
import { type ReleaseReason, slateStream } from '../domain/slate/slate.ts';
import { statusWords } from '../domain/terms-in-words.ts';
import { refused } from './refused.ts';
import type { Scope } from './scope.ts';

interface Release {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
  readonly nominationId: NominationId;
  readonly reason: ReleaseReason;
}

/** Slates on which a nomination holds a seat now: it may have left some of them behind on its way up. */
export const seatsOf = async ({ id, editionId, bureau }: Nomination, scope: Scope): Promise<BureauCode[]> => {
  const bureaus = upwards((await scope.edition(editionId)).program, bureau).map(({ code }) => code);
  const slates = await Promise.all(bureaus.map((at) => scope.slate(editionId, at)));
  return bureaus.filter((_, i) => slates[i]?.seats.has(id));
};

/** Said twice, or where there is no seat, it is nothing. */
export const releaseSeat = (scope: Scope, { editionId, bureau, nominationId, reason }: Release): Promise<unknown> =>
  scope.decide(
    'slate',
    slateStream(editionId, bureau),
    async () => ({ type: 'ReleaseSeat', edition: await scope.edition(editionId), bureau, nominationId, reason }),
    { name: `seat/${bureau}` },
  );

/** Every seat that the nomination holds now, also one taken in this very moment. */
export const letSeatsGo = async (nominationId: NominationId, reason: ReleaseReason, scope: Scope): Promise<void> => {
  const nomination = await scope.nomination(nominationId);
  const { editionId } = nomination;
  for (const bureau of await seatsOf(nomination, scope)) {
    await releaseSeat(scope, { editionId, bureau, nominationId, reason });
  }
};

/** Gives a seat back that was taken for a nomination which was returned, rejected or withdrawn in the same moment. */
export const confirmSeat = async (nominationId: NominationId, bureau: BureauCode, scope: Scope): Promise<void> => {
  const { editionId, status, holder } = await scope.nomination(nominationId);
  if (status === 'PASSED' && holder === bureau) return;
  await releaseSeat(scope, { editionId, bureau, nominationId, reason: 'RETURNED' });
  throw refused('NOT_PASSED', { path: ['nominationId'], status: statusWords[status] });
};
