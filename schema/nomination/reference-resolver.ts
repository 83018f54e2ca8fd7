import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { accessOf } from '../access.ts';
import { Bureau } from '../edition/bureau.ts';
import { bureauIn, editionIn } from '../edition/references.ts';
import { Edition } from '../edition/types.ts';
import { categoryIn } from '../program/category-in.ts';
import { Category } from '../program/types.ts';
import { ScoreboardEntry, scoreboardEntryOf } from '../review/scoreboard-types.ts';
import { Review, reviewOf } from '../review/types.ts';
import type { LaurelContext } from '../services.ts';
import { Seat } from '../slate/types.ts';
import { visibleSlate } from '../slate/visible-slate.ts';
import { Nomination } from './types.ts';

/** What other objects a nomination leads to. */
@Resolver(() => Nomination)
export class NominationReferenceResolver {
  @FieldResolver(() => Edition, { description: 'The edition (年度).' })
  edition(@Root() { editionId }: Nomination, @Ctx() { loaders }: LaurelContext): Promise<Edition> {
    return editionIn(loaders, editionId);
  }

  @FieldResolver(() => Bureau, {
    nullable: true,
    description: 'The bureau that nominated (申报单位); withheld from experts where the program hides it.',
  })
  async bureau(
    @Root() { editionId, bureauCode, hidden }: Nomination,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<Bureau | null> {
    return hidden?.bureau ? null : bureauIn(loaders, editionId, bureauCode);
  }

  @FieldResolver(() => Bureau, {
    nullable: true,
    description: 'The bureau in whose hands it is (办理单位); withheld from experts where the program hides bureaus.',
  })
  async holder(
    @Root() { editionId, holderCode, hidden }: Nomination,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<Bureau | null> {
    return hidden?.bureau ? null : bureauIn(loaders, editionId, holderCode);
  }

  @FieldResolver(() => Category, { nullable: true, description: 'The category (类别); withheld from vetting bodies.' })
  async category(
    @Root() { editionId, categoryCode, view }: Nomination,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<Category | null> {
    return view === 'TO_VET' ? null : categoryIn(loaders, editionId, categoryCode);
  }

  @FieldResolver(() => [Seat], {
    nullable: true,
    complexity: 5,
    description:
      'Its places on the slates of the bureaus it has come through (报送名单席位); withheld from experts and vetting bodies.',
  })
  async seats(
    @Root() { id, editionId, bureauCode, holderCode, cut, view }: Nomination,
    @Ctx() context: LaurelContext,
  ): Promise<Seat[] | null> {
    if (view !== 'FULL') return null;
    const bureaus = await upwards(context, editionId, bureauCode, holderCode);
    const slates = await Promise.all(bureaus.map((code) => visibleSlate(context, editionId, code, cut)));
    return slates.flatMap((slate) => slate?.seats.filter((seat) => seat.nominationId === id) ?? []);
  }

  @FieldResolver(() => [Review], {
    nullable: true,
    description: 'What experts were assigned and scored (专家评审): all of it for the province, their own for experts.',
  })
  async expertReviews(
    @Root() { id, editionId, cut, view }: Nomination,
    @Ctx() context: LaurelContext,
  ): Promise<Review[] | null> {
    if (view === 'TO_VET') return null;
    const all = accessOf(context).oversees('queues', editionId);
    const { reviews } = cut === undefined ? context.loaders : context.loaders.past(cut);
    const rows = await reviews.load(id);
    return rows.filter(({ expert }) => all || expert === context.actor.id).map(reviewOf);
  }

  @FieldResolver(() => ScoreboardEntry, {
    nullable: true,
    description:
      'How it fared before the panel (评审结果); for the province and those who audit it, null for the past.',
  })
  async result(
    @Root() { id, editionId, cut }: Nomination,
    @Ctx() context: LaurelContext,
  ): Promise<ScoreboardEntry | null> {
    if (cut !== undefined || !accessOf(context).oversees('scores', editionId)) return null;
    const row = await context.loaders.score.load(id);
    return row ? scoreboardEntryOf(row) : null;
  }
}

/** From the bureau that nominated up to the one that holds the nomination. */
const upwards = async (
  context: LaurelContext,
  editionId: Nomination['editionId'],
  from: Nomination['bureauCode'],
  to: Nomination['holderCode'],
): Promise<Nomination['bureauCode'][]> => {
  if (from === to) return [from];
  const { parentCode } = await bureauIn(context.loaders, editionId, from);
  return parentCode === null ? [from] : [from, ...(await upwards(context, editionId, parentCode, to))];
};
