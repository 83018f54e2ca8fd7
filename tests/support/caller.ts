import { ClientError, GraphQLClient } from 'graphql-request';
import type { CommandName } from '../../src/app/permissions.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
export type Answer = any;

/** Codes of the refusals in a payload. */
export const codes = ({ errors }: Answer): string[] => errors.map(({ code }: Answer) => code);

/** Somebody at the API, over HTTP with a token of their own. */
export interface Caller {
  /** The data of an answer without errors. */
  ask(document: string, variables?: object): Promise<Answer>;
  /** The whole answer, whatever it is. */
  answer(document: string, variables?: object): Promise<{ data?: Answer; errors?: Answer; extensions?: Answer }>;
  /** The top-level errors of an answer that has some. */
  refusedAsk(document: string, variables?: object): Promise<readonly { message: string; extensions: Answer }[]>;
  /** The payload of a mutation; `selection` is what of the changed object is asked for, such as `nomination { id }`. */
  run(command: CommandName, input: object, selection?: string): Promise<Answer>;
  /** Uploads a file; its SHA-256. */
  upload(bytes: Uint8Array): Promise<string>;
  /** The status that a download answers. */
  download(path: string): Promise<number>;
}

/** Whoever sends these headers to a server. */
export const callerAt = (url: string, headers: Record<string, string>): Caller => {
  const client = new GraphQLClient(`${url}/graphql`, { headers, errorPolicy: 'all' });
  const send = (document: string, variables: object = {}) => client.rawRequest<Answer>(document, { ...variables });
  const ask: Caller['ask'] = async (document, variables) => {
    const { data, errors } = await send(document, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  };
  return {
    ask,
    answer: send,
    async refusedAsk(document, variables) {
      try {
        return ((await send(document, variables)).errors ?? []) as Answer;
      } catch (error) {
        // A request that is refused whole comes with another status than 200, which the client throws.
        if (error instanceof ClientError) return error.response.errors as Answer;
        throw error;
      }
    },
    async run(command, input, selection = '') {
      const answer = await ask(mutationOf(command, selection), { input });
      return answer[command];
    },
    async upload(bytes) {
      const type = { 'content-type': 'application/octet-stream' };
      const body = Uint8Array.from(bytes);
      const response = await fetch(`${url}/files`, {
        method: 'POST',
        body,
        headers: { ...headers, ...type },
      });
      const file = (await response.json()) as Answer;
      if (!response.ok) throw new Error(JSON.stringify(file));
      return file.sha256;
    },
    async download(path) {
      const response = await fetch(`${url}${path}`, { headers });
      await response.arrayBuffer();
      return response.status;
    },
  };
};

const mutationOf = (command: CommandName, selection: string): string => {
  const input = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
  const details = `... on RevisionConflict { expected actual } ... on QuotaConflict { quota taken }
    ... on FieldError { label accepted }`;
  return `mutation ($input: ${input}!) {
    ${command}(input: $input) {
      ${selection} position commandId errors { __typename code message path ruleId ${details} }
    }
  }`;
};
