import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { ArgsType, Field } from 'type-graphql';
import { ReadModelBehind } from '../projections/follower.ts';
import type { Position } from '../src/domain/event.ts';
import { PageArgs } from './connection.ts';
import { PositionScalar } from './scalars.ts';
import type { LaurelContext } from './services.ts';

const minPosition = {
  nullable: true,
  description:
    'Read no earlier state than this (最低日志位置): pass the position a mutation answered with, to read your own writes. Waits a few seconds at most.',
} as const;

/** For a query of one object. */
@ArgsType()
export class ReadArgs {
  @Field(() => PositionScalar, minPosition)
  minPosition?: Position | null;
}

/** For a query of a list. */
@ArgsType()
export class ListArgs extends PageArgs {
  @Field(() => PositionScalar, minPosition)
  minPosition?: Position | null;
}

/**
 * Waits until the read models show a position; at once if none is asked for. `argument` is what it was given as.
 *
 * @throws {GraphQLError} READ_MODEL_BEHIND
 */
export const caughtUp = async (
  { services, deadline }: LaurelContext,
  position: Position | null | undefined,
  argument = 'minPosition',
): Promise<void> => {
  if (position == null) return;
  try {
    await services.follower.waitFor(position, { signal: deadline });
  } catch (error) {
    if (!(error instanceof ReadModelBehind)) throw error;
    throw new GraphQLError(
      `The read models are at ${error.position ?? 'the beginning'} and have not reached ${position} yet. Ask again in a moment, or with another "${argument}": it takes a position that an answer gave.`,
      {
        extensions: {
          code: 'READ_MODEL_BEHIND',
          position: error.position ?? null,
          asked: position,
          path: argument.split('.'),
        },
      },
    );
  }
};
