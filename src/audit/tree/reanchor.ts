import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, Recorded } from '../../domain/event.ts';
import type { EventLog } from '../../log/event-log.ts';
import { digestOf, leafText } from '../../log/leaf.ts';
import type { TreeStore } from './tree-store.ts';

const batch = 5_000;

/**
 * A log that was copied to another store has the same events in the same order, at other positions. If that is so of all
 * that the tree holds, its entries take over the positions; heads and hashes say nothing of them, and stay.
 *
 * @returns whether it is so; nothing is changed if not
 */
export const reanchor = async (log: Pick<EventLog, 'readAll'>, store: TreeStore): Promise<boolean> => {
  let index = 0;
  for await (const events of upTo(store.size(), log)) {
    const entries = store.entriesBetween(index, index + events.length);
    const same = (event: Recorded, i: number): boolean =>
      entries[i]?.eventId === event.id && entries[i].digest.equals(digestOf(leafText(event)));
    if (!events.every(same)) return false;
    index += events.length;
  }
  if (index < store.size()) return false;
  // From the first to the last: who is interrupted finds the last one where it was, and begins again.
  index = 0;
  for await (const events of upTo(store.size(), log)) {
    const from = index;
    store.write(() => {
      for (const [i, { position }] of events.entries()) store.moveEntry(from + i, position);
    });
    index += events.length;
  }
  return true;
};

/** The first events of the log, so many. */
async function* upTo(size: number, log: Pick<EventLog, 'readAll'>): AsyncGenerator<readonly Recorded[]> {
  let after: Position | undefined;
  for (let left = size; left > 0; ) {
    const events = await log.readAll(after, Math.min(batch, left));
    if (events.length === 0) return;
    yield events;
    after = events.at(-1)?.position;
    left -= events.length;
    await nextTurn();
  }
}
