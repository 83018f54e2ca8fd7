import type { EventLog } from '../../log/event-log.ts';
import { leafText } from '../../log/leaf.ts';
import type { Entry, TreeStore } from './tree-store.ts';

/** Leaf texts by event id. Entries that stand side by side are read at once. @throws {LogUnavailable} */
export const leafTexts = async (
  log: Pick<EventLog, 'readAll'>,
  store: Pick<TreeStore, 'entryAt'>,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  for (const run of runsOf(entries)) {
    const [first] = run;
    const before = first && store.entryAt(first.index - 1)?.position;
    for (const event of await log.readAll(before, run.length)) texts.set(event.id, leafText(event));
  }
  return texts;
};

/** In order, parted wherever an index is missing. */
const runsOf = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const runs: Entry[][] = [];
  for (const entry of entries.toSorted((a, b) => a.index - b.index)) {
    const run = runs.at(-1);
    if (run?.at(-1)?.index === entry.index - 1) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
};
