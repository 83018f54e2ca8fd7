import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { GraphQLClient } from 'graphql-request';
import type { Role } from '../../src/domain/actor.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { type Caller, callerAt } from './caller.ts';

/** Of every server that is started here. */
export const keyEncryptionKey = Buffer.alloc(32, 8);

/** The real server as a process of its own. */
export interface Server {
  readonly url: string;
  /** SIGKILL: it has no time for anything. */
  kill(): Promise<void>;
}

/** Whoever has a token from one issuer, at whichever server knows its key. */
export interface Servers {
  /** Starts `src/main.ts` on a data directory, with further variables; resolves when it serves. */
  start(directory: string, variables?: Readonly<Record<string, string>>): Promise<Server>;
  client(url: string, role: Role, bureau: string): Promise<GraphQLClient>;
  caller(url: string, role: Role, bureau: string): Promise<Caller>;
}

const root = new URL('../..', import.meta.url).pathname;

export const servers = async (): Promise<Servers> => {
  const { privateKey, publicKey } = await generateIssuerKeys();
  const issuer = await createTokenIssuer({
    privateKey,
    issuer: 'laurel',
    audience: 'laurel',
    clock: () => new Date(),
  });
  const authorization = async (role: Role, bureau: string) =>
    `Bearer ${await issuer.mint({ id: `${role}-${bureau}`, name: role, roles: [role], bureau })}`;
  return {
    async start(directory, variables = {}) {
      const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          LAUREL_DATA: directory,
          LAUREL_PORT: '0',
          LAUREL_PSEUDONYM_KEY: Buffer.alloc(32, 7).toString('base64'),
          LAUREL_KEY_ENCRYPTION_KEY: keyEncryptionKey.toString('base64'),
          LAUREL_TOKEN_PUBLIC_KEY: JSON.stringify(publicKey),
          ...variables,
        },
      });
      for await (const line of createInterface({ input: child.stdout })) {
        const { msg, url } = JSON.parse(line);
        if (msg === 'serving') {
          child.stdout.resume();
          return { url, kill: () => kill(child) };
        }
      }
      throw new Error('The server ended before it served.');
    },
    client: async (url, role, bureau) =>
      new GraphQLClient(`${url}/graphql`, { headers: { authorization: await authorization(role, bureau) } }),
    caller: async (url, role, bureau) => callerAt(url, { authorization: await authorization(role, bureau) }),
  };
};

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

const OPEN = /* GraphQL */ `
  mutation Open($input: OpenEditionInput!) {
    openEdition(input: $input) { edition { id } position errors { code message } }
  }
`;

/** An edition of the Flexible Star program whose dates lie ahead of the real clock. */
export const openEditionAhead = async (province: GraphQLClient): Promise<{ id: string; position: string }> => {
  const year = new Date().getUTCFullYear() + 1;
  const { openEdition } = await province.request<{
    openEdition: { edition: { id: string } | null; position: string; errors: readonly object[] };
  }>(OPEN, {
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
  if (!openEdition.edition) throw new Error(JSON.stringify(openEdition.errors));
  return { id: openEdition.edition.id, position: openEdition.position };
};
