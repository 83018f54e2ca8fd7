import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { countQueues, listQueues } from '../../projections/expert-queues.ts';
import {
  countReviews,
  listReviews,
  type ReviewFilter as ReadFilter,
  type ReviewSort,
} from '../../projections/reviewer-queue.ts';
import type { EditionId, NominationId } from '../../src/domain/ids.ts';
import type { ConflictGround as Ground } from '../../src/domain/review/conflicts.ts';
import { reviewStream } from '../../src/domain/review/review.ts';
import { accessOf } from '../access.ts';
import { runCommand } from '../command.ts';
import type { Page } from '../connection.ts';
import { editionIn } from '../edition/references.ts';
import { Edition, Expert, expertOf } from '../edition/types.ts';
import { given } from '../given.ts';
import { fromLog } from '../log-unavailable.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { emptyPage, listed } from '../paging.ts';
import { payloadOf } from '../payload.ts';
import { caughtUp, ListArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { shownRevision } from '../shown-revision.ts';
import { Conflict } from './conflict-types.ts';
import { queueSortKeys, ReviewQueueOrder, todayIn } from './due.ts';
import {
  AssignReviewsInput,
  MyReviewFilter,
  RecuseInput,
  ReviewFilter,
  ReviewListArgs,
  type ReviewOrderField,
  ScoreInput,
} from './inputs.ts';
import { isBlind } from './own.ts';
import { queueOf, Review, ReviewConnection, ReviewQueue, ReviewQueueConnection, reviewOf } from './types.ts';

const AssignReviewsPayload = payloadOf('AssignReviewsPayload', 'edition', Edition);
const RecusePayload = payloadOf('RecusePayload', 'review', Review);
const ScorePayload = payloadOf('ScorePayload', 'review', Review);

const sortKeys: Readonly<Record<ReviewOrderField, ReviewSort['by']>> = {
  DUE_ON: 'dueOn',
  ASSIGNED_AT: 'assignedAt',
  NOMINATION: 'nominationId',
};

const listedReviews = (context: LaurelContext, args: ReviewListArgs, filter: ReadFilter): Promise<Page<Review>> => {
  const { reader } = context.services;
  const { field, direction } = args.orderBy;
  return listed(context, args, {
    order: `${field}_${direction}`,
    read: (request) => listReviews(reader, filter, { by: sortKeys[field], direction }, request),
    itemOf: reviewOf,
    count: () => countReviews(reader, filter),
  });
};

/** The caller's own review of a nomination. */
const ownReview = async ({ loaders, actor }: LaurelContext, nominationId: NominationId): Promise<Review | null> => {
  const rows = await loaders.reviews.load(nominationId);
  const own = rows.find(({ expert }) => expert === actor.id);
  return own ? reviewOf(own) : null;
};

@Resolver(() => Review)
export class ReviewResolver {
  @FieldResolver(() => Nomination, {
    nullable: true,
    description: 'What is reviewed (申报); null for an expert who stepped aside from it.',
  })
  nomination(@Root() { nominationId }: Review, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId);
  }

  @FieldResolver(() => Expert, { nullable: true, description: 'Who reviews it (专家).' })
  async expert(@Root() { editionId, expertId }: Review, @Ctx() { loaders }: LaurelContext): Promise<Expert | null> {
    const row = await loaders.expert.load({ editionId, expert: expertId });
    return row ? expertOf(row) : null;
  }

  @FieldResolver(() => Edition, { description: 'The edition (年度).' })
  edition(@Root() { editionId }: Review, @Ctx() { loaders }: LaurelContext): Promise<Edition> {
    return editionIn(loaders, editionId);
  }

  @FieldResolver(() => [Conflict], {
    description: 'Conflicts of interest that stand now and were not lifted (现有回避情形); for who sees every queue.',
  })
  async conflicts(
    @Root() { editionId, nominationId, expertId: expert }: Review,
    @Ctx() context: LaurelContext,
  ): Promise<readonly Conflict[]> {
    if (!accessOf(context).oversees('queues', editionId)) return [];
    return fromLog(() => context.services.laurel.conflicts({ nominationId, expert }));
  }

  @FieldResolver()
  endReason(@Root() review: Review, @Ctx() context: LaurelContext): string | null {
    return isBlind(review, context) ? null : review.endReason;
  }

  @FieldResolver()
  grounds(@Root() review: Review, @Ctx() context: LaurelContext): readonly Ground[] {
    return isBlind(review, context) ? [] : review.grounds;
  }

  @FieldResolver(() => Int, { description: 'Revision to expect when scoring or stepping aside (版本).' })
  revision(@Root() { nominationId, expertId }: Review, @Ctx() context: LaurelContext): Promise<number> {
    return shownRevision(context, reviewStream(nominationId, expertId));
  }

  @Query(() => ReviewConnection, {
    description: 'The reviews of an edition (专家评审); for the province and those who audit it.',
  })
  async reviews(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('filter', () => ReviewFilter, { nullable: true, description: 'Which to list (筛选条件).' })
    filter: ReviewFilter | null,
    @Args(() => ReviewListArgs) args: ReviewListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Review>> {
    if (!accessOf(context).oversees('queues', editionId)) return emptyPage(args);
    return listedReviews(context, args, { ...given(filter), editionId });
  }

  @Query(() => ReviewConnection, { description: 'What you were given to score yourself (我的评审).' })
  async myReviews(
    @Arg('filter', () => MyReviewFilter, { nullable: true, description: 'Which to list (筛选条件).' })
    filter: MyReviewFilter | null,
    @Args(() => ReviewListArgs) args: ReviewListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Review>> {
    if (!context.actor.roles.includes('EXPERT')) return emptyPage(args);
    return listedReviews(context, args, { ...given(filter), expert: context.actor.id });
  }

  @Mutation(() => AssignReviewsPayload, { description: 'Gives nominations to experts to score (分配评审).' })
  assignReviews(
    @Arg('input', () => AssignReviewsInput, { description: 'Who scores what (分配内容).' }) input: AssignReviewsInput,
    @Ctx() context: LaurelContext,
  ) {
    return runCommand('assignReviews', input, context, 'edition', () => editionIn(context.loaders, input.editionId));
  }

  @Mutation(() => RecusePayload, { description: 'Steps aside from a nomination, for good (回避).' })
  recuse(
    @Arg('input', () => RecuseInput, { description: 'From what, and why (回避内容).' }) input: RecuseInput,
    @Ctx() context: LaurelContext,
  ) {
    return runCommand('recuse', input, context, 'review', () => ownReview(context, input.nominationId));
  }

  @Mutation(() => ScorePayload, {
    description: 'Scores a nomination, or revises the score until scoring closes (评分).',
  })
  score(
    @Arg('input', () => ScoreInput, { description: 'The score (评分内容).' }) input: ScoreInput,
    @Ctx() context: LaurelContext,
  ) {
    const points = Object.fromEntries(input.points.map(({ criterion, points: given }) => [criterion, given]));
    return runCommand('score', { ...input, points }, context, 'review', () => ownReview(context, input.nominationId));
  }
}

@Resolver(() => ReviewQueue)
export class ReviewQueueResolver {
  @FieldResolver(() => Expert, { nullable: true, description: 'Whose queue it is (专家).' })
  async expert(
    @Root() { editionId, expertId }: ReviewQueue,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<Expert | null> {
    const row = await loaders.expert.load({ editionId, expert: expertId });
    return row ? expertOf(row) : null;
  }

  @Query(() => ReviewQueueConnection, {
    description: 'How far each expert has come (专家评审进度): of all for the province, of their own for experts.',
  })
  async reviewQueues(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('orderBy', () => ReviewQueueOrder, {
      defaultValue: { field: 'EXPERT', direction: 'ASC' },
      description: 'How they are sorted (排序).',
    })
    { field, direction }: ReviewQueueOrder,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<ReviewQueue>> {
    const { actor, services } = context;
    await caughtUp(context, args.minPosition);
    const all = accessOf(context).oversees('queues', editionId);
    if (!all && !actor.roles.includes('EXPERT')) return emptyPage(args);
    const today = await todayIn(editionId, context);
    if (today === undefined) return emptyPage(args);
    const wanted = all ? { editionId } : { editionId, expert: actor.id };
    return listed(context, args, {
      order: `${field}_${direction}`,
      read: (request) => listQueues(services.reader, wanted, { by: queueSortKeys[field], direction }, today, request),
      itemOf: queueOf,
      count: () => countQueues(services.reader, wanted),
    });
  }
}
