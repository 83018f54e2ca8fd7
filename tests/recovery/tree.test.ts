import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leafHash } from '../../src/audit/merkle/hashing.ts';
import { consistencyProof } from '../../src/audit/merkle/prove.ts';
import { verifyConsistency } from '../../src/audit/merkle/verify.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import { digestOf, leafText } from '../../src/log/leaf.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { naiveRoot } from '../audit/naive-tree.ts';
import { openEditionAhead, type Server, servers } from '../support/process.ts';
import { riderForm } from '../support/rider.ts';

/** The real server as a process of its own, killed again and again while events are appended, integrated and signed. */
const ORIGIN = 'example.org/laurel';
const signingKey = generateSignerKey(ORIGIN, signatureTypes.ED25519);
const logKeys = [parseSignerKey(signingKey).verifier];
const variables = { LAUREL_LOG_ORIGIN: ORIGIN, LAUREL_LOG_SIGNING_KEY: signingKey };
const KILLS = 4;

const directory = mkdtempSync(join(tmpdir(), 'laurel-tree-kill-'));
const { start, client } = await servers();

const NOMINATE = /* GraphQL */ `
  mutation Nominate($input: NominateInput!) { nominate(input: $input) { position errors { code } } }
`;

describe('A server killed while it signs', () => {
  let server: Server;
  /** Every head that anyone was shown, in the order they were seen. */
  const seen: OpenedCheckpoint[] = [];
  const acknowledged: string[] = [];

  const watchHeads = async ({ url }: Server): Promise<void> => {
    for (;;) {
      const answer = await fetch(`${url}/log/checkpoint`).catch(() => undefined);
      const note = answer?.ok ? await answer.text().catch(() => undefined) : undefined;
      if (!answer || (answer.ok && note === undefined)) return;
      if (note !== undefined) seen.push(openCheckpoint(note, { origin: ORIGIN, logKeys }));
    }
  };

  beforeAll(async () => {
    server = await start(directory, variables);
    const { id: editionId } = await openEditionAhead(await client(server.url, 'PROVINCE_APPROVER', '410000'));
    let next = 0;
    const work = async (until: number): Promise<void> => {
      const clerk = await client(server.url, 'COUNTY_CLERK', '410122');
      for (;;) {
        const input = { editionId, bureau: '410122', category: 'NEW_FORM', form: riderForm(next++) };
        try {
          const { nominate } = await clerk.request<{ nominate: { position: string } }>(NOMINATE, { input });
          acknowledged.push(nominate.position);
        } catch {
          return;
        }
        if (acknowledged.length >= until) await server.kill();
      }
    };
    for (let kill = 1; kill <= KILLS; kill++) {
      const until = acknowledged.length + 40;
      await Promise.all([watchHeads(server), ...Array.from({ length: 8 }, () => work(until))]);
      server = await start(directory, variables);
    }
    await server.kill();
  }, 120_000);

  afterAll(async () => {
    await server.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  const opened = () => new TreeStore(join(directory, 'tree.db'));

  it('was interrupted in the middle of its work, again and again', () => {
    expect(acknowledged.length).toBeGreaterThanOrEqual(40 * KILLS);
    expect(new Set(seen.map(({ size }) => size)).size).toBeGreaterThan(KILLS);
  });

  it('never showed a head smaller than one before', () => {
    const sizes = seen.map(({ size }) => size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });

  it('has every head that it ever showed, unchanged', () => {
    const store = opened();
    const kept = new Map(store.checkpoints().map(({ size, root }) => [size, root.toString('hex')]));
    const lost = seen.filter(({ size, root }) => kept.get(size) !== root.toString('hex'));
    expect(lost).toEqual([]);
    store.close();
  });

  it('signed each head consistent with every one before', () => {
    const store = opened();
    const heads = store.checkpoints();
    expect(heads.length).toBeGreaterThan(KILLS);
    const inconsistent = heads.flatMap((earlier, i) =>
      heads.slice(i).filter((later) => {
        const [from, to] = [earlier.size, later.size];
        const proof = consistencyProof(store.rangeHash, from, to);
        return !verifyConsistency({ from, to, fromRoot: earlier.root, toRoot: later.root, proof }).valid;
      }),
    );
    expect(inconsistent).toEqual([]);
    store.close();
  });

  it('covers, once it is started again, everything that it acknowledged, with the root of the log itself', async () => {
    const store = opened();
    const log = new SqliteEventLog({ path: join(directory, 'log.db') });
    const digests = (await log.readAll(undefined, 1_000_000)).map((event) => digestOf(leafText(event)));
    await log.close();
    const newest = store.newest();
    expect(newest?.size).toBe(digests.length);
    expect(newest?.root.equals(naiveRoot(digests.map(leafHash)))).toBe(true);
    expect(digests.length).toBeGreaterThanOrEqual(Math.max(...acknowledged.map(Number)));
    store.close();
  });
});
