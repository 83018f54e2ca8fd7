import { v5 } from 'uuid';
import type { Actor } from '../../src/domain/actor.ts';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import type { Recorded } from '../../src/domain/event.ts';
import { actorId, bureauCode, type StreamName } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { canonicalJson } from '../../src/log/leaf.ts';
import { positionOf } from '../../src/log/row.ts';

export const clerk: Actor = {
  id: actorId.parse('clerk'),
  name: '李文书',
  roles: ['CITY_CLERK'],
  bureau: bureauCode.parse('410100'),
  channel: 'API',
};
export const system: Actor = { id: actorId.parse('system'), name: 'Laurel', roles: ['SYSTEM'], channel: 'POLICY' };

/** Given facts: recorded one command after another, as a log would hold them. */
export interface History {
  readonly events: readonly Recorded<LaurelFact>[];
  /** The facts of one command on one stream, a minute after those before. */
  record(stream: StreamName, facts: readonly LaurelFact[], by?: Actor): readonly Recorded<LaurelFact>[];
  /** Lets the clock show another time, for what is recorded from now on. */
  at(instant: string): void;
}

const commands = '5b1f7c52-0f0e-4d0c-9a53-6a4f7ef4f9b5';
const minute = 60_000;

/** @param start instant of the first command */
export const history = (start = '2023-12-27T01:00:00.000Z'): History => {
  const events: Recorded<LaurelFact>[] = [];
  const revisions = new Map<StreamName, number>();
  let count = 0;
  let now = Date.parse(start);

  return {
    events,
    at(instant) {
      now = Date.parse(instant);
    },
    record(stream, facts, by = clerk) {
      const id = v5(String(count++), commands);
      const meta = {
        recordedAt: new Date(now).toISOString(),
        actor: by,
        command: { id, name: facts[0]?.type ?? '', contentHash: '0'.repeat(64) },
        correlationId: id,
      };
      now += minute;
      const recorded = catalog.encode(facts, meta).map((event, i) => {
        const revision = (revisions.get(stream) ?? -1) + 1 + i;
        // As a log gives it back: with its names in canonical order.
        const asRead = JSON.parse(canonicalJson({ data: event.data, meta }));
        return {
          ...event,
          ...asRead,
          stream,
          revision,
          position: positionOf(events.length + 1 + i),
        } as Recorded<LaurelFact>;
      });
      revisions.set(stream, recorded.at(-1)?.revision ?? -1);
      events.push(...recorded);
      return recorded;
    },
  };
};

/** Appends events to a log that keeps the order of the calls, command by command; into an empty one they go as they are. */
export const fill = async (log: EventLog, events: readonly Recorded[]): Promise<void> => {
  const appends: Recorded[][] = [];
  for (const event of events) {
    const last = appends.at(-1);
    if (last?.[0]?.meta.command.id === event.meta.command.id) last.push(event);
    else appends.push([event]);
  }
  for (let i = 0; i < appends.length; i += 1000) {
    await Promise.all(
      appends.slice(i, i + 1000).map((group) => log.append((group[0] as Recorded).stream, group, 'any')),
    );
  }
};
