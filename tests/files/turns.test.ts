import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileStoreUnavailable } from '../../src/files/file-store.ts';
import { LockFile } from '../../src/files/turns.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-turns-'));
  path = join(directory, 'made-with-the-first-turn', 'turns.lock');
});
afterEach(() => rmSync(directory, { recursive: true }));

test('no two tasks of one path run at once, whoever takes the turns', async () => {
  const takers = [new LockFile(path), new LockFile(path), new LockFile(path)];
  let running = 0;
  let most = 0;
  const task = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  await Promise.all(Array.from({ length: 30 }, (_, n) => takers[n % takers.length]?.take('', task)));
  expect([most, running]).toEqual([1, 0]);
});

test('what a task throws is its caller’s, and the next one has its turn', async () => {
  const turns = new LockFile(path);
  const failing = turns.take('', async () => {
    throw new Error('It went wrong.');
  });
  const next = turns.take('', async () => 'done');
  await expect(failing).rejects.toThrow('It went wrong.');
  expect(await next).toBe('done');
});

test('a process that is killed within its turn gives it up', async () => {
  const taker = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'turn-taker.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(taker.stdout, 'data');
  let alone = false;
  const mine = new LockFile(path).take('', async () => alone);
  alone = taker.kill('SIGKILL');
  expect(await mine).toBe(true);
});

test('where no lock can be made, the store is unavailable', async () => {
  writeFileSync(join(directory, 'made-with-the-first-turn'), 'A file where the directory should be.');
  await expect(new LockFile(path).take('', async () => 'done')).rejects.toThrow(FileStoreUnavailable);
});
