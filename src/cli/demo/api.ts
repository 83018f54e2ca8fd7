import { createHash } from 'node:crypto';
import { ClientError, GraphQLClient } from 'graphql-request';
import { positionHeader } from '../../../schema/position-header.ts';
import type { CommandName } from '../../app/permissions.ts';
import { oversightRoles } from '../../domain/access/access.ts';
import type { Position } from '../../domain/event.ts';
import type { Language } from '../../domain/refusal.ts';
import { comparePositions } from '../../log/event-log.ts';
import { statingHeaders } from '../../server/stated-purpose.ts';
import type { TokenIssuer } from '../../server/token-issuer.ts';
import type { Member } from './cast.ts';
import { chance } from './chance.ts';
import type { DemoTime } from './time.ts';

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly ruleId: string | null;
}

export interface UploadedFile {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface ImportReport {
  readonly rows: number;
  readonly recorded: number;
  readonly unchanged: number;
  readonly refusedRows: number;
  readonly refused: readonly { readonly row: number; readonly column: string | null; readonly message: string }[];
}

/** The API as a client in another process would use it: HTTP, bearer tokens, nothing else. */
export interface Api {
  /** Runs a mutation that must be accepted; answers with the id of what it made, where it made something. */
  run(member: Member | undefined, name: CommandName, input: object): Promise<string>;
  /** Runs a mutation that must be refused; answers with the refusals. */
  refused(
    member: Member | undefined,
    name: CommandName,
    input: object,
    language: Language,
  ): Promise<readonly UserError[]>;
  /** Stores a file; answers with its SHA-256, by which it is attached. */
  upload(member: Member, file: UploadedFile): Promise<string>;
  /** The SHA-256 of the file at a path, or the status of the answer where there is none for the member. */
  download(member: Member | undefined, path: string): Promise<string>;
  /** Sends a CSV file of honors that people hold; answers with the report of its rows. */
  importHonors(member: Member, csv: string): Promise<ImportReport>;
  ask<Answer>(member: Member | undefined, query: string, variables?: object): Promise<Answer>;
  /** A token for a member, valid for 8 hours of the demo's own time. */
  tokenOf(member: Member): Promise<string>;
}

interface Payload {
  readonly [field: string]: unknown;
  readonly errors: readonly UserError[];
}

/** What a mutation made, where the script goes on to use its id. */
const made: Partial<Record<CommandName, string>> = {
  openEdition: 'edition',
  nominate: 'nomination',
  publicize: 'notice',
  object: 'objection',
  requestErasure: 'erasure',
};

/** The mutation of a command: of its name, with one input of its name. */
export const mutationOf = (name: CommandName): string => {
  const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const selection = `${made[name] ? `${made[name]} { id }` : 'position'} errors { code message path ruleId }`;
  return `mutation ${name}($input: ${input}!) { ${name}(input: $input) { ${selection} } }`;
};

/** What those who watch over others state in the demo. */
export const purposeStated = '选树活动全过程审计';
const whyTheyAsk = {
  [statingHeaders.purpose]: encodeURIComponent(purposeStated),
  [statingHeaders.caseNumber]: encodeURIComponent('演示〔2024〕1号'),
};

const fourHoursMs = 4 * 60 * 60 * 1000;

interface Connection {
  /** Of replicas, which are asked in turn. */
  readonly urls: readonly string[];
  readonly issuer: TokenIssuer;
  readonly time: DemoTime;
  readonly seed: number;
}

/** On a machine that does much else, a request may need longer than the server waits. */
const mostTimes = 6;

export const apiOf = ({ urls, issuer, time, seed }: Connection): Api => {
  const clients = urls.map((url) => new GraphQLClient(`${url}/graphql`));
  let asked = 0;
  /** What was seen at one replica is to be seen at the others. */
  let seen: string | undefined;
  const tokens = new Map<string, Promise<string>>();
  const sent = new Map<string, number>();

  /** A token lasts for 8 hours; a new one every 4 is never too old. */
  const freshToken = (member: Member): Promise<string> => {
    const key = `${member.id}/${Math.floor(time.now() / fourHoursMs)}`;
    const token = tokens.get(key) ?? issuer.mint(member);
    tokens.set(key, token);
    return token;
  };

  /** From what is asked for the how manieth time, so that answers coming in another order change no id. */
  const commandIdOf = (content: string): string => {
    const times = (sent.get(content) ?? 0) + 1;
    sent.set(content, times);
    return chance(seed, `${content}/${times}`).uuid();
  };

  const headersOf = async (member: Member | undefined, language: Language): Promise<Record<string, string>> => ({
    'accept-language': language,
    ...(member && { authorization: `Bearer ${await freshToken(member)}` }),
    ...(seen !== undefined && { [positionHeader]: seen }),
    ...(member?.roles.some((role) => (oversightRoles as readonly string[]).includes(role)) && whyTheyAsk),
  });

  const [url] = urls;

  /** What is not GraphQL: a body of some type to a path, an answer as JSON. */
  const post = async <Answer>(
    member: Member,
    path: string,
    mediaType: string,
    body: string | Uint8Array,
  ): Promise<Answer> => {
    time.tick();
    const headers = { ...(await headersOf(member, 'zh')), 'content-type': mediaType };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`POST ${path}\n${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };

  /**
   * What the API answers with errors of its own is a fault of the script or the server: said without the request. What
   * was not done in time is sent again as it was; by its commandId it takes effect once.
   */
  const request = async <Answer>(
    document: string,
    variables: object,
    requestHeaders: Record<string, string>,
  ): Promise<Answer> => {
    for (let times = 1; ; times++) {
      try {
        const client = clients[asked++ % clients.length] as GraphQLClient;
        const { data, headers: answered } = await client.rawRequest<Answer>({
          query: document,
          variables,
          requestHeaders,
        });
        seen = laterOf(seen, answered.get(positionHeader));
        return data;
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        if (error.response.status === 503 && times < mostTimes) continue;
        const messages = error.response.errors?.map(({ message }) => message) ?? [];
        throw new Error(`${document}\n${error.response.status}: ${messages.join('; ')}`);
      }
    }
  };

  const send = async (
    member: Member | undefined,
    name: CommandName,
    input: object,
    language: Language,
  ): Promise<Payload> => {
    const commandId = commandIdOf(JSON.stringify([member?.id, name, input]));
    time.tick();
    const answer = await request<Record<string, Payload>>(
      mutationOf(name),
      { input: { commandId, ...input } },
      await headersOf(member, language),
    );
    const payload = answer[name];
    if (!payload) throw new Error(`The answer to ${name} is empty.`);
    return payload;
  };

  return {
    async run(member, name, input) {
      const payload = await send(member, name, input, 'en');
      const [error] = payload.errors;
      if (error)
        throw new Error(`${name} by ${member?.id ?? 'the public'} was refused: ${error.code} ${error.message}`);
      const object = payload[made[name] ?? ''] as { readonly id: string } | undefined;
      return object?.id ?? '';
    },
    async refused(member, name, input, language) {
      const { errors } = await send(member, name, input, language);
      if (errors.length === 0) throw new Error(`${name} by ${member?.id ?? 'the public'} ought to have been refused.`);
      return errors;
    },
    async upload(member, { mediaType, bytes }) {
      const { sha256 } = await post<{ readonly sha256: string }>(member, '/files', mediaType, bytes);
      return sha256;
    },
    async download(member, path) {
      const response = await fetch(`${url}${path}`, { headers: await headersOf(member, 'zh') });
      const bytes = Buffer.from(await response.arrayBuffer());
      return response.ok ? createHash('sha256').update(bytes).digest('hex') : String(response.status);
    },
    importHonors: (member, csv) => post(member, '/imports/prior-honors', 'text/csv; charset=utf-8', csv),
    ask: async (member, query, variables = {}) => request(query, variables, await headersOf(member, 'zh')),
    tokenOf: (member) => issuer.mint(member),
  };
};

const laterOf = (a: string | undefined, b: string | null): string | undefined => {
  if (a === undefined || b === null) return a ?? b ?? undefined;
  return comparePositions(a as Position, b as Position) < 0 ? b : a;
};
