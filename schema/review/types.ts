import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { QueueRow } from '../../projections/expert-queues.ts';
import type { ReviewRow } from '../../projections/reviewer-queue.ts';
import type { ActorId, EditionId, NominationId } from '../../src/domain/ids.ts';
import type { ConflictGround as Ground } from '../../src/domain/review/conflicts.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { globalIdOf, Node } from '../node/node.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';
import { ConflictGround } from './conflict-types.ts';

export const ReviewStatus = enumOf<ReviewRow['status']>('ReviewStatus', "Where an expert's review stands (评审状态).", {
  ASSIGNED: 'Still to be scored (待评审).',
  WITHDRAWN: 'Taken back before it was scored (已撤回).',
  SCORED: 'Scored (已评分).',
  VOIDED: 'Scored by who had to stand aside: it does not count (已作废).',
  RECUSED: 'The expert stepped aside (已回避).',
});

@ObjectType({ description: 'Points given for one criterion (评分).' })
export class CriterionPoints {
  @Field(() => ID, { description: 'Code of the criterion (评分项代码).' })
  criterion!: string;

  @Field(() => Float, { description: 'Points (分值).' })
  points!: number;
}

@ObjectType({ implements: Node, description: "One expert's review of one nomination (专家评审)." })
export class Review extends Node {
  editionId!: EditionId;
  nominationId!: NominationId;
  expertId!: ActorId;

  @Field(() => ReviewStatus, { description: 'Where it stands (状态).' })
  status!: ReviewRow['status'];

  @Field(() => LocalDate, { nullable: true, description: 'Last day to score it (评审期限).' })
  dueOn!: string | null;

  @Field(() => DateTimeISO, { description: 'When it was assigned (分配时间).' })
  assignedAt!: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was last scored (评分时间).' })
  scoredAt!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When the expert stepped aside (回避时间).' })
  recusedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the expert stepped aside (回避理由).' })
  recusalReason!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was withdrawn or voided (撤回或作废时间).' })
  endedAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it was withdrawn or voided (撤回或作废理由); withheld from experts where the program hides something from them.',
  })
  endReason!: string | null;

  @Field(() => [ConflictGround], {
    description:
      'Conflicts that stood when it was withdrawn or voided (当时的回避情形); withheld from experts where the program hides something from them.',
  })
  grounds!: readonly Ground[];

  @Field(() => [CriterionPoints], { nullable: true, description: 'Points by criterion (各项评分); null until scored.' })
  points!: readonly CriterionPoints[] | null;

  @Field(() => Float, { nullable: true, description: 'Sum of the points (总分); null until scored.' })
  total!: number | null;

  @Field(() => String, { nullable: true, description: 'What the expert wrote (评语).' })
  comment!: string | null;

  @Field(() => Int, { description: 'How often the score was revised (修改次数).' })
  revisions!: number;

  @Field(() => Boolean, {
    description: 'Whether the points are in the mean: not if given after scoring closed (是否计入).',
  })
  counts!: boolean;
}

export const ReviewConnection = connectionOf(Review);

export const reviewOf = ({ nominationId, expert, points, ...row }: ReviewRow): Review => ({
  ...row,
  id: globalIdOf('Review', nominationId, expert),
  nominationId,
  expertId: expert,
  points: points && Object.entries(points).map(([criterion, given]) => ({ criterion, points: given })),
  total: points && Object.values(points).reduce((sum, given) => sum + Math.round(given * 100), 0) / 100,
});

@ObjectType({ description: 'How much an expert was given to score, and how far it is done (专家评审进度).' })
export class ReviewQueue {
  editionId!: EditionId;
  expertId!: ActorId;

  @Field(() => Int, { description: 'Ever assigned (分配数).' })
  assigned!: number;

  @Field(() => Int, { description: 'Still to be scored (待评审数).' })
  due!: number;

  @Field(() => Int, {
    description: 'Of those due, the ones whose last day is over by now, in the time zone of the program (逾期数).',
  })
  overdue!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The earliest last day of those due (最近评审期限); null where none is due by a day.',
  })
  nextDueOn!: string | null;

  @Field(() => Int, { description: 'Scored (已评分数).' })
  scored!: number;

  @Field(() => Int, { description: 'Recused (回避数).' })
  recused!: number;

  @Field(() => Int, { description: 'Taken back before they were scored (撤回数).' })
  withdrawn!: number;

  @Field(() => Int, { description: 'Scored by who had to stand aside, which does not count (作废数).' })
  voided!: number;
}

export const ReviewQueueConnection = connectionOf(ReviewQueue);

export const queueOf = ({ expert, name: _, ...row }: QueueRow): ReviewQueue => ({ ...row, expertId: expert });
