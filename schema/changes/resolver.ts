import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { Position } from '../../src/domain/event.ts';
import { comparePositions } from '../../src/log/event-log.ts';
import { AsOfInput, momentOf } from '../as-of.ts';
import { type Page, pageOf } from '../connection.ts';
import { decodeCursor, notACursor } from '../cursor.ts';
import { caughtUp, ListArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import type { Span } from './differences.ts';
import { ChangesOfInput } from './inputs.ts';
import './nomination-types.ts';
import { changesOfHonor } from './of-honor.ts';
import { changesOfNomination } from './of-nomination.ts';
import { changesOfNotice } from './of-notice.ts';
import { changesOfSlate } from './of-slate.ts';
import './other-types.ts';
import { type Between, type Change, ChangeConnection, type ChangeOf } from './types.ts';

@Resolver()
export class ChangesResolver {
  @Query(() => ChangeConnection, {
    nullable: true,
    complexity: ({ args, childComplexity }) => 10 + args.first * childComplexity,
    description:
      'What is different of an object at the later of two moments (两个时点之间的变更), with the events that it comes of, as far as you may see it today; null if there is no such object that you may see. What was changed and changed back is not different. Errors: BAD_USER_INPUT where from lies after to, an instant lies ahead or there is no such event; READ_MODEL_BEHIND where a position lies ahead; LOG_UNAVAILABLE.',
  })
  async changes(
    @Arg('of', () => ChangesOfInput, { description: 'The object to compare with itself (比较对象).' })
    of: ChangesOfInput,
    @Arg('from', () => AsOfInput, { description: 'The earlier moment (起始时点).' }) from: AsOfInput,
    @Arg('to', () => AsOfInput, { nullable: true, description: 'The later moment (截至时点); now, if left out.' })
    to: AsOfInput | null,
    @Args(() => ListArgs) { first, after, minPosition }: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<(Page<Change> & Between) | null> {
    await caughtUp(context, minPosition);
    const span = await spanOf(from, to, context);
    const changes = await changesOf(of, span, context);
    if (!changes) return null;
    const begin = after == null ? 0 : indexIn(after) + 1;
    const nodes = changes.slice(begin, begin + first) as unknown as Change[];
    const position = span.to ?? '';
    const page = pageOf(
      { nodes, hasNextPage: begin + first < changes.length },
      after,
      (_, i) => ({ order, key: [begin + i], position }),
      () => changes.length,
    );
    return {
      ...page,
      fromPosition: span.from ?? null,
      toPosition: span.to ?? null,
    };
  }
}

/** @throws {GraphQLError} BAD_USER_INPUT if the earlier moment is the later one; and as `momentOf` */
const spanOf = async (from: AsOfInput, to: AsOfInput | null, context: LaurelContext): Promise<Span> => {
  const [earlier, later] = [await momentOf(from, context, 'from'), await momentOf(to, context, 'to')];
  const span = { from: earlier.asOfPosition ?? undefined, to: later.asOfPosition ?? undefined };
  if (isAfter(span.from, span.to)) {
    throw new GraphQLError(
      '"from" takes the earlier of the two moments and "to" the later one; here "from" lies after "to".',
      {
        extensions: { code: 'BAD_USER_INPUT', path: ['from'] },
      },
    );
  }
  return span;
};

const isAfter = (a: Position | undefined, b: Position | undefined): boolean =>
  a !== undefined && (b === undefined || comparePositions(a, b) > 0);

const changesOf = async (
  { nomination, slate, notice, honor }: ChangesOfInput,
  span: Span,
  context: LaurelContext,
): Promise<ChangeOf[] | null> => {
  if (nomination != null) return changesOfNomination(context, nomination, span);
  if (slate != null) return changesOfSlate(context, slate, span);
  if (notice != null) return changesOfNotice(context, notice, span);
  return honor == null ? null : changesOfHonor(context, honor, span);
};

const order = 'CHANGES';
const changeKey = z.tuple([z.int().nonnegative()]);

/** @throws {GraphQLError} BAD_USER_INPUT */
const indexIn = (after: string): number => {
  const key = changeKey.safeParse(decodeCursor(after, order).key);
  if (!key.success) throw notACursor();
  return key.data[0];
};
