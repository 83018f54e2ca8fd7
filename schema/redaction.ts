import 'reflect-metadata';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const RedactionReason = {
  NOT_ENTITLED: 'NOT_ENTITLED',
  PURPOSE_NEEDED: 'PURPOSE_NEEDED',
  RESTRICTED: 'RESTRICTED',
  ERASED: 'ERASED',
} as const;
export type RedactionReason = keyof typeof RedactionReason;

registerEnumType(RedactionReason, {
  name: 'RedactionReason',
  description: 'Why a field is withheld (隐去原因).',
  valuesConfig: {
    NOT_ENTITLED: { description: 'Your roles do not let you read it (无权查阅).' },
    PURPOSE_NEEDED: {
      description:
        'You read it to watch over others, and stated no purpose (须说明查阅目的): send the header Laurel-Case with a case number, or, as an auditor, Laurel-Purpose with 5 to 300 characters, percent-encoded UTF-8. It is put on record.',
    },
    RESTRICTED: {
      description: 'Its handling is restricted for the time being; nobody is shown it (个人信息限制处理).',
    },
    ERASED: { description: 'The personal data was erased; nobody can read it any more (个人信息已删除).' },
  },
});

@ObjectType({ description: 'A field that is null because it is withheld, not because it is empty (隐去的栏目).' })
export class Redaction {
  @Field(() => String, { description: 'The field of this object (栏目).' })
  field!: string;

  @Field(() => RedactionReason, { description: 'Why it is withheld (原因).' })
  reason!: RedactionReason;
}

/** Why what was recorded is null. */
export const goneBy = (restricted: boolean | 0 | 1 | undefined): RedactionReason =>
  restricted ? 'RESTRICTED' : 'ERASED';

/** The fields an object may be asked to withhold, as one list of redactions. */
export const redacted = (fields: readonly string[], reason: RedactionReason): Redaction[] =>
  fields.map((field) => ({ field, reason }));
