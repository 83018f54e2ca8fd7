import 'reflect-metadata';
import { type ClassType, Ctx, Field, ObjectType } from 'type-graphql';
import type { Position } from '../src/domain/event.ts';
import type { Language, Refusal } from '../src/domain/refusal.ts';
import { RecordedEvent, recordedBy } from './audit/recorded-event.ts';
import { UserError, userErrorOf } from './errors.ts';
import { PositionScalar, UUID } from './scalars.ts';
import type { LaurelContext } from './services.ts';

/** What every mutation answers, beside the object it changed. */
@ObjectType()
export abstract class MutationPayload {
  @Field(() => PositionScalar, {
    nullable: true,
    description:
      'Position of the last event recorded (日志位置), consequences carried out at once included; null if the command was refused, or everything was already so.',
  })
  position!: Position | null;

  @Field(() => UUID, { description: 'Id of the command (指令编号): repeat it to ask for the same outcome again.' })
  commandId!: string;

  @Field(() => [UserError], { description: 'Everything that stands against the command (不予受理的原因).' })
  errors!: UserError[];

  @Field(() => Boolean, {
    description:
      'Whether a signed head of the transparency log covers what was recorded (是否已纳入签名树头): a moment later it does, and `eventProof` gives the proof. False if the command was refused (不予受理时为否), and where nothing is signed.',
  })
  integrated(@Ctx() { services }: LaurelContext): boolean {
    return this.position !== null && services.transparency.isIntegrated(this.position);
  }

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether a head that the policy's quorum of witnesses cosigned covers what was recorded (是否已由见证方联署). False if the command was refused; null where no witnesses are asked.",
  })
  cosigned(@Ctx() { services: { quorum } }: LaurelContext): boolean | null {
    return quorum ? this.position !== null && quorum.covers(this.position) : null;
  }

  @Field(() => [RecordedEvent], {
    nullable: true,
    complexity: ({ childComplexity }: { readonly childComplexity: number }) => 5 + 5 * childComplexity,
    description:
      'What the command recorded, in the order of the log (所记录的事件); what followed from it by itself stands in the timeline. Empty if it was refused or already so, null where the read models are behind: repeat the command with the same commandId then.',
  })
  events(@Ctx() context: LaurelContext): readonly RecordedEvent[] | null {
    return recordedBy(this.commandId, this.position, context);
  }
}

/**
 * The payload type of a mutation: `payloadOf('NominatePayload', 'nomination', Nomination)` declares
 * `NominatePayload { nomination, position, commandId, errors }`.
 */
export const payloadOf = <Name extends string, Changed extends object>(
  typeName: string,
  field: Name,
  type: ClassType<Changed>,
): ClassType<MutationPayload & Record<Name, Changed | null>> => {
  @ObjectType(typeName, { description: 'What became of the command (指令结果).' })
  class Payload extends MutationPayload {}
  Field(() => type, { nullable: true, description: 'The object as it is now (变更后的对象); null if refused.' })(
    Payload.prototype,
    field,
  );
  return Payload as unknown as ClassType<MutationPayload & Record<Name, Changed | null>>;
};

/** The part of a payload that is the same for every refused command. */
export const refusedPayload = (commandId: string, refusals: readonly Refusal[], language: Language) => ({
  position: null,
  commandId,
  errors: refusals.map((refusal) => userErrorOf(refusal, language)),
});
