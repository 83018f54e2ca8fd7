import 'reflect-metadata';
import { Field, ID, InputType } from 'type-graphql';
import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import type { Level } from '../../src/domain/program/program.ts';
import type { Slate as DomainSlate } from '../../src/domain/slate/slate.ts';
import { CommandInput } from '../command.ts';
import { BureauLevel } from '../edition/bureau.ts';
import { RecordStepFields } from '../recorded-step.ts';
import { SlateStatus } from './types.ts';

@InputType({ description: 'Which tallies to list (筛选条件).' })
export class QuotaTallyFilter {
  @Field(() => BureauLevel, { nullable: true, description: 'Bureaus of this level only (层级).' })
  level?: Level | null;

  @Field(() => ID, { nullable: true, description: 'Bureaus right below this one only (上级单位).' })
  parent?: BureauCode | null;

  @Field(() => ID, { nullable: true, description: 'This bureau and all below it (辖区).' })
  within?: BureauCode | null;

  @Field(() => SlateStatus, { nullable: true, description: 'Bureaus whose slate stands so (报送名单状态).' })
  slateStatus?: DomainSlate['status'] | null;
}

@InputType({ description: 'A bureau submits its slate (报送名单).' })
export class SubmitSlateInput extends CommandInput {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;

  @Field(() => ID, { description: 'Code of the bureau that submits (报送单位).' })
  bureau!: BureauCode;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Says that fewer than the quota is meant (确认少报).',
  })
  confirmFewer!: boolean;
}

@InputType({
  description: 'A step of the procedure is recorded for a slate, by its bureau or one above it (报送名单环节记录).',
})
export class RecordSlateStepInput extends RecordStepFields {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;

  @Field(() => ID, { description: 'Code of the bureau whose slate it is (报送单位).' })
  bureau!: BureauCode;
}
