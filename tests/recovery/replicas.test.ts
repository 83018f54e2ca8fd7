import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLClient } from 'graphql-request';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import type { Position } from '../../src/domain/event.ts';
import { comparePositions } from '../../src/log/event-log.ts';
import { startEventStoreDb } from '../eventstoredb-server/start.ts';
import { startS3 } from '../s3-server/s3-server.ts';
import { passed as pass, prepared, ready } from '../support/dossiers.ts';
import { postgresIsThere, startPostgres } from '../support/postgres.ts';
import { openEditionAhead, type Server, servers } from '../support/process.ts';
import { riderForm } from '../support/rider.ts';

/** Where a replica keeps its data, and the settings that tell it where all of them keep theirs. */
interface Place {
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface Places {
  /** Of a new replica, after the addresses of those before it. */
  next(urls: readonly string[]): Place;
  remove(): Promise<void>;
}

const directory = (): string => mkdtempSync(join(tmpdir(), 'laurel-replicas-'));

const oneDirectory = async (): Promise<Places> => {
  const shared = directory();
  return {
    next: () => ({ directory: shared, variables: {} }),
    remove: async () => rmSync(shared, { recursive: true, force: true }),
  };
};

/** With nothing in common but the servers that keep log, keys and files; the first one signs the heads for both. */
const oneEventStore = async (): Promise<Places> => {
  const store = await startEventStoreDb();
  const postgres = await startPostgres();
  const s3 = await startS3();
  const directories = [directory(), directory()];
  const signer = generateSignerKey('example.org/laurel', signatureTypes.ED25519);
  const variables = {
    LAUREL_EVENT_STORE: store.connectionString,
    LAUREL_KEY_VAULT: await postgres.database(),
    LAUREL_FILE_STORE: s3.url,
    AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
  };
  const signs = { LAUREL_LOG_ORIGIN: 'example.org/laurel', LAUREL_LOG_SIGNING_KEY: signer };
  const follows = (url: string) => ({
    LAUREL_LOG_SIGNER: url,
    LAUREL_LOG_KEY: formatVerifierKey(parseSignerKey(signer).verifier),
  });
  return {
    next: ([first, ...others]) => ({
      directory: directories[first === undefined ? 0 : 1 + others.length] ?? '',
      variables: { ...variables, ...(first === undefined ? signs : follows(first)) },
    }),
    async remove() {
      await store.close();
      await postgres.stop();
      await s3.close();
      for (const path of directories) rmSync(path, { recursive: true, force: true });
    },
  };
};

if (!postgresIsThere) console.info('There is no PostgreSQL here: replicas on an event store are not tested.');

const { start, client, caller } = await servers();
const county = '410122';

const NOMINATE = /* GraphQL */ `
  mutation Nominate($input: NominateInput!) {
    nominate(input: $input) { nomination { id } position errors { code message } }
  }
`;
const FORWARD = /* GraphQL */ `
  mutation Forward($input: ForwardInput!) { forward(input: $input) { position errors { code message } } }
`;
const WITHDRAW = /* GraphQL */ `
  mutation Withdraw($input: WithdrawInput!) { withdraw(input: $input) { position errors { code message } } }
`;
const EDITION = /* GraphQL */ `
  query Edition($id: ID!, $position: Position) { edition(id: $id, minPosition: $position) { id status } }
`;
const NOMINATION = /* GraphQL */ `
  query Nomination($id: ID!, $position: Position) { nomination(id: $id, minPosition: $position) { id status } }
`;
const TALLIES = /* GraphQL */ `
  query Tallies($editionId: ID!, $position: Position) {
    quotaTallies(editionId: $editionId, filter: { level: COUNTY, within: "410122" }, first: 5, minPosition: $position) {
      nodes { quota taken }
    }
  }
`;

const FILES = /* GraphQL */ `
  query Files($id: ID!, $position: Position) {
    nomination(id: $id, minPosition: $position) { checklist { files { path } } }
  }
`;

interface Dossier {
  readonly nomination: { readonly checklist: readonly { readonly files: readonly { readonly path: string }[] }[] };
}

interface Outcome {
  readonly nomination?: { readonly id: string } | null;
  readonly position: string | null;
  readonly errors: readonly { readonly code: string }[];
}

const run = async (by: GraphQLClient, document: string, input: object): Promise<Outcome> => {
  const answer = await by.request<Record<string, Outcome>>(document, { input });
  const [outcome] = Object.values(answer);
  if (!outcome) throw new Error('The answer is empty.');
  return outcome;
};

describe.each([
  ['on one data directory', true, oneDirectory],
  ['on one event store and one key vault', postgresIsThere, oneEventStore],
])('Two replicas %s', (_, isThere, make) => {
  if (!isThere) return it.skip('needs PostgreSQL', () => {});
  const replicas: Server[] = [];
  let places: Places;
  let editionId: string;
  let seated: string | undefined;

  beforeAll(async () => {
    places = await make();
    for (const _ of [0, 1]) {
      const { directory: data, variables } = places.next(replicas.map(({ url }) => url));
      replicas.push(await start(data, variables));
    }
    const { id, position } = await openEditionAhead(await at(0, 'PROVINCE_APPROVER', '410000'));
    editionId = id;
    const other = await at(1, 'PROVINCE_APPROVER', '410000');
    expect(await other.request(EDITION, { id, position })).toEqual({ edition: { id, status: 'OPEN' } });
  });

  afterAll(async () => {
    await Promise.all(replicas.map(({ kill }) => kill()));
    await places.remove();
  });

  const at = (replica: number, role: 'COUNTY_CLERK' | 'COUNTY_APPROVER' | 'PROVINCE_APPROVER', bureau = county) =>
    client(replicas[replica]?.url ?? '', role, bureau);

  const passed = async (replica: number, n: number): Promise<string> => {
    const url = replicas[replica]?.url ?? '';
    const form = riderForm(n);
    const by = await caller(url, 'COUNTY_CLERK', county);
    const nominationId = await ready(by, { editionId, bureau: county, category: 'NEW_FORM', form });
    await pass(await caller(url, 'COUNTY_APPROVER', county), nominationId);
    return nominationId;
  };

  it('show each other’s writes at the position of the write', async () => {
    for (const n of [0, 1, 2, 3]) {
      const input = { editionId, bureau: county, category: 'NEW_FORM', form: riderForm(n) };
      const { nomination, position } = await run(await at(n % 2, 'COUNTY_CLERK'), NOMINATE, input);
      const id = nomination?.id;
      const reader = await at(1 - (n % 2), 'COUNTY_CLERK');
      expect(await reader.request(NOMINATION, { id, position })).toEqual({ nomination: { id, status: 'DRAFTED' } });
    }
  });

  it('show each other’s files', async () => {
    const input = { editionId, bureau: county, category: 'NEW_FORM', form: riderForm(50) };
    const id = await ready(await caller(replicas[0]?.url ?? '', 'COUNTY_CLERK', county), input);
    const position = (
      await fetch(`${replicas[0]?.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ __typename }' }),
      })
    ).headers.get('laurel-position');
    const reader = await at(1, 'COUNTY_CLERK');
    const { nomination } = await reader.request<Dossier>(FILES, { id, position });
    const paths = nomination.checklist.flatMap(({ files }) => files.map(({ path }) => path));
    const downloader = await caller(replicas[1]?.url ?? '', 'COUNTY_CLERK', county);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(await downloader.download(path)).toBe(200);
  });

  it.runIf(make === oneEventStore)('show the same signed head, that only one of them signs', async () => {
    const heads = () => Promise.all(replicas.map(async ({ url }) => (await fetch(`${url}/log/checkpoint`)).text()));
    await vi.waitFor(async () => {
      const [one, other] = await heads();
      expect(one).toContain('example.org/laurel\n');
      expect(other).toBe(one);
    }, 10_000);
  });

  it('give the last seats of a county to exactly as many as there are', async () => {
    await prepared(await caller(replicas[0]?.url ?? '', 'COUNTY_CLERK', county), editionId, county);
    const nominations = await Promise.all(Array.from({ length: 8 }, (_, n) => passed(n % 2, 100 + n)));
    const outcomes = await Promise.all(
      nominations.map(async (nominationId, n) => run(await at(n % 2, 'COUNTY_APPROVER'), FORWARD, { nominationId })),
    );
    seated = nominations.find((_, n) => outcomes[n]?.errors.length === 0);
    const won = outcomes.filter(({ errors }) => errors.length === 0);
    const lost = outcomes.filter(({ errors }) => errors.length > 0);
    const position = won
      .map((outcome) => outcome.position as Position)
      .sort(comparePositions)
      .at(-1);
    for (const replica of [0, 1]) {
      const answer = await (await at(replica, 'COUNTY_APPROVER')).request<{
        quotaTallies: { nodes: readonly { quota: number; taken: number }[] };
      }>(TALLIES, { editionId, position });
      expect(answer.quotaTallies.nodes).toEqual([{ quota: won.length, taken: won.length }]);
    }
    expect(won.length).toBeGreaterThan(0);
    expect(lost.map(({ errors }) => errors.map(({ code }) => code))).toEqual(lost.map(() => ['QUOTA_EXCEEDED']));
    expect(lost.length).toBe(nominations.length - won.length);
    expect(lost.length).toBeGreaterThan(0);
  });

  it('give a seat that becomes free to exactly one of those who ask for it at once', async () => {
    const nominations = await Promise.all(Array.from({ length: 6 }, (_, n) => passed(n % 2, 200 + n)));
    const reason = '本人放弃申报。';
    const left = await run(await at(1, 'COUNTY_CLERK'), WITHDRAW, { nominationId: seated, reason });
    expect(left.errors).toEqual([]);
    const outcomes = await Promise.all(
      nominations.map(async (nominationId, n) => run(await at(n % 2, 'COUNTY_APPROVER'), FORWARD, { nominationId })),
    );
    expect(outcomes.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });
});
