import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseVerifierKey } from '../../src/audit/note/verifier-key.ts';
import { openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { openEventStoreLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { startEventStoreDb } from '../eventstoredb-server/start.ts';
import { events } from '../log/facts.ts';
import { ask } from '../support/http.ts';

/** The command line as a user starts it. */
const laurel = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'src/cli/laurel.ts', ...args]);

interface Output {
  text: string;
}

/** Everything it prints, as it prints it. */
const outputOf = (child: ChildProcess): Output => {
  const output: Output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output.text += chunk;
    });
  }
  return output;
};

const statusOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)));

const printed = (child: ChildProcess, output: Output, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = () => {
      if (output.text.includes(what)) resolve();
    };
    child.stdout?.on('data', look);
    child.once('close', () => reject(new Error(`It ended without printing "${what}":\n${output.text}`)));
  });

const patience = 240_000;

/** The tables that say what became of everybody; the others tell minutes, which hang on the order of what is done at once. */
const tablesIn = (text: string): readonly string[] =>
  text.split('\n■ ').filter((table) => /^(名额使用|分类别结果|公示|异议|荣誉登记)/.test(table));

describe('laurel demo', () => {
  const started: ChildProcess[] = [];
  const directories: string[] = [];
  afterEach(async () => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
  });
  const start = (...args: string[]) => {
    const child = laurel('demo', '--port', '0', ...args);
    started.push(child);
    return { child, output: outputOf(child) };
  };
  const newDirectory = async (): Promise<string> => {
    const directory = await mkdtemp(join(tmpdir(), 'laurel-demo-test-'));
    directories.push(directory);
    return directory;
  };

  /** What both stores came to, for a seed of one own. */
  const played: string[] = [];

  it(
    'plays to its end with every expected count: two replicas on one event store',
    async () => {
      const store = await startEventStoreDb();
      const { child, output } = start(
        ...['--exit', '--seed', '7', '--replicas', '2', '--event-store', store.connectionString],
      );
      const status = await statusOf(child);
      await store.close();
      expect(output.text).not.toContain('✘');
      expect(output.text).toContain('checks hold');
      expect(status).toBe(0);
      played.push(output.text);
    },
    patience,
  );

  it(
    'plays on the embedded store, then serves: the queries it suggests give answers with the tokens it prints, until it is stopped',
    async () => {
      const directory = await newDirectory();
      const { child, output } = start('--seed', '7', '--directory', directory);
      const ended = statusOf(child);
      await printed(child, output, 'Ctrl+C');
      const url = /API +(http:\S+)\/graphql/.exec(output.text)?.[1] ?? '';
      const tokenOf = (id: string) => new RegExp(`\\(${id}\\)\\n(\\S+)`).exec(output.text)?.[1] ?? '';
      const examples = output.text.match(/^\{\n[\s\S]*?\n\}$/gm) ?? [];
      const [register = '', tallies = '', history = '', dossier = '', proof = '', trace = ''] = examples;

      const anyone = await ask(url, register);
      expect(anyone.data).toMatchObject({ before: { totalCount: 0 }, now: { nodes: [{ revocation: {} }] } });
      const province = await ask(url, tallies, { token: tokenOf('head-410000') });
      expect(province.data.quotaTallies.nodes).toHaveLength(18);
      const auditor = await ask(url, history, { token: tokenOf('auditor-410000') });
      expect(auditor.data.nomination.history.nodes).toHaveLength(27);
      expect((await ask(url, history)).data.nomination).toBeNull();
      const { nomination } = (await ask(url, dossier, { token: tokenOf('head-410000') })).data;
      const outcomes = nomination.eligibility.map(({ outcome }: { outcome: string }) => outcome);
      expect(new Set(outcomes)).toEqual(new Set(['PASSED']));
      expect(nomination.waivers).toMatchObject([{ ruleId: 'R-F12', status: 'CONFIRMED' }]);
      const [file] = nomination.checklist.flatMap(({ files }: { files: { path: string }[] }) => files);
      const photo = await fetch(`${url}${file.path}`, {
        headers: { authorization: `Bearer ${tokenOf('head-410000')}` },
      });
      expect(photo.status).toBe(200);

      const { eventProof } = (await ask(url, proof)).data;
      const key = /^日志公钥 log key +(\S+)$/m.exec(output.text)?.[1] ?? '';
      const head = openCheckpoint(eventProof.checkpoint.note, {
        origin: 'laurel/demo',
        logKeys: [parseVerifierKey(key)],
      });
      expect(head.size).toBe(eventProof.treeSize);
      const { decisionTrace } = (await ask(url, trace, { token: tokenOf('auditor-410000') })).data;
      expect(decisionTrace).toMatchObject({ outcome: { code: 'REVOKED' } });
      expect(decisionTrace.questions.at(-1)).toMatchObject({ kind: 'REVOKED', answer: 'YES' });

      child.kill('SIGINT');
      expect(await ended).toBe(0);
      expect(existsSync(join(directory, 'log.db'))).toBe(true);
      played.push(output.text);
    },
    patience,
  );

  it('comes to the same tallies, results, notices, objections and honorees on both', () => {
    const [replicas, embedded] = played.map(tablesIn);
    expect(embedded).toHaveLength(7);
    expect(replicas).toEqual(embedded);
  });

  it('leaves an event store with something in it alone', async () => {
    const store = await startEventStoreDb();
    const log = openEventStoreLog(store.connectionString);
    await log.append('edition-mine' as StreamName, events(1), 'no-stream');
    await log.close();
    const { child, output } = start('--exit', '--event-store', store.connectionString);
    expect(await statusOf(child)).toBe(1);
    expect(output.text).toContain('The event store holds events.');
    await store.close();
  });

  it('leaves a directory with something in it alone', async () => {
    const directory = await newDirectory();
    await writeFile(join(directory, 'thesis.txt'), 'mine');
    const { child, output } = start('--exit', '--directory', directory);
    expect(await statusOf(child)).toBe(1);
    expect(output.text).toContain('not empty');
    expect(existsSync(join(directory, 'log.db'))).toBe(false);
  });
});
