import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../src/audit/bundle/format.ts';
import type { StoredCheckpoint } from '../../src/audit/tree/stored-checkpoint.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import { exportBundle } from '../../src/cli/audit/export.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';
import { openStores } from '../../src/stores.ts';
import { judgedByBoth, python } from '../attack/both-verifiers.ts';
import { tree } from '../attack/data-files.ts';
import { laurel } from '../support/command-line.ts';
import { cosignatureOf, policyText, type RealLog, realLog, sealing, variables, vkey } from './real-log.ts';

let log: RealLog;
let directory: string;
const reader = {
  id: 'auditor-1',
  name: '审计员',
  role: 'AUDITOR',
  purpose: '核验推荐材料',
  caseNumber: '审〔2024〕1号',
} as const;

beforeAll(async () => {
  python();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  directory = mkdtempSync(join(tmpdir(), 'laurel-bundles-'));
  log = await realLog();
}, 120_000);
afterAll(() => {
  vi.unstubAllEnvs();
  log?.remove();
  rmSync(directory, { recursive: true });
});

let written = 0;
const bundleOf = async (scope: Scope, open: 'NONE' | 'ALL' | readonly string[] = 'NONE'): Promise<string> => {
  const out = join(directory, `bundle-${written++}`);
  await exportBundle({ directory: log.directory, scope, out, open, ...(open !== 'NONE' && { reader }) });
  return out;
};
const typesIn = (bundle: string): string[] =>
  readFileSync(join(bundle, 'leaves.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).type);

describe('a bundle of a real log', () => {
  it('holds a nomination from its edition to its honor, and both verifiers find it proven', async () => {
    const bundle = await bundleOf({ kind: 'NOMINATION', id: log.nominationId });
    expect(typesIn(bundle)).toEqual(
      expect.arrayContaining([
        'EditionOpened',
        'NominationClaimed',
        'Nominated',
        'Reviewed',
        'Scored',
        'NoticePublished',
        'Recognized',
      ]),
    );
    const { verdict, counts } = judgedByBoth(bundle, { keys: [vkey] }) as {
      verdict: string;
      counts: Record<string, number>;
    };
    expect({ verdict, counts }).toMatchObject({ verdict: 'VALID', counts: { INVALID: 0, ERASED: 0 } });
    expect(counts.SEALED).toBeGreaterThan(0);
    expect(readFileSync(join(bundle, 'openings.jsonl'), 'utf8')).toBe('');
  });

  it('opens what was asked for, after it is on record who asked, and nothing else', async () => {
    const bundle = await bundleOf({ kind: 'NOMINATION', id: log.nominationId }, ['/data/form/name']);
    const openings = readFileSync(join(bundle, 'openings.jsonl'), 'utf8').split('\n').slice(0, -1);
    expect(openings.map((line) => JSON.parse(line).value)).toEqual(['周长河']);
    expect(judgedByBoth(bundle, { keys: [vkey] }).verdict).toBe('VALID');
    const { disclosure } = JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8'));
    const embedded = await openStores({ directory: log.directory, sealing });
    const event = (await embedded.log.readAll(undefined, 100_000)).find(({ id }) => id === disclosure.eventId);
    await embedded.close();
    expect(event).toMatchObject({
      type: 'PersonalDataRead',
      data: { purpose: reader.purpose, caseNumber: reader.caseNumber, subjects: [{ nominationId: log.nominationId }] },
      meta: { actor: { id: 'auditor-1' } },
    });
  });

  it('is VALID throughout once everything is opened', async () => {
    const bundle = await bundleOf({ kind: 'NOMINATION', id: log.nominationId }, 'ALL');
    const { verdict, counts } = judgedByBoth(bundle, { keys: [vkey] }) as {
      verdict: string;
      counts: Record<string, number>;
    };
    expect({ verdict, counts }).toMatchObject({ verdict: 'VALID', counts: { INVALID: 0, SEALED: 0, ERASED: 0 } });
  });

  it('of somebody who was erased proves the events, and that the erasure is on record', async () => {
    const bundle = await bundleOf({ kind: 'PERSON', id: log.erased.person }, 'ALL');
    expect(typesIn(bundle)).toEqual(expect.arrayContaining(['PersonalDataErased', 'Nominated']));
    const report = judgedByBoth(bundle, { keys: [vkey] });
    expect(report).toMatchObject({ verdict: 'VALID', counts: { INVALID: 0 } });
    expect('events' in report && report.events.find(({ type }) => type === 'Nominated')?.status).toBe('ERASED');
  });

  it('of a stretch of time leaves nothing out', async () => {
    const bundle = await bundleOf({ kind: 'TIME', from: '2024-01-25T00:00:00.000Z', to: '2024-02-02T00:00:00.000Z' });
    expect(typesIn(bundle).length).toBeGreaterThan(3);
    expect(judgedByBoth(bundle, { keys: [vkey] })).toMatchObject({ verdict: 'VALID', problems: [] });
  });

  it('of an edition holds under a policy of witnesses', async () => {
    const bundle = await bundleOf({ kind: 'EDITION', id: log.editionId });
    expect(judgedByBoth(bundle, { keys: [vkey], policy: policyText })).toMatchObject({
      verdict: 'VALID',
      problems: [],
    });
  });
});

describe('with a policy', () => {
  it('a bundle is proven under the newest head that the quorum has cosigned', async () => {
    const copy = join(directory, 'cosigned-before');
    cpSync(log.directory, copy, { recursive: true });
    tree('DELETE FROM cosignature')(copy);
    const store = new TreeStore(join(copy, 'tree.db'));
    const newest = store.newest() as StoredCheckpoint;
    const before = store.headBelow(newest.size) as StoredCheckpoint;
    for (const witness of [0, 1]) store.addCosignature(before.size, cosignatureOf(before.note, witness));
    store.close();
    const policy = join(directory, 'policy.txt');
    writeFileSync(policy, `log ${vkey}\n${policyText}`);
    const scope = { kind: 'EDITION', id: log.editionId } as const;
    const out = join(directory, 'under-a-policy');
    await exportBundle({ directory: copy, scope, out, open: 'NONE', policy });
    expect(judgedByBoth(out, { keys: [vkey], policy: policyText })).toMatchObject({
      verdict: 'VALID',
      treeSize: before.size,
    });
  });
});

describe('what is restricted', () => {
  it('is told to nobody, and stays proven', async () => {
    const embedded = await openStores({ directory: log.directory, sealing });
    const [last] = (await embedded.log.readAll(undefined, 100_000)).slice(-1) as [Recorded];
    const meta = { ...last.meta, command: { ...last.meta.command, id: '22222222-2222-4222-8222-222222222222' } };
    const data = { owner: { kind: 'PERSON', id: log.person }, legalBasis: 'COURT_ORDER', document: '1' };
    const restricted = catalog.encode([{ type: 'PersonalDataRestricted', data } as never], meta);
    await embedded.log.append(`person-${log.person}` as StreamName, restricted, 'any');
    await embedded.close();
    const bundle = await bundleOf({ kind: 'NOMINATION', id: log.nominationId }, ['/data/form/name']);
    expect(readFileSync(join(bundle, 'openings.jsonl'), 'utf8')).toBe('');
    expect(judgedByBoth(bundle, { keys: [vkey] })).toMatchObject({ verdict: 'VALID', counts: { INVALID: 0 } });
  });
});

describe('laurel audit', () => {
  it('writes and verifies on the command line, with a fitting status', async () => {
    const out = join(directory, 'by-command');
    const source = ['--directory', log.directory, '--nomination', log.nominationId];
    expect(await laurel(['audit', 'export', ...source, '--out', out], variables)).toMatchObject({
      status: 0,
      stderr: '',
    });
    const verified = await laurel(['audit', 'verify', out, '--key', vkey]);
    expect(verified).toMatchObject({ status: 0, stderr: '' });
    expect(verified.stdout).toContain('SEALED');
    const unkeyed = await laurel(['audit', 'verify', out, '--json']);
    expect(unkeyed).toMatchObject({ status: 2, stdout: '{"verdict":"UNUSABLE","reason":"NO_TRUST_ROOT"}\n' });
    const again = await laurel(['audit', 'export', ...source, '--out', out], variables);
    expect(again).toMatchObject({ status: 1, stderr: `${out} is there already. Choose a new directory with --out.\n` });
    const unstated = await laurel(['audit', 'export', ...source, '--out', `${out}-2`, '--open-all'], variables);
    expect(unstated.status).toBe(1);
    expect(unstated.stderr).toContain('--purpose');
  }, 60_000);
});
