import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { fileOf, sha256Of } from '../support/bytes.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { basis, erased, erasers } from '../support/erasing.ts';
import { bureaus } from '../support/people.ts';

const own = fileOf('application/pdf', 900, 'the deeds of one');
const shared = fileOf('application/pdf', 900, 'a photo of both');
const letter = fileOf('application/pdf', 900, 'a record of the visit');
const onPaper = { one: 'e'.repeat(64), both: 'f'.repeat(64) };

const note = '本人来函要求删除。';
const reason = '材料不齐。';

/** One is erased; the other is not, and has a file and a paper in common with the first. */
let api: Api;
let officer: Caller;
let clerk: Caller;
let one: string;
let other: string;
let erasure: Answer;

const withdrawn = async (materials: readonly Uint8Array[], papers: readonly string[]): Promise<string> => {
  const nominationId = await drafted(clerk, inFlex());
  for (const bytes of materials) {
    const sha256 = await clerk.upload(bytes);
    await accepted(clerk, 'attachMaterial', { nominationId, material: 'DEEDS', sha256, words: 800 });
  }
  const answers = { method: 'SITE_VISIT', on: '2024-01-05', findings: '情况属实。' };
  const evidence = papers.map((sha256) => ({ title: '走访记录', sha256 }));
  await accepted(clerk, 'recordStep', { nominationId, step: 'VERIFICATION', answers, evidence });
  await accepted(clerk, 'withdraw', { nominationId, reason: '本人不愿参加。' });
  return nominationId;
};

beforeAll(async () => {
  api = await startApi();
  clerk = await api.as('COUNTY_CLERK', bureaus.county);
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
  await clerk.upload(letter);
  one = await withdrawn([own, shared], [sha256Of(letter), onPaper.one, onPaper.both]);
  other = await withdrawn([shared], [onPaper.both]);
  const by = await erasers(api);
  officer = by.officer;
  const owner = { nominationId: one };
  const declined = await accepted(officer, 'requestErasure', { owner, ...basis, note }, 'erasure { id }');
  await accepted(by.second, 'declineErasure', { requestId: declined.erasure.id, reason });
  const unexplained = await accepted(officer, 'requestErasure', { owner, ...basis }, 'erasure { id }');
  await accepted(by.second, 'declineErasure', { requestId: unexplained.erasure.id, reason });
  const ofOther = { nominationId: other };
  const kept = await accepted(
    officer,
    'requestErasure',
    { owner: ofOther, ...basis, note },
    'erasure { redactions { field } }',
  );
  expect(kept.erasure.redactions).toEqual([]);
  const restriction = { legalBasis: 'PIPL_44_OBJECTED', document: '豫人社函〔2026〕9号' };
  await accepted(by.first, 'restrictPersonalData', { owner, ...restriction, note });
  await accepted(by.first, 'restrictPersonalData', { owner: ofOther, ...restriction });
  erasure = await erased(api, owner, { note });
});
afterAll(() => api.close());

describe('What is on record of an erasure', () => {
  test('are the files that were there: papers that were never uploaded are neither destroyed nor kept', async () => {
    expect(erasure).toMatchObject({ files: 2, filesKept: 1 });
    const events = await api.running.log.readAll(undefined, 1_000);
    const data = events.find(({ type }) => type === 'PersonalDataErased')?.data as Answer;
    expect(data.files).toEqual([sha256Of(own), sha256Of(letter)].sort());
    expect(data.filesKept).toEqual([sha256Of(shared)]);
    expect(data.keys.length).toBe(3);
  });

  test('is why notes and reasons are null that were written, and of nobody else', async () => {
    const { erasureRequests, restrictions } = await officer.ask(/* GraphQL */ `
      { erasureRequests(first: 10) { nodes { status note reason redactions { field reason } } }
        restrictions { note redactions { field reason } } }
    `);
    const gone = (...fields: string[]) => fields.map((field) => ({ field, reason: 'ERASED' }));
    expect(erasureRequests.nodes).toEqual(
      expect.arrayContaining([
        { status: 'ERASED', note: null, reason: null, redactions: gone('note') },
        { status: 'DECLINED', note: null, reason: null, redactions: gone('note', 'reason') },
        { status: 'DECLINED', note: null, reason: null, redactions: gone('reason') },
        { status: 'REQUESTED', note, reason: null, redactions: [] },
      ]),
    );
    expect(restrictions.length).toBe(2);
    expect(restrictions).toContainEqual({ note: null, redactions: gone('note') });
    expect(restrictions).toContainEqual({ note: null, redactions: [] });
  });

  test('is why the form is null, and not one without answers', async () => {
    const { nomination } = await officer.ask(
      'query ($id: ID!) { nomination(id: $id) { form redactions { field reason } } }',
      { id: one },
    );
    expect(nomination.form).toBeNull();
    expect(nomination.redactions).toContainEqual({ field: 'form', reason: 'ERASED' });
  });

  test('is the same in read models that are built anew', async () => {
    const digest = api.running.database.contentDigest();
    await api.running.database.rebuild();
    expect(api.running.database.contentDigest()).toBe(digest);
  });
});

describe('A download after an erasure', () => {
  const statusOf = (nominationId: string, bytes: Uint8Array) =>
    clerk.download(`/nominations/${nominationId}/materials/${sha256Of(bytes)}`);

  test('says that it is gone, for all files of the nomination, also those that others use', async () => {
    expect([await statusOf(one, own), await statusOf(one, letter), await statusOf(one, shared)]).toEqual([
      410, 410, 410,
    ]);
  });

  test('is none of whose business the nomination is not, nor of what it never named', async () => {
    const elsewhere = await api.as('COUNTY_CLERK', '410181');
    expect(await elsewhere.download(`/nominations/${one}/materials/${sha256Of(own)}`)).toBe(404);
    expect(await statusOf(one, Buffer.from('something else'))).toBe(404);
  });

  test('gives others what is theirs as well', async () => {
    const { second } = await erasers(api);
    await accepted(second, 'liftRestriction', { owner: { nominationId: other }, reason: '已核实。' });
    expect(await statusOf(other, shared)).toBe(200);
  });
});
