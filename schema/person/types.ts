import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { PriorHonorRow } from '../../projections/person-honors.ts';
import type { EditionId, NominationId } from '../../src/domain/ids.ts';
import { enumOf } from '../enum.ts';
import { LocalDate } from '../scalars.ts';

export type PriorHonorSource = 'IMPORTED' | 'RECOGNIZED';
export const PriorHonorSource = enumOf<PriorHonorSource>(
  'PriorHonorSource',
  'How it is known that somebody holds an honor (荣誉来源).',
  {
    IMPORTED: 'From a file of the province (导入).',
    RECOGNIZED: 'Given by a program here (本系统认定).',
  },
);

@ObjectType({ description: 'An honor that a nominee holds already (已获荣誉).' })
export class PriorHonor {
  @Field(() => String, { nullable: true, description: 'What it is called (荣誉名称).' })
  name!: string | null;

  @Field(() => ID, { description: "Its level, a code of the list that the form's honors use (级别)." })
  level!: string;

  @Field(() => ID, { description: "What it is for, a code of the list that the form's honors use (类别)." })
  topic!: string;

  @Field(() => LocalDate, { description: 'Day it was given (授予日期).' })
  awardedOn!: string;

  @Field(() => String, { nullable: true, description: 'Who gave it (授予单位).' })
  issuer!: string | null;

  @Field(() => PriorHonorSource, { description: 'How it is known (来源).' })
  source!: PriorHonorSource;

  @Field(() => ID, {
    nullable: true,
    description: 'Number of its certificate, where a program here gave it (证书编号).',
  })
  certificate!: string | null;
}

export const priorHonorOf = ({ level, topic, awardedOn, name, issuer, certificate }: PriorHonorRow): PriorHonor => ({
  level,
  topic,
  awardedOn,
  name,
  issuer,
  certificate,
  source: certificate === null ? 'IMPORTED' : 'RECOGNIZED',
});

@ObjectType({ description: 'Another nomination of the same person, in another edition at the same time (同时申报).' })
export class DualNomination {
  editionKey!: EditionId;
  nominationKey!: NominationId;
}
