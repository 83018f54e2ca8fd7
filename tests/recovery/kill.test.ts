import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFollower } from '../../projections/follower.ts';
import { openReadDatabase } from '../../projections/read-database.ts';
import { openStores } from '../../src/stores.ts';
import { keyEncryptionKey, openEditionAhead, type Server, servers } from '../support/process.ts';
import { riderForm } from '../support/rider.ts';

/** The real server as a process of its own, killed without warning while clerks nominate and mend forms. */
const directory = mkdtempSync(join(tmpdir(), 'laurel-kill-'));
const { start, client } = await servers();
const clerkAt = ({ url }: Server) => client(url, 'COUNTY_CLERK', '410122');

const NOMINATE = /* GraphQL */ `
  mutation Nominate($input: NominateInput!) {
    nominate(input: $input) { nomination { id revision } position commandId errors { code message path } }
  }
`;
const AMEND = /* GraphQL */ `
  mutation Amend($input: AmendFormInput!) { amendForm(input: $input) { nomination { id revision } errors { code message } } }
`;
const NOMINATION = /* GraphQL */ `query Nomination($id: ID!) { nomination(id: $id) { id status revision } }`;

/** The read databases in the directory, each with what tells it from another of the same name. */
const readFiles = () =>
  readdirSync(directory)
    .filter((name) => /^read-.*\.db$/.test(name))
    .map((name) => `${name} ${statSync(join(directory, name)).ino}`);

interface Sent {
  readonly document: string;
  readonly input: object;
  /** Of the nomination, once this is carried out. */
  readonly revision: number;
}
type Outcome = { readonly nomination: { readonly id: string; readonly revision: number }; readonly errors: object[] };

describe('A server killed under load', () => {
  let server: Server;
  /** The last revision of each nomination that was answered with. */
  const acknowledged = new Map<string, number>();
  const unanswered: Sent[] = [];
  let readFilesWhenKilled: readonly string[] = [];

  const send = async ({ document, input }: Sent): Promise<Outcome> => {
    const answer = await (await clerkAt(server)).request<Record<string, Outcome>>(document, { input });
    return Object.values(answer)[0] as Outcome;
  };

  beforeAll(async () => {
    server = await start(directory);
    const { id: editionId } = await openEditionAhead(await client(server.url, 'PROVINCE_APPROVER', '410000'));
    let next = 0;
    const step = async (sent: Sent): Promise<string | undefined> => {
      try {
        const { id, revision } = (await send(sent)).nomination;
        acknowledged.set(id, revision);
        return id;
      } catch {
        unanswered.push(sent);
        return undefined;
      }
    };
    const work = async (): Promise<void> => {
      for (;;) {
        const person = { editionId, bureau: '410122', category: 'NEW_FORM', form: riderForm(next++) };
        const nominate = { document: NOMINATE, input: { commandId: crypto.randomUUID(), ...person }, revision: 0 };
        const nominationId = await step(nominate);
        if (nominationId === undefined) return;
        const change = { nominationId, form: { remark: '更正' } };
        const amend = { document: AMEND, input: { commandId: crypto.randomUUID(), ...change }, revision: 1 };
        if ((await step(amend)) === undefined) return;
        if (acknowledged.size >= 300) await server.kill();
      }
    };
    await Promise.all(Array.from({ length: 24 }, work));
    readFilesWhenKilled = readFiles();
    server = await start(directory);
  });

  afterAll(async () => {
    await server.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  it('was interrupted in the middle of its work', () => {
    expect(acknowledged.size).toBeGreaterThanOrEqual(300);
    expect(unanswered.length).toBeGreaterThan(0);
  });

  it('goes on with the read database that it had, and builds none anew', () => {
    expect(readFilesWhenKilled).toHaveLength(1);
    expect(readFiles()).toEqual(readFilesWhenKilled);
  });

  it('has everything it ever acknowledged', async () => {
    const clerk = await clerkAt(server);
    const found = await Promise.all(
      [...acknowledged.keys()].map((id) =>
        clerk.request<{ nomination: { status: string; revision: number } | null }>(NOMINATION, { id }),
      ),
    );
    const lost = [...acknowledged.values()].filter((revision, n) => (found[n]?.nomination?.revision ?? -1) < revision);
    expect(lost).toEqual([]);
    expect(new Set(found.map(({ nomination }) => nomination?.status))).toEqual(new Set(['DRAFTED']));
  });

  it('takes up a command it had not answered when that is sent again, and carries it out once', async () => {
    const again = unanswered.flatMap((sent) => [sent, sent]);
    const outcomes = await Promise.all(again.map(send));
    expect(outcomes.flatMap(({ errors }) => errors)).toEqual([]);
    expect(outcomes.map(({ nomination }) => nomination.revision)).toEqual(again.map(({ revision }) => revision));
    expect(new Set(outcomes.map(({ nomination }) => nomination.id)).size).toBe(unanswered.length);
  });

  it('has read models equal to a rebuild of them', async () => {
    await server.kill();
    const digestIn = async (where: string) => {
      const { log, close } = await openStores({ directory, sealing: { current: keyEncryptionKey } });
      const database = await openReadDatabase({ directory: where, log });
      const follower = await startFollower({ log, database });
      const digest = database.contentDigest();
      await follower.close();
      database.close();
      await close();
      return digest;
    };
    const elsewhere = mkdtempSync(join(tmpdir(), 'laurel-rebuild-'));
    expect(await digestIn(directory)).toBe(await digestIn(elsewhere));
    rmSync(elsewhere, { recursive: true, force: true });
    server = await start(directory);
  });
});
