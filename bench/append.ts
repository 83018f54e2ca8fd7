/**
 * Appends of one small event each by 64 concurrent writers, with and without group commit: `npx tsx bench/append.ts`.
 *
 * The variants take turns, several rounds each on a new file, so that what else the machine does meets all alike;
 * the ratio is the median of the rounds' ratios.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { EventMeta } from '../src/domain/event.ts';
import { actorId, streamName } from '../src/domain/ids.ts';
import type { NewEvent } from '../src/log/event-log.ts';
import { SqliteEventLog } from '../src/log/sqlite/sqlite-log.ts';
import { say } from './progress.ts';

const writers = 64;
const rounds = 7;
const roundMs = 1500;

const variants = [
  { name: 'one transaction an append', groupSize: 1, subscribed: false },
  { name: 'group commit', groupSize: 1000, subscribed: false },
  { name: 'group commit, with a live subscriber', groupSize: 1000, subscribed: true },
] as const;
type Variant = (typeof variants)[number];

const meta: EventMeta = {
  recordedAt: '2024-01-02T03:04:05.678Z',
  actor: { id: actorId.parse('clerk-410100'), name: '李四', roles: ['CITY_CLERK'], channel: 'API' },
  command: { id: randomUUID(), name: 'review', contentHash: 'a'.repeat(64) },
  correlationId: randomUUID(),
  ruleVersion: '1',
};
const reviewed = (): NewEvent => ({
  id: randomUUID(),
  type: 'Reviewed',
  schemaVersion: 1,
  data: { level: 'CITY', decision: 'PASS', opinion: '经审核，同意推荐。', stamped: true, on: '2024-01-20' },
  meta,
});

/** On the disk of the working directory: a temporary directory may lie in memory, where an fsync costs nothing. */
const inDirectory = async <Result>(work: (directory: string) => Result | Promise<Result>): Promise<Result> => {
  mkdirSync('data', { recursive: true });
  const directory = mkdtempSync(join('data', 'bench-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
};

/** Events appended a second. */
const measure = ({ groupSize, subscribed }: Variant): Promise<number> =>
  inDirectory(async (directory) => {
    const log = new SqliteEventLog({ path: join(directory, 'log.db'), groupSize });
    if (subscribed) log.subscribe(undefined, () => {});
    let appended = 0;
    const start = performance.now();
    const write = async (_: unknown, writer: number): Promise<void> => {
      const stream = streamName.parse(`nomination-${writer}`);
      for (let revision = -1; performance.now() - start < roundMs; appended++) {
        ({ revision } = await log.append(stream, [reviewed()], revision < 0 ? 'no-stream' : revision));
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
    const seconds = (performance.now() - start) / 1000;
    await log.close();
    return appended / seconds;
  });

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that the disk takes to make half a megabyte durable: about what one group writes, since nearly every event touches two index pages of its own. */
const fsyncCost = (): Promise<number> =>
  inDirectory((directory) => {
    const file = openSync(join(directory, 'fsync'), 'w');
    const block = Buffer.alloc(524_288, 1);
    const costs = Array.from({ length: 100 }, () => {
      writeSync(file, block);
      const start = performance.now();
      fdatasyncSync(file);
      return performance.now() - start;
    });
    closeSync(file);
    return median(costs);
  });

const rates: Record<Variant['name'], number[]> = {
  'one transaction an append': [],
  'group commit': [],
  'group commit, with a live subscriber': [],
};
const fsyncs: number[] = [];
for (let round = 0; round < rounds; round++) {
  say(`round of ${variants.length} variants, ${(variants.length * roundMs) / 1000} s`, round + 1, rounds);
  fsyncs.push(await fsyncCost());
  for (const variant of variants) rates[variant.name].push(await measure(variant));
}

const base = rates['one transaction an append'];
const table = new Table({
  head: [`${writers} writers`, 'events/s', 'ratio', 'lowest', 'highest'],
  colAligns: ['left', 'right', 'right', 'right', 'right'],
  style: { head: [], border: [] },
});
for (const { name } of variants) {
  const own = rates[name];
  const ratio = median(own.map((rate, round) => rate / (base[round] ?? Number.NaN)));
  table.push([
    name,
    ...[median(own), ratio, Math.min(...own), Math.max(...own)].map((n, i) => n.toFixed(i === 1 ? 2 : 0)),
  ]);
}
const fsync = median(fsyncs);
const share = (fsync * median(rates['group commit'])) / writers / 1000;
console.log(table.toString());
console.log(
  `One fsync of 512 KB takes ${fsync.toFixed(2)} ms here (median): about ${(100 * share).toFixed(0)} % of the time with group commit.`,
);
