/**
 * `nominate` mutations a second at 64 concurrent clients, against a mutation of the same shape that does nothing, on
 * the same server: `npx tsx bench/nominate.ts`.
 *
 * The two take turns, so that what else the machine does meets both alike; the ratio is the median of the rounds' ratios.
 * The server is a process of its own, started as `npm start` does; this one makes the load.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';
import Table from 'cli-table3';
import { riderForm } from '../tests/support/rider.ts';
import { say } from './progress.ts';

const clients = 64;
const rounds = 5;
const seconds = 4;

const server = fork(new URL('./nominate-server.ts', import.meta.url), {
  execArgv: ['--import', 'tsx', '--max-semi-space-size=32'],
});
const [{ url, token }] = (await once(server, 'message')) as [{ url: string; token: string }];

/** Microseconds of processor time that the server has used so far. */
const serverCpu = async (): Promise<number> => {
  server.send('cpu');
  const [{ cpu }] = (await once(server, 'message')) as [{ cpu: NodeJS.CpuUsage }];
  return cpu.user + cpu.system;
};

const query = (field: string) =>
  `mutation M($input: NominateInput!) { ${field}(input: $input) { nomination { id status revision } position commandId errors { code message path } } }`;

let person = 0;
const bodyOf = (field: string): string =>
  JSON.stringify({
    query: query(field),
    variables: {
      input: {
        commandId: crypto.randomUUID(),
        editionId: 'flex-star-2023',
        bureau: '410122',
        category: 'NEW_FORM',
        form: riderForm(person++),
      },
    },
  });

interface Measured {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly p99: number;
}

const measure = async (field: string): Promise<Measured> => {
  const refused: string[] = [];
  const before = await serverCpu();
  const result = await autocannon({
    url: `${url}/graphql`,
    connections: clients,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    requests: [
      {
        setupRequest: (request) => ({ ...request, body: bodyOf(field) }),
        onResponse: (status, body) => {
          if (status !== 200 || !body.includes('"errors":[]')) refused.push(body);
        },
      },
    ],
  });
  if (refused[0] !== undefined)
    throw new Error(`${refused.length} of ${field} were refused, the first with ${refused[0]}`);
  const total = result.requests.total;
  return {
    perSecond: total / result.duration,
    cpuMicros: ((await serverCpu()) - before) / total,
    p99: result.latency.p99,
  };
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

process.stderr.write(`  warming up, ${2 * seconds} s\n`);
await measure('nothing');
await measure('nominate');
const nothing: Measured[] = [];
const nominate: Measured[] = [];
for (let round = 0; round < rounds; round++) {
  say(`round of two mutations, ${2 * seconds} s`, round + 1, rounds);
  nothing.push(await measure('nothing'));
  nominate.push(await measure('nominate'));
}
server.disconnect();

const table = new Table({ head: ['mutation', 'a second', 'server CPU, µs each', 'p99, ms'] });
for (const [name, measured] of Object.entries({ nothing, nominate })) {
  const of = (key: keyof Measured) => Math.round(median(measured.map((item) => item[key])));
  table.push([name, of('perSecond'), of('cpuMicros'), of('p99')]);
}
console.log(table.toString());
const ratios = nominate.map(({ perSecond }, i) => perSecond / (nothing[i]?.perSecond ?? Number.NaN));
console.log(`nominate / nothing: ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`);
