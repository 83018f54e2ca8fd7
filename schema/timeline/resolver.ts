import 'reflect-metadata';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { countTimeline, listTimeline } from '../../projections/timeline.ts';
import { accessOf } from '../access.ts';
import { eventProofOf, proofCost } from '../audit/proof-of.ts';
import { EventProof } from '../audit/types.ts';
import type { Page } from '../connection.ts';
import { given } from '../given.ts';
import { emptyPage, listed } from '../paging.ts';
import type { LaurelContext } from '../services.ts';
import { EventFacts } from './event-facts.ts';
import { TimelineArgs } from './inputs.ts';
import { Subject, TimelineConnection, TimelineEntry } from './types.ts';
import { entryOf, hiddenType, visibleEntry } from './views.ts';

@Resolver(() => TimelineEntry)
export class TimelineResolver {
  @Query(() => TimelineConnection, {
    description:
      'Every recorded event, in the order of the log (时间线), for auditors, discipline inspectors and approvers of the province; empty for anyone else.',
  })
  async timeline(
    @Args(() => TimelineArgs) args: TimelineArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<TimelineEntry>> {
    if (!accessOf(context).overseen('timeline').all) return emptyPage(args);
    const { reader } = context.services;
    const { subject, ...rest } = given(args.filter);
    const filter = { ...rest, subjects: subject && [subject], exceptType: hiddenType(context) };
    return listed(context, args, {
      order: `SEQUENCE_${args.direction}`,
      read: (page) => listTimeline(reader, filter, args.direction, page),
      itemOf: entryOf,
      count: () => countTimeline(reader, filter),
    });
  }

  @FieldResolver(() => [Subject], { description: 'Whom and what it is about (事件对象).' })
  subjects(@Root() { sequence }: TimelineEntry, @Ctx() { loaders }: LaurelContext): Promise<readonly Subject[]> {
    return loaders.subjects.load(sequence);
  }

  @FieldResolver(() => TimelineEntry, {
    nullable: true,
    description: 'The event it followed from (起因事件); null where a person acted.',
  })
  async cause(@Root() { causationId }: TimelineEntry, @Ctx() context: LaurelContext): Promise<TimelineEntry | null> {
    return causationId === null ? null : visibleEntry(context, causationId);
  }
}

@Resolver(() => EventFacts)
export class EventFactsResolver {
  @FieldResolver(() => EventProof, {
    complexity: proofCost,
    description: 'The proof that this event is in the log, unaltered (事件存证).',
  })
  async proof(@Root() { id }: EventFacts, @Ctx() { loaders }: LaurelContext): Promise<EventProof> {
    return eventProofOf(id, await loaders.proof.load(id));
  }
}
