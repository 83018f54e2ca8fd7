import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { countNomineeHistory, listNomineeHistory, wasPublicized } from '../../projections/nominee-history.ts';
import type { TimelineRow } from '../../projections/timeline.ts';
import { audienceOf, reachesTo, toldOf, typesToldTo } from '../../src/app/audience.ts';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import type { EditionId, NominationId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { Page } from '../connection.ts';
import { bureauOf } from '../edition/bureau.ts';
import { listed } from '../paging.ts';
import { caughtUp, ListArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { entryOf, hiddenType } from '../timeline/views.ts';
import { Audience, HistoryOfInput, ToldEvent, ToldEventConnection } from './types.ts';

@Resolver(() => ToldEvent)
export class AudienceResolver {
  @Query(() => ToldEventConnection, {
    nullable: true,
    description:
      'What happened to a nomination and its honor, oldest first, as an audience is told of it (按披露范围查询经过); for the public null until it is publicized. Needs no token as PUBLIC.',
  })
  async history(
    @Arg('of', () => HistoryOfInput, { description: 'Whose history (对象).' }) of: HistoryOfInput,
    @Arg('audience', () => Audience, {
      defaultValue: Audience.PUBLIC,
      description: 'For whom it is told (披露范围), as far as your roles reach.',
    })
    audience: Audience,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<ToldEvent> | null> {
    refuseAbove(audience, context);
    await caughtUp(context, args.minPosition);
    const nominationId = await nominationIn(of, context);
    const row = nominationId && (await context.loaders.nomination.load(nominationId));
    if (!row || !isToldOf(audience, row, context)) return null;
    const { reader } = context.services;
    const wanted = {
      nominationId: row.nominationId,
      types: typesToldTo(audience).filter((type) => type !== hiddenType(context)),
    };
    const page = await listed(context, args, {
      order: `HISTORY_${audience}`,
      read: (request) => listNomineeHistory(reader, wanted, request),
      itemOf: (entry) => entry,
      count: () => countNomineeHistory(reader, wanted),
    });
    const nodes = await Promise.all(page.nodes.map((entry) => told(audience, entry, row, context)));
    const edges = page.edges.map(({ cursor }, i) => ({ cursor, node: nodes[i] as ToldEvent }));
    return { ...page, nodes, edges };
  }
}

interface Of {
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
}

/** By role alone, so that a refusal tells nothing of what there is. @throws {GraphQLError} FORBIDDEN */
const refuseAbove = (asked: Audience, context: LaurelContext): void => {
  const highest = audienceOf(context.actor);
  const allowed = reachesTo(highest, asked) && (asked !== 'AUDITOR' || accessOf(context).overseen('timeline').all);
  if (allowed) return;
  const reached = highest === 'AUDITOR' ? 'NOMINEE' : highest;
  throw new GraphQLError(`Your roles let you read a history as ${reached} at most, not as ${asked}.`, {
    extensions: { code: 'FORBIDDEN', path: ['audience'] },
  });
};

const nominationIn = async (
  { nomination, honor }: HistoryOfInput,
  { loaders }: LaurelContext,
): Promise<NominationId | undefined> => {
  if (honor != null) return (await loaders.honor.load(honor))?.nominationId;
  return nomination ?? undefined;
};

type Row = NonNullable<Awaited<ReturnType<LaurelContext['loaders']['nomination']['load']>>>;

const isToldOf = (audience: Audience, row: Row, context: LaurelContext): boolean => {
  if (audience === 'PUBLIC') return wasPublicized(context.services.reader, row.nominationId);
  return accessOf(context).viewOf(row) === 'FULL';
};

const told = async (audience: Audience, row: TimelineRow, of: Of, context: LaurelContext): Promise<ToldEvent> => {
  const { id, type, recordedAt, actor, data } = entryOf(row);
  const acting =
    row.actorBureau === null
      ? undefined
      : await context.loaders.bureau.load({ editionId: of.editionId, bureau: row.actorBureau });
  const named = acting && (audience !== 'PUBLIC' || acting.parent === null) ? bureauOf(acting) : null;
  return {
    id,
    type,
    at: recordedAt,
    bureau: named,
    facts: toldOf(audience, { type: type as LaurelFact['type'], data }, of.nominationId),
    actor: audience === 'AUDITOR' ? actor : null,
  };
};
