import { SqliteEventLog } from '../../../src/log/sqlite/sqlite-log.ts';
import { event, idsOf, stream } from '../facts.ts';

/** Another process on the same log: appends a number of events, eight at once, and prints the id of each one acknowledged. */
const [path = '', name = '', count = '0', padding = '0'] = process.argv.slice(2);
const log = new SqliteEventLog({ path, busyTimeoutMs: 10_000 });

const print = (line: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()));

const append = async (): Promise<void> => {
  const one = event({ padding: 'x'.repeat(Number(padding)) });
  await log.append(stream(name), [one], 'any');
  await print(String(idsOf([one])));
};

try {
  for (let written = 0; written < Number(count); written += 8) await Promise.all(Array.from({ length: 8 }, append));
  await log.close();
} catch (error) {
  const { name: kind, outcome, cause } = error as { name: string; outcome: string; cause: { code: string } };
  await print(`${kind} ${outcome} ${cause.code}`);
  process.exitCode = 1;
}
