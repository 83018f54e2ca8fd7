import { spawn } from 'node:child_process';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a user starts it, until it ends. */
export const laurel = async (args: readonly string[], variables: Record<string, string> = {}): Promise<Ended> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/laurel.ts', ...args], {
    env: { ...process.env, ...variables },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, ...output };
};
