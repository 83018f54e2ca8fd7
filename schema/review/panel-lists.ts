import 'reflect-metadata';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { rubricOf } from '../../projections/editions.ts';
import { pageOfRows } from '../../projections/page.ts';
import { panelsOf } from '../../projections/panels.ts';
import type { PairConflicts } from '../../src/app/panel-conflicts.ts';
import type { ActorId, EditionId, NominationId } from '../../src/domain/ids.ts';
import type { Conflict as Found, ConflictGround as Ground } from '../../src/domain/review/conflicts.ts';
import { accessOf } from '../access.ts';
import { connectionOf, type Page } from '../connection.ts';
import { Expert, expertOf } from '../edition/types.ts';
import { fromLog } from '../log-unavailable.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { emptyPage, listed } from '../paging.ts';
import { caughtUp, ListArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { Conflict, ConflictGround } from './conflict-types.ts';

@ObjectType({ description: 'An expert who must stand aside from a nomination (应回避的专家与申报).' })
export class ConflictingPair {
  editionId!: EditionId;
  nominationId!: NominationId;
  expertId!: ActorId;

  @Field(() => [Conflict], { description: 'Why (回避情形): what stands now, and was not lifted.' })
  conflicts!: readonly Found[];
}
const ConflictingPairConnection = connectionOf(ConflictingPair);

@InputType({ description: 'Which pairs to list (筛选条件).' })
export class ConflictingPairFilter {
  @Field(() => ID, { nullable: true, description: 'Of this expert, by account (专家账号).' })
  expert?: ActorId | null;

  @Field(() => ID, { nullable: true, description: 'Of this nomination (申报编号).' })
  nominationId?: NominationId | null;

  @Field(() => ConflictGround, { nullable: true, description: 'On this ground (情形).' })
  ground?: Ground | null;
}

@ObjectType({ description: 'A nomination that wants experts (专家不足的申报).' })
export class ShortPanel {
  nominationId!: NominationId;

  @Field(() => Int, { description: 'Experts it has, due or scored (现有专家数).' })
  experts!: number;

  @Field(() => Int, { description: 'Experts that it needs by the rubric (应有专家数).' })
  needs!: number;
}
const ShortPanelConnection = connectionOf(ShortPanel);

const fits = ({ expert, nominationId, ground }: ConflictingPairFilter, pair: PairConflicts): boolean =>
  (expert == null || pair.expert === expert) &&
  (nominationId == null || pair.nominationId === nominationId) &&
  (ground == null || pair.conflicts.some((conflict) => conflict.ground === ground));

@Resolver()
export class PanelListsResolver {
  @Query(() => ConflictingPairConnection, {
    complexity: ({ args, childComplexity }) => 100 + Number(args.first) * childComplexity,
    description:
      'Everybody of the panel who must stand aside from a nomination before it, assigned or not (回避清单), by nomination and expert; for the province and those who audit it.',
  })
  async panelConflicts(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('filter', () => ConflictingPairFilter, { nullable: true, description: 'Which to list (筛选条件).' })
    filter: ConflictingPairFilter | null,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<ConflictingPair>> {
    await caughtUp(context, args.minPosition);
    if (!accessOf(context).oversees('queues', editionId)) return emptyPage(args);
    const all = await fromLog(() => context.services.laurel.conflictsOfEdition(editionId));
    const found = all
      .filter((pair) => fits(filter ?? {}, pair))
      .sort((a, b) => (`${a.nominationId} ${a.expert}` < `${b.nominationId} ${b.expert}` ? -1 : 1));
    return listed(context, args, {
      order: 'NOMINATION_ASC',
      read: (request) => pageOfRows(found, ({ nominationId, expert }) => [nominationId, expert], request),
      itemOf: ({ nominationId, expert, conflicts }) => ({ editionId, nominationId, expertId: expert, conflicts }),
      count: () => found.length,
    });
  }

  @Query(() => ShortPanelConnection, {
    description:
      'Nominations before the panel with fewer experts than the rubric asks for, after recusals, withdrawals and voided scores (待补派专家); for the province and those who audit it.',
  })
  async shortPanels(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<ShortPanel>> {
    await caughtUp(context, args.minPosition);
    if (!accessOf(context).oversees('queues', editionId)) return emptyPage(args);
    const { reader } = context.services;
    const needs = rubricOf(reader, editionId)?.panelSize ?? 0;
    const found = panelsOf(reader, editionId).filter(({ panel }) => panel.length < needs);
    return listed(context, args, {
      order: 'NOMINATION_ASC',
      read: (request) => pageOfRows(found, ({ id }) => [id], request),
      itemOf: ({ id, panel }) => ({ nominationId: id, experts: panel.length, needs }),
      count: () => found.length,
    });
  }
}

@Resolver(() => ConflictingPair)
export class ConflictingPairResolver {
  @FieldResolver(() => Nomination, { nullable: true, description: 'From what (申报).' })
  nomination(@Root() { nominationId }: ConflictingPair, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId);
  }

  @FieldResolver(() => Expert, { nullable: true, description: 'Who (专家).' })
  async expert(
    @Root() { editionId, expertId }: ConflictingPair,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<Expert | null> {
    const row = await loaders.expert.load({ editionId, expert: expertId });
    return row ? expertOf(row) : null;
  }
}

@Resolver(() => ShortPanel)
export class ShortPanelResolver {
  @FieldResolver(() => Nomination, { nullable: true, description: 'Which (申报).' })
  nomination(@Root() { nominationId }: ShortPanel, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId);
  }
}
