/**
 * Laurel's log on EventStoreDB against the bare client, both over the stand-in of the tests in a process of its own:
 * `npx tsx bench/event-store.ts`. The variants take turns; a ratio is the median of the rounds' ratios. What a real
 * server would take is not in it: it is the price of what Laurel does on top of the client.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { EventStoreDBClient, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import Table from 'cli-table3';
import type { EventMeta, Position } from '../src/domain/event.ts';
import { actorId, streamName } from '../src/domain/ids.ts';
import type { EventLog, NewEvent } from '../src/log/event-log.ts';
import { openEventStoreLog } from '../src/log/eventstoredb/eventstoredb-log.ts';
import { say } from './progress.ts';

const writers = 16;
const rounds = 5;
const roundMs = 2000;

const meta: EventMeta = {
  recordedAt: '2024-01-02T03:04:05.678Z',
  actor: { id: actorId.parse('clerk-410100'), name: '李四', roles: ['CITY_CLERK'], channel: 'API' },
  command: { id: randomUUID(), name: 'review', contentHash: 'a'.repeat(64) },
  correlationId: randomUUID(),
  ruleVersion: '1',
};
const data = { level: 'CITY', decision: 'PASS', opinion: '经审核，同意推荐。', stamped: true, on: '2024-01-20' };
const reviewed = (): NewEvent => ({ id: randomUUID(), type: 'Reviewed', schemaVersion: 1, data, meta });

/** Appends a second of some writers at once, each to a stream of its own. */
const rateOf = async (append: (stream: string, revision: number) => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  let appended = 0;
  const write = async (): Promise<void> => {
    const stream = streamName.parse(`nomination-${randomUUID()}`);
    for (let revision = -1; performance.now() - began < roundMs; revision++, appended++) await append(stream, revision);
  };
  await Promise.all(Array.from({ length: writers }, write));
  return (appended * 1000) / (performance.now() - began);
};

const bareAppend = (client: EventStoreDBClient) => (stream: string, revision: number) =>
  client.appendToStream(stream, jsonEvent({ type: 'Reviewed', data, metadata: { ...meta } as never }), {
    expectedRevision: revision < 0 ? NO_STREAM : BigInt(revision),
    // Given for a call, credentials keep the client from batching, as Laurel does.
    credentials: { username: 'admin', password: 'changeit' },
  });

const laurelAppend = (log: EventLog) => (stream: string, revision: number) =>
  log.append(streamName.parse(stream), [reviewed()], revision < 0 ? 'no-stream' : revision);

/** Events a second of reading all there are. */
const readRate = async (read: () => Promise<number>): Promise<number> => {
  const began = performance.now();
  return ((await read()) * 1000) / (performance.now() - began);
};

const readBare = (client: EventStoreDBClient) => async (): Promise<number> => {
  let events = 0;
  for await (const { event } of client.readAll({ fromPosition: START })) if (event?.type === 'Reviewed') events++;
  return events;
};

const readLaurel = (log: EventLog) => async (): Promise<number> => {
  let [events, after] = [0, undefined as Position | undefined];
  for (;;) {
    const batch = await log.readAll(after, 5000);
    if (batch.length === 0) return events;
    events += batch.filter(({ type }) => type === 'Reviewed').length;
    after = batch.at(-1)?.position;
  }
};

const standIn = async (): Promise<{ child: ChildProcess; address: string }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/eventstoredb-server/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = await once(createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }), 'line');
  return { child, address };
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Each in a round of its own on its own server, so that both read what they wrote. */
const measure = async (bare: boolean) => {
  const { child, address } = await standIn();
  const client = EventStoreDBClient.connectionString(address);
  const log = openEventStoreLog(address);
  const appends = await rateOf(bare ? bareAppend(client) : laurelAppend(log));
  const reads = await readRate(bare ? readBare(client) : readLaurel(log));
  await client.dispose();
  await log.close();
  child.kill();
  return { appends, reads };
};

type Figures = Awaited<ReturnType<typeof measure>>;
const found: { readonly bare: Figures; readonly laurel: Figures }[] = [];
for (let round = 1; round <= rounds; round++) {
  found.push({ bare: await measure(true), laurel: await measure(false) });
  say('a round of both', round, rounds);
}

const table = new Table({ head: ['', 'bare client', 'Laurel', 'ratio'], style: { head: [], border: [] } });
for (const what of ['appends', 'reads'] as const) {
  const ratios = found.map(({ bare, laurel }) => laurel[what] / bare[what]);
  table.push([
    what === 'appends' ? `appends a second, ${writers} writers` : 'events read a second',
    Math.round(median(found.map(({ bare }) => bare[what]))),
    Math.round(median(found.map(({ laurel }) => laurel[what]))),
    median(ratios).toFixed(2),
  ]);
}
console.log(String(table));
process.exit(0);
