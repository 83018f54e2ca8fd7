import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Shortlist as ShortlistRow } from '../../projections/scoreboard.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { ScoreboardEntry, scoreboardEntryOf } from '../review/scoreboard-types.ts';
import { DateTimeISO, LocalDate, PositionScalar } from '../scalars.ts';

@ObjectType({ description: 'A target date that was not kept, and why (逾期说明).' })
export class Overrun {
  @Field(() => ID, { description: 'Key of the deadline (时限键名).' })
  deadline!: string;

  @Field(() => LocalDate, { description: 'The target date (要求日期).' })
  on!: string;

  @Field(() => String, { description: 'Why it was not kept (逾期原因).' })
  reason!: string;

  @Field(() => DateTimeISO, { description: 'When that was recorded (记录时间).' })
  at!: string;
}

@ObjectType({ description: 'One change to what the ranking proposed, with its reason (调整).' })
export class ShortlistDeviation {
  @Field(() => ID, { nullable: true, description: 'Who was passed over (不予列入的申报).' })
  passedOver?: NominationId | undefined;

  @Field(() => ID, { nullable: true, description: 'Who was selected of the alternates (改为列入的申报).' })
  selected?: NominationId | undefined;

  @Field(() => String, { description: 'Why (理由).' })
  reason!: string;
}

@ObjectType({ description: 'Who was selected, by rank, within the targets (拟定名单).' })
export class Shortlist {
  @Field(() => DateTimeISO, { description: 'When it was decided (拟定时间).' })
  decidedAt!: string;

  @Field(() => PositionScalar, { description: 'Log position whose scores were ranked (依据的日志位置).' })
  basedOnPosition!: string;

  @Field(() => String, { description: 'SHA-256 of what was ranked (依据数据校验值).' })
  inputsHash!: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the rubric as canonical JSON (评分标准校验值).' })
  rubricHash!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the rules that it was decided by (规则版本).' })
  ruleVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'How scores became one (汇总方式).' })
  method!: string | null;

  @Field(() => [ShortlistDeviation], { description: 'Changes to what the ranking proposed (对排名结果的调整).' })
  deviations!: readonly ShortlistDeviation[];

  @Field(() => Overrun, { nullable: true, description: 'Where it was decided after its target date (逾期说明).' })
  overrun!: Overrun | null;

  @Field(() => [ScoreboardEntry], { description: 'Everyone ranked, by rank; below the pass mark last (名单).' })
  places!: readonly ScoreboardEntry[];
}

export const shortlistTypeOf = ({ places, overrun, ...row }: ShortlistRow): Shortlist => ({
  ...row,
  overrun: overrun && { ...overrun, at: row.decidedAt },
  places: places.map(scoreboardEntryOf),
});
