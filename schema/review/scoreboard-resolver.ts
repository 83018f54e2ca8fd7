import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { countScores, listScores, type ScoreSort } from '../../projections/scoreboard.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { Page } from '../connection.ts';
import { Bureau } from '../edition/bureau.ts';
import { bureauIn } from '../edition/references.ts';
import { given } from '../given.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { emptyPage, listed } from '../paging.ts';
import { ListArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { Aggregates } from './aggregates.ts';
import { analysisOf } from './analysis.ts';
import {
  ScoreboardConnection,
  ScoreboardEntry,
  ScoreboardFilter,
  ScoreboardOrder,
  type ScoreboardOrderField,
  scoreboardEntryOf,
} from './scoreboard-types.ts';

const sortKeys: Readonly<Record<ScoreboardOrderField, ScoreSort['by']>> = {
  RANK: 'rank',
  MEAN: 'mean',
  NOMINATION: 'nominationId',
};

@Resolver(() => ScoreboardEntry)
export class ScoreboardResolver {
  @FieldResolver(() => Nomination, { nullable: true, description: 'Who was scored (申报).' })
  nomination(@Root() { nominationId }: ScoreboardEntry, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId);
  }

  @FieldResolver(() => Aggregates, {
    nullable: true,
    complexity: 5,
    description:
      'What the scores that count now come to by every method, side by side (各汇总方式并列); null without any score, or before the rubric is frozen.',
  })
  aggregates(
    @Root() { editionId, nominationId }: ScoreboardEntry,
    @Ctx() { services }: LaurelContext,
  ): Aggregates | null {
    return analysisOf(services.reader, editionId)?.get(nominationId) ?? null;
  }

  @FieldResolver(() => Bureau, { description: 'The bureau that nominated (申报单位).' })
  bureau(@Root() { editionId, bureauCode }: ScoreboardEntry, @Ctx() { loaders }: LaurelContext): Promise<Bureau> {
    return bureauIn(loaders, editionId, bureauCode);
  }

  @Query(() => ScoreboardConnection, {
    description: 'Scores and ranks of an edition (评审结果); for the province and those who audit it.',
  })
  async scoreboard(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('filter', () => ScoreboardFilter, { nullable: true, description: 'Which to list (筛选条件).' })
    filter: ScoreboardFilter | null,
    @Arg('orderBy', () => ScoreboardOrder, {
      defaultValue: { field: 'RANK', direction: 'ASC' },
      description: 'How they are sorted (排序).',
    })
    { field, direction }: ScoreboardOrder,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<ScoreboardEntry>> {
    if (!accessOf(context).oversees('scores', editionId)) return emptyPage(args);
    const { reader } = context.services;
    const wanted = { ...given(filter), editionId };
    return listed(context, args, {
      order: `${field}_${direction}`,
      read: (request) => listScores(reader, wanted, { by: sortKeys[field], direction }, request),
      itemOf: scoreboardEntryOf,
      count: () => countScores(reader, wanted),
    });
  }
}
