import { connect, type Socket } from 'node:net';
import { pino } from 'pino';
import type { Role } from '../../src/domain/actor.ts';
import type { FileStore } from '../../src/files/file-store.ts';
import { createTokenVerifier } from '../../src/server/auth.ts';
import type { MayDownload } from '../../src/server/files/download.ts';
import type { Limits } from '../../src/server/limits.ts';
import { startServer } from '../../src/server/server.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { directoryPlace } from '../files/adapters.ts';
import { librarySchema } from './library.ts';

export const KIB = 1024;
export const MIB = 1024 * KIB;

/** The one nomination whose files county clerks may see; one of who was erased; and one that no read can be recorded of. */
export const nomination = 'nomination-1';
export const erased = 'nomination-of-who-was-erased';
export const unrecorded = 'nomination-unrecorded';

const mayDownload: MayDownload = async ({ actor }, nominationId) => {
  if (!actor.roles.includes('COUNTY_CLERK')) return undefined;
  if (nominationId === erased) return 'ERASED';
  if (nominationId === unrecorded) return { disclosed: () => Promise.reject(new Error('The log takes nothing.')) };
  return nominationId === nomination ? { name: '张三 登记表' } : undefined;
};

export interface FileAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
  readonly body: any;
  /** The first error. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
  readonly error: any;
}

export const answerOf = async (response: Response): Promise<FileAnswer> => {
  const body = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body, error: body.errors?.[0] };
};

/** A server with a directory of its own for files, and tokens for anyone. */
export const startFileServer = async (limits: Partial<Limits> = {}) => {
  const place = await directoryPlace();
  const store: FileStore = place.open();
  const { privateKey, publicKey } = await generateIssuerKeys();
  const names = { issuer: 'laurel', audience: 'laurel', clock: () => new Date() };
  const issuer = await createTokenIssuer({ ...names, privateKey });
  const logged: { readonly level: number; readonly msg: string }[] = [];
  const server = await startServer({
    schema: await librarySchema(),
    buildContext: () => ({}),
    verifyToken: await createTokenVerifier({ ...names, keys: { publicKey } }),
    files: { store, mayDownload },
    logger: pino({ level: 'warn' }, { write: (line) => logged.push(JSON.parse(line)) }),
    port: 0,
    limits,
  });
  const { url } = server;

  const bearer = async (role: Role = 'COUNTY_CLERK') => ({
    authorization: `Bearer ${await issuer.mint({ id: role, name: role, roles: [role], bureau: '410105' })}`,
  });

  return {
    url,
    place,
    store,
    logged,
    bearer,
    /** As a clerk, and as PDF, unless the headers say otherwise. */
    async upload(body: Uint8Array | ReadableStream, headers: Record<string, string> = {}): Promise<FileAnswer> {
      const all = { 'content-type': 'application/pdf', ...(await bearer()), ...headers };
      // `duplex` is asked for by fetch, and not known to its types.
      const init: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        body,
        headers: all,
        duplex: 'half',
      };
      return answerOf(await fetch(`${url}/files`, init));
    },
    async download(sha256: string, headers: Record<string, string> = {}, nominationId = nomination): Promise<Response> {
      const all = { ...(await bearer()), ...headers };
      return fetch(`${url}/nominations/${nominationId}/materials/${sha256}`, { headers: all });
    },
    /** The head of an upload on a connection of its own, for what no client library would do. */
    async beginUpload(headers: Record<string, string>): Promise<Socket> {
      const { hostname, port } = new URL(url);
      const all = { host: hostname, 'content-type': 'application/pdf', ...(await bearer()), ...headers };
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      const socket = connect(Number(port), hostname);
      socket.write(`POST /files HTTP/1.1\r\n${lines.join('')}\r\n`);
      return socket;
    },
    async close(): Promise<void> {
      // Some may still be sending what was refused.
      server.http.server.closeAllConnections();
      await server.close();
      await place.remove();
    },
  };
};
export type FileServer = Awaited<ReturnType<typeof startFileServer>>;

/** All that the server still says until it hangs up. */
export const textOf = async (socket: Socket): Promise<string> => {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
};
