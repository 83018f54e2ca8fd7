/**
 * Rebuilding all read models, against merely reading the same rows from the log and parsing their JSON:
 * `npx tsx bench/rebuild.ts [nominations]`, 5,800 by default, which lead to about 100,000 events.
 *
 * Both take turns, several rounds on the same log, so that what else the machine does meets both alike; the ratio is
 * the median of the rounds' ratios.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { startFollower } from '../projections/follower.ts';
import { openReadDatabase } from '../projections/read-database.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { SqliteEventLog } from '../src/log/sqlite/sqlite-log.ts';
import { fill } from '../tests/support/history.ts';
import { plausibleHistory } from '../tests/support/plausible-history.ts';
import { say } from './progress.ts';

const rounds = 5;
const nominations = Number(process.argv[2] ?? 5800);

const readAndParse = async (log: EventLog): Promise<number> => {
  let count = 0;
  for (let batch = await log.readAll(undefined, 5000); batch.length > 0; ) {
    count += batch.length;
    batch = await log.readAll(batch.at(-1)?.position, 5000);
  }
  return count;
};

const rebuild = async (log: EventLog, directory: string): Promise<number> => {
  const database = await openReadDatabase({ directory: mkdtempSync(join(directory, 'read-')), log });
  const applied = database.applied();
  database.close();
  return applied;
};

const perSecond = async (work: () => Promise<number>): Promise<number> => {
  const start = performance.now();
  const events = await work();
  return (events * 1000) / (performance.now() - start);
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Opening a file that is there, with its check, and applying nothing: what a restart costs. */
const restart = async (log: EventLog, directory: string): Promise<number> => {
  (await openReadDatabase({ directory, log })).close();
  const start = performance.now();
  const database = await openReadDatabase({ directory, log });
  await (await startFollower({ log, database })).close();
  database.close();
  return performance.now() - start;
};

mkdirSync('data', { recursive: true });
const directory = mkdtempSync(join('data', 'bench-'));
const log = new SqliteEventLog({ path: join(directory, 'log.db') });
try {
  process.stderr.write(`  making a log of ${nominations} nominations\n`);
  const events = plausibleHistory({ nominations, seed: 1 });
  await fill(log, events);

  const results: { read: number; built: number }[] = [];
  for (let i = 0; i < rounds; i++) {
    say(`round on ${events.length} events`, i + 1, rounds);
    const read = await perSecond(() => readAndParse(log));
    results.push({ read, built: await perSecond(() => rebuild(log, directory)) });
  }

  const table = new Table({ head: ['', 'events/s (median)'], colAligns: ['left', 'right'] });
  table.push(
    ['reading and parsing', Math.round(median(results.map(({ read }) => read))).toLocaleString('en')],
    ['rebuilding all read models', Math.round(median(results.map(({ built }) => built))).toLocaleString('en')],
  );
  const ratio = median(results.map(({ read, built }) => built / read));
  console.log(`${events.length.toLocaleString('en')} events, ${rounds} rounds\n${table}\nratio ${ratio.toFixed(2)}`);
  console.log(`opening a read database that is level: ${Math.round(await restart(log, directory))} ms`);
} finally {
  await log.close();
  rmSync(directory, { recursive: true });
}
