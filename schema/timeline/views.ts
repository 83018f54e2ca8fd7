import type { TimelineRow } from '../../projections/timeline.ts';
import { mayRead } from '../../src/app/permissions.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { LaurelContext } from '../services.ts';
import type { TimelineEntry } from './types.ts';

export const entryOf = (row: TimelineRow): TimelineEntry => {
  const { eventId, actorId, actorName, actorRoles, actorBureau, actorChannel, commandId, commandName, data, ...rest } =
    row;
  return {
    ...rest,
    id: eventId,
    actor: {
      id: actorId,
      name: actorName,
      roles: actorRoles as Actor['roles'],
      bureau: actorBureau,
      channel: actorChannel as Actor['channel'],
    },
    command: { id: commandId, name: commandName },
    data: data as Record<string, unknown>,
  };
};

export const visibleEntry = async ({ actor, loaders }: LaurelContext, id: string): Promise<TimelineEntry | null> => {
  const row = mayRead(actor, 'timeline') ? await loaders.entry.load(id) : undefined;
  return row ? entryOf(row) : null;
};
