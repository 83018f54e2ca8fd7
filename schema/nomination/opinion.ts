import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type {
  ReviewDecision as Decision,
  Conclusion as DomainConclusion,
} from '../../src/domain/nomination/nomination.ts';
import type { Level } from '../../src/domain/program/program.ts';
import { Bureau, BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';

export const ReviewDecision = enumOf<Decision>('ReviewDecision', "A bureau's decision on a nomination (审核意见).", {
  PASS: 'It may go forward (同意).',
  RETURN: 'Sent back to the bureau that nominated, to be drafted and reviewed anew; seats are freed (退回修改).',
  REJECT: 'Out for good (不同意).',
  SUPPLEMENT:
    'What the text of the opinion asks for must be supplied within some working days; seats are kept (要求补正).',
});

export const Conclusion = enumOf<DomainConclusion>('Conclusion', 'What an opinion comes to (推荐结论).', {
  RECOMMEND: 'The nominee is recommended (推荐).',
  NOT_RECOMMEND: 'The nominee is not recommended (不推荐).',
});

@ObjectType({ description: 'What a reviewer said of a rule that only a person can judge (人工判断).' })
export class Judgment {
  @Field(() => ID, { description: 'Id of the rule (条款编号).' })
  ruleId!: string;

  @Field(() => Boolean, { description: 'Whether it holds (是否符合).' })
  holds!: boolean;
}

@ObjectType({ description: 'Whom to ask about an opinion (联系人).' })
export class Contact {
  @Field(() => String, { description: 'Name (姓名).' })
  name!: string;

  @Field(() => String, { description: 'Telephone number (联系电话).' })
  phone!: string;
}

@ObjectType({ description: "A bureau's stamped opinion on the form (盖章意见)." })
export class Opinion {
  @Field(() => String, { nullable: true, description: 'What it says (意见); null once it is erased.' })
  text!: string | null;

  @Field(() => Boolean, { description: 'That it is stamped (是否盖章).' })
  stamped!: boolean;

  @Field(() => LocalDate, { description: 'Day it was signed (签署日期).' })
  signedOn!: string;

  @Field(() => String, { description: 'Who signed it (签字人).' })
  signer!: string;

  @Field(() => Conclusion, {
    nullable: true,
    description: 'Whether the nominee is recommended (推荐结论); null where it was not asked for.',
  })
  conclusion?: DomainConclusion | null | undefined;

  @Field(() => Contact, { nullable: true, description: 'Whom to ask about it (联系人); withheld from experts.' })
  contact!: Contact | null;
}

/** A type with what a bureau decided on a nomination, beside its own fields and those of `Base`. */
// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks mixins for exactly this constructor
export const withDecision = <Base extends abstract new (...args: any[]) => object>(base: Base) => {
  @ObjectType()
  abstract class WithDecision extends base {
    @Field(() => Bureau, { description: 'The bureau (审核单位).' })
    bureau!: Bureau;

    @Field(() => BureauLevel, { description: 'Its level (层级).' })
    level!: Level;

    @Field(() => ReviewDecision, { description: 'What it decided (决定).' })
    decision!: Decision;

    @Field(() => Opinion, { description: 'Its stamped opinion (盖章意见).' })
    opinion!: Opinion;

    @Field(() => [Judgment], {
      nullable: true,
      description: 'What it judged of rules that only a person can judge (人工判断); withheld from experts.',
    })
    judgments!: readonly Judgment[] | null;
  }
  return WithDecision;
};

@ObjectType({ description: 'What a bureau decided on a nomination, with its opinion (单位审核).' })
export class BureauReview extends withDecision(Object) {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the account that recorded it (经办账号); withheld from experts.',
  })
  by!: string | null;

  @Field(() => DateTimeISO, { description: 'When it was recorded (时间).' })
  at!: string;
}
