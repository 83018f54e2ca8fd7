import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { accessStream } from '../../src/domain/access/access.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { headersOf } from '../support/api.ts';
import { openEditionAhead, servers } from '../support/process.ts';
import { riderForm } from '../support/rider.ts';

const directory = mkdtempSync(join(tmpdir(), 'laurel-access-'));
afterAll(() => rmSync(directory, { recursive: true }));

const NOMINATE = /* GraphQL */ `
  mutation Nominate($input: NominateInput!) { nominate(input: $input) { nomination { id } errors { code message } } }
`;

it('what an auditor was shown is on record, though the server was killed the moment it had answered', async () => {
  const { start, client } = await servers();
  const server = await start(directory);
  const { id: editionId } = await openEditionAhead(await client(server.url, 'PROVINCE_APPROVER', '410000'));
  const clerk = await client(server.url, 'COUNTY_CLERK', '410122');
  const input = { editionId, bureau: '410122', category: 'NEW_FORM', form: riderForm(1) };
  const { nominate } = await clerk.request<{ nominate: { nomination: { id: string } } }>(NOMINATE, { input });
  const auditor = await client(server.url, 'AUDITOR', '410000');
  const { id } = nominate.nomination;

  const { nomination } = await auditor.request<{ nomination: { name: string } }>(
    'query ($id: ID!) { nomination(id: $id) { name } }',
    { id },
    headersOf({ purpose: 'a look before the crash' }),
  );
  await server.kill();

  expect(nomination.name).toBe(riderForm(1).name);
  const log = new SqliteEventLog({ path: join(directory, 'log.db') });
  const now = new Date();
  const streams = [now, new Date(now.getTime() - 60_000)].map((at) => accessStream(at.toISOString()));
  const reads = await Promise.all([...new Set(streams)].map((stream) => log.readStream(stream)));
  await log.close();
  expect(reads.flat()).toMatchObject([{ type: 'PersonalDataRead', data: { subjects: [{ nominationId: id }] } }]);
}, 60_000);
