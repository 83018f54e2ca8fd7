import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

it('ends without a word when nobody reads what it prints any more', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/laurel.ts', 'programs', 'list']);
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const [status] = await once(child, 'close');
  // As a shell shows a tool that SIGPIPE ended: never the status of one that found everything in order.
  expect({ status, stderr }).toEqual({ status: 141, stderr: '' });
});
