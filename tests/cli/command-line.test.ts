import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateIssuerKeys } from '../../src/server/token-issuer.ts';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a user starts it, until it ends. */
const laurel = async (args: readonly string[], variables: Record<string, string> = {}): Promise<Ended> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/laurel.ts', ...args], {
    env: { ...process.env, ...variables },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, ...output };
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-cli-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('laurel keys', () => {
  it('writes a file for its owner only, which tokens can be minted with, and never overwrites it', async () => {
    const out = join(directory, 'keys');
    expect(await laurel(['keys', '--out', out])).toMatchObject({ status: 0, stdout: '' });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const written = readFileSync(out, 'utf8');
    const again = await laurel(['keys', '--out', out]);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('is there already');
    expect(readFileSync(out, 'utf8')).toBe(written);

    const who = ['--id', 'li', '--name', '李四', '--role', 'CITY_CLERK', '--bureau', '410100'];
    const { status, stdout } = await laurel(['token', ...who], parseEnv(written) as Record<string, string>);
    expect(status).toBe(0);
    expect(JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      sub: 'li',
      roles: ['CITY_CLERK'],
      bureau: '410100',
    });
  });

  it('prints them without a file', async () => {
    const { stdout } = await laurel(['keys']);
    expect(Object.keys(parseEnv(stdout))).toEqual([
      'LAUREL_PSEUDONYM_KEY',
      'LAUREL_TOKEN_PRIVATE_KEY',
      'LAUREL_TOKEN_PUBLIC_KEY',
    ]);
  });
});

describe('laurel token says in a line or two', () => {
  const who = ['token', '--id', 'li', '--name', '李四', '--role'];
  it.each([
    ['which roles there are', [...who, 'CITY_CLERCK'], 'Allowed choices are COUNTY_CLERK'],
    ['that a role of a bureau needs the bureau', [...who, 'EXPERT', 'CITY_CLERK'], 'CITY_CLERK is held in a bureau'],
    ['that a name is reserved', [...who, 'EXPERT', '--id', 'public'], '"public" is Laurel'],
    ['how to get keys', [...who, 'EXPERT'], 'laurel -- keys --out'],
  ])('%s', async (_, args, said) => {
    const { status, stderr, stdout } = await laurel(args, { LAUREL_TOKEN_PRIVATE_KEY: '' });
    expect(status).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(stdout).toBe('');
  });
});

describe('a server that cannot start says why in a line', () => {
  let variables: Record<string, string>;
  const taken = createServer();
  let port: number;

  beforeAll(async () => {
    const { publicKey } = await generateIssuerKeys();
    variables = {
      LAUREL_PSEUDONYM_KEY: Buffer.alloc(32, 7).toString('base64'),
      LAUREL_TOKEN_PUBLIC_KEY: JSON.stringify(publicKey),
    };
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = (taken.address() as AddressInfo).port;
  });
  afterAll(() => void taken.close());

  const refusal = async (args: readonly string[], changes: Record<string, string> = {}): Promise<string> => {
    const { status, stderr } = await laurel(args, { ...variables, LAUREL_DATA: directory, ...changes });
    expect(status).toBe(1);
    return stderr.trim();
  };

  it('when its port is taken', async () => {
    expect(await refusal(['serve'], { LAUREL_PORT: String(port) })).toBe(
      `Port ${port} is in use. Choose another one with LAUREL_PORT.`,
    );
    expect(await refusal(['demo', '--port', String(port)])).toBe(
      `Port ${port} is in use. Choose another one with --port.`,
    );
  });

  it('when there is no such port', async () => {
    expect(await refusal(['demo', '--port', '65536'])).toContain('Ports go from 0 to 65535');
    expect(await refusal(['serve'], { LAUREL_PORT: '65536' })).toMatch(/^LAUREL_PORT: .*65535$/);
  });

  it('when its data directory is no directory', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(await refusal(['serve'], { LAUREL_DATA: file })).toBe(
      `The data directory ${file} is a file, or lies below one. Choose another one with LAUREL_DATA.`,
    );
  });

  it('when its log is something else', async () => {
    writeFileSync(join(directory, 'log.db'), 'Dear diary, '.repeat(100));
    expect(await refusal(['serve'])).toContain('is not a Laurel log');
  });

  it('when a key does not hold', async () => {
    expect(await refusal(['serve'], { LAUREL_TOKEN_PUBLIC_KEY: '{}' })).toBe(
      'LAUREL_TOKEN_PUBLIC_KEY: expected a JSON Web Key: an object with "kty"',
    );
  });
});
