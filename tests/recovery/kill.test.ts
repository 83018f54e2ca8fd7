import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GraphQLClient } from 'graphql-request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFollower } from '../../projections/follower.ts';
import { openReadDatabase } from '../../projections/read-database.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { riderForm } from '../support/rider.ts';

/** The real server as a process of its own, killed without warning while clerks nominate. */
const root = new URL('../..', import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), 'laurel-kill-'));
const keys = await generateIssuerKeys();
const issuer = await createTokenIssuer({
  privateKey: keys.privateKey,
  issuer: 'laurel',
  audience: 'laurel',
  clock: () => new Date(),
});

interface Server {
  readonly process: ChildProcess;
  readonly url: string;
}

const start = async (): Promise<Server> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      LAUREL_DATA: directory,
      LAUREL_PORT: '0',
      LAUREL_PSEUDONYM_KEY: Buffer.alloc(32, 7).toString('base64'),
      LAUREL_TOKEN_PUBLIC_KEY: JSON.stringify(keys.publicKey),
    },
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = JSON.parse(line);
    if (msg === 'serving') {
      child.stdout.resume();
      return { process: child, url };
    }
  }
  throw new Error('The server ended before it served.');
};

const kill = async ({ process: child }: Server): Promise<void> => {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

const clientOf = async (url: string, role: 'COUNTY_CLERK' | 'PROVINCE_APPROVER', bureau: string) => {
  const token = await issuer.mint({ id: `${role}-${bureau}`, name: role, roles: [role], bureau });
  return new GraphQLClient(`${url}/graphql`, { headers: { authorization: `Bearer ${token}` } });
};

const OPEN = /* GraphQL */ `
  mutation Open($input: OpenEditionInput!) { openEdition(input: $input) { edition { id } errors { code message } } }
`;
const NOMINATE = /* GraphQL */ `
  mutation Nominate($input: NominateInput!) {
    nominate(input: $input) { nomination { id revision } position commandId errors { code message path } }
  }
`;
const NOMINATION = /* GraphQL */ `query Nomination($id: ID!) { nomination(id: $id) { id status } }`;

/** An edition whose dates lie ahead of the real clock. */
const openEdition = async (url: string): Promise<string> => {
  const year = new Date().getUTCFullYear() + 1;
  const province = await clientOf(url, 'PROVINCE_APPROVER', '410000');
  const { openEdition: opened } = await province.request<{ openEdition: { edition: { id: string } } }>(OPEN, {
    input: {
      program: 'FLEX_STAR',
      edition: String(year),
      deadlines: [
        { key: 'countySubmission', on: `${year}-10-15` },
        { key: 'citySubmission', on: `${year}-10-25` },
        { key: 'selection', on: `${year}-11-05` },
      ],
    },
  });
  return opened.edition.id;
};

interface Sent {
  readonly commandId: string;
  readonly input: object;
}

describe('A server killed under load', () => {
  let server: Server;
  let editionId: string;
  const acknowledged = new Map<string, string>();
  const unanswered: Sent[] = [];

  beforeAll(async () => {
    server = await start();
    editionId = await openEdition(server.url);
    const clerk = await clientOf(server.url, 'COUNTY_CLERK', '410122');
    let next = 0;
    const nominate = async (): Promise<void> => {
      for (;;) {
        const n = next++;
        const commandId = crypto.randomUUID();
        const input = { commandId, editionId, bureau: '410122', category: 'NEW_FORM', form: riderForm(n) };
        try {
          const answer = await clerk.request<{ nominate: { nomination: { id: string } } }>(NOMINATE, { input });
          acknowledged.set(commandId, answer.nominate.nomination.id);
          if (acknowledged.size === 400) await kill(server);
        } catch {
          unanswered.push({ commandId, input });
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: 24 }, nominate));
    server = await start();
  });

  afterAll(async () => {
    await kill(server);
    rmSync(directory, { recursive: true, force: true });
  });

  it('was interrupted in the middle of its work', () => {
    expect(acknowledged.size).toBeGreaterThanOrEqual(400);
    expect(unanswered.length).toBeGreaterThan(0);
  });

  it('has every nomination it ever acknowledged', async () => {
    const clerk = await clientOf(server.url, 'COUNTY_CLERK', '410122');
    const found = await Promise.all([...acknowledged.values()].map((id) => clerk.request(NOMINATION, { id })));
    expect(found).toEqual([...acknowledged.values()].map((id) => ({ nomination: { id, status: 'DRAFTED' } })));
  });

  it('takes up a command it had not answered when that is sent again, and carries it out once', async () => {
    const clerk = await clientOf(server.url, 'COUNTY_CLERK', '410122');
    const answers = await Promise.all(
      unanswered.flatMap(({ input }) => [clerk.request(NOMINATE, { input }), clerk.request(NOMINATE, { input })]),
    );
    const outcomes = answers as {
      nominate: { nomination: { id: string; revision: number } | null; errors: object[] };
    }[];
    expect(outcomes.flatMap(({ nominate }) => nominate.errors)).toEqual([]);
    const ids = new Set(outcomes.map(({ nominate }) => nominate.nomination?.id));
    expect(ids.size).toBe(unanswered.length);
    expect(outcomes.every(({ nominate }) => nominate.nomination?.revision === 0)).toBe(true);
  });

  it('has read models equal to a rebuild of them', async () => {
    await kill(server);
    const digestIn = async (where: string) => {
      const log = new SqliteEventLog({ path: join(directory, 'log.db') });
      const database = await openReadDatabase({ directory: where, log });
      const follower = await startFollower({ log, database });
      const digest = database.contentDigest();
      await follower.close();
      database.close();
      await log.close();
      return digest;
    };
    const elsewhere = mkdtempSync(join(tmpdir(), 'laurel-rebuild-'));
    expect(await digestIn(directory)).toBe(await digestIn(elsewhere));
    rmSync(elsewhere, { recursive: true, force: true });
    server = await start();
  });
});
