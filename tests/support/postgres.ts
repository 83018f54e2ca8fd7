import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Where Debian's PostgreSQL keeps its programs, the newest one first. */
const programs = (): string | undefined => {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  const [newest] = readdirSync(versions).sort((a, b) => Number(b) - Number(a));
  const directory = newest && join(versions, newest, 'bin');
  return directory && existsSync(join(directory, 'initdb')) ? directory : undefined;
};

/** Whether a real server can be started here: Debian's package `postgresql`. */
export const postgresIsThere = programs() !== undefined;

/** A server refuses to run as root. */
const user = () => {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = (/^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [''])[0].split(':').map(Number);
  return { uid, gid };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export interface PostgresServer {
  /** An empty database. */
  database(): Promise<string>;
  /** All that the server keeps of tables, in bytes; without its write-ahead log. */
  bytes(url: string): Promise<Buffer>;
  stop(): Promise<void>;
}

/** A real PostgreSQL server in a directory of its own. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const bin = programs();
  if (!bin) throw new Error('There is no PostgreSQL here: install the package "postgresql".');
  const directory = mkdtempSync(join(tmpdir(), 'laurel-postgres-'));
  const as = user();
  if (as.uid !== undefined && as.gid !== undefined) chownSync(directory, as.uid, as.gid);
  const data = join(directory, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'laurel', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...as,
    cwd: directory,
    stdio: 'pipe',
  });
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${directory}`],
    { ...as, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('ready to accept connections')) resolve();
    });
    void stopped.then(() => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
  const at = (name: string) => `postgres://laurel@127.0.0.1:${port}/${name}`;
  const run = async (url: string, sql: string) => {
    const client = new Client(url);
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  let made = 0;
  return {
    async database() {
      const name = `vault_${++made}`;
      await run(at('postgres'), `CREATE DATABASE ${name}`);
      return at(name);
    },
    async bytes(url) {
      await run(url, 'CHECKPOINT');
      const files = readdirSync(join(data, 'base'), { recursive: true, withFileTypes: true });
      return Buffer.concat(
        files.filter((file) => file.isFile()).map((file) => readFileSync(join(file.parentPath, file.name))),
      );
    },
    async stop() {
      server.kill('SIGQUIT');
      await stopped;
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
