import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { countObjections, listObjections } from '../../projections/objection-register.ts';
import type { EditionId, ObjectionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { AsOfInput, asOfArg, cutOf } from '../as-of.ts';
import type { Page } from '../connection.ts';
import { given } from '../given.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { emptyPage, listed } from '../paging.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { ObjectionsArgs } from './list-inputs.ts';
import { Notice, Objection, ObjectionConnection } from './types.ts';
import { noticeAt, objectionOf, visibleObjection } from './views.ts';

const sortKeys = { LODGED_AT: 'lodgedAt', UPDATED_AT: 'updatedAt' } as const;

@Resolver(() => Objection)
export class ObjectionResolver {
  @Query(() => ObjectionConnection, {
    description: 'Objections with who objects and why (异议), for officers of the province; empty for anyone else.',
  })
  async objections(
    @Args(() => ObjectionsArgs) args: ObjectionsArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Objection>> {
    const { reader } = context.services;
    await caughtUp(context, args.minPosition);
    const overseen = overseenOf(context, args.filter?.editionId ?? undefined);
    if (!overseen) return emptyPage(args);
    const { field, direction } = args.orderBy;
    const filter = { ...given(args.filter), ...overseen };
    return listed(context, args, {
      order: `${field}_${direction}`,
      read: (page) => listObjections(reader, filter, { by: sortKeys[field], direction }, page),
      itemOf: (row) => objectionOf(row, context),
      count: () => countObjections(reader, filter),
    });
  }

  @Query(() => Objection, {
    nullable: true,
    // One of the past is replayed with the notice it is about.
    complexity: ({ args, childComplexity }) => (args.asOf ? 100 : 1) + childComplexity,
    description: 'One objection (异议); null if there is none, or it is not for you to see.',
  })
  async objection(
    @Arg('id', () => ID, { description: 'Id of the objection (异议编号).' }) id: ObjectionId,
    @Arg('asOf', () => AsOfInput, asOfArg) asOf: AsOfInput | null,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Objection | null> {
    await caughtUp(context, minPosition);
    const { cut, asOfPosition } = await cutOf(asOf, context);
    return asOfPosition === null ? null : visibleObjection(context, id, cut);
  }

  @FieldResolver(() => Notice, { nullable: true, description: 'The notice it is about (公示).' })
  notice(@Root() { noticeId, cut }: Objection, @Ctx() context: LaurelContext): Promise<Notice | null> {
    return noticeAt(context, noticeId, cut);
  }

  @FieldResolver(() => Nomination, {
    nullable: true,
    description: 'The nomination it is about (申报), for who may see it.',
  })
  nomination(@Root() { nominationId, cut }: Objection, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId, cut);
  }
}

/** The edition to keep a list to, none if the caller oversees them all; undefined if they oversee nothing asked for. */
const overseenOf = (
  context: LaurelContext,
  editionId: EditionId | undefined,
): { readonly editionId?: EditionId } | undefined => {
  const { oversees, overseen } = accessOf(context);
  if (editionId !== undefined) return oversees('objections', editionId) ? { editionId } : undefined;
  const { all, editions } = overseen('objections');
  if (all) return {};
  const [only, another] = editions;
  if (another === undefined) return only && { editionId: only };
  throw new GraphQLError('To read objections where you oversee some editions only, name one: editionId.', {
    extensions: { code: 'BAD_USER_INPUT', path: ['filter', 'editionId'] },
  });
};
