import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { events, stream } from '../facts.ts';
import { standIn } from './stand-in.ts';

const slate = stream('slate-2023-410100');

/** Runs a log in a process of its own; what it wrote, and how it ended. */
const run = async (
  connectionString: string,
  onLine: (line: string) => void,
): Promise<{ readonly lines: readonly string[]; readonly code: number | null }> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'lone-log.ts'), connectionString],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.trim().split('\n')) {
      lines.push(line);
      onLine(line);
    }
  });
  const [code] = await once(child, 'close');
  return { lines, code };
};

describe('A process whose log lost its server', () => {
  const test = standIn();

  it('lives through it, goes on, and ends by itself once the log is closed in the next outage', async () => {
    const { lines, code } = await run(test.server.connectionString, (line) => {
      if (line === 'appended 5') void test.server.die().then(() => test.server.comeBack());
      if (line === 'appended 10') for (const member of test.server.members) member.cutAll();
      if (line === 'appended 20') void test.server.die();
    });
    // Closed while calls were still to be repeated for a minute.
    expect(lines.slice(-2)).toEqual(['closed', 'nothing is left']);
    expect(code).toBe(0);
  }, 30_000);
});

describe('Closing', () => {
  const test = standIn();

  it('ends what is being repeated, and says what became of it', async () => {
    let retried = (): void => {};
    const retrying = new Promise<void>((resolve) => {
      retried = resolve;
    });
    const log = test.open({ patienceMs: 3_600_000, pauseMs: 60_000, onRetry: () => retried() });
    await log.readStream(slate);
    await test.server.die();
    const outcomes = Promise.allSettled([log.append(slate, events(1), 'no-stream'), log.head()]);
    await Promise.race([retrying, new Promise((resolve) => setImmediate(resolve))]);
    await log.close();
    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: { name: 'LogUnavailable' } },
      { status: 'rejected', reason: { name: 'LogUnavailable', outcome: 'nothing-recorded' } },
    ]);
  });

  it('lets appends that wait for their turn be carried out', async () => {
    const log = test.open();
    const appending = Promise.all(Array.from({ length: 20 }, () => log.append(slate, events(1), 'any')));
    await log.close();
    expect((await appending).map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i),
    );
  });
});

describe('Appends in turn', () => {
  const test = standIn();

  it('are given up together when the server is silent for longer than their patience', async () => {
    const log = test.open({ deadlineMs: 40, patienceMs: 30 });
    await log.readStream(slate);
    const held = test.server.faults.hold('before-commit');
    const { appends } = test.server.stats;
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => log.append(slate, events(1), 'any')));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    // The first one was sent; what was never sent was not recorded.
    expect(test.server.stats.appends - appends).toBeLessThan(10);
    expect(outcomes[0]).toMatchObject({ reason: { outcome: 'unknown' } });
    expect(outcomes.at(-1)).toMatchObject({ reason: { outcome: 'nothing-recorded' } });
    held.release();
  });
});
