import { writeSync } from 'node:fs';
import { SqliteEventLog } from '../../../src/log/sqlite/sqlite-log.ts';
import { event, idsOf, stream } from '../facts.ts';

/** Another process on the same log: appends a number of events, eight at once, and prints the id of each one acknowledged. */
const [path = '', name = '', count = '0', padding = '0'] = process.argv.slice(2);
const log = new SqliteEventLog({ path });

for (let written = 0; written < Number(count); written += 8) {
  const some = Array.from({ length: 8 }, () => event({ padding: 'x'.repeat(Number(padding)) }));
  const appended = some.map(async (one) => {
    await log.append(stream(name), [one], 'any');
    // Synchronous, so that nothing acknowledged is lost with the process's buffers.
    writeSync(1, `${idsOf([one])}\n`);
  });
  await Promise.all(appended).catch((error) => {
    writeSync(1, `${error.name} ${error.outcome} ${error.cause?.code}\n`);
    process.exit(1);
  });
}
await log.close();
