import 'reflect-metadata';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { programOf } from '../../projections/editions.ts';
import { policyBefore } from '../../projections/policy-versions.ts';
import { actorBefore, sequenceAt } from '../../projections/timeline.ts';
import { policyVersion } from '../../src/app/permissions.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { ActorId, BureauCode, NominationId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { AsOfInput, momentOf } from '../as-of.ts';
import { redactionsIn } from '../nomination/withheld.ts';
import type { LaurelContext } from '../services.ts';
import { seenBy, thenOf } from './visibility.ts';
import { ViewedByInput, Visibility } from './visibility-types.ts';
import { reasonWords } from './visibility-words.ts';

@Resolver(() => Visibility)
export class VisibilityResolver {
  @Query(() => Visibility, {
    nullable: true,
    complexity: 20,
    description:
      'What somebody could see of a nomination at a moment, under the assignments and bureaus of that day (当时可见范围): for auditors, discipline inspectors and approvers of the province. Null if there is no such nomination that you may trace. Errors: those of asOf (BAD_USER_INPUT, READ_MODEL_BEHIND).',
  })
  async visibilityAt(
    @Arg('actor', () => ViewedByInput, { description: 'Whose view is asked about (查看人).' }) input: ViewedByInput,
    @Arg('at', () => AsOfInput, { description: 'The moment (时点), which must have come.' }) at: AsOfInput,
    @Arg('nominationId', () => ID, { description: 'The nomination, by its id (申报编号).' }) nominationId: NominationId,
    @Ctx() context: LaurelContext,
  ): Promise<Visibility | null> {
    const { asOfPosition } = await momentOf(at, context);
    const row = await context.loaders.nomination.load(nominationId);
    if (!row || asOfPosition === null || !accessOf(context).oversees('traces', row.editionId)) return null;
    const { reader } = context.services;
    const before = sequenceAt(reader, asOfPosition);
    const { actor, fromRecord } = viewedBy(input, actorBefore(reader, input.id, before));
    const then = await thenOf(nominationId, row.editionId, actor, asOfPosition, context);
    const program = programOf(then.reader, row.editionId);
    const { access, view, reason } = seenBy(actor, then, program);
    const unknown = input.roles == null && !fromRecord;
    const policyVersionThen = policyBefore(reader, before) ?? null;
    const code = unknown ? 'NEVER_ACTED' : reason;
    return {
      actor: {
        id: actor.id,
        roles: actor.roles,
        bureau: actor.bureau ?? null,
        body: actor.body ?? null,
        fromRecord,
      },
      visible: unknown ? null : view !== undefined,
      view: view ?? null,
      reason: code,
      text: reasonWords[code][context.language],
      withheld: view && program ? redactionsIn(view, program, access.oversees('objections', row.editionId)) : [],
      status: then.nomination?.status ?? null,
      holder: then.nomination?.holder ?? null,
      policyVersion,
      policyVersionThen,
      samePolicy: policyVersionThen === null ? null : policyVersionThen === policyVersion,
      asOfPosition,
    };
  }
}

/** As the question says; by id only, as the account was when it last did something by then. */
const viewedBy = (
  { id, roles, bureau, body }: ViewedByInput,
  recorded: Actor | undefined,
): { readonly actor: Actor; readonly fromRecord: boolean } => {
  if (roles == null && recorded) return { actor: recorded, fromRecord: true };
  const actor: Actor = {
    id: id as ActorId,
    name: id,
    roles: [...(roles ?? [])],
    ...(bureau != null && { bureau: bureau as BureauCode }),
    ...(body != null && { body }),
    channel: 'API',
  };
  return { actor, fromRecord: false };
};
