import 'reflect-metadata';
import { Ctx, Field, FieldResolver, InputType, Resolver, Root } from 'type-graphql';
import type { QueueSort } from '../../projections/expert-queues.ts';
import { localDateOf } from '../../src/domain/calendar.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { Direction, enumOf } from '../enum.ts';
import type { LaurelContext } from '../services.ts';
import { Review } from './types.ts';

/** The day that it is now where the program is run; undefined if there is no such edition. */
export const todayIn = async (
  editionId: EditionId,
  { loaders, services }: LaurelContext,
): Promise<string | undefined> => {
  const program = await loaders.program.load(editionId);
  return program && localDateOf(new Date(services.clock.now()).toISOString(), program.timeZone);
};

@Resolver(() => Review)
export class ReviewDueResolver {
  @FieldResolver(() => Boolean, {
    description: 'Whether it is still to be scored and its last day is over by now (是否逾期).',
  })
  async overdue(@Root() { editionId, status, dueOn }: Review, @Ctx() context: LaurelContext): Promise<boolean> {
    if (status !== 'ASSIGNED' || dueOn === null) return false;
    const today = await todayIn(editionId, context);
    return today !== undefined && dueOn < today;
  }
}

export type ReviewQueueOrderField = 'EXPERT' | 'NEXT_DUE_ON';
export const ReviewQueueOrderField = enumOf<ReviewQueueOrderField>(
  'ReviewQueueOrderField',
  'What queues are sorted by (排序栏目).',
  {
    EXPERT: 'Account of the expert (专家账号).',
    NEXT_DUE_ON: 'The earliest last day of what is due; those without one come last (最近评审期限).',
  },
);

@InputType({ description: 'How queues are sorted (排序).' })
export class ReviewQueueOrder {
  @Field(() => ReviewQueueOrderField, { description: 'By what (栏目).' })
  field!: ReviewQueueOrderField;

  @Field(() => Direction, { defaultValue: 'ASC', description: 'Which way (方向).' })
  direction!: Direction;
}

export const queueSortKeys: Readonly<Record<ReviewQueueOrderField, QueueSort['by']>> = {
  EXPERT: 'expert',
  NEXT_DUE_ON: 'nextDueOn',
};
