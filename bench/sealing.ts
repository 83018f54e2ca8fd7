/**
 * Appending whole nominations, plain, sealed, and sealed with the transparency log following: `npx tsx bench/sealing.ts`.
 *
 * The variants take turns, several rounds each on a new directory; the ratio is the median of the rounds' ratios.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { StreamName } from '../src/domain/ids.ts';
import type { NewEvent } from '../src/log/event-log.ts';
import { openStores } from '../src/stores.ts';
import { plausibleHistory } from '../tests/support/plausible-history.ts';
import { say } from './progress.ts';

const rounds = 5;
const writers = 64;

const variants = ['plain', 'sealed'] as const;
type Variant = (typeof variants)[number];

const history = plausibleHistory({ nominations: 600, seed: 3 });
/** Commands as they come: all their events in one append. */
const appends: { readonly stream: StreamName; readonly events: NewEvent[] }[] = [];
for (const { stream, revision: _, position: __, ...event } of history) {
  const last = appends.at(-1);
  if (last?.events[0]?.meta.command.id === event.meta.command.id) last.events.push(event);
  else appends.push({ stream, events: [event] });
}

/** Events a second. */
const measure = async (variant: Variant): Promise<number> => {
  mkdirSync('data', { recursive: true });
  const directory = mkdtempSync(join('data', 'bench-'));
  const store = await openStores({ directory, sealing: { current: Buffer.alloc(32, 8) } });
  const log = variant === 'plain' ? store.raw : store.log;
  try {
    const start = performance.now();
    for (let at = 0; at < appends.length; at += writers) {
      await Promise.all(appends.slice(at, at + writers).map(({ stream, events }) => log.append(stream, events, 'any')));
    }
    return (history.length * 1000) / (performance.now() - start);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const rates: Record<Variant, number[]> = { plain: [], sealed: [] };
for (let round = 0; round < rounds; round++) {
  say(`round on ${history.length} events`, round + 1, rounds);
  for (const variant of variants) rates[variant].push(await measure(variant));
}
const table = new Table({
  head: [`${writers} at once`, 'events/s', 'ratio'],
  colAligns: ['left', 'right', 'right'],
  style: { head: [], border: [] },
});
for (const variant of variants) {
  const ratio = median(rates[variant].map((rate, i) => rate / (rates.plain[i] ?? Number.NaN)));
  table.push([variant, Math.round(median(rates[variant])).toLocaleString('en'), ratio.toFixed(2)]);
}
console.log(table.toString());
