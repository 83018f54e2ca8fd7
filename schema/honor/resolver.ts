import 'reflect-metadata';
import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { countHonors, honorsByIds, listHonors } from '../../projections/honoree-register.ts';
import type { Position } from '../../src/domain/event.ts';
import { type AsOfPosition, momentOf } from '../as-of.ts';
import type { Page } from '../connection.ts';
import { Bureau } from '../edition/bureau.ts';
import { bureauIn, editionIn } from '../edition/references.ts';
import { Circular, circularOf } from '../edition/selection.ts';
import { Edition } from '../edition/types.ts';
import { given } from '../given.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { Notice } from '../notice/types.ts';
import { noticeAt } from '../notice/views.ts';
import { listed } from '../paging.ts';
import { categoryIn } from '../program/category-in.ts';
import { Category } from '../program/types.ts';
import { caughtUp } from '../reading.ts';
import { RecordedStep, recordedStepOf } from '../recorded-step.ts';
import { PositionScalar } from '../scalars.ts';
import type { LaurelContext } from '../services.ts';
import { HonoreeArgs, HonoreesArgs } from './inputs.ts';
import { casesAt } from './loaders.ts';
import { Honoree, HonoreeConnection, Revocation, ViolationReport } from './types.ts';
import { honoreeOf, mayReadCase, mayReadFollowUps, mayReadReport, revocationOf, violationReportOf } from './views.ts';

const sortKeys = { CERTIFICATE: 'certificate', RECOGNIZED_ON: 'recognizedOn' } as const;

@Resolver(() => Honoree)
export class HonorResolver {
  @Query(() => HonoreeConnection, {
    description:
      'The honoree register (荣誉登记册), as of any moment. Revoked honors stay and are marked. Needs no token.',
  })
  async honorees(
    @Args(() => HonoreesArgs) args: HonoreesArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Honoree> & AsOfPosition> {
    const { reader } = context.services;
    await caughtUp(context, args.minPosition);
    const moment = await momentOf(args.asOf, context);
    const filter = given(args.filter);
    const { field, direction } = args.orderBy;
    const page = await listed(context, args, {
      order: `${field}_${direction}`,
      read: (request) => listHonors(reader, filter, { by: sortKeys[field], direction }, request, moment.asOf),
      itemOf: (row) => honoreeOf(row, moment, context),
      count: () => countHonors(reader, filter, moment.asOf),
    });
    return { ...page, asOfPosition: moment.asOfPosition };
  }

  @Query(() => Honoree, {
    nullable: true,
    description: 'One entry of the register (荣誉登记册条目); null if there was none by then. Needs no token.',
  })
  async honoree(
    @Args(() => HonoreeArgs) { certificate, asOf, minPosition }: HonoreeArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Honoree | null> {
    await caughtUp(context, minPosition);
    const moment = await momentOf(asOf, context);
    const row = honorsByIds(context.services.reader, [certificate], moment.asOf).get(certificate);
    return row ? honoreeOf(row, moment, context) : null;
  }

  @FieldResolver(() => PositionScalar, {
    nullable: true,
    description: 'The log position this entry is as of (截至日志位置).',
  })
  asOfPosition(@Root() { moment }: Honoree): Position | null {
    return moment.asOfPosition;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Revision to expect when revoking (版本), for officers of the province; null for the past.',
  })
  revision(@Root() honoree: Honoree, @Ctx() context: LaurelContext): number | null {
    return honoree.moment.asOf || !mayReadCase(context, honoree) ? null : honoree.shownRevision;
  }

  @FieldResolver(() => Edition, { description: 'The edition (年度).' })
  edition(@Root() { editionId }: Honoree, @Ctx() context: LaurelContext): Promise<Edition> {
    return editionIn(context.loaders, editionId);
  }

  @FieldResolver(() => Bureau, { description: 'The bureau that nominated (推送单位).' })
  bureau(@Root() { editionId, bureauCode }: Honoree, @Ctx() context: LaurelContext): Promise<Bureau> {
    return bureauIn(context.loaders, editionId, bureauCode);
  }

  @FieldResolver(() => Category, { description: 'The category (类别).' })
  category(@Root() { editionId, categoryCode }: Honoree, @Ctx() context: LaurelContext): Promise<Category> {
    return categoryIn(context.loaders, editionId, categoryCode);
  }

  @FieldResolver(() => Notice, { nullable: true, description: 'The notice the honoree was publicized on (公示).' })
  notice(@Root() { noticeId, moment }: Honoree, @Ctx() context: LaurelContext): Promise<Notice | null> {
    return noticeAt(context, noticeId, positionIn(moment));
  }

  @FieldResolver(() => Nomination, { nullable: true, description: 'The dossier (申报), for who may see it.' })
  nomination(@Root() { nominationId, moment }: Honoree, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId, positionIn(moment));
  }

  @FieldResolver(() => [RecordedStep], {
    nullable: true,
    description: 'What became of the honoree since (跟踪服务记录); for the bureau that nominated and those above it.',
  })
  async followUps(@Root() honoree: Honoree, @Ctx() context: LaurelContext): Promise<RecordedStep[] | null> {
    if (!mayReadFollowUps(context, honoree)) return null;
    const rows = await casesOf(honoree, context).followUps.load(honoree.certificate);
    return Promise.all(rows.map((row) => recordedStepOf(row, honoree.editionId, context)));
  }

  @FieldResolver(() => Circular, {
    nullable: true,
    description: 'The circular that commends the honoree (通报表扬); null until there is one.',
  })
  async circular(@Root() honoree: Honoree, @Ctx() context: LaurelContext): Promise<Circular | null> {
    const row = await casesOf(honoree, context).circular.load(honoree.certificate);
    return row ? circularOf(row) : null;
  }

  @FieldResolver(() => Revocation, {
    nullable: true,
    description: 'How the honor was taken back (撤销认定); null while it stands.',
  })
  async revocation(@Root() honoree: Honoree, @Ctx() context: LaurelContext): Promise<Revocation | null> {
    const row = await casesOf(honoree, context).revocation.load(honoree.certificate);
    return row ? revocationOf(row, honoree.editionId, mayReadCase(context, honoree)) : null;
  }

  @FieldResolver(() => [ViolationReport], {
    nullable: true,
    description:
      'What localities reported (违规情况报告): all of it for officers of the province, what it reported itself for a bureau.',
  })
  async violationReports(@Root() honoree: Honoree, @Ctx() context: LaurelContext): Promise<ViolationReport[] | null> {
    const rows = await casesOf(honoree, context).violationReports.load(honoree.certificate);
    const visible = rows.filter((row) => mayReadReport(context, row, honoree.editionId));
    if (visible.length === 0 && !mayReadCase(context, honoree)) return null;
    return visible.map((row) => violationReportOf(row, honoree.editionId));
  }
}

const casesOf = ({ moment }: Honoree, { services }: LaurelContext) => casesAt(moment, services.reader);

/** Undefined for now. */
const positionIn = ({ asOf }: Honoree['moment']): Position | undefined =>
  asOf && 'position' in asOf ? asOf.position : undefined;
