import { openEventStoreLog } from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import { events, stream } from '../facts.ts';

/**
 * A process with a log and nothing else: it appends, reads and follows until its server is gone for good, closes the
 * log, and has nothing left to do.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const slate = stream('slate-2023-410100');
let failures = 0;

const log = openEventStoreLog(process.argv[2] ?? '', {
  deadlineMs: 60_000,
  patienceMs: 60_000,
  pauseMs: 20,
  redeliverAfterMs: 5,
  onDeliveryFailure: () => {},
  onRetry: () => {
    failures++;
  },
});
for (let i = 0; i < 5; i++) log.subscribe(undefined, () => {});
for (let i = 0; i < 20; i++) {
  const reads = Array.from({ length: 5 }, () =>
    Promise.all([log.head(), log.readStream(slate), log.readAll(undefined, 10)]),
  );
  await Promise.all([log.append(slate, events(1), 'any'), ...reads]);
  say(`appended ${i + 1}`);
}
const before = failures;
// Until the outage is felt.
while (failures < before + 5) await Promise.race([log.head(), new Promise((resolve) => setTimeout(resolve, 10))]);
const pending = Promise.allSettled([log.append(slate, events(1), 'any'), log.head(), log.readStream(slate)]);
await log.close();
await pending;
say('closed');
process.once('exit', () => say('nothing is left'));
