import type { Edition } from '../../domain/edition/edition.ts';
import type { BureauCode, NominationId } from '../../domain/ids.ts';
import { type Nomination, nominationStream } from '../../domain/nomination/nomination.ts';
import type { KnownHonor } from '../../domain/nomination/parts.ts';
import type { CommandOf } from '../aggregates.ts';
import type { Concern } from '../handler.ts';
import { honorsBesides } from '../origins.ts';
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

/** Decides on the nomination's own stream, with its edition at hand. */
export const decideOn = async (
  scope: Scope,
  nominationId: NominationId,
  build: (nomination: Nomination, edition: Edition) => Promise<CommandOf<'nomination'>> | CommandOf<'nomination'>,
  beforeAppend?: () => Promise<void>,
) => {
  const { program } = await scope.edition((await scope.nomination(nominationId)).editionId);
  const { revision } = await scope.decide(
    'nomination',
    nominationStream(nominationId),
    async () => {
      const nomination = await scope.nomination(nominationId);
      return build(nomination, await scope.edition(nomination.editionId));
    },
    { ruleVersion: program.version, ...(beforeAppend && { beforeAppend }) },
  );
  return { revision };
};

/** Honors of the nominee on record, without the one that this very nomination has led to. */
export const honorsOf = async (
  { person, editionId }: Nomination,
  scope: Pick<Scope, 'person'>,
): Promise<readonly KnownHonor[]> => honorsBesides(await scope.person(person), editionId);
