import 'reflect-metadata';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Standing as Place, ScoreRow } from '../../projections/scoreboard.ts';
import type { BureauCode, EditionId, NominationId } from '../../src/domain/ids.ts';
import { connectionOf } from '../connection.ts';
import { Direction, enumOf } from '../enum.ts';

export const Standing = enumOf<Place>('Standing', 'Where a nominee stands on the shortlist (入围情况).', {
  SELECTED: 'Selected (拟定人选).',
  ALTERNATE: 'Next in line if a place becomes free (递补人选).',
  BELOW_PASS_MARK: 'Below the pass mark (未达分数线).',
  PASSED_OVER: 'Ranked for a place, and not selected by a reasoned decision (经研究不予列入).',
  REPLACED: 'Was selected, and an alternate took the place (已被递补).',
});

@ObjectType({ description: 'How a nomination fared before the panel (评审结果).' })
export class ScoreboardEntry {
  editionId!: EditionId;
  nominationId!: NominationId;
  bureauCode!: BureauCode;

  @Field(() => ID, { description: 'Code of the category (类别代码).' })
  category!: string;

  @Field(() => Int, { description: 'Reviews that count (计入的评审数).' })
  reviews!: number;

  @Field(() => String, { nullable: true, description: 'Their mean as a decimal with four places (平均分).' })
  mean!: string | null;

  @Field(() => Int, { nullable: true, description: 'Rank, as the shortlist was decided (名次).' })
  rank!: number | null;

  @Field(() => String, { nullable: true, description: 'Mean that was ranked, with four places (排名所用分数).' })
  score!: string | null;

  @Field(() => Int, { nullable: true, description: 'Serial number of the place, printed on a certificate (序号).' })
  serial!: number | null;

  @Field(() => Standing, { nullable: true, description: 'Place on the shortlist (入围情况); null until decided.' })
  place!: Place | null;
}

export const ScoreboardConnection = connectionOf(ScoreboardEntry, 'Scoreboard');

export const scoreboardEntryOf = (row: ScoreRow): ScoreboardEntry => ({
  editionId: row.editionId,
  nominationId: row.nominationId,
  bureauCode: row.bureau,
  category: row.category,
  reviews: row.reviews,
  mean: row.mean,
  rank: row.rank,
  score: row.score,
  serial: row.serial,
  place: row.place,
});

@InputType({ description: 'Which entries to list (筛选条件).' })
export class ScoreboardFilter {
  @Field(() => ID, { nullable: true, description: 'Of this category (类别).' })
  category?: string | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau (申报单位).' })
  bureau?: BureauCode | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau or one below it (辖区).' })
  within?: BureauCode | null;

  @Field(() => [Standing], { nullable: true, description: 'With one of these places (入围情况).' })
  places?: readonly Place[] | null;
}

export type ScoreboardOrderField = 'RANK' | 'MEAN' | 'NOMINATION';
export const ScoreboardOrderField = enumOf<ScoreboardOrderField>(
  'ScoreboardOrderField',
  'What the scoreboard is sorted by (排序栏目).',
  {
    RANK: 'Rank; those without one come last (名次).',
    MEAN: 'Mean of the reviews; those without one are the lowest (平均分).',
    NOMINATION: 'Id of the nomination (申报编号).',
  },
);

@InputType({ description: 'How the scoreboard is sorted (排序).' })
export class ScoreboardOrder {
  @Field(() => ScoreboardOrderField, { description: 'By what (栏目).' })
  field!: ScoreboardOrderField;

  @Field(() => Direction, { defaultValue: 'ASC', description: 'Which way (方向).' })
  direction!: Direction;
}
