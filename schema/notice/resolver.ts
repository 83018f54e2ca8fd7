import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { countNoticeNominees, countNotices, listNoticeNominees, listNotices } from '../../projections/notice-board.ts';
import type { BureauCode, NoticeId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { type Page, PageArgs } from '../connection.ts';
import { editionIn } from '../edition/references.ts';
import { Edition } from '../edition/types.ts';
import { given } from '../given.ts';
import { listed } from '../paging.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { NoticesArgs } from './inputs.ts';
import { Erratum, Notice, NoticeConnection, type NoticeNominee, NoticeNomineeConnection } from './types.ts';
import { erratumOf, nomineeOf, noticeAt, noticeOf } from './views.ts';

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => NoticeConnection, { description: 'Public notices (公示). Needs no token.' })
  notices(@Args(() => NoticesArgs) args: NoticesArgs, @Ctx() context: LaurelContext): Promise<Page<Notice>> {
    const { reader } = context.services;
    const filter = given(args.filter);
    const { field, direction } = args.orderBy;
    return listed(context, args, {
      order: `${field}_${direction}`,
      read: (page) => listNotices(reader, filter, { by: 'publishedAt', direction }, page),
      itemOf: noticeOf,
      count: () => countNotices(reader, filter),
    });
  }

  @Query(() => Notice, {
    nullable: true,
    description: 'One public notice (公示); null if there is none. Needs no token.',
  })
  async notice(
    @Arg('id', () => ID, { description: 'Id of the notice (公示编号).' }) id: NoticeId,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Notice | null> {
    await caughtUp(context, minPosition);
    return noticeAt(context, id);
  }

  @FieldResolver(() => Edition, { description: 'The edition (年度).' })
  edition(@Root() { editionId }: Notice, @Ctx() context: LaurelContext): Promise<Edition> {
    return editionIn(context.loaders, editionId);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Revision to expect when ruling on objections or recognizing (版本), for officers of the province: it counts objections.',
  })
  revision(@Root() { editionId, shownRevision }: Notice, @Ctx() context: LaurelContext): number | null {
    return accessOf(context).oversees('objections', editionId) ? shownRevision : null;
  }

  @FieldResolver(() => [Erratum], { description: 'What was put right since, first to last (更正).' })
  async errata(@Root() { id }: Notice, @Ctx() context: LaurelContext): Promise<Erratum[]> {
    return (await context.loaders.errata.load(id)).map((row) => erratumOf(row, context));
  }

  @FieldResolver(() => NoticeNomineeConnection, { description: 'Who is on the notice, by number (公示人选).' })
  nominees(
    @Root() { id }: Notice,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('bureau', () => ID, { nullable: true, description: 'Only those of this bureau (推送单位), by its code.' })
    bureau: BureauCode | null,
    @Arg('category', () => String, { nullable: true, description: 'Only those of this category (类别), by its code.' })
    category: string | null,
    @Ctx() context: LaurelContext,
  ): Promise<Page<NoticeNominee>> {
    const { reader } = context.services;
    const filter = { noticeId: id, ...given({ bureau, category }) };
    return listed(context, page, {
      order: 'SERIAL',
      read: (request) => listNoticeNominees(reader, filter, request),
      itemOf: (row) => nomineeOf(row, context),
      count: () => countNoticeNominees(reader, filter),
    });
  }
}
