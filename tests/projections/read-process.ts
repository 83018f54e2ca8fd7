import { openReadDatabase, type ReadDatabase } from '../../projections/read-database.ts';
import { ReadFile } from '../../projections/read-file.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { fill } from '../support/history.ts';
import { plausibleHistory } from '../support/plausible-history.ts';

/** What a process with read models is told to do; it answers each with an `Answer`. */
export type Order =
  | { readonly open: string }
  /** Begins a file and leaves it as it is: half built, in a process that lives. */
  | { readonly begin: string }
  | { readonly close: true };
export interface Answer {
  readonly path?: string;
  readonly digest?: string;
  readonly error?: string;
}

const log = new MemoryEventLog();
await fill(log, plausibleHistory({ nominations: 3, seed: 7 }));

let database: ReadDatabase | undefined;
let half: ReadFile | undefined;

const carryOut = async (order: Order): Promise<Answer> => {
  if ('open' in order) {
    database = await openReadDatabase({ directory: order.open, log, definition: 'abcd' });
    return { path: database.path, digest: database.contentDigest() };
  }
  if ('begin' in order) {
    half = ReadFile.begin(order.begin);
    return { path: half.path };
  }
  database?.close();
  database = undefined;
  return {};
};

process.on('message', async (order: Order) => {
  process.send?.(await carryOut(order).catch((error: unknown): Answer => ({ error: String(error) })));
});
process.send?.({});
