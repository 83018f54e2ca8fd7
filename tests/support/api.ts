import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientError, GraphQLClient } from 'graphql-request';
import { type SimulatedClock, simulatedClock } from '../../src/app/clock.ts';
import type { CommandName } from '../../src/app/permissions.ts';
import { composeLaurel, type RunningLaurel } from '../../src/compose.ts';
import type { Role } from '../../src/domain/actor.ts';
import type { Language } from '../../src/domain/refusal.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { silent } from './http.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
export type Answer = any;

/** Somebody at the API, over HTTP with a token of their own. */
export interface Caller {
  /** The data of an answer without errors. */
  ask(document: string, variables?: object): Promise<Answer>;
  /** The top-level errors of an answer that has some. */
  refusedAsk(document: string, variables?: object): Promise<readonly { message: string; extensions: Answer }[]>;
  /** The payload of a mutation; `selection` is what of the changed object is asked for, such as `nomination { id }`. */
  run(command: CommandName, input: object, selection?: string): Promise<Answer>;
}

export interface Api {
  readonly running: RunningLaurel;
  readonly clock: SimulatedClock;
  readonly anyone: Caller;
  /** Who holds a role at a bureau (none for experts and those bound to no bureau). */
  as(role: Role | readonly Role[], bureau?: string, id?: string, language?: Language): Promise<Caller>;
  /** Lets time pass, and waits until what fell due is carried out. */
  passTo(instant: string): Promise<void>;
  close(): Promise<void>;
}

/** A server on an empty log of its own, its clock standing still in the week before the counties' deadline. */
export const startApi = async (now = '2024-01-08T02:00:00.000Z'): Promise<Api> => {
  const directory = mkdtempSync(join(tmpdir(), 'laurel-api-'));
  const clock = simulatedClock(Date.parse(now));
  const keys = await generateIssuerKeys();
  const names = { issuer: 'laurel', audience: 'laurel' };
  const running = await composeLaurel({
    directory,
    clock,
    hashKey: Buffer.alloc(32, 7),
    tokens: { ...names, keys: { publicKey: keys.publicKey } },
    logger: silent,
    port: 0,
    limits: { rate: undefined },
  });
  const issuer = await createTokenIssuer({
    ...names,
    privateKey: keys.privateKey,
    clock: () => new Date(clock.now()),
    lifetimeSeconds: 365 * 24 * 60 * 60,
  });

  const caller = (headers: Record<string, string>): Caller => {
    const client = new GraphQLClient(`${running.url}/graphql`, { headers, errorPolicy: 'all' });
    const send = (document: string, variables: object = {}) => client.rawRequest<Answer>(document, { ...variables });
    const ask: Caller['ask'] = async (document, variables) => {
      const { data, errors } = await send(document, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data;
    };
    return {
      ask,
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
    };
  };

  return {
    running,
    clock,
    anyone: caller({}),
    async as(role, bureau, id, language = 'en') {
      const roles = Array.isArray(role) ? role : [role];
      const account = id ?? [...roles, bureau ?? ''].join('-').toLowerCase();
      const token = await issuer.mint({ id: account, name: account, roles, bureau });
      return caller({ authorization: `Bearer ${token}`, 'accept-language': language });
    },
    async passTo(instant) {
      clock.advanceTo(Date.parse(instant));
      await running.laurel.agenda.runDue();
    },
    async close() {
      await running.close();
      rmSync(directory, { recursive: true });
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
