import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FactsOf } from '../../src/domain/event.ts';
import { nominationId, type StreamName } from '../../src/domain/ids.ts';
import { type nominationEvents, nominationStream } from '../../src/domain/nomination/nomination.ts';
import type { protectionEvents } from '../../src/domain/protection/protection.ts';
import type { FileStore } from '../../src/files/file-store.ts';
import { namedFiles } from '../../src/files/named-files.ts';
import { type Finding, verifyFiles } from '../../src/files/verify.ts';
import { catalog } from '../../src/log/catalog.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { meta } from '../log/facts.ts';
import { fileOf, inChunks, listOf, sha256Of } from '../support/bytes.ts';
import { laurel } from '../support/command-line.ts';
import { directoryPlace } from './adapters.ts';

const HOUR_MS = 60 * 60 * 1000;
const nomination = nominationStream(nominationId.parse('n1'));
const other = nominationStream(nominationId.parse('n2'));

let place: Awaited<ReturnType<typeof directoryPlace>>;
let store: FileStore;
let log: SqliteEventLog;
beforeEach(async () => {
  place = await directoryPlace();
  store = place.open();
  log = new SqliteEventLog({ path: join(place.directory, '..', 'log.db') });
});
afterEach(async () => {
  await log.close();
  await place.remove();
});

type NominationFact = FactsOf<typeof nominationEvents>;
type ProtectionFact = FactsOf<typeof protectionEvents>;

const record = async (stream: StreamName, ...facts: (NominationFact | ProtectionFact)[]) => {
  const command = { ...meta.command, id: randomUUID() };
  await log.append(stream, catalog.encode(facts, { ...meta, command }), 'any');
};

const attached = (material: string, bytes: Uint8Array): NominationFact => ({
  type: 'MaterialAttached',
  data: { material, sha256: sha256Of(bytes), mediaType: 'application/pdf', size: bytes.length },
});
const removed = (material: string, bytes: Uint8Array): NominationFact => ({
  type: 'MaterialRemoved',
  data: { material, sha256: sha256Of(bytes), reason: 'The wrong page.' },
});

const put = async (fill: string): Promise<Buffer> => {
  const bytes = fileOf('application/pdf', 1000, fill);
  await store.put(inChunks(bytes), { maxBytes: 1000 });
  return bytes;
};

const verify = (pruneBefore?: number) =>
  listOf(verifyFiles({ store, named: () => namedFiles(log), ...(pruneBefore !== undefined && { pruneBefore }) }));

const findingOf = (findings: readonly Finding[], bytes: Uint8Array) =>
  findings.find((finding) => (finding.kind === 'NAMED' ? finding.sha256 : finding.file.sha256) === sha256Of(bytes));

describe('Verifying the files', () => {
  it('tells what is sound, missing, corrupted and unattached', async () => {
    const [sound, lost, damaged, orphan] = [await put('a'), await put('b'), await put('c'), await put('d')];
    await record(nomination, attached('FORM', sound), attached('PHOTO', lost));
    await record(other, attached('DEEDS', damaged), attached('FORM', sound));
    await place.lose(sha256Of(lost));
    await place.damage(sha256Of(damaged), 999);

    const findings = await verify();
    expect(findings.map(({ done, total }) => [done, total])).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
    expect(findingOf(findings, orphan)).toMatchObject({ kind: 'UNATTACHED', pruned: false });
    expect(findingOf(findings, sound)).toMatchObject({
      soundness: 'OK',
      uses: [
        { stream: nomination, material: 'FORM' },
        { stream: other, material: 'FORM' },
      ],
    });
    expect(findingOf(findings, lost)).toMatchObject({ soundness: 'MISSING', uses: [{ material: 'PHOTO' }] });
    expect(findingOf(findings, damaged)).toMatchObject({ soundness: 'CORRUPTED', uses: [{ stream: other }] });
  });

  it('keeps what was removed from a dossier, for decisions rest on it', async () => {
    const [gone, back] = [await put('a'), await put('b')];
    await record(nomination, attached('FORM', gone), attached('FORM', back));
    await record(nomination, removed('FORM', gone), removed('FORM', back), attached('FORM', back));
    const findings = await verify(Number.POSITIVE_INFINITY);
    expect(findingOf(findings, gone)).toMatchObject({ soundness: 'OK', uses: [{ material: 'FORM', removed: true }] });
    expect(findingOf(findings, back)).toMatchObject({ uses: [{ stream: nomination, material: 'FORM' }] });
    expect(await place.count()).toBe(2);
  });

  it('keeps evidence that is in the store, and asks for none that is not', async () => {
    const [scan, paper] = [await put('a'), fileOf('image/png', 100)];
    const evidence = [scan, paper].map((bytes) => ({ title: 'A letter', sha256: sha256Of(bytes) }));
    await record(nomination, {
      type: 'VettingAnswered',
      data: { body: 'POLICE', answer: 'CLEAR', answeredOn: '2024-01-05', evidence },
    });
    const findings = await verify(Number.POSITIVE_INFINITY);
    expect(findings).toMatchObject([{ sha256: sha256Of(scan), soundness: 'OK', uses: [{ stream: nomination }] }]);
  });

  it('prunes only what nothing names, and only when it is old enough', async () => {
    const [young, old, named] = [await put('a'), await put('b'), await put('c')];
    const now = Date.parse('2024-01-08T02:00:00Z');
    await record(nomination, attached('FORM', named));
    await place.age(sha256Of(young), now - 23 * HOUR_MS);
    await place.age(sha256Of(old), now - 25 * HOUR_MS);
    await place.age(sha256Of(named), now - 1000 * HOUR_MS);
    const findings = await verify(now - 24 * HOUR_MS);
    expect(findingOf(findings, old)).toMatchObject({ pruned: true });
    expect(findingOf(findings, young)).toMatchObject({ pruned: false });
    expect(await store.check(sha256Of(old))).toBe('MISSING');
    expect(await store.check(sha256Of(young))).toBe('OK');
    expect(await store.check(sha256Of(named))).toBe('OK');
  });

  it('does not take for unattached what is attached while it looks', async () => {
    const bytes = await put('a');
    const named = async () => {
      await record(nomination, attached('FORM', bytes));
      return namedFiles(log);
    };
    const findings = await listOf(verifyFiles({ store, named, pruneBefore: Number.POSITIVE_INFINITY }));
    expect(findings).toMatchObject([{ kind: 'NAMED', soundness: 'OK' }]);
  });

  it('reads a log of more than one batch to its end', async () => {
    const bytes = await put('a');
    const facts = Array.from({ length: 2_100 }, (_, index) => attached(`M${index}`, bytes));
    await record(nomination, ...facts);
    expect((await namedFiles(log)).get(sha256Of(bytes))).toHaveLength(2_100);
  });
});

describe('laurel files verify', () => {
  const run = (...args: string[]) =>
    laurel(['files', 'verify', '--directory', join(place.directory, '..'), ...args], {
      LAUREL_KEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    });

  it('ends with status 0 while all is well, and 1 when a file is not, naming nomination and material', async () => {
    const [bytes, orphan] = [await put('a'), await put('b')];
    await record(nomination, attached('FORM', bytes));
    const well = await run();
    expect([well.status, well.stderr]).toEqual([0, '']);
    expect(well.stdout).toContain(`OK         ${sha256Of(bytes)} nomination-n1, material FORM\n`);
    expect(well.stdout).toContain(`UNATTACHED ${sha256Of(orphan)} 1000 bytes, application/pdf, stored at `);

    await place.age(sha256Of(orphan), Date.parse('2024-01-01T00:00:00Z'));
    await place.damage(sha256Of(bytes), 500);
    const damaged = await run('--prune');
    expect(damaged.status).toBe(1);
    expect(damaged.stdout).toContain(`CORRUPTED  ${sha256Of(bytes)} nomination-n1, material FORM\n`);
    expect(damaged.stdout).toContain(`PRUNED     ${sha256Of(orphan)}`);
    expect(damaged.stdout).toContain('0 OK, 0 ERASED, 0 MISSING, 1 CORRUPTED, 0 NOT_SEALED, 0 UNATTACHED, 1 PRUNED\n');
    expect(await place.count()).toBe(1);
  });

  it('tells what was erased from what is missing, and what is not sealed', async () => {
    const [bytes, plain] = [await put('a'), await put('b')];
    await record(nomination, attached('FORM', bytes), attached('DEEDS', plain));
    await store.remove(sha256Of(bytes), Number.POSITIVE_INFINITY);
    expect((await run()).stdout).toContain(`MISSING    ${sha256Of(bytes)}`);
    const owner = { kind: 'PERSON', id: 'p' } as const;
    const destroyed = { keys: [], files: [sha256Of(bytes)], filesKept: [] };
    const data = { owner, requestId: 'r', legalBasis: 'COURT_ORDER', ...destroyed } as const;
    await record('person-p' as StreamName, { type: 'PersonalDataErased', data });
    await writeFile(await place.pathOf(sha256Of(plain)), plain);
    const { status, stdout } = await run();
    expect(stdout).toContain(`ERASED     ${sha256Of(bytes)}`);
    expect(stdout).toContain(`NOT_SEALED ${sha256Of(plain)}`);
    expect(status).toBe(1);
  });

  it('makes no log where there is none', async () => {
    const { status, stderr } = await laurel(['files', 'verify', '--directory', place.directory]);
    expect(status).toBe(1);
    expect(stderr).toContain(`There is no log at ${join(place.directory, 'log.db')}.`);
  });
});
