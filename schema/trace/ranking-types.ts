import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Relation } from '../../src/domain/trace/ranking.ts';
import type { ExpertReview } from '../../src/domain/trace/reviews.ts';
import { CriterionPoints } from '../review/types.ts';
import { NeighbourRelation, NotCounted } from './codes.ts';

@ObjectType({ description: 'What one expert made of it (专家评分).' })
export class TracedReview {
  @Field(() => ID, { description: 'The expert, by the id of the account (专家).' })
  expert!: string;

  @Field(() => [CriterionPoints], {
    nullable: true,
    description: 'Points by criterion, as last revised (各项评分); null where none were given.',
  })
  points!: readonly CriterionPoints[] | null;

  @Field(() => Boolean, { description: 'Whether they are in the mean (是否计入).' })
  counts!: boolean;

  @Field(() => NotCounted, { nullable: true, description: 'Why they are not (不计入原因); null where they are.' })
  because!: NonNullable<ExpertReview['because']> | null;
}

@ObjectType({ description: 'Places taken within a target when the shortlist was decided (名额占用).' })
export class FilledTarget {
  @Field(() => Int, { description: 'How many were selected (入选人数).' })
  selected!: number;

  @Field(() => Int, { nullable: true, description: 'Most that could be (名额上限); null where none was set.' })
  target!: number | null;
}

@ObjectType({ description: 'Another nomination near the cut, by its id only (相邻申报).' })
export class RankedNeighbour {
  @Field(() => ID, { description: 'Its id (申报编号).' })
  nominationId!: string;

  @Field(() => NeighbourRelation, { description: 'Where it stands (相对位置).' })
  relation!: Relation;

  @Field(() => Boolean, { description: 'Whether it was selected (是否入选).' })
  selected!: boolean;

  @Field(() => Int, { description: 'Its rank, counted from 1 (名次).' })
  rank!: number;

  @Field(() => String, { description: 'Its mean, a decimal number with four places (均分).' })
  score!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Between equal means: the criterion that decided, or NOMINATION_ID where none did (同分区分依据); null where the means differ.',
  })
  tieBrokenBy!: string | null;
}

@ObjectType({ description: 'How it fared before the panel (评审排名).' })
export class TraceRanking {
  @Field(() => [TracedReview], { description: 'What each expert assigned made of it (专家评分).' })
  reviews!: readonly TracedReview[];

  @Field(() => Int, { description: 'How many reviews a nomination needs (应有评审数).' })
  panelSize!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Least mean to be shortlisted, in points (合格线); null where none is set.',
  })
  passMark!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Mean of what counts, in points, a decimal number with four places (均分); null where nothing counts.',
  })
  mean!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Its rank, counted from 1 (名次); null below the pass mark, or until decided.',
  })
  rank!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many were ranked (排名人数); null until decided.' })
  ranked!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many were below the pass mark (未达合格线人数); null until decided.',
  })
  belowPassMark!: number | null;

  @Field(() => FilledTarget, { nullable: true, description: 'Places of its category (类别名额); null until decided.' })
  category!: FilledTarget | null;

  @Field(() => FilledTarget, { nullable: true, description: 'Places of all (总名额); null until decided.' })
  total!: FilledTarget | null;

  @Field(() => [ID], { description: 'Criteria that decide between equal means, in order (同分规则).' })
  tieBreak!: readonly string[];

  @Field(() => [RankedNeighbour], { description: 'Who stood next to it, and at the cut (相邻申报).' })
  neighbours!: readonly RankedNeighbour[];
}
