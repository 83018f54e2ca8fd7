import type { TimelineRow } from '../../projections/timeline.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { accessOf } from '../access.ts';
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

/** Who read personal data is not for everyone who reads the history: see `personalDataReads`. */
export const hiddenType = (context: LaurelContext): string | undefined =>
  accessOf(context).overseen('purposes').all ? undefined : 'PersonalDataRead';

/** The log is one for all editions: only who oversees every one of them reads it. */
export const visibleEntry = async (context: LaurelContext, id: string): Promise<TimelineEntry | null> => {
  const row = accessOf(context).overseen('timeline').all ? await context.loaders.entry.load(id) : undefined;
  return row && row.type !== hiddenType(context) ? entryOf(row) : null;
};
