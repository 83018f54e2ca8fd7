import type { EventMeta } from '../../src/domain/event.ts';
import type { TimelineActor } from './actor.ts';

/** Who acted, from what an event says of it. */
export const actorOf = ({ actor: { id, name, roles, bureau, channel } }: Pick<EventMeta, 'actor'>): TimelineActor => ({
  id,
  name,
  roles,
  bureau: bureau ?? null,
  channel,
});
