import 'reflect-metadata';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { countTimeline, listTimeline, type TimelineFilter } from '../../projections/timeline.ts';
import type { Subject } from '../../projections/timeline-subjects.ts';
import { accessOf } from '../access.ts';
import { type Page, PageArgs } from '../connection.ts';
import { given } from '../given.ts';
import { Nomination } from '../nomination/types.ts';
import { emptyPage, listed } from '../paging.ts';
import type { ListArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { PersonalDataReadsArgs } from './inputs.ts';
import { PersonalDataRead, PersonalDataReadConnection } from './types.ts';
import { readOf, statedIn } from './views.ts';

const types = ['PersonalDataRead'] as const;

const subjectOf = (kind: Subject['kind'], id: string | undefined): Subject[] =>
  id === undefined ? [] : [{ kind, id }];

/** Newest first. */
const readsOf = (
  context: LaurelContext,
  args: ListArgs,
  filter: TimelineFilter,
  itemOf: (row: Parameters<typeof readOf>[0]) => PersonalDataRead,
): Promise<Page<PersonalDataRead>> => {
  const { reader } = context.services;
  const wanted = { ...filter, types };
  return listed(context, args, {
    order: 'READ_DESC',
    read: (page) => listTimeline(reader, wanted, 'DESC', page),
    itemOf,
    count: () => countTimeline(reader, wanted),
  });
};

@Resolver(() => PersonalDataRead)
export class PersonalDataReadResolver {
  @Query(() => PersonalDataReadConnection, {
    description:
      'When personal data was read to watch over others, newest first (个人信息查阅记录): for auditors, discipline inspectors, approvers of the province and who runs the system; empty for anyone else. The read of the request itself stands in the next answer.',
  })
  async personalDataReads(
    @Args(() => PersonalDataReadsArgs) args: PersonalDataReadsArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<PersonalDataRead>> {
    const { overseen } = accessOf(context);
    const { person, nominationId, reader: actor, from, to } = given(args.filter);
    const entitled = overseen('purposes').all;
    // Who may not know who read cannot ask by the reader either, or a count would tell.
    if (!overseen('accesses').all || (actor !== undefined && !entitled)) return emptyPage(args);
    const subjects = [...subjectOf('PERSON', person), ...subjectOf('NOMINATION', nominationId)];
    return readsOf(context, args, { subjects, actor, from, to }, (row) => readOf(row, entitled));
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: 5,
    description:
      'The purpose that was stated (查阅目的), for auditors, discipline inspectors and who runs the system; null where a case was stated alone, or it may not be read. Errors: LOG_UNAVAILABLE.',
  })
  purpose(@Root() read: PersonalDataRead, @Ctx() context: LaurelContext): Promise<string | null> {
    return statedIn(read, 'purpose', context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: 5,
    description:
      'The case number that was stated (案件编号), for the same; null where a purpose was stated alone. Errors: LOG_UNAVAILABLE.',
  })
  caseNumber(@Root() read: PersonalDataRead, @Ctx() context: LaurelContext): Promise<string | null> {
    return statedIn(read, 'caseNumber', context);
  }
}

@Resolver(() => Nomination)
export class AccessHistoryResolver {
  @FieldResolver(() => PersonalDataReadConnection, {
    nullable: true,
    description:
      'When its personal data was read to watch over others, newest first (查阅记录); for auditors, discipline inspectors and approvers of the province, null for anyone else. The read of the request itself is not in it: it is recorded once the answer is made, before it leaves, and stands in the next answer.',
  })
  async accessHistory(
    @Root() { id, editionId, bureauCode }: Nomination,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<PersonalDataRead> | null> {
    const { seesBusinessOf } = accessOf(context);
    const of = { editionId, bureau: bureauCode };
    if (!seesBusinessOf('accesses', of)) return null;
    const entitled = seesBusinessOf('purposes', of);
    return readsOf(context, args, { subjects: subjectOf('NOMINATION', id) }, (row) => readOf(row, entitled, id));
  }
}
