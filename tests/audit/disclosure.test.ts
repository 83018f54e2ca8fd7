import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recorded } from '../../src/domain/event.ts';
import { openStores } from '../../src/stores.ts';
import { judgedByBoth, python } from '../attack/both-verifiers.ts';
import { type Answer, startApi } from '../support/api.ts';
import { type Ended, laurel } from '../support/command-line.ts';
import { accepted } from '../support/dossiers.ts';
import { erasers, filesWith } from '../support/erasing.ts';
import { type ProtectedLog, protectedLog } from './protected-log.ts';
import { sealing, variables, vkey } from './real-log.ts';

let log: ProtectedLog;
let directory: string;

beforeAll(async () => {
  python();
  directory = mkdtempSync(join(tmpdir(), 'laurel-disclosure-'));
  log = await protectedLog();
}, 120_000);
afterAll(() => {
  log?.remove();
  rmSync(directory, { recursive: true });
});

const auditor = ['--as', 'auditor-1', '--name', '审计员', '--role', 'AUDITOR', '--purpose', '核验推荐材料'];
const inspector = ['--as', 'inspector-1', '--name', '督查员', '--role', 'DISCIPLINE_INSPECTOR'];

let written = 0;
const exported = async (args: readonly string[]): Promise<Ended & { readonly out: string }> => {
  const out = join(directory, `bundle-${written++}`);
  const ended = await laurel(['audit', 'export', '--directory', log.directory, '--out', out, ...args], variables);
  return { ...ended, out };
};
const linesOf = (bundle: string, file: string): Answer[] =>
  readFileSync(join(bundle, file), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const typesIn = (bundle: string): string[] => linesOf(bundle, 'leaves.jsonl').map(({ type }) => type);

const reads = async (): Promise<readonly Recorded[]> => {
  const embedded = await openStores({ directory: log.directory, sealing });
  const events = await embedded.log.readAll(undefined, 1_000_000);
  await embedded.close();
  return events.filter(({ type }) => type === 'PersonalDataRead');
};
const recordedFor = async (bundle: string): Promise<Answer> => {
  const [{ disclosure }] = linesOf(bundle, 'manifest.json');
  return (await reads()).find(({ id }) => id === disclosure.eventId)?.data;
};

describe('who opens fields of a bundle', () => {
  it('states why as the role has to: an inspector a case, which does alone', async () => {
    const before = await reads();
    const source = ['--nomination', log.kept.nominationId, '--open', '/data/form/name'];
    const refused = await exported([...source, ...inspector, '--purpose', '核验推荐材料']);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toBe(
      'Why the fields are opened is not stated as the role has to: DISCIPLINE_INSPECTOR says --case (1 to 100 characters).\n',
    );
    const empty = await exported([...source, ...auditor, '--case', '']);
    expect(empty.status).toBe(1);
    expect(empty.stderr).toContain('--case is not acceptable: it takes 1 to 100 characters');
    expect([existsSync(refused.out), existsSync(empty.out)]).toEqual([false, false]);
    expect(await reads()).toEqual(before);

    const opened = await exported([...source, ...inspector, '--case', ' 纪〔2024〕7号 ']);
    expect(opened).toMatchObject({ status: 0, stderr: '' });
    const { role, caseNumber, purpose } = await recordedFor(opened.out);
    expect({ role, caseNumber, purpose }).toEqual({ role: 'DISCIPLINE_INSPECTOR', caseNumber: '纪〔2024〕7号' });
  }, 60_000);

  it('is on record with everyone whose data it is, and stands in their access history', async () => {
    const { status, out, stdout } = await exported(['--edition', log.editionId, '--open-all', ...auditor]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/everything: opened in \d+ events; ERASED in \d+ events\./);
    const { kept } = log;
    const { subjects } = await recordedFor(out);
    const concerned = subjects.map(({ what: _, ...of }: Answer) => of);
    expect(concerned).toEqual(
      expect.arrayContaining([
        { person: kept.person, nominationId: kept.nominationId },
        { objectionId: kept.objectionId, nominationId: kept.nominationId },
        { expert: 'expert' },
        { record: `edition-${log.editionId}` },
      ]),
    );
    expect(concerned.filter(({ person }: Answer) => person === log.erased.person)).toEqual([]);
    const ofPerson = subjects.find(({ person }: Answer) => person === kept.person);
    expect(ofPerson.what).toContain('Event.Nominated/data/form/name');

    const api = await startApi(new Date().toISOString(), { directory: log.directory });
    const admin = await api.as('ADMIN', undefined, 'administrator');
    const read = async (filter: object) =>
      (
        await admin.ask(
          'query ($filter: PersonalDataReadFilter) { personalDataReads(filter: $filter) { nodes { operation purpose } } }',
          { filter },
        )
      ).personalDataReads.nodes;
    const told = { operation: 'audit export', purpose: '核验推荐材料' };
    expect(await read({ person: kept.person })).toContainEqual(told);
    expect(await read({ nominationId: kept.nominationId })).toContainEqual(told);
    expect(await read({ person: log.erased.person })).toEqual([]);
    await api.close();
  }, 120_000);
});

describe('a field that was asked for', () => {
  it('and is sealed nowhere in the bundle is named, with those there are; nothing is written or recorded', async () => {
    const before = await reads();
    const source = ['--nomination', log.kept.nominationId, ...auditor];
    const mistyped = await exported([...source, '--open', '/data/form/name', '/data/form/nosuch']);
    expect(mistyped).toMatchObject({ status: 1, stdout: '' });
    expect(mistyped.stderr).toContain(
      'has a sealed field "/data/form/nosuch" to open; nothing was written or recorded',
    );
    expect(mistyped.stderr).toContain('/data/form/name');
    const nothing = await exported([...source, '--open', '']);
    expect(nothing).toMatchObject({ status: 1, stdout: '' });
    expect([existsSync(mistyped.out), existsSync(nothing.out)]).toEqual([false, false]);
    expect(await reads()).toEqual(before);
  }, 60_000);

  it('and is destroyed is ERASED, and no word of it is told', async () => {
    const before = await reads();
    const { out, ...ended } = await exported(['--person', log.erased.person, '--open', '/data/form/name', ...auditor]);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toContain('/data/form/name: opened in 0 events; ERASED in 1 event.\n');
    expect(ended.stdout).toContain('Nothing was opened');
    expect(await reads()).toEqual(before);
    const verified = await laurel(['audit', 'verify', out, '--key', vkey]);
    expect(verified).toMatchObject({ status: 0, stderr: '' });
    expect(verified.stdout).toMatch(/^ERASED .* Nominated /m);
    expect(log.erased.traces).toContain(log.erased.name);
    for (const text of log.erased.traces) {
      expect([text, filesWith(out, text)]).toEqual([text, []]);
      expect(ended.stdout + verified.stdout).not.toContain(text);
    }
  }, 60_000);
});

describe('a bundle of a nomination', () => {
  const protections = [
    ...['ErasureRequested', 'ErasureDeclined', 'ErasureRequested', 'ErasureApproved', 'ErasureApproved'],
    ...['PersonalDataErased', 'PersonalDataRestricted', 'RestrictionLifted'],
  ];

  it('holds what was decided on the data of its nominee, and of nobody else', async () => {
    const [erased, kept] = [
      await exported(['--nomination', log.erased.nominationId]),
      await exported(['--nomination', log.kept.nominationId]),
    ];
    const found = (bundle: string) => typesIn(bundle).filter((type) => protections.includes(type));
    expect(found(erased.out).sort()).toEqual([...protections].sort());
    expect(found(kept.out)).toEqual([]);
    for (const { out } of [erased, kept]) {
      expect(judgedByBoth(out, { keys: [vkey] })).toMatchObject({ verdict: 'VALID', problems: [] });
    }
  }, 60_000);
});

describe('a field of somebody who is restricted', () => {
  it('is told to be so, also where no head covers the restriction yet, and nothing is opened', async () => {
    const api = await startApi(new Date().toISOString(), { directory: log.directory });
    const { first } = await erasers(api);
    const restriction = { legalBasis: 'PIPL_44_OBJECTED', document: '豫人社函〔2026〕10号' };
    await accepted(first, 'restrictPersonalData', { owner: { nominationId: log.kept.nominationId }, ...restriction });
    await api.close();
    const before = await reads();
    const source = ['--nomination', log.kept.nominationId, '--open', '/data/form/name'];
    const { out, ...ended } = await exported([...source, ...auditor]);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toContain(
      '/data/form/name: opened in 0 events; restricted, and shown to nobody for now, in 1 event.\n',
    );
    expect(filesWith(out, log.kept.name)).toEqual([]);
    expect(await reads()).toEqual(before);
  }, 60_000);
});
