import { LockFile } from '../../src/files/turns.ts';

/** Another process that takes a turn, says so, and never ends it. */
await new LockFile(process.argv[2] ?? '').take('', async () => {
  console.log('taken');
  await new Promise((resolve) => setInterval(resolve, 60_000));
});
