import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesOfTest } from './read-models-of.ts';
import type { Answer, Order } from './read-process.ts';

const places = placesOfTest();
const program = new URL('read-process.ts', import.meta.url).pathname;
const processes: ChildProcess[] = [];
const rounds = 12;

const begun = async (): Promise<ChildProcess> => {
  const child = fork(program, { execArgv: ['--import', 'tsx'] });
  processes.push(child);
  await once(child, 'message');
  return child;
};

const tell = async (child: ChildProcess, order: Order): Promise<Answer> => {
  if (!child.connected) return { error: 'The process is dead.' };
  const answered = once(child, 'message').then(([answer]): Answer => answer);
  const died = once(child, 'exit').then(([code]): Answer => ({ error: `The process ended with ${code}.` }));
  child.send(order);
  return Promise.race([answered, died]);
};

const killed = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

const filesIn = (directory: string) => readdirSync(directory).filter((name) => name.endsWith('.db'));

describe('processes that open the read models of one directory', () => {
  beforeAll(async () => {
    await Promise.all(Array.from({ length: 4 }, begun));
  });
  afterAll(() => {
    for (const child of processes) child.kill('SIGKILL');
  });

  const all = (order: Order) => Promise.all(processes.slice(0, 4).map((child) => tell(child, order)));

  it('at the same moment have a file each, with the same content', async () => {
    const wrong: (readonly Answer[])[] = [];
    for (let round = 0; round < rounds; round++) {
      const directory = places.directory();
      const answers = await all({ open: directory });
      const [paths, digests] = [answers.map(({ path }) => path), answers.map(({ digest }) => digest)];
      const sound = paths.every((path) => path !== undefined && existsSync(path));
      if (!sound || new Set(paths).size < 4 || new Set(digests).size > 1) wrong.push(answers);
      await all({ close: true });
    }
    expect(wrong, `${wrong.length} of ${rounds} rounds`).toEqual([]);
  });

  it('take up what others left, each a file of its own', async () => {
    const wrong: (readonly Answer[])[] = [];
    const directory = places.directory();
    for (let round = 0; round < rounds; round++) {
      const answers = await all({ open: directory });
      const paths = answers.map(({ path }) => path);
      if (!paths.every((path) => path !== undefined && existsSync(path)) || new Set(paths).size < 4)
        wrong.push(answers);
      await all({ close: true });
    }
    expect(wrong, `${wrong.length} of ${rounds} rounds`).toEqual([]);
  });

  it('leave alone what a living one builds, and remove it when that one is dead', async () => {
    const directory = places.directory();
    const [builder, other] = [await begun(), processes[0] as ChildProcess];
    await tell(builder, { begin: join(directory, 'read-abcd-1.db') });
    expect((await tell(other, { open: directory })).path).toBe(join(directory, 'read-abcd-2.db'));
    await tell(other, { close: true });
    expect(filesIn(directory)).toEqual(['read-abcd-1.db', 'read-abcd-2.db']);
    await killed(builder);
    expect((await tell(other, { open: directory })).path).toBe(join(directory, 'read-abcd-2.db'));
    expect(filesIn(directory)).toEqual(['read-abcd-2.db']);
    await tell(other, { close: true });
  });
});
