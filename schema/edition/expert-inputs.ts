import 'reflect-metadata';
import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { ActorId } from '../../src/domain/ids.ts';
import { FreeText } from '../free-text.ts';
import { ExpertAvailabilityInput, ExpertLoadInput, ExpertProfileInput } from './expert-terms.ts';
import { OnEditionInput } from './inputs.ts';

@InputType()
abstract class ExpertTermsInput extends OnEditionInput {
  @Field(() => ID, { description: 'Account that the expert signs in with (专家账号).' })
  @FreeText(200)
  expert!: ActorId;

  @Field(() => [String], { description: 'What the expert knows about (专业领域).' })
  @ArrayMaxSize(20, { message: 'fields takes at most 20.' })
  @FreeText(100, { each: true })
  fields!: string[];

  @Field(() => ExpertProfileInput, {
    nullable: true,
    description: 'What conflicts of interest are found from (回避核查信息).',
  })
  @ValidateNested()
  profile?: ExpertProfileInput | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the categories that the expert would rather score (意向类别).',
  })
  @ArrayMaxSize(50, { message: 'prefers takes at most 50.' })
  prefers?: string[] | null;

  @Field(() => ExpertLoadInput, { nullable: true, description: 'How many nominations the expert takes (评审数量).' })
  load?: ExpertLoadInput | null;

  @Field(() => ExpertAvailabilityInput, { nullable: true, description: 'When the expert can score (可评审期间).' })
  availability?: ExpertAvailabilityInput | null;
}

@InputType({ description: 'An expert is appointed to the panel (聘任专家).' })
export class AppointExpertInput extends ExpertTermsInput {
  @Field(() => String, { description: 'Name of the expert (姓名).' })
  @FreeText(100)
  name!: string;
}

@InputType({ description: 'What is said of an expert, whole and anew (更正专家信息).' })
export class AmendExpertInput extends ExpertTermsInput {
  @Field(() => String, { description: 'Why (理由).' })
  @FreeText(2000)
  reason!: string;
}
