import type { Recorded } from '../../domain/event.ts';
import type { EventLog } from '../../log/event-log.ts';
import { leafText } from '../../log/leaf.ts';
import type { Neighbour, Neighbours, TimeScope } from './format.ts';
import type { ProofSource } from './proof-source.ts';

export interface StretchOfLog {
  readonly scope: TimeScope;
  /** Those of the stretch, which may be none. */
  readonly events: readonly Recorded[];
  readonly log: EventLog;
  /** Size of the head that all is proven under. */
  readonly size: number;
  readonly tree: ProofSource;
}

/** What stands just before and just after a stretch, and so proves where it begins and ends. */
export const neighboursOf = async (stretch: StretchOfLog): Promise<Neighbours> => {
  const { events, tree, size } = stretch;
  const first = events[0];
  const begin = first ? tree.entriesOf([first.id])[0]?.index : await beginOfNone(stretch);
  if (begin === undefined) throw new Error(`Event ${first?.id} is not in the tree: run \`laurel log verify\`.`);
  const end = begin + events.length;
  return {
    ...(begin > 0 && { before: await neighbourAt(begin - 1, stretch) }),
    ...(end < size && { after: await neighbourAt(end, stretch) }),
  };
};

const neighbourAt = async (index: number, { log, tree, size }: StretchOfLog): Promise<Neighbour> => {
  const [event] = await log.readAll(tree.entryAt(index - 1)?.position, 1);
  if (!event) throw new Error(`The log has no event for entry ${index} of the tree: run \`laurel log verify\`.`);
  const proof = tree.inclusionProof(index, size).map((hash) => hash.toString('base64'));
  return { leaf: leafText(event), index, proof };
};

const batch = 500;

/** Where the first event would stand: before the first entry that was recorded at `from` or later. */
const beginOfNone = async ({ log, scope: { from }, size }: StretchOfLog): Promise<number> => {
  let begin = 0;
  let after: Recorded['position'] | undefined;
  while (begin < size) {
    const events = await log.readAll(after, batch);
    const found = events.findIndex(({ meta }) => meta.recordedAt >= from);
    if (found >= 0 || events.length === 0) return Math.min(begin + Math.max(found, 0), size);
    begin += events.length;
    after = events.at(-1)?.position;
  }
  return size;
};
