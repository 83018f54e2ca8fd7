import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import { Nomination } from '../nomination/types.ts';

@ObjectType({ description: 'One person of a slate, as a line of its table (汇总表行).' })
export class SummaryRow {
  @Field(() => Nomination, { description: 'The nomination (申报).' })
  nomination!: Nomination;

  @Field(() => [String], { description: 'What stands in each column, as text; empty where nothing does (各栏内容).' })
  cells!: readonly string[];
}

@ObjectType({ description: 'The table that a bureau sends with its slate (情况汇总表).' })
export class SlateSummary {
  @Field(() => String, { description: 'Its title (表名).' })
  name!: string;

  @Field(() => Boolean, {
    description:
      'Whether the notice names the table and does not attach it, so that its columns are inferred (是否推定).',
  })
  inferred!: boolean;

  @Field(() => [String], { description: 'Heads of its columns (栏目).' })
  columns!: readonly string[];

  @Field(() => [SummaryRow], { description: 'Those on the slate, in the order they came onto it (各行).' })
  rows!: readonly SummaryRow[];
}
