import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { editionIn } from '../edition/references.ts';
import { Edition } from '../edition/types.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import type { LaurelContext } from '../services.ts';
import { DualNomination, PriorHonor, priorHonorOf } from './types.ts';

/** What is known of the person behind a nomination, for those who see all of it. */
@Resolver(() => Nomination)
export class NomineeResolver {
  @FieldResolver(() => [PriorHonor], {
    nullable: true,
    complexity: 5,
    description:
      'Honors that the nominee holds already (已获荣誉), oldest first, beside those the form states. Withheld from experts; null for the past.',
  })
  async priorHonors(
    @Root() { id, view, cut }: Nomination,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<PriorHonor[] | null> {
    if (view !== 'FULL' || cut !== undefined) return null;
    return (await loaders.priorHonors.load(id)).map(priorHonorOf);
  }

  @FieldResolver(() => [DualNomination], {
    nullable: true,
    complexity: 5,
    description:
      'Where else the same person is nominated at the same time (同时申报); said on both nominations, while both are in the running. Withheld from experts; null for the past.',
  })
  async alsoNominatedIn(
    @Root() { id, view, cut }: Nomination,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<DualNomination[] | null> {
    if (view !== 'FULL' || cut !== undefined) return null;
    const rows = await loaders.dualNominations.load(id);
    return rows.map(({ editionId, nominationId }) => ({ editionKey: editionId, nominationKey: nominationId }));
  }
}

@Resolver(() => DualNomination)
export class DualNominationResolver {
  @FieldResolver(() => Edition, { description: 'The other edition (年度).' })
  edition(@Root() { editionKey }: DualNomination, @Ctx() { loaders }: LaurelContext): Promise<Edition> {
    return editionIn(loaders, editionKey);
  }

  @FieldResolver(() => Nomination, {
    nullable: true,
    description: 'The other nomination (另一申报); null where you may not see it.',
  })
  nomination(@Root() { nominationKey }: DualNomination, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationKey);
  }
}
