import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { OutcomeStanding as Standing } from '../../src/domain/edition/counterfactual.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { enumOf } from '../enum.ts';
import { PositionScalar } from '../scalars.ts';

export const OutcomeStanding = enumOf<Standing>(
  'OutcomeStanding',
  'Where a nominee stands by the rule (按规则的结果).',
  {
    SELECTED: 'Would be selected (入选).',
    ALTERNATE: 'Would be an alternate (递补).',
    BELOW_PASS_MARK: 'Would be below the pass mark (未达分数线).',
    OUT: 'Would not be ranked (不参加排名).',
  },
);

@ObjectType({ description: 'Where a nominee stands in a ranking (排名结果).' })
export class OutcomeStandpoint {
  @Field(() => OutcomeStanding, { description: 'Selected or not (结果).' })
  standing!: Standing;

  @Field(() => Int, { nullable: true, description: 'Rank, counted from 1 (名次).' })
  rank!: number | null;

  @Field(() => String, { nullable: true, description: 'Score that is ranked, with four decimal places (分数).' })
  score!: string | null;
}

@ObjectType({ description: 'A place that the ranking proposes (拟定名次).' })
export class ProposedPlace extends OutcomeStandpoint {
  @Field(() => ID, { description: 'The nomination (申报编号).' })
  nominationId!: NominationId;

  @Field(() => ID, { description: 'Code of the category (类别代码).' })
  category!: string;
}

@ObjectType({ description: 'What the ranking would select now; nothing is recorded by it (拟定方案).' })
export class ShortlistProposal {
  @Field(() => PositionScalar, {
    nullable: true,
    description: 'Log position whose scores are ranked (依据的日志位置).',
  })
  position!: string | null;

  @Field(() => Boolean, { description: 'Whether scoring is closed, so that no score changes any more (评分是否截止).' })
  scoringClosed!: boolean;

  @Field(() => [ProposedPlace], { description: 'By rank: those selected, then the alternates (名次).' })
  places!: readonly ProposedPlace[];

  @Field(() => [ID], { description: 'Nominations below the pass mark (未达分数线的申报).' })
  belowPassMark!: readonly NominationId[];

  @Field(() => [ID], {
    description: 'Nominations with fewer reviews that count than the panel asks for (评审不足的申报).',
  })
  short!: readonly NominationId[];
}

@ObjectType({ description: 'A nominee whose outcome would be another (结果变化).' })
export class OutcomeChange {
  @Field(() => ID, { description: 'The nomination (申报编号).' })
  nominationId!: NominationId;

  @Field(() => OutcomeStandpoint, { description: 'As it is (现结果).' })
  before!: OutcomeStandpoint;

  @Field(() => OutcomeStandpoint, { description: 'As it would be (假设结果).' })
  after!: OutcomeStandpoint;
}

@ObjectType({ description: 'How the ranking would come out without something; nothing is recorded by it (假设推演).' })
export class Counterfactual {
  @Field(() => PositionScalar, {
    nullable: true,
    description: 'Log position whose scores are ranked (依据的日志位置).',
  })
  position!: string | null;

  @Field(() => [OutcomeChange], { description: 'Whose outcome would be another (结果变化), none if nobody’s would.' })
  changes!: readonly OutcomeChange[];

  @Field(() => [ID], { description: 'Nominations that would have too few reviews (评审不足的申报).' })
  short!: readonly NominationId[];
}
