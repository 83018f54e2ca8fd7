import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteEventLog } from '../../../src/log/sqlite/sqlite-log.ts';
import { collector, events, everythingIn, idsOf, stream } from '../facts.ts';

const here = import.meta.dirname;
const command = (path: string, name: string, count: number, padding = 0): [string, string[]] => [
  process.execPath,
  ['--import', 'tsx', join(here, 'writer.ts'), path, name, String(count), String(padding)],
];

describe('The SQLite log, with other processes on the same file', () => {
  let directory: string;
  let path: string;
  let log: SqliteEventLog;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'laurel-log-'));
    path = join(directory, 'log.db');
    log = new SqliteEventLog({ path, pollMs: 5, busyTimeoutMs: 10_000 });
  });
  afterEach(async () => {
    await log.close();
    await rm(directory, { recursive: true });
  });

  it('takes the appends of all and delivers them in one order', async () => {
    const seen = collector();
    log.subscribe(undefined, seen.handle);
    const writers = ['a', 'b'].map((name) => promisify(execFile)(...command(path, name, 400)));
    await seen.has(1);
    for (let i = 0; i < 50; i++) await log.append(stream('mine'), events(2), 'any');
    await Promise.all(writers);
    expect(await seen.has(900)).toEqual(idsOf(await everythingIn(log)));
    expect(await log.readStream(stream('a'))).toHaveLength(400);
    expect(await log.readStream(stream('mine'))).toHaveLength(100);
  });

  it('keeps everything acknowledged by a process that was killed', async () => {
    const writer = spawn(...command(path, 'killed', 1_000_000), { stdio: ['ignore', 'pipe', 'inherit'] });
    const acknowledged: string[] = [];
    const lines = createInterface({ input: writer.stdout });
    lines.on('line', (id) => {
      acknowledged.push(id);
      if (acknowledged.length === 500) writer.kill('SIGKILL');
    });
    await Promise.all([once(writer, 'exit'), once(lines, 'close')]);

    const held = idsOf(await log.readStream(stream('killed')));
    expect(acknowledged.length).toBeGreaterThanOrEqual(500);
    expect(held.slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(await log.append(stream('killed'), events(1), held.length - 1)).toMatchObject({ revision: held.length });
  });

  it('tells that it is unavailable when a file can grow no further, and loses nothing of before', async () => {
    const limited = ['-c', 'ulimit -f 2000 && exec "$0" "$@"', ...command(path, 'full', 1_000_000, 10_000).flat()];
    const { stdout } = await promisify(execFile)('sh', limited).catch((failed) => failed);
    const lines = stdout.trim().split('\n');
    expect(lines.pop()).toMatch(/^LogUnavailable (nothing-recorded|unknown) SQLITE_(FULL|IOERR)/);
    expect(lines.length).toBeGreaterThan(0);
    expect(idsOf(await log.readStream(stream('full'))).slice(0, lines.length)).toEqual(lines);
  });
});
