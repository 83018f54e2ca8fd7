import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/audit/note/checkpoint.ts';
import { parseNote } from '../../src/audit/note/note.ts';
import { parseVerifierKey } from '../../src/audit/note/verifier-key.ts';
import { openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { originHashOf } from '../../src/audit/witness/head-store.ts';
import { laurel } from '../support/command-line.ts';
import { smallTree } from './small-tree.ts';
import { aLog, ORIGIN } from './witness-parts.ts';

/** The witness as another organization runs it: a process of its own, with the keys its own command made. */
const log = aLog();
const fork = aLog(log.key, smallTree('other', 5));

let directory: string;
let variables: Record<string, string>;
const children: ChildProcess[] = [];
beforeAll(async () => {
  const { status, stdout, stderr } = await laurel(['witness', 'keys', '--name', 'example.org/w1']);
  expect(status).toBe(0);
  variables = parseEnv(stdout) as Record<string, string>;
  expect(parseVerifierKey(stderr.trim().split(' ').at(-1) ?? '')).toMatchObject({ name: 'example.org/w1' });
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-witness-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  rmSync(directory, { recursive: true });
});

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

const options = () => ['--origin', ORIGIN, '--log-key', log.vkey, '--state', join(directory, 'state'), '--port', '0'];

const start = async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/laurel.ts', 'witness', 'serve', ...options()], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variables },
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url, key } = JSON.parse(line);
    if (msg !== 'witnessing') continue;
    child.stdout.resume();
    return { child, url: String(url), key: parseVerifierKey(key) };
  }
  throw new Error('The witness ended before it served.');
};

const post = (url: string, body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });
/** The size it answers with to whoever knows nothing; 0 where it remembers nothing. */
const sizeAt = async (url: string) => {
  const answer = await post(url, log.request(1, 1));
  return answer.status === 200 ? 1 : Number(await answer.text());
};

/** Has it cosign one head after another, kills it after a while, and goes on until it answers no more. */
const workUntilKilled = async (
  { child, url, key }: Awaited<ReturnType<typeof start>>,
  from: number,
): Promise<number> => {
  const known = { origin: ORIGIN, logKeys: [log.key.verifier], witnessKeys: [key] };
  for (let size = from; ; size++) {
    const answering = post(url, log.request(size, size + 1)).catch(() => undefined);
    if (size === from + 15) child.kill('SIGKILL');
    const answer = await answering;
    if (!answer) return size;
    expect(answer.status).toBe(200);
    const note = log.checkpoint(size + 1) + (await answer.text());
    expect(openCheckpoint(note, known).note.verified).toHaveLength(2);
  }
};

describe('A witness killed at work', () => {
  it('never goes back behind what it answered for, and never cosigns a fork of it', async () => {
    let answered = 0;
    for (let round = 0; round < 4; round++) {
      const witness = await start();
      const remembered = await sizeAt(witness.url);
      // One more than what was answered for: stored, and killed before the answer was out.
      expect([answered, answered + 1]).toContain(remembered);
      answered = await workUntilKilled(witness, remembered);
    }
    const { url } = await start();
    const remembered = await sizeAt(url);
    expect(remembered).toBeGreaterThanOrEqual(answered);
    for (const [body, status] of [
      [fork.request(remembered, remembered + 3), 422],
      [fork.request(remembered, remembered), 422],
      [log.request(0, 3), 409],
      [log.request(remembered - 1, remembered - 1), 409],
      [log.request(remembered, remembered), 200],
    ] as const) {
      expect((await post(url, body)).status).toBe(status);
    }
    const shown = await (await fetch(`${url}/${originHashOf(ORIGIN)}/checkpoint`)).text();
    expect(parseCheckpoint(parseNote(shown).text)).toMatchObject({ size: remembered, root: log.tree.root(remembered) });
  });
});

describe('laurel witness serve', () => {
  it('does not start a second time on the same state', async () => {
    await start();
    const { status, stderr } = await laurel(['witness', 'serve', ...options()], variables);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Another witness is at work on .*\n$/);
  });

  it.each([
    ['its key is missing', [], { LAUREL_WITNESS_KEY: '' }, 'LAUREL_WITNESS_KEY is not set'],
    ['its key is none', [], { LAUREL_WITNESS_KEY: 'PRIVATE+KEY+c2VjcmV0' }, 'expected PRIVATE+KEY+<name>'],
    ['a log has no key', ['--origin', 'example.org/other'], {}, 'there is none of example.org/other'],
    ['a key is of no log', ['--log-key', aLog().vkey.replace(ORIGIN, 'x')], {}, 'The key id of x should be'],
  ])('says in a line or two that %s', async (_, more, changed, said) => {
    const { status, stderr, stdout } = await laurel(['witness', 'serve', ...options(), ...more], {
      ...variables,
      ...changed,
    });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('c2VjcmV0');
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  });
});
