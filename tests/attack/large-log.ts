import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import { openStores } from '../../src/stores.ts';
import { sealing, sign } from '../audit/real-log.ts';
import { plausibleHistory } from '../support/plausible-history.ts';

/** A log at rest whose tree has two full tiles and a partial one, signed every 40 events. */
export const largeLog = async () => {
  const place = mkdtempSync(join(tmpdir(), 'laurel-large-log-'));
  const directory = join(place, 'log');
  mkdirSync(directory);
  const embedded = await openStores({ directory, sealing });
  // One after another: what is sealed side by side may be recorded in another order.
  for (const event of plausibleHistory({ nominations: 40, seed: 5 })) {
    await embedded.log.append(event.stream, [event], 'any');
  }
  const events = await embedded.raw.readAll(undefined, 10_000);
  sign(directory, events);
  await embedded.close();
  const store = new TreeStore(join(directory, 'tree.db'));
  const heads = store.checkpoints();
  store.close();
  return {
    directory,
    events,
    heads,
    /** A copy, in the place of the one before. */
    copied(): string {
      const copy = join(place, 'copy');
      rmSync(copy, { recursive: true, force: true });
      cpSync(directory, copy, { recursive: true });
      return copy;
    },
    remove: () => rmSync(place, { recursive: true }),
  };
};
export type LargeLog = Awaited<ReturnType<typeof largeLog>>;
