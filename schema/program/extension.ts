import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import { Text } from '../text.ts';
import { MaterialRequirement } from './materials.ts';
import { BlindingTerms, ProgramStep, VettingTerms } from './procedure.ts';
import { Rule } from './rule.ts';

@ObjectType({ description: 'What an edition may add to its program though the notice does not ask for it (扩展环节).' })
export class ProgramExtension {
  @Field(() => ID, { description: 'Code to open an edition with (扩展代码).' })
  code!: string;

  @Field(() => Text, { description: 'What it adds (扩展名称).' })
  name!: Text;

  @Field(() => VettingTerms, { nullable: true, description: 'Bodies that are then asked about nominees (部门联审).' })
  vetting?: VettingTerms | undefined;

  @Field(() => BlindingTerms, { nullable: true, description: 'What experts then do not see (盲评办法).' })
  blinding?: BlindingTerms | undefined;

  @Field(() => [ProgramStep], { description: 'Steps that are then recorded (环节).' })
  steps!: readonly ProgramStep[];

  @Field(() => [MaterialRequirement], { description: 'Documents that are then needed (申报材料).' })
  materials!: readonly MaterialRequirement[];

  @Field(() => [Rule], { description: 'Rules that then hold (条款).' })
  rules!: readonly Rule[];
}
