import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Field, InputType } from 'type-graphql';
import type { Reader } from '../projections/reader.ts';
import { positionAt, timelineByEventIds } from '../projections/timeline.ts';
import type { Position } from '../src/domain/event.ts';
import { caughtUp } from './reading.ts';
import { DateTimeISO, PositionScalar, UUID } from './scalars.ts';
import type { LaurelContext } from './services.ts';

/** `buildSchema` does not know @oneOf yet: see `schema.ts`. */
@InputType('AsOfInput', {
  description: 'A moment of the past to look at: by time, log position or event, exactly one of them (截至时点).',
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

  @Field(() => UUID, {
    nullable: true,
    description: 'As it was right after this event (事件编号), by its id as histories and the timeline give it.',
  })
  event?: string;
}

/**
 * The log position of a moment; undefined if nothing had been recorded by then.
 *
 * @throws {GraphQLError} BAD_USER_INPUT if no such event is recorded
 */
export const positionOf = (reader: Reader, { time, position, event }: AsOfInput): Position | undefined => {
  if (event != null) return positionOfEvent(reader, event);
  return position ?? (time == null ? undefined : positionAt(reader, time));
};

const positionOfEvent = (reader: Reader, id: string): Position => {
  const found = timelineByEventIds(reader, [id]).get(id);
  if (found) return found.position;
  throw new GraphQLError(
    '"event" takes the id of a recorded event, as a history or the timeline gives it; there is none of this id.',
    { extensions: { code: 'BAD_USER_INPUT', path: ['event'] } },
  );
};

/** The moment that an answer is about, as read models take it, and as it is echoed. */
export interface Moment {
  /** Absent: now. */
  readonly asOf?: { readonly time: string } | { readonly position: Position };
  /** Null if nothing had been recorded by then. */
  readonly asOfPosition: Position | null;
}

/**
 * Fixes the moment at a position, so that every page, count and detail of an answer looks at the same state.
 * The moment must have come: an answer about the past never changes. `argument` is what it was given as.
 *
 * @throws {GraphQLError} BAD_USER_INPUT if the instant lies ahead, READ_MODEL_BEHIND if the position does.
 */
export const momentOf = async (
  asOf: AsOfInput | null | undefined,
  context: LaurelContext,
  argument = 'asOf',
): Promise<Moment> => {
  const { reader, clock } = context.services;
  if (!asOf) return { asOfPosition: reader.position() ?? null };
  if (asOf.time !== undefined && Date.parse(asOf.time) > clock.now()) {
    throw new GraphQLError(
      `"${argument}.time" takes an instant that has passed; leave ${argument} out to read what stands now.`,
      { extensions: { code: 'BAD_USER_INPUT', path: [argument, 'time'] } },
    );
  }
  await caughtUp(context, asOf.position, `${argument}.position`);
  const position = positionOf(reader, asOf);
  // Before the first event there is no position, yet there is a state: an empty one.
  return { asOf: position === undefined ? { time: asOf.time ?? '' } : { position }, asOfPosition: position ?? null };
};

/** What an answer echoes of the moment it was asked for. */
export interface AsOfPosition {
  /** Null if nothing had been recorded by then. */
  readonly asOfPosition: Position | null;
}

/** Gives a connection the field that says so. */
export const echoesMoment = ({ prototype }: { readonly prototype: object }): void =>
  Field(() => PositionScalar, {
    nullable: true,
    description: 'The log position this page is as of (截至日志位置); null if nothing had been recorded by then.',
  })(prototype, 'asOfPosition');

/** How a field takes a moment whose answer follows today's permissions. */
export const asOfArg = {
  nullable: true,
  description: 'The moment to show it as of (截至时点), now if left out; you see of it what you may see today.',
} as const;

/**
 * The position to show things as of; no `cut` for now.
 *
 * @throws {GraphQLError} as `momentOf`
 */
export const cutOf = async (
  asOf: AsOfInput | null | undefined,
  context: LaurelContext,
): Promise<AsOfPosition & { readonly cut?: Position }> => {
  const { asOfPosition } = await momentOf(asOf, context);
  return { asOfPosition, ...(asOf && asOfPosition !== null && { cut: asOfPosition }) };
};
