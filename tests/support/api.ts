import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Statement } from '../../schema/disclosure/oversight.ts';
import { type SimulatedClock, simulatedClock } from '../../src/app/clock.ts';
import { type Composition, composeLaurel, type RunningLaurel } from '../../src/compose.ts';
import type { Role } from '../../src/domain/actor.ts';
import type { Language } from '../../src/domain/refusal.ts';
import { statingHeaders } from '../../src/server/stated-purpose.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { startEventStoreDb } from '../eventstoredb-server/start.ts';
import { type Caller, callerAt } from './caller.ts';
import { silent } from './http.ts';

export type { Answer, Caller } from './caller.ts';

export interface Api {
  /** Its data; gone when it is closed. */
  readonly directory: string;
  /** Where its log is kept, if not in the directory. */
  readonly stores: Pick<Composition, 'eventStore'>;
  readonly running: RunningLaurel;
  readonly clock: SimulatedClock;
  readonly anyone: Caller;
  /**
   * Who holds a role at a bureau (none for experts and those bound to no bureau). Who watches over others states a
   * purpose and a case, unless `stated` says what is stated instead.
   */
  as(
    role: Role | readonly Role[],
    bureau?: string,
    id?: string,
    language?: Language,
    stated?: Statement,
  ): Promise<Caller>;
  /** Who answers for a vetting body at a bureau. */
  asBody(body: string, bureau?: string, id?: string): Promise<Caller>;
  /** A token of who holds a role at a bureau, for what is not GraphQL. */
  tokenOf(role: Role | readonly Role[], bureau?: string, id?: string): Promise<string>;
  /** Lets time pass, and waits until what fell due is carried out. */
  passTo(instant: string): Promise<void>;
  close(): Promise<void>;
}

/** What who watches over others states in tests that are about something else. */
const usualStatement: Statement = { purpose: 'a test of something else', caseNumber: 'T-1' };

/** Headers that state it. */
export const headersOf = (stated: Statement): Record<string, string> =>
  Object.fromEntries(
    Object.entries(stated).map(([what, text]) => [
      statingHeaders[what as keyof Statement].toLowerCase(),
      encodeURIComponent(text),
    ]),
  );

/** `LAUREL_TEST_ON=eventstoredb npx vitest run tests/api` runs what is said of the API there on EventStoreDB's stand-in. */
const eventStore = async () => (process.env.LAUREL_TEST_ON === 'eventstoredb' ? startEventStoreDb() : undefined);

/** A server on an empty log of its own, its clock standing still in the week before the counties' deadline. */
export const startApi = async (now = '2024-01-08T02:00:00.000Z', settings: Partial<Composition> = {}): Promise<Api> => {
  const directory = mkdtempSync(join(tmpdir(), 'laurel-api-'));
  const clock = simulatedClock(Date.parse(now));
  const keys = await generateIssuerKeys();
  const names = { issuer: 'laurel', audience: 'laurel' };
  const store = settings.directory === undefined ? await eventStore() : undefined;
  const stores = { eventStore: store?.connectionString };
  const running = await composeLaurel({
    directory,
    ...stores,
    clock,
    hashKey: Buffer.alloc(32, 7),
    sealing: { current: Buffer.alloc(32, 8) },
    tokens: { ...names, keys: { publicKey: keys.publicKey } },
    logger: silent,
    port: 0,
    limits: { rate: undefined },
    ...settings,
  });
  const issuer = await createTokenIssuer({
    ...names,
    privateKey: keys.privateKey,
    clock: () => new Date(clock.now()),
    lifetimeSeconds: 365 * 24 * 60 * 60,
  });

  const caller = (headers: Record<string, string>) => callerAt(running.url, headers);

  const tokenOf: Api['tokenOf'] = (role, bureau, id) => {
    const roles = Array.isArray(role) ? role : [role];
    const account = id ?? [...roles, bureau ?? ''].join('-').toLowerCase();
    // Their name is to stand nowhere but where it is sealed.
    const name = roles.includes('EXPERT') ? '方专家' : account;
    return issuer.mint({ id: account, name, roles, bureau });
  };

  return {
    directory,
    stores,
    running,
    clock,
    anyone: caller({}),
    tokenOf,
    async as(role, bureau, id, language = 'en', stated = usualStatement) {
      const token = await tokenOf(role, bureau, id);
      return caller({ authorization: `Bearer ${token}`, 'accept-language': language, ...headersOf(stated) });
    },
    async asBody(body, bureau, id = `${body}-${bureau ?? ''}`.toLowerCase()) {
      const token = await issuer.mint({ id, name: id, roles: ['VETTING_BODY'], bureau, body });
      return caller({ authorization: `Bearer ${token}`, 'accept-language': 'en' });
    },
    async passTo(instant) {
      clock.advanceTo(Date.parse(instant));
      await running.laurel.agenda.runDue();
    },
    async close() {
      await running.close();
      await store?.close();
      rmSync(directory, { recursive: true });
    },
  };
};
