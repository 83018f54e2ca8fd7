import 'reflect-metadata';
import { type ClassType, Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { messages } from '../src/domain/messages.ts';
import { type Language, messageOf, type Param, type Refusal, type RefusalCode } from '../src/domain/refusal.ts';

const codes = Object.keys(messages) as RefusalCode[];

/** The catalog's keys, so that a new refusal is a new enum value by itself. */
export const UserErrorCode = Object.fromEntries(codes.map((code) => [code, code])) as Record<RefusalCode, RefusalCode>;

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'Why a command is refused (不予受理的原因).',
  valuesConfig: Object.fromEntries(
    codes.map((code) => [code, { description: `${messages[code].en} (${messages[code].zh})` }]),
  ),
});

@InterfaceType({ description: 'A reason against a command, with what would be accepted (不予受理的原因).' })
export abstract class UserError {
  @Field(() => UserErrorCode, { description: 'For programs (代码).' })
  code: RefusalCode;

  @Field(() => String, { description: 'For people, in the language of Accept-Language: zh or en (说明).' })
  message: string;

  @Field(() => [String], {
    description: 'Path of the input field concerned (栏目路径); empty where the whole command is.',
  })
  path: string[];

  @Field(() => String, { nullable: true, description: 'Id of the rule in the program definition (规则编号).' })
  ruleId: string | null;

  constructor(refusal: Refusal, language: Language) {
    this.code = refusal.code;
    this.message = messageOf(refusal, language);
    this.path = [...refusal.path];
    this.ruleId = refusal.ruleId ?? null;
  }
}

@ObjectType({ implements: UserError, description: 'A refusal that its message says in full (不予受理).' })
export class CommandRefused extends UserError {}

@ObjectType({ implements: UserError, description: 'Someone else was faster: read again, then decide (版本冲突).' })
export class RevisionConflict extends UserError {
  @Field(() => Int, { description: 'The revision the command expected (预期版本).' })
  expected: number;

  @Field(() => Int, { description: 'The revision there is (当前版本).' })
  actual: number;

  constructor(refusal: Refusal, language: Language) {
    super(refusal, language);
    this.expected = Number(refusal.params.expected);
    this.actual = Number(refusal.params.actual);
  }
}

@ObjectType({ implements: UserError, description: 'The quota and the seats taken do not allow it (名额不符).' })
export class QuotaConflict extends UserError {
  @Field(() => Int, { description: 'Seats there are (名额).' })
  quota: number;

  @Field(() => Int, { description: 'Seats taken already (已用名额).' })
  taken: number;

  constructor(refusal: Refusal, language: Language) {
    super(refusal, language);
    this.quota = Number(refusal.params.quota);
    this.taken = Number(refusal.params.taken);
  }
}

@ObjectType({ implements: UserError, description: 'A field of a form is not acceptable (栏目填写有误).' })
export class FieldError extends UserError {
  @Field(() => String, { description: 'The field as the form calls it (栏目名称).' })
  label: string;

  @Field(() => String, { nullable: true, description: 'What would be accepted (应填内容).' })
  accepted: string | null;

  constructor(refusal: Refusal, language: Language) {
    super(refusal, language);
    const { label, accepted } = refusal.params;
    this.label = inWords(label, language) ?? '';
    this.accepted = inWords(accepted, language);
  }
}

const inWords = (param: Param | undefined, language: Language): string | null => {
  if (param === undefined) return null;
  return typeof param === 'object' ? param[language] : String(param);
};

/** A refusal that carries these numbers or words says them in fields of their own, whatever its code. */
const kinds: readonly (readonly [params: readonly string[], ClassType<UserError>])[] = [
  [['expected', 'actual'], RevisionConflict],
  [['quota', 'taken'], QuotaConflict],
  [['label'], FieldError],
];

export const userErrorOf = (refusal: Refusal, language: Language): UserError => {
  const kind = kinds.find(([params]) => params.every((param) => refusal.params[param] !== undefined));
  return new (kind?.[1] ?? CommandRefused)(refusal, language);
};
