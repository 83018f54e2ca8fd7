import 'reflect-metadata';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { countErasures, erasuresByIds, listErasures, restrictions } from '../../projections/erasures.ts';
import { accessOf } from '../access.ts';
import { runCommand } from '../command.ts';
import type { Page } from '../connection.ts';
import { given } from '../given.ts';
import { emptyPage, listed } from '../paging.ts';
import { payloadOf } from '../payload.ts';
import type { LaurelContext } from '../services.ts';
import {
  ApproveErasureInput,
  DeclineErasureInput,
  ErasureRequestsArgs,
  LiftRestrictionInput,
  ownerGiven,
  RequestErasureInput,
  RestrictPersonalDataInput,
} from './inputs.ts';
import { ErasureRequest, ErasureRequestConnection, erasureOf, Restriction, restrictionOf } from './types.ts';

const RequestErasurePayload = payloadOf('RequestErasurePayload', 'erasure', ErasureRequest);
const ApproveErasurePayload = payloadOf('ApproveErasurePayload', 'erasure', ErasureRequest);
const DeclineErasurePayload = payloadOf('DeclineErasurePayload', 'erasure', ErasureRequest);
const RestrictPersonalDataPayload = payloadOf('RestrictPersonalDataPayload', 'restriction', Restriction);
const LiftRestrictionPayload = payloadOf('LiftRestrictionPayload', 'restriction', Restriction);

const erasureAt = ({ services }: LaurelContext, id: string): ErasureRequest | null => {
  const row = erasuresByIds(services.reader, [id]).get(id);
  return row ? erasureOf(row) : null;
};

/** The one that a command made, which is the latest of its account; null where it stands no more. */
const restrictionMade = ({ services, actor }: LaurelContext): Restriction | null => {
  const row = restrictions(services.reader).findLast(({ restrictedBy }) => restrictedBy === actor.id);
  return row ? restrictionOf(row) : null;
};

/** Erasing and restricting the data of nominees, of those who objected, and of experts. */
@Resolver()
export class ErasureResolver {
  @Query(() => ErasureRequestConnection, {
    description:
      'Requests to erase personal data and what came of them, latest first (个人信息删除申请): for the province, auditors and who runs the system; empty for anyone else.',
  })
  async erasureRequests(
    @Args(() => ErasureRequestsArgs) args: ErasureRequestsArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<ErasureRequest>> {
    const { services } = context;
    if (!accessOf(context).overseen('erasures').all) return emptyPage(args);
    const filter = given(args.filter);
    return listed(context, args, {
      order: 'REQUESTED_DESC',
      read: (page) => listErasures(services.reader, filter, page),
      itemOf: erasureOf,
      count: () => countErasures(services.reader, filter),
    });
  }

  @Query(() => [Restriction], {
    complexity: 5,
    description: 'Whose personal data is restricted at present (现行限制处理); for the same.',
  })
  async restrictions(@Ctx() context: LaurelContext): Promise<Restriction[]> {
    if (!accessOf(context).overseen('erasures').all) return [];
    return restrictions(context.services.reader).map(restrictionOf);
  }

  @Mutation(() => RequestErasurePayload, {
    description:
      'Asks for the personal data of somebody to be erased (申请删除个人信息), by an officer of the province; two others approve it.',
  })
  requestErasure(
    @Arg('input', () => RequestErasureInput, { description: 'Whose, and on what basis (申请内容).' })
    input: RequestErasureInput,
    @Ctx() context: LaurelContext,
  ) {
    return runCommand('requestErasure', { ...input, owner: ownerGiven(input.owner) }, context, 'erasure', ({ id }) =>
      erasureAt(context, id),
    );
  }

  @Mutation(() => ApproveErasurePayload, {
    description:
      'Approves a request to erase (批准删除). Two different people must, neither of them the one who asked. With the second approval the keys are destroyed, for good: nobody can read the data any more, while all proofs stay valid.',
  })
  approveErasure(
    @Arg('input', () => ApproveErasureInput, { description: 'Which request (申请编号).' }) input: ApproveErasureInput,
    @Ctx() context: LaurelContext,
  ) {
    return runCommand('approveErasure', input, context, 'erasure', ({ id }) => erasureAt(context, id));
  }

  @Mutation(() => DeclineErasurePayload, { description: 'Declines a request to erase, which ends it (不予批准删除).' })
  declineErasure(
    @Arg('input', () => DeclineErasureInput, { description: 'Which request, and why (不予批准内容).' })
    input: DeclineErasureInput,
    @Ctx() context: LaurelContext,
  ) {
    return runCommand('declineErasure', input, context, 'erasure', ({ id }) => erasureAt(context, id));
  }

  @Mutation(() => RestrictPersonalDataPayload, {
    description:
      'Restricts the personal data of somebody (限制处理): nothing is destroyed, it is shown to nobody, and nothing new is done with it.',
  })
  restrictPersonalData(
    @Arg('input', () => RestrictPersonalDataInput, { description: 'Whose, and on what basis (限制内容).' })
    input: RestrictPersonalDataInput,
    @Ctx() context: LaurelContext,
  ) {
    const restriction = { ...input, owner: ownerGiven(input.owner) };
    return runCommand('restrictPersonalData', restriction, context, 'restriction', () => restrictionMade(context));
  }

  @Mutation(() => LiftRestrictionPayload, {
    description: 'Lifts a restriction, by somebody else than who made it (解除限制). The payload holds no restriction.',
  })
  liftRestriction(
    @Arg('input', () => LiftRestrictionInput, { description: 'Whose, and why (解除内容).' })
    input: LiftRestrictionInput,
    @Ctx() context: LaurelContext,
  ) {
    return runCommand(
      'liftRestriction',
      { ...input, owner: ownerGiven(input.owner) },
      context,
      'restriction',
      (): Restriction | null => null,
    );
  }
}
