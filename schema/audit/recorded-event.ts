import 'reflect-metadata';
import { Ctx, Field, ObjectType } from 'type-graphql';
import { type CommandEvent, eventsOfCommand } from '../../projections/command-outcomes.ts';
import type { Position } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { comparePositions } from '../../src/log/event-log.ts';
import { digestOf, leafText } from '../../src/log/leaf.ts';
import { fromLog } from '../log-unavailable.ts';
import { UUID } from '../scalars.ts';
import type { LaurelContext } from '../services.ts';
import { base64 } from './proof-of.ts';

@ObjectType({
  description:
    'An event that a command recorded (所记录的事件): keep both, and `eventProof(id:)` later shows that it stands in the log with this digest.',
})
export class RecordedEvent {
  stream!: StreamName;
  revision!: number;

  @Field(() => UUID, { description: 'Id of the event (事件编号), as `eventProof` takes it.' })
  id!: string;

  @Field(() => String, {
    complexity: 4,
    description:
      'SHA-256 of its leaf text, base64 (摘要), known before a signed head covers the event. Errors: LOG_UNAVAILABLE.',
  })
  digest(@Ctx() { services }: LaurelContext): Promise<string> {
    return fromLog(async () => {
      const [event] = await services.stored.readStream(this.stream, this.revision, 1);
      if (!event) throw new Error(`The log has no event ${this.revision} of ${this.stream}.`);
      return base64(digestOf(leafText(event)));
    });
  }
}

const recordedEventOf = ({ eventId, stream, revision }: CommandEvent): RecordedEvent =>
  ({ id: eventId, stream, revision }) as RecordedEvent;

/** Null where the read models do not show what was recorded yet. */
export const recordedBy = (
  commandId: string,
  position: Position | null,
  { services: { reader } }: LaurelContext,
): readonly RecordedEvent[] | null => {
  if (position === null) return [];
  const shown = reader.position();
  if (shown === undefined || comparePositions(shown, position) < 0) return null;
  return eventsOfCommand(reader, commandId).map(recordedEventOf);
};
