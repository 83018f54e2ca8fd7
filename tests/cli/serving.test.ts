import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generateIssuerKeys } from '../../src/server/token-issuer.ts';

/** The real server, as it is started and stopped by a machine. */
const directory = mkdtempSync(join(tmpdir(), 'laurel-serving-'));
let variables: Record<string, string>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  const { publicKey } = await generateIssuerKeys();
  variables = {
    LAUREL_DATA: directory,
    LAUREL_PORT: '0',
    LAUREL_PSEUDONYM_KEY: Buffer.alloc(32, 7).toString('base64'),
    LAUREL_KEY_ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64'),
    LAUREL_TOKEN_PUBLIC_KEY: JSON.stringify(publicKey),
  };
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const started = (more: Record<string, string>) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: { PATH: process.env.PATH, ...variables, ...more },
  });
  children.push(child);
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const ended = new Promise<{ status: number | null; said: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, said })),
  );
  return { child, ended };
};

it('health and metrics are told on a port of their own, from the start to the end', async () => {
  const { child, ended } = started({ LAUREL_OPERATIONS_PORT: '0', LAUREL_OPERATION_PORT: '1' });
  let told = '';
  for await (const line of createInterface({ input: child.stdout as NonNullable<typeof child.stdout> })) {
    told += line;
    const { msg, url, operations } = JSON.parse(line);
    if (msg !== 'serving') continue;
    for (const health of [`${url}/health/ready`, `${operations}/health/ready`, `${operations}/health/live`]) {
      expect([health, (await fetch(health)).status]).toEqual([health, 200]);
    }
    const metrics = await (await fetch(`${operations}/metrics`)).text();
    expect(metrics).toContain('\nlaurel_log_up 1\n');
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    break;
  }
  expect(told).toContain('"unknown":["LAUREL_OPERATION_PORT"]');
  child.kill('SIGTERM');
  expect(await ended).toEqual({ status: 0, said: '' });
});

describe('is refused, and said in a line', () => {
  const address = 'esdb://admin:changeit@127.0.0.1:1?tls=false';
  const embedded = { LAUREL_KEY_VAULT: 'embedded', LAUREL_FILE_STORE: 'embedded' };
  it.each<[string, Record<string, string>, string]>([
    [
      'one port for both',
      { LAUREL_PORT: '4017', LAUREL_OPERATIONS_PORT: '4017' },
      'LAUREL_OPERATIONS_PORT is 4017, which is the port of the API',
    ],
    [
      'an event store without a place for keys and files',
      { LAUREL_EVENT_STORE: address },
      'LAUREL_KEY_VAULT=postgres://… and LAUREL_FILE_STORE=s3://… not set',
    ],
    [
      'an event store that is not there',
      { LAUREL_EVENT_STORE: address, ...embedded },
      'The event log cannot be reached. Check LAUREL_EVENT_STORE',
    ],
    [
      'an address that is none of an event store',
      { LAUREL_EVENT_STORE: 'http://127.0.0.1:2113', ...embedded },
      'LAUREL_EVENT_STORE: expected esdb://',
    ],
    [
      'a vault without saying where the rest is',
      { LAUREL_KEY_VAULT: 'postgres://laurel:changeit@127.0.0.1:1/laurel' },
      'LAUREL_EVENT_STORE=esdb://… and LAUREL_FILE_STORE=s3://… not set',
    ],
    [
      'a vault that cannot be reached',
      {
        LAUREL_KEY_VAULT: 'postgres://laurel:changeit@127.0.0.1:1/laurel',
        LAUREL_EVENT_STORE: 'embedded',
        LAUREL_FILE_STORE: 'embedded',
      },
      'The key vault is unavailable',
    ],
    [
      'a replica that signs and follows',
      {
        LAUREL_LOG_SIGNER: 'http://127.0.0.1:4000',
        LAUREL_LOG_ORIGIN: 'example.org/laurel',
        LAUREL_LOG_SIGNING_KEY: 'PRIVATE+KEY+example.org/laurel+1b3c5d7f+AVJwIEJldHdlZW4gdXMgd2hvIGtub3dzIHdoYXQ=',
      },
      'LAUREL_LOG_SIGNING_KEY',
    ],
    ['a replica that follows unknown keys', { LAUREL_LOG_SIGNER: 'http://127.0.0.1:4000' }, 'needs LAUREL_LOG_KEY'],
  ])('%s', async (_, more, message) => {
    const { status, said } = await started(more).ended;
    expect(said).toContain(message);
    expect(said).not.toContain('changeit');
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(1);
  });
});
