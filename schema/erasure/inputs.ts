import 'reflect-metadata';
import { Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { ErasureStatus as Status } from '../../projections/erasures.ts';
import type { OwnerGiven } from '../../src/app/commands/protection.ts';
import type {
  ErasureBasis as DomainErasureBasis,
  RestrictionBasis as DomainRestrictionBasis,
} from '../../src/domain/protection/protection.ts';
import { CommandInput } from '../command.ts';
import { FreeText } from '../free-text.ts';
import { ListArgs } from '../reading.ts';
import { ErasureBasis, ErasureStatus, RestrictionBasis } from './types.ts';

@InputType({ description: 'Whose data: exactly one of these (个人信息主体，任填一项).' })
export class DataOwnerInput {
  @Field(() => String, { nullable: true, description: 'Identity number of a nominee (身份证号).' })
  @Matches(/^\d{17}[\dXx]$/, { message: 'identityNumber takes 18 characters: 17 digits, then a digit or X.' })
  identityNumber?: string | null;

  @Field(() => ID, { nullable: true, description: 'A nomination of the nominee (申报编号).' })
  @MaxLength(200, { message: 'nominationId takes at most 200 characters.' })
  nominationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The objection of who objected (异议编号).' })
  @MaxLength(200, { message: 'objectionId takes at most 200 characters.' })
  objectionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Account of an expert (专家账号).' })
  @MaxLength(200, { message: 'expert takes at most 200 characters.' })
  expert?: string | null;
}

/** graphql-js sees to it that one is given. */
export const ownerGiven = (input: DataOwnerInput): OwnerGiven =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)) as unknown as OwnerGiven;

@InputType()
abstract class OnOwner extends CommandInput {
  @Field(() => DataOwnerInput, { description: 'Whose data (个人信息主体).' })
  @ValidateNested()
  owner!: DataOwnerInput;
}

const documentSays = {
  description: 'Number of the paper that it rests on (依据文号); stays on record, and must name nobody.',
};

@InputType({ description: 'A request to erase the personal data of somebody (删除个人信息申请).' })
export class RequestErasureInput extends OnOwner {
  @Field(() => ErasureBasis, { description: 'Legal basis (法律依据).' })
  legalBasis!: DomainErasureBasis;

  @Field(() => String, documentSays)
  @MinLength(1, { message: 'document takes 1 to 100 characters.' })
  @MaxLength(100, { message: 'document takes 1 to 100 characters.' })
  document!: string;

  @Field(() => String, { nullable: true, description: 'Remark (说明); erased with the rest.' })
  @FreeText(1_000)
  note?: string | null;
}

@InputType({ description: 'Which request to erase (删除申请).' })
export class ApproveErasureInput extends CommandInput {
  @Field(() => ID, { description: 'Id of the request (申请编号).' })
  requestId!: string;
}

@InputType({ description: 'Which request to erase is declined, and why (不予批准).' })
export class DeclineErasureInput extends ApproveErasureInput {
  @Field(() => String, { description: 'Why (理由).' })
  @FreeText(1_000)
  reason!: string;
}

@InputType({ description: 'Whose data is restricted, and why (限制处理).' })
export class RestrictPersonalDataInput extends OnOwner {
  @Field(() => RestrictionBasis, { description: 'Legal basis (法律依据).' })
  legalBasis!: DomainRestrictionBasis;

  @Field(() => String, documentSays)
  @MinLength(1, { message: 'document takes 1 to 100 characters.' })
  @MaxLength(100, { message: 'document takes 1 to 100 characters.' })
  document!: string;

  @Field(() => String, { nullable: true, description: 'Remark (说明).' })
  @FreeText(1_000)
  note?: string | null;
}

@InputType({ description: 'Whose data is restricted no longer, and why (解除限制).' })
export class LiftRestrictionInput extends OnOwner {
  @Field(() => String, { description: 'Why (理由).' })
  @FreeText(1_000)
  reason!: string;
}

@InputType({ description: 'Which requests to erase (删除申请筛选).' })
export class ErasureRequestFilter {
  @Field(() => ErasureStatus, { nullable: true, description: 'That stand so (状态).' })
  status?: Status | null;
}

@ArgsType()
export class ErasureRequestsArgs extends ListArgs {
  @Field(() => ErasureRequestFilter, { nullable: true, description: 'Which requests (筛选条件).' })
  @ValidateNested()
  filter?: ErasureRequestFilter | null;
}
