import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Caller, startApi } from '../support/api.ts';
import { fileOf, sha256Of } from '../support/bytes.ts';
import { codes } from '../support/caller.ts';
import { accepted } from '../support/dossiers.ts';
import { basis, directoryOf, erased, erasers, filesWith } from '../support/erasing.ts';
import { grounds, lodged, nomineesOf, objector, ruled } from '../support/objections.ts';
import { bureaus } from '../support/people.ts';
import { names, type Publicized, publicized, textsIn } from '../support/selection.ts';

const NOMINATION = /* GraphQL */ `
  query ($id: ID!, $asOf: AsOfInput) {
    nomination(id: $id, asOf: $asOf) {
      name form reviews { opinion { text } } redactions { field reason }
      history(first: 50) { nodes { type reason } }
    }
  }
`;

const comments = ['首位事迹评语甲乙丙。', '次位事迹评语丁戊己。'] as const;
const findings = '经核查，情况属实。';
const [ownFile, otherFile, sharedFile] = ['own', 'other', 'shared'].map((text) =>
  fileOf('application/pdf', 200_000, text),
) as [Buffer, Buffer, Buffer];

/** Two nominees scored with comments, one objected against, both recognized; then the edition is concluded. */
let given: Publicized;
let officer: Caller;
let objectionId: string;
let beforehand: string;

const concludedWith = async (): Promise<void> => {
  given = await publicized({
    async drafted(clerk, nominationId, i) {
      for (const bytes of [[ownFile, otherFile][i] ?? [], i < 2 ? sharedFile : []]) {
        if (bytes.length === 0) continue;
        const sha256 = await clerk.upload(Uint8Array.from(bytes));
        await accepted(clerk, 'attachMaterial', { nominationId, material: 'DEEDS', sha256, words: 800 });
      }
    },
    async scored({ nominations }, expert) {
      for (const [i, comment] of comments.entries()) {
        const points = [{ criterion: 'MERIT', points: 90 - i }];
        await accepted(expert, 'score', { nominationId: nominations[i], points, comment, reason: `补充：${comment}` });
      }
    },
  });
  officer = given.officer;
  ({ id: objectionId } = await lodged(given, given.api.anyone));
  await ruled(given, 'admitObjection', objectionId);
  await ruled(given, 'dismissObjection', objectionId);
  await given.api.passTo('2024-02-02T01:00:00.000Z');
  await accepted(given.approver, 'recognize', { noticeId: given.noticeId });
};

/** What only the first nominee is told by: name, numbers, address, employer, what was said of them, and the file. */
const traces = (): string[] => {
  const form = given.forms[0] as Answer;
  const ofOthers = new Set(given.forms.slice(1).flatMap(textsIn));
  const own = textsIn(form).filter(
    (text) => text.length >= 3 && !ofOthers.has(text) && !/^[A-Z_]+$|^\d{4}-/.test(text),
  );
  return [...own, comments[0], grounds, findings, 'ownownown'];
};

/** What the read models hold may be in memory for a second; a rebuilt file is on the disk. */
const onDisk = () => given.api.running.database.rebuild();

beforeAll(concludedWith);
afterAll(() => given.api.close());

describe('while the nomination is running', () => {
  test('nobody is erased: it says for what the data is needed, and what to do meanwhile', async () => {
    const owner = { nominationId: given.nominations[0] };
    const payload = await officer.run('requestErasure', { owner, ...basis });
    expect(codes(payload)).toEqual(['DATA_IN_USE']);
    expect(payload.errors[0].message).toContain(given.nominations[0]);
    expect(payload.errors[0].message).toContain('restrictPersonalData');
  });
});

describe('once the edition is concluded', () => {
  beforeAll(async () => {
    for (const nominationId of given.nominations.slice(2)) {
      await accepted(given.approver, 'withdraw', { nominationId, reason: '未入选。' }).catch(() => undefined);
    }
    await given.api.passTo('2024-12-31T00:00:00.000Z');
    await accepted(given.approver, 'concludeEdition', { editionId: given.editionId, note: '办结。' });
    beforehand = given.api.running.follower.position() ?? '0';
  });

  test('an officer asks, and two others approve', async () => {
    const { first, second } = await erasers(given.api);
    const owner = { nominationId: given.nominations[1] };
    expect(codes(await first.run('requestErasure', { owner, ...basis }))).toEqual(['NOT_PERMITTED']);
    const { erasure } = await accepted(officer, 'requestErasure', { owner, ...basis }, 'erasure { id status }');
    expect(erasure.status).toBe('REQUESTED');
    const requestId: string = erasure.id;
    expect(codes(await officer.run('requestErasure', { owner, ...basis }))).toEqual(['ERASURE_UNDER_WAY']);
    expect(codes(await officer.run('approveErasure', { requestId }))).toEqual(['NOT_PERMITTED']);
    await accepted(first, 'approveErasure', { requestId });
    expect(codes(await first.run('approveErasure', { requestId }))).toEqual(['ERASURE_APPROVED_BY_YOU']);
    await accepted(second, 'declineErasure', { requestId, reason: '本人撤回申请。' });
    expect(codes(await second.run('approveErasure', { requestId }))).toEqual(['ERASURE_CLOSED']);
  });

  describe('and somebody is restricted', () => {
    const restriction = { legalBasis: 'PIPL_44_OBJECTED', document: '豫人社函〔2026〕9号' };
    const owner = () => ({ nominationId: given.nominations[1] });

    test('nobody is shown anything personal, nothing is destroyed, and another lifts it', async () => {
      const { first, second } = await erasers(given.api);
      const path = `/nominations/${given.nominations[1]}/materials/${sha256Of(otherFile)}`;
      const token = await given.api.tokenOf('PROVINCE_OFFICER', bureaus.province);
      const download = () =>
        fetch(`${given.api.running.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      expect((await download()).status).toBe(200);
      const before = await officer.ask(NOMINATION, { id: given.nominations[1] });
      await accepted(first, 'restrictPersonalData', { owner: owner(), ...restriction }, 'restriction { ownerKind }');
      expect(codes(await first.run('restrictPersonalData', { owner: owner(), ...restriction }))).toEqual([
        'RESTRICTED_ALREADY',
      ]);
      for (const asOf of [undefined, { position: beforehand }]) {
        const { nomination } = await officer.ask(NOMINATION, { id: given.nominations[1], asOf });
        expect([nomination.name, nomination.form]).toEqual([null, null]);
        expect(nomination.redactions).toContainEqual({ field: 'form', reason: 'RESTRICTED' });
        expect(textsIn(nomination).filter((text) => text.includes(names[1]))).toEqual([]);
      }
      const nominees = await nomineesOf(given.noticeId, given.api.anyone);
      expect(nominees.map(({ name }) => name)).toEqual([names[0], null]);
      expect(nominees[1]?.redactions).toContainEqual({ field: 'name', reason: 'RESTRICTED' });
      expect((await download()).status).toBe(404);
      expect(codes(await first.run('liftRestriction', { owner: owner(), reason: '已核实。' }))).toEqual([
        'RESTRICTED_BY_YOU',
      ]);
      await accepted(second, 'liftRestriction', { owner: owner(), reason: '已核实。' });
      expect(await officer.ask(NOMINATION, { id: given.nominations[1] })).toEqual(before);
      expect((await download()).status).toBe(200);
      expect(codes(await second.run('liftRestriction', { owner: owner(), reason: '再次。' }))).toEqual([
        'NOT_RESTRICTED',
      ]);
    });
  });

  describe('and the person is erased', () => {
    let found: Record<string, string[]>;
    beforeAll(async () => {
      // The control: what will be gone stands in the read database now, and nowhere else.
      await onDisk();
      found = Object.fromEntries(traces().map((text) => [text, filesWith(directoryOf(given.api), text)]));
      const erasure = await erased(given.api, { nominationId: given.nominations[0] });
      expect(erasure).toMatchObject({ status: 'ERASED', files: 1 });
      expect(erasure.filesKept).toBeGreaterThan(0);
    });

    test('what is personal stood in the read database only', () => {
      expect(found[names[0]]).toEqual([expect.stringMatching(/^read-.*\.db/)]);
      for (const files of Object.values(found)) {
        expect(files.filter((name) => !/^read-.*\.db(-wal)?$/.test(name))).toEqual([]);
      }
    });

    test('no byte of it is left in the data directory, while others are still there', () => {
      const directory = directoryOf(given.api);
      expect(traces().length).toBeGreaterThan(7);
      for (const text of traces()) expect([text, filesWith(directory, text)]).toEqual([text, []]);
      expect(filesWith(directory, names[1])).toEqual([expect.stringMatching(/^read-.*\.db(-wal)?$/)]);
      expect(filesWith(directory, 'LRLF').length).toBeGreaterThan(1);
    });

    test('the API says ERASED, now and as of before', async () => {
      for (const asOf of [undefined, { position: beforehand }]) {
        const { nomination } = await officer.ask(NOMINATION, { id: given.nominations[0], asOf });
        expect([nomination.name, nomination.form]).toEqual([null, null]);
        expect(nomination.redactions).toContainEqual({ field: 'name', reason: 'ERASED' });
        expect(nomination.redactions).toContainEqual({ field: 'form', reason: 'ERASED' });
        expect(nomination.reviews.map(({ opinion }: Answer) => opinion.text)).toEqual([null, null]);
      }
      const { nomination: other } = await officer.ask(NOMINATION, { id: given.nominations[1] });
      expect(other.name).toBe(names[1]);
    });

    test('the file is gone, and the one that others use as well is still there', async () => {
      const files = join(directoryOf(given.api), 'files');
      const nameOf = (bytes: Buffer) => `${sha256Of(bytes).slice(0, 2)}/${sha256Of(bytes).slice(2)}.pdf`;
      const there = filesWith(files, 'LRLF');
      expect(there).not.toContain(nameOf(ownFile));
      expect(there).toEqual(expect.arrayContaining([nameOf(otherFile), nameOf(sharedFile)]));
    });

    test('who objected is erased on their own, and an expert as well', async () => {
      await onDisk();
      expect(filesWith(directoryOf(given.api), objector.contact)).toEqual([expect.stringMatching(/^read-/)]);
      expect(await erased(given.api, { objectionId })).toMatchObject({ status: 'ERASED', files: 0 });
      expect(filesWith(directoryOf(given.api), objector.contact)).toEqual([]);
      await onDisk();
      expect(filesWith(directoryOf(given.api), '方专家')).toEqual([expect.stringMatching(/^read-/)]);
      expect(await erased(given.api, { expert: 'expert' })).toMatchObject({ status: 'ERASED', keys: 1 });
      expect(filesWith(directoryOf(given.api), '方专家')).toEqual([]);
      expect(codes(await officer.run('requestErasure', { owner: { expert: 'nobody' }, ...basis }))).toEqual([
        'DATA_OWNER_NOT_FOUND',
      ]);
    });

    test('a rebuild has the same content', async () => {
      const { database } = given.api.running;
      const digest = database.contentDigest();
      await database.rebuild();
      expect(database.contentDigest()).toBe(digest);
      expect(filesWith(directoryOf(given.api), names[0])).toEqual([]);
    });

    test('a server that starts on what is left reads all of it', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'laurel-erased-'));
      cpSync(directoryOf(given.api), directory, { recursive: true });
      const again = await startApi('2025-01-02T02:00:00.000Z', { ...given.api.stores, directory });
      try {
        expect(again.running.database.contentDigest()).toBe(given.api.running.database.contentDigest());
        expect(filesWith(directory, names[0])).toEqual([]);
      } finally {
        await again.close();
        rmSync(directory, { recursive: true });
      }
    });
  });
});
