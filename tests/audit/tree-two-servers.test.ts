import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { signatureTypes, type VerifierKey } from '../../src/audit/note/verifier-key.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import { type LogReport, verifyLog } from '../../src/audit/verify-log/verify-log.ts';
import { openEditionAhead, type Server, servers } from '../support/process.ts';
import { riderForm } from '../support/rider.ts';

/** Two real servers on one data directory, both of which would sign its tree. */
const ORIGIN = 'example.org/laurel';
const newKey = () => {
  const text = generateSignerKey(ORIGIN, signatureTypes.ED25519);
  return {
    verifier: parseSignerKey(text).verifier,
    variables: { LAUREL_LOG_ORIGIN: ORIGIN, LAUREL_LOG_SIGNING_KEY: text },
  };
};
const { start, client } = await servers();

let directory: string;
let running: Server[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-two-servers-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map(({ kill }) => kill()));
  rmSync(directory, { recursive: true, force: true });
});

/** On the same directory, before there is anything to sign. */
const startAll = async (...variables: readonly Readonly<Record<string, string>>[]): Promise<readonly Server[]> => {
  for (const each of variables) running.push(await start(directory, each));
  return running;
};

const NOMINATE = /* GraphQL */ `
  mutation Nominate($input: NominateInput!) { nominate(input: $input) { position errors { code } } }
`;

/** Nominations by turns at each of the servers, several at a time at both. @returns the last position */
const nominate = async (at: readonly Server[], count: number): Promise<number> => {
  const { id: editionId } = await openEditionAhead(await client(at[0]?.url ?? '', 'PROVINCE_APPROVER', '410000'));
  const clerks = await Promise.all(at.map(({ url }) => client(url, 'COUNTY_CLERK', '410122')));
  const positions: number[] = [];
  for (let n = 0; n < count; n += 4) {
    await Promise.all(
      [0, 1, 2, 3].map(async (i) => {
        const input = { editionId, bureau: '410122', category: 'NEW_FORM', form: riderForm(n + i) };
        const by = clerks[i % clerks.length];
        const answer = await by?.request<{ nominate: { position: string } }>(NOMINATE, { input });
        positions.push(Number(answer?.nominate.position));
      }),
    );
  }
  return Math.max(...positions);
};

const headShownBy = async ({ url }: Server, logKeys: readonly VerifierKey[]): Promise<OpenedCheckpoint> =>
  openCheckpoint(await (await fetch(`${url}/log/checkpoint`)).text(), { origin: ORIGIN, logKeys });

/** Resolves when a server shows a head of everything through a position. */
const covered = (position: number, by: Server, logKeys: readonly VerifierKey[]) =>
  vi.waitFor(async () => expect((await headShownBy(by, logKeys)).size).toBeGreaterThanOrEqual(position), {
    timeout: 10_000,
  });

interface Fault {
  readonly inconsistency: string;
  readonly problem: string;
}

/** Why a server signs nothing any more. */
const faultOf = async ({ url }: Server): Promise<Fault | undefined> =>
  ((await (await fetch(`${url}/health/ready`)).json()) as { readonly transparency?: Fault }).transparency;

const verified = (keys: readonly VerifierKey[]): Promise<LogReport> =>
  verifyLog({ log: join(directory, 'log.db'), tree: join(directory, 'tree.db'), keys, known: [] });

describe('two servers that sign one tree with the same key', () => {
  it('sign one history: either signs what the other has not, and both show the same heads', async () => {
    const { verifier, variables } = newKey();
    const both = await startAll(variables, variables);
    const shown: OpenedCheckpoint[] = [];
    let done = false;
    const watching = both.map(async (server) => {
      while (!done)
        shown.push(
          ...(await headShownBy(server, [verifier]).then(
            (head) => [head],
            () => [],
          )),
        );
    });
    const last = await nominate(both, 24);
    for (const server of both) await covered(last, server, [verifier]);
    done = true;
    await Promise.all(watching);

    expect(await Promise.all(both.map(faultOf))).toEqual([undefined, undefined]);
    const report = await verified([verifier]);
    expect(report).toMatchObject({ verdict: 'INTACT', damages: [] });
    expect(report.integrated).toBe(report.events);
    const store = new TreeStore(join(directory, 'tree.db'));
    const kept = new Map(store.checkpoints().map(({ size, root }) => [size, root.toString('base64')]));
    store.close();
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter(({ size, root }) => kept.get(size) !== root.toString('base64'))).toEqual([]);
  }, 60_000);
});

describe('two servers that would sign one tree with different keys', () => {
  it('do not: one signs all of it, the other says why it signs nothing, and both serve', async () => {
    const keys = [newKey(), newKey()];
    const both = await startAll(...keys.map(({ variables }) => variables));
    const last = await nominate(both, 24);
    await vi.waitFor(async () => {
      const faults = await Promise.all(both.map(faultOf));
      expect(faults.filter((fault) => fault !== undefined)).toMatchObject([
        {
          inconsistency: 'SIGNATURE_UNKNOWN',
          problem: expect.stringContaining('All servers on one directory sign with the same keys'),
        },
      ]);
    });
    const signing = (await faultOf(both[0] as Server)) === undefined ? 0 : 1;
    const { verifier } = keys[signing] as (typeof keys)[number];
    for (const server of both) await covered(last, server, [verifier]);
    expect(await verified([verifier])).toMatchObject({ verdict: 'INTACT', damages: [] });
  }, 60_000);
});
