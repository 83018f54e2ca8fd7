import { Worker } from 'node:worker_threads';
import type { Assignment } from './plan.ts';
import { type AssignmentProblem, BadProblem } from './problem.ts';

/** What the thread says in the end. */
export type Told = { readonly found: Assignment } | { readonly bad: string };

/** Not compiled, as in development and tests, the thread is loaded as the rest of Laurel is: by tsx. */
const isCompiled = import.meta.url.endsWith('.js');
const url = new URL(`./thread.${isCompiled ? 'js' : 'ts'}`, import.meta.url);
const uncompiled = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${JSON.stringify(url.href)}, ${JSON.stringify(import.meta.url)}))`;

const threadWith = (workerData: AssignmentProblem): Worker =>
  isCompiled ? new Worker(url, { workerData }) : new Worker(uncompiled, { workerData, eval: true });

let last: Promise<unknown> = Promise.resolve();

/**
 * Solves in a thread of its own, so that others are answered meanwhile; one problem at a time, in the order they came, and
 * none that was given up before its turn. `signal` ends the thread.
 *
 * @throws {BadProblem} where the problem contradicts itself
 */
export const solveAside = (problem: AssignmentProblem, signal?: AbortSignal): Promise<Assignment> => {
  const found = last.then(() => inThread(problem, signal));
  last = found.catch(() => undefined);
  return found;
};

const inThread = async (problem: AssignmentProblem, signal?: AbortSignal): Promise<Assignment> => {
  signal?.throwIfAborted();
  const worker = threadWith(problem);
  const end = () => void worker.terminate();
  signal?.addEventListener('abort', end);
  try {
    const told = await new Promise<Told>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(signal?.reason ?? new Error('The solver ended without an answer.')));
    });
    if ('bad' in told) throw new BadProblem(told.bad);
    return told.found;
  } finally {
    signal?.removeEventListener('abort', end);
    await worker.terminate();
  }
};
