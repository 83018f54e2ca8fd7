import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { countNotices, listNotices } from '../../projections/notice-board.ts';
import {
  countNoticeNominees,
  errataOf,
  listNoticeNominees,
  type NoticeNomineeRow,
} from '../../projections/notice-nominees.ts';
import { countObjections, listObjections } from '../../projections/objection-register.ts';
import type { Position } from '../../src/domain/event.ts';
import type { BureauCode, NoticeId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { AsOfInput, type AsOfPosition, asOfArg, cutOf } from '../as-of.ts';
import { type Page, PageArgs } from '../connection.ts';
import { editionIn } from '../edition/references.ts';
import { Edition } from '../edition/types.ts';
import { given } from '../given.ts';
import { emptyPage, listed } from '../paging.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { NoticesArgs } from './list-inputs.ts';
import {
  Erratum,
  Notice,
  NoticeConnection,
  type NoticeNominee,
  NoticeNomineeConnection,
  type Objection,
  ObjectionConnection,
} from './types.ts';
import { boardOf, erratumOf, nomineeOf, noticeAt, noticeOf, objectionOf } from './views.ts';

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => NoticeConnection, {
    // Each notice of the past may be replayed for what is asked of it.
    complexity: ({ args, childComplexity }) => 1 + args.first * (childComplexity + (args.asOf ? 5 : 0)),
    description: 'Public notices (公示). Needs no token.',
  })
  async notices(
    @Args(() => NoticesArgs) args: NoticesArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Notice> & AsOfPosition> {
    await caughtUp(context, args.minPosition);
    const { cut, asOfPosition } = await cutOf(args.asOf, context);
    if (asOfPosition === null) return { ...emptyPage<Notice>(args), asOfPosition };
    const { reader } = context.services;
    const before = cut === undefined ? undefined : context.loaders.past(cut).before;
    const filter = given(args.filter);
    const { field, direction } = args.orderBy;
    const page = await listed(context, args, {
      order: `${field}_${direction}`,
      read: (request) => listNotices(reader, filter, { by: 'publishedAt', direction }, request, before),
      itemOf: (row) => noticeOf(row, cut),
      count: () => countNotices(reader, filter, before),
    });
    return { ...page, asOfPosition };
  }

  @Query(() => Notice, {
    nullable: true,
    // One of the past is replayed with the dossiers of all who are on it.
    complexity: ({ args, childComplexity }) => (args.asOf ? 100 : 1) + childComplexity,
    description: 'One public notice (公示); null if there is none. Needs no token.',
  })
  async notice(
    @Arg('id', () => ID, { description: 'Id of the notice (公示编号).' }) id: NoticeId,
    @Arg('asOf', () => AsOfInput, asOfArg) asOf: AsOfInput | null,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Notice | null> {
    await caughtUp(context, minPosition);
    const { cut, asOfPosition } = await cutOf(asOf, context);
    return asOfPosition === null ? null : noticeAt(context, id, cut);
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
  async errata(@Root() notice: Notice, @Ctx() context: LaurelContext): Promise<Erratum[]> {
    const { id, cut } = notice;
    const rows =
      cut === undefined
        ? await context.loaders.errata.load(id)
        : errataOf(await boardOf(context, notice), [id]).get(id);
    return (rows ?? []).map((row) => erratumOf(row, context));
  }

  @FieldResolver(() => NoticeNomineeConnection, { description: 'Who is on the notice, by number (公示人选).' })
  async nominees(
    @Root() notice: Notice,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('bureau', () => ID, { nullable: true, description: 'Only those of this bureau (推送单位), by its code.' })
    bureau: BureauCode | null,
    @Arg('category', () => String, { nullable: true, description: 'Only those of this category (类别), by its code.' })
    category: string | null,
    @Ctx() context: LaurelContext,
  ): Promise<Page<NoticeNominee>> {
    const { id, cut } = notice;
    const board = await boardOf(context, notice);
    const filter = { noticeId: id, ...given({ bureau, category }) };
    const found = await listed(context, page, {
      order: 'SERIAL',
      read: (request) => listNoticeNominees(board, filter, request),
      itemOf: (row) => row,
      count: () => countNoticeNominees(board, filter),
    });
    const named = cut === undefined ? found.nodes : await namedAt(context, found.nodes, cut);
    const nodes = named.map((row) => nomineeOf(row, context, cut));
    const edges = found.edges.map(({ cursor }, i) => ({ cursor, node: nodes[i] as NoticeNominee }));
    return { ...found, nodes, edges };
  }

  @FieldResolver(() => ObjectionConnection, {
    nullable: true,
    description:
      'Objections to who is on it (异议), as of the moment it is shown as of, in the order they were recorded; for officers of the province.',
  })
  async objections(
    @Root() notice: Notice,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Objection> | null> {
    const { id, editionId, cut } = notice;
    if (!accessOf(context).oversees('objections', editionId)) return null;
    const board = await boardOf(context, notice);
    const filter = { noticeId: id };
    return listed(context, page, {
      order: 'LODGED_AT_ASC',
      read: (request) => listObjections(board, filter, { by: 'lodgedAt', direction: 'ASC' }, request),
      itemOf: (row) => objectionOf(row, context, cut),
      count: () => countObjections(board, filter),
    });
  }
}

/** The board of a past moment knows no names; the log does. */
const namedAt = (
  { loaders }: LaurelContext,
  rows: readonly NoticeNomineeRow[],
  cut: Position,
): Promise<NoticeNomineeRow[]> => {
  const { name } = loaders.past(cut);
  return Promise.all(rows.map(async (row) => ({ ...row, name: await name.load(row.nominationId) })));
};
