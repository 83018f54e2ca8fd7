import type { Position } from '../src/domain/event.ts';
import type { StreamName } from '../src/domain/ids.ts';
import type { Reader } from './reader.ts';

/** What a command of a caller has led to so far. */
export interface CommandOutcome {
  /** An event of the command itself, which tells the command's content. */
  readonly event: { readonly stream: StreamName; readonly revision: number };
  /** Revision that the command left its own stream at; null if it has written to others only. */
  readonly revision: number | null;
  /** Of the last event that came of it, consequences included. */
  readonly position: Position;
}

interface Row {
  readonly position: Position;
  readonly stream: StreamName;
  readonly revision: number;
  readonly otherCommandId: string | null;
  readonly causationId: string | null;
}

/** From the timeline: the events that a caller's command id correlates, in log order. */
export const commandOutcome = (reader: Reader, commandId: string): CommandOutcome | undefined => {
  const rows = reader.all<Row>(
    `SELECT position, stream, revision, otherCommandId, causationId FROM entry WHERE correlationId = ? ORDER BY sequence`,
    [commandId],
  );
  const last = rows.at(-1);
  const event = rows.find(({ causationId }) => causationId === null);
  if (!last || !event) return undefined;
  const own = rows.findLast(({ otherCommandId }) => otherCommandId === null);
  return { event, revision: own?.revision ?? null, position: last.position };
};

export interface CommandEvent {
  readonly eventId: string;
  readonly stream: StreamName;
  readonly revision: number;
}

/** What a caller's command recorded itself, in log order: nothing that followed from it. */
export const eventsOfCommand = (reader: Reader, commandId: string): readonly CommandEvent[] =>
  reader.all<CommandEvent>(
    'SELECT eventId, stream, revision FROM entry WHERE correlationId = ? AND causationId IS NULL ORDER BY sequence',
    [commandId],
  );
