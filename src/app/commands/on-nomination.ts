import type { BureauCode, NominationId } from '../../domain/ids.ts';
import type { Concern } from '../handler.ts';
import { refused } from '../refused.ts';
import type { Scope } from '../scope.ts';

export interface OnNomination {
  readonly nominationId: NominationId;
}

const notFound = refused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });

/** The business of the bureau that nominated, or of the one in whose hands the nomination is. */
export const ofBureau =
  (which: 'bureau' | 'holder') =>
  async ({ nominationId }: OnNomination, scope: Scope): Promise<Concern> => {
    const nomination = await scope.nomination(nominationId);
    const { program } = await scope.edition(nomination.editionId);
    return { program, bureau: nomination[which], hidden: { from: nomination.bureau, as: notFound } };
  };

/** The bureau that was found to be the holder: if the nomination has moved on since, the deciders say so. */
export const actingBureau = ({ actor }: Scope): BureauCode => {
  if (!actor.bureau) throw notFound;
  return actor.bureau;
};
