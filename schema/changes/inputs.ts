import 'reflect-metadata';
import { ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { BureauCode, CertificateNumber, EditionId, NominationId, NoticeId } from '../../src/domain/ids.ts';

@InputType({ description: 'The slate of one bureau in one edition (报送名单).' })
export class SlateKeyInput {
  @Field(() => ID, { description: 'The edition, by its id (年度).' })
  editionId!: EditionId;

  @Field(() => ID, { description: 'Code of the bureau, as its program gives it (单位代码).' })
  bureau!: BureauCode;
}

/** `buildSchema` does not know @oneOf yet: see `schema.ts`. */
@InputType('ChangesOfInput', { description: 'What to compare with itself (比较对象): exactly one of them.' })
export class ChangesOfInput {
  @Field(() => ID, { nullable: true, description: 'A nomination, by its id (申报).' })
  nomination?: NominationId | null;

  @Field(() => SlateKeyInput, { nullable: true, description: 'A slate, with its quota (报送名单).' })
  @ValidateNested()
  slate?: SlateKeyInput | null;

  @Field(() => ID, { nullable: true, description: 'A public notice, by its id (公示).' })
  notice?: NoticeId | null;

  @Field(() => ID, { nullable: true, description: 'An honor, by the number of its certificate (荣誉).' })
  honor?: CertificateNumber | null;
}
