import { randomUUID } from 'node:crypto';
import { Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import type { InputOf, Outcome } from '../src/app/laurel.ts';
import type { CommandName } from '../src/app/permissions.ts';
import { forgetAccess } from './access.ts';
import { recording } from './log-unavailable.ts';
import { type MutationPayload, refusedPayload } from './payload.ts';
import { UUID } from './scalars.ts';
import type { LaurelContext } from './services.ts';

/** What every mutation's input may carry. */
@InputType()
export abstract class CommandInput {
  @Field(() => UUID, {
    nullable: true,
    description: 'Your id of this command (指令编号): sent again with the same content, it has the same outcome once.',
  })
  commandId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The revision you have seen (预期版本); the command is refused if it has changed since.',
  })
  @Min(-1, { message: 'expectedRevision takes a revision, or -1 for none.' })
  expectedRevision?: number | null;
}

type Accepted = Extract<Outcome, { ok: true }>;

/**
 * Carries out a command and answers with its payload: `changed` reads the object as it is now, from its id.
 *
 * Nulls of optional input fields are left out: to the application absent and null are the same.
 */
export const runCommand = async <Name extends CommandName, Input extends CommandInput, Field extends string, Changed>(
  name: Name,
  { commandId: given, expectedRevision, ...input }: Input,
  context: LaurelContext,
  field: Field,
  changed: (outcome: Accepted) => Changed | null | Promise<Changed | null>,
): Promise<MutationPayload & Record<Field, Changed | null>> => {
  // Chosen here where the client chose none, so that it can be told by an outcome that is unknown.
  const commandId = given ?? randomUUID();
  const { actor, services, loaders } = context;
  const outcome = await recording(commandId, () =>
    services.laurel.execute(name, withoutNulls(input) as InputOf<Name>, {
      actor,
      commandId,
      expectedRevision: expectedRevision ?? undefined,
    }),
  );
  loaders.forget();
  forgetAccess(context);
  const payload = outcome.ok
    ? { position: outcome.position, commandId: outcome.commandId, errors: [], [field]: await changed(outcome) }
    : { ...refusedPayload(outcome.commandId, outcome.refusals, context.language), [field]: null };
  return payload as unknown as MutationPayload & Record<Field, Changed | null>;
};

const withoutNulls = (input: object): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
