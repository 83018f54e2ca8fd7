import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Field, InputType } from 'type-graphql';
import type { Reader } from '../projections/reader.ts';
import { positionAt } from '../projections/timeline.ts';
import type { Position } from '../src/domain/event.ts';
import { caughtUp } from './reading.ts';
import { DateTimeISO, PositionScalar } from './scalars.ts';
import type { LaurelContext } from './services.ts';

/** `buildSchema` does not know @oneOf yet: see `schema.ts`. */
@InputType('AsOfInput', {
  description: 'A moment of the past to look at: by time or by log position, exactly one of them (截至时点).',
})
export class AsOfInput {
  @Field(() => DateTimeISO, { nullable: true, description: 'As it was at this instant (时刻).' })
  time?: string;

  @Field(() => PositionScalar, {
    nullable: true,
    description:
      'As it was after the event at this position (日志位置), such as an `asOfPosition` of an earlier answer.',
  })
  position?: Position;
}

/** The log position of a moment; undefined if nothing had been recorded by then. */
export const positionOf = (reader: Reader, { time, position }: AsOfInput): Position | undefined =>
  position ?? (time === undefined ? undefined : positionAt(reader, time));

/** The moment that an answer is about, as read models take it, and as it is echoed. */
export interface Moment {
  /** Absent: now. */
  readonly asOf?: { readonly time: string } | { readonly position: Position };
  /** Null if nothing had been recorded by then. */
  readonly asOfPosition: Position | null;
}

/**
 * Fixes the moment at a position, so that every page, count and detail of an answer looks at the same state.
 * The moment must have come: an answer about the past never changes.
 *
 * @throws {GraphQLError} BAD_USER_INPUT if the instant lies ahead, READ_MODEL_BEHIND if the position does.
 */
export const momentOf = async (asOf: AsOfInput | null | undefined, context: LaurelContext): Promise<Moment> => {
  const { reader, clock } = context.services;
  if (!asOf) return { asOfPosition: reader.position() ?? null };
  if (asOf.time !== undefined && Date.parse(asOf.time) > clock.now()) {
    throw new GraphQLError('"asOf.time" takes an instant that has passed; leave asOf out to read what stands now.', {
      extensions: { code: 'BAD_USER_INPUT', path: ['asOf', 'time'] },
    });
  }
  await caughtUp(context, asOf.position);
  const position = positionOf(reader, asOf);
  // Before the first event there is no position, yet there is a state: an empty one.
  return { asOf: position === undefined ? { time: asOf.time ?? '' } : { position }, asOfPosition: position ?? null };
};
