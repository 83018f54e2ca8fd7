import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EventStoreDBClient } from '@eventstore/db-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { all, append, facts, idsOf, newStream } from './servers.ts';

let directory: string;
const processes: ChildProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'laurel-stand-in-'));
});
afterEach(async () => {
  for (const process of processes.splice(0)) process.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

const start = async (port: string): Promise<{ process: ChildProcess; connectionString: string }> => {
  const main = join(import.meta.dirname, 'main.ts');
  const process_ = spawn(process.execPath, ['--import', 'tsx', main, '--directory', directory, '--port', port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(process_);
  const [line] = await once(createInterface({ input: process_.stdout as NodeJS.ReadableStream }), 'line');
  return { process: process_, connectionString: String(line) };
};

it('the stand-in as a process, killed, has on the same port what it had acknowledged', async () => {
  const { process: first, connectionString } = await start('0');
  const client = EventStoreDBClient.connectionString(connectionString);
  const stream = newStream();
  const events = facts(3);
  await append(client, 'unary', stream, events, 'no_stream');
  first.kill('SIGKILL');
  await once(first, 'exit');
  const port = /:(\d+)\?/.exec(connectionString)?.[1] ?? '';
  expect(await start(port)).toMatchObject({ connectionString });
  const again = EventStoreDBClient.connectionString(connectionString);
  expect(idsOf(await all(again.readStream(stream)))).toEqual(idsOf(events as never));
  await Promise.all([client.dispose(), again.dispose()]);
});
