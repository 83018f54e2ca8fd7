import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLClient } from 'graphql-request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passed as pass, prepared, ready } from '../support/dossiers.ts';
import { openEditionAhead, type Server, servers } from '../support/process.ts';
import { riderForm } from '../support/rider.ts';

/** Two servers on one data directory, each with a read database of its own. */
const directory = mkdtempSync(join(tmpdir(), 'laurel-replicas-'));
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

describe('Two replicas', () => {
  const replicas: Server[] = [];
  let editionId: string;

  beforeAll(async () => {
    replicas.push(await start(directory), await start(directory));
    const { id, position } = await openEditionAhead(await at(0, 'PROVINCE_APPROVER', '410000'));
    editionId = id;
    const other = await at(1, 'PROVINCE_APPROVER', '410000');
    expect(await other.request(EDITION, { id, position })).toEqual({ edition: { id, status: 'OPEN' } });
  });

  afterAll(async () => {
    await Promise.all(replicas.map(({ kill }) => kill()));
    rmSync(directory, { recursive: true, force: true });
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

  it('give the last seats of a county to exactly as many as there are', async () => {
    await prepared(await caller(replicas[0]?.url ?? '', 'COUNTY_CLERK', county), editionId, county);
    const nominations = await Promise.all(Array.from({ length: 8 }, (_, n) => passed(n % 2, 100 + n)));
    const outcomes = await Promise.all(
      nominations.map(async (nominationId, n) => run(await at(n % 2, 'COUNTY_APPROVER'), FORWARD, { nominationId })),
    );
    const won = outcomes.filter(({ errors }) => errors.length === 0);
    const lost = outcomes.filter(({ errors }) => errors.length > 0);
    const position = won
      .map((outcome) => outcome.position)
      .sort((a, b) => Number(a) - Number(b))
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
});
