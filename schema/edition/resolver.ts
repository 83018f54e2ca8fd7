import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { bureausOf } from '../../projections/bureaus.ts';
import { countEditions, type EditionRow, listEditions, rubricOf } from '../../projections/editions.ts';
import { editionTotals } from '../../projections/quota-tally.ts';
import { shortlistOf } from '../../projections/scoreboard.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { PAGE_SIZE, type Page } from '../connection.ts';
import { given } from '../given.ts';
import { listed } from '../paging.ts';
import { programOf } from '../program/program-of.ts';
import { Rubric } from '../program/rubric.ts';
import { Program } from '../program/types.ts';
import { caughtUp, ListArgs, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { Bureau, bureauOf } from './bureau.ts';
import { EditionFilter, EditionOrder, type EditionOrderField } from './inputs.ts';
import { Quota } from './quota.ts';
import { bureauIn, programIn } from './references.ts';
import { Shortlist, shortlistTypeOf } from './shortlist.ts';
import {
  deadlineOf,
  Edition,
  EditionConnection,
  EditionDeadline,
  Expert,
  editionOf,
  expertOf,
  LevelTotals,
} from './types.ts';

const sortKeys: Readonly<Record<EditionOrderField, 'openedAt' | 'edition'>> = {
  OPENED_AT: 'openedAt',
  EDITION: 'edition',
};

/** Those that have seats, for what a list of them costs; one of all bureaus costs as much as the largest page. */
const CITIES = 18;

@Resolver(() => Edition)
export class EditionResolver {
  @FieldResolver(() => Program, { description: 'The program, as this edition runs it (选树活动).' })
  async program(@Root() { id }: Edition, @Ctx() { loaders }: LaurelContext): Promise<Program> {
    return programOf(await programIn(loaders, id));
  }

  @FieldResolver(() => [EditionDeadline], { description: 'Its dates, as extended (时限).' })
  async deadlines(@Root() { id }: Edition, @Ctx() { loaders }: LaurelContext): Promise<EditionDeadline[]> {
    return (await loaders.deadlines.load(id)).map(deadlineOf);
  }

  @FieldResolver(() => [Quota], {
    complexity: ({ childComplexity }) => 1 + CITIES * childComplexity,
    description: 'Seats by bureau, as adjusted (名额分配).',
  })
  async quotas(@Root() { id }: Edition, @Ctx() { loaders }: LaurelContext): Promise<Quota[]> {
    const { quotas } = await programIn(loaders, id);
    return Promise.all(
      quotas.map(async ({ bureau, seats }) => ({ bureau: await bureauIn(loaders, id, bureau), seats })),
    );
  }

  @FieldResolver(() => [Bureau], {
    complexity: ({ childComplexity }) => 1 + PAGE_SIZE.max * childComplexity,
    description: "Its bureaus, in the program's order (人社部门).",
  })
  bureaus(@Root() { id }: Edition, @Ctx() { services }: LaurelContext): Bureau[] {
    return bureausOf(services.reader, id).map(bureauOf);
  }

  @FieldResolver(() => [Expert], {
    nullable: true,
    description: 'The panel, dismissed ones marked (专家组); for the province and those who audit it.',
  })
  async experts(@Root() { id }: Edition, @Ctx() context: LaurelContext): Promise<Expert[] | null> {
    if (!accessOf(context).oversees('queues', id)) return null;
    return (await context.loaders.experts.load(id)).map(expertOf);
  }

  @FieldResolver(() => Rubric, { nullable: true, description: 'The rubric, once frozen (评分标准).' })
  rubric(@Root() { id }: Edition, @Ctx() { services }: LaurelContext): Rubric | null {
    return rubricOf(services.reader, id) ?? null;
  }

  @FieldResolver(() => Shortlist, {
    nullable: true,
    description: 'Who was selected (拟定名单), once decided; for the province and those who audit it.',
  })
  shortlist(@Root() { id }: Edition, @Ctx() context: LaurelContext): Shortlist | null {
    if (!accessOf(context).oversees('scores', id)) return null;
    const found = shortlistOf(context.services.reader, id);
    return found ? shortlistTypeOf(found) : null;
  }

  @FieldResolver(() => [LevelTotals], {
    nullable: true,
    description: 'Sums by level over the bureaus you may see (名额合计); null if you may see none.',
  })
  totals(@Root() { id }: Edition, @Ctx() context: LaurelContext): readonly LevelTotals[] | null {
    const reach = accessOf(context).within('tallies', { editionId: id });
    return reach ? editionTotals(context.services.reader, id, reach.within) : null;
  }

  @Query(() => EditionConnection, { description: 'Editions of all programs (年度列表).' })
  async editions(
    @Arg('filter', () => EditionFilter, { nullable: true, description: 'Which to list (筛选条件).' })
    filter: EditionFilter | null,
    @Arg('orderBy', () => EditionOrder, {
      defaultValue: { field: 'OPENED_AT', direction: 'DESC' },
      description: 'How they are sorted (排序).',
    })
    { field, direction }: EditionOrder,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Edition>> {
    const { reader } = context.services;
    const wanted = given(filter);
    return listed<EditionRow, Edition>(context, args, {
      order: `${field}_${direction}`,
      read: (request) => listEditions(reader, wanted, { by: sortKeys[field], direction }, request),
      itemOf: editionOf,
      count: () => countEditions(reader, wanted),
    });
  }

  @Query(() => Edition, { nullable: true, description: 'One edition (年度); null if there is none.' })
  async edition(
    @Arg('id', () => ID, { description: 'Its id (年度编号).' }) id: EditionId,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Edition | null> {
    await caughtUp(context, minPosition);
    const row = await context.loaders.edition.load(id);
    return row ? editionOf(row) : null;
  }
}

@Resolver(() => Bureau)
export class BureauResolver {
  @FieldResolver(() => Bureau, { nullable: true, description: 'The bureau above it (上级单位).' })
  async parent(@Root() { editionId, parentCode }: Bureau, @Ctx() { loaders }: LaurelContext): Promise<Bureau | null> {
    return parentCode === null ? null : bureauIn(loaders, editionId, parentCode);
  }
}
