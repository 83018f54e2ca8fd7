import { parseArgs } from 'node:util';
import { startEventStoreDb } from './start.ts';

/**
 * The stand-in as a process of its own: `tsx tests/eventstoredb-server/main.ts --directory data --port 2113 [--port …]`.
 * Prints the connection string in one line when it listens, and ends on SIGTERM or SIGINT. What was acknowledged is in the data file
 * then, and also after a SIGKILL.
 */
const { values } = parseArgs({
  options: { directory: { type: 'string' }, port: { type: 'string', multiple: true } },
});

const ports = values.port?.map(Number) ?? [0];
const server = await startEventStoreDb({
  ports,
  ...(values.directory !== undefined && { directory: values.directory }),
});
process.stdout.write(`${server.connectionString}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void server.close().then(() => process.exit(0));
  });
}
