import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { accepted } from '../support/dossiers.ts';
import { lodged, nomineesOf, objectionOn, ruled } from '../support/objections.ts';
import { names, type Publicized, publicized } from '../support/selection.ts';

let given: Publicized;
let anyone: Caller;
beforeEach(async () => {
  given = await publicized();
  anyone = given.api.anyone;
});
afterEach(() => given.api.close());

const selection = `notice { id status periodEnd
  errata { nominationId correction fresh issuedAt reason redactions { field reason } } }`;
const correct = (changes: object = {}, by = given.approver): Promise<Answer> =>
  by.run(
    'correctNotice',
    {
      noticeId: given.noticeId,
      nominationId: given.nominations[0],
      correction: '工作单位应为某某平台。',
      fresh: false,
      reason: '打印错误。',
      ...changes,
    },
    selection,
  );
const certificatesOn = async (noticeId: string) =>
  (await nomineesOf(noticeId, anyone)).map(({ certificate }) => certificate);

describe('a correction', () => {
  test('is shown with the notice to anyone, why only to the province, and the period runs on', async () => {
    const { notice, errors } = await correct();
    expect(errors).toEqual([]);
    const erratum = {
      nominationId: given.nominations[0],
      correction: '工作单位应为某某平台。',
      fresh: false,
      issuedAt: '2024-01-25T02:00:00.000Z',
    };
    expect(notice).toMatchObject({ periodEnd: '2024-02-01', errata: [{ ...erratum, reason: '打印错误。' }] });
    const shown = await anyone.ask(`query ($id: ID!) { ${selection.replace('notice', 'notice(id: $id)')} }`, {
      id: given.noticeId,
    });
    expect(shown.notice.errata).toEqual([
      { ...erratum, reason: null, redactions: [{ field: 'reason', reason: 'NOT_ENTITLED' }] },
    ]);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    await accepted(given.approver, 'recognize', { noticeId: given.noticeId });
    expect(await certificatesOn(given.noticeId)).toEqual(['HN-FS-2023-001', 'HN-FS-2023-002']);
    expect(codes(await correct())).toEqual(['ALREADY_RECOGNIZED']);
  });

  test('is the approver’s of the province, of somebody on the notice, once for each command', async () => {
    expect(codes(await correct({}, given.officer))).toEqual(['NOT_PERMITTED']);
    expect(codes(await correct({}, given.cityApprover))).toEqual(['NOT_PERMITTED']);
    expect(codes(await correct({ nominationId: given.nominations[3] }))).toEqual(['NOT_ON_NOTICE']);
    expect(codes(await correct({ noticeId: 'none' }))).toEqual(['NOTICE_NOT_FOUND']);
    const commandId = '6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11';
    const once = await correct({ commandId, fresh: true });
    expect(await correct({ commandId, fresh: true })).toEqual(once);
    expect(codes(await correct({ commandId, fresh: false }))).toEqual(['COMMAND_ID_REUSED']);
    const [error] = await given.approver.refusedAsk(
      'mutation ($input: CorrectNoticeInput!) { correctNotice(input: $input) { position } }',
      {
        input: {
          noticeId: given.noticeId,
          nominationId: given.nominations[0],
          correction: ' ',
          fresh: true,
          reason: 'r',
        },
      },
    );
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a correction so substantial that the nominee is publicized anew', () => {
  const anew = async (): Promise<string> => {
    await given.api.passTo('2024-01-29T02:00:00.000Z');
    const reason = { overrunReason: '更正后重新公示。' };
    const { notice } = await accepted(
      given.approver,
      'publicize',
      { editionId: given.editionId, ...reason },
      'notice { id }',
    );
    return notice.id;
  };

  test('takes the nominee off the notice; the other one is recognized by it', async () => {
    expect(codes(await correct({ fresh: true }))).toEqual([]);
    const { errors } = await anyone.run('object', objectionOn(given));
    expect(errors).toEqual([expect.objectContaining({ code: 'PUBLICIZED_ANEW', path: ['nominationId'] })]);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    const named = { noticeId: given.noticeId, nominationIds: [given.nominations[0]] };
    expect(codes(await given.approver.run('recognize', named))).toEqual(['PUBLICIZED_ANEW']);
    await accepted(given.approver, 'recognize', { noticeId: given.noticeId });
    expect(await certificatesOn(given.noticeId)).toEqual([null, 'HN-FS-2023-002']);
    const { notice } = await anyone.ask('query ($id: ID!) { notice(id: $id) { nominees { nodes { takenOffAt } } } }', {
      id: given.noticeId,
    });
    expect(notice.nominees.nodes).toEqual([{ takenOffAt: '2024-01-25T02:00:00.000Z' }, { takenOffAt: null }]);
    const conclude = { editionId: given.editionId, note: '结束' };
    await given.api.passTo('2024-02-06T01:00:00.000Z');
    expect(codes(await given.approver.run('concludeEdition', conclude))).toEqual(['MATTERS_OPEN']);
  });

  test('gives the nominee a full period on a later notice, with the same number', async () => {
    await correct({ fresh: true });
    const later = await anew();
    const { notice } = await anyone.ask(
      `query ($id: ID!) { notice(id: $id) { periodStart periodEnd errata { fresh }
        nominees { nodes { nominationId name serial } } } }`,
      { id: later },
    );
    expect(notice).toEqual({
      periodStart: '2024-01-30',
      periodEnd: '2024-02-04',
      errata: [],
      nominees: { nodes: [{ nominationId: given.nominations[0], name: names[0], serial: 1 }] },
    });
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    expect(codes(await given.approver.run('recognize', { noticeId: later }))).toEqual(['PERIOD_RUNNING']);
    await given.api.passTo('2024-02-05T01:00:00.000Z');
    await accepted(given.approver, 'recognize', { noticeId: later });
    expect(await certificatesOn(later)).toEqual(['HN-FS-2023-001']);
  });

  test('does not rid the nominee of an objection on the notice before (R-F28)', async () => {
    const { id } = await lodged(given, anyone);
    await correct({ fresh: true });
    const later = await anew();
    const [nominee] = await nomineesOf(later, given.officer);
    expect(nominee).toMatchObject({ nominationId: given.nominations[0], objectionStands: true });
    await given.api.passTo('2024-02-05T01:00:00.000Z');
    const recognize = (input: object = {}) => given.approver.run('recognize', { noticeId: later, ...input });
    expect(codes(await recognize())).toEqual(['NOTHING_TO_RECOGNIZE']);
    expect((await recognize({ nominationIds: [given.nominations[0]] })).errors).toEqual([
      expect.objectContaining({ code: 'OBJECTION_STANDS', ruleId: 'R-F28', message: expect.stringContaining(id) }),
    ]);
    await ruled(given, 'admitObjection', id);
    expect(codes(await recognize())).toEqual(['NOTHING_TO_RECOGNIZE']);
    await ruled(given, 'dismissObjection', id);
    expect(codes(await recognize())).toEqual([]);
    expect(await certificatesOn(later)).toEqual(['HN-FS-2023-001']);
  });

  test('leaves the nominee to be disqualified by an objection on the notice before', async () => {
    const { id } = await lodged(given, anyone);
    await ruled(given, 'admitObjection', id);
    await correct({ fresh: true });
    const later = await anew();
    await ruled(given, 'upholdObjection', id);
    await given.api.passTo('2024-02-05T01:00:00.000Z');
    const named = { noticeId: later, nominationIds: [given.nominations[0]] };
    expect(codes(await given.approver.run('recognize', named))).toEqual(['OBJECTION_STANDS', 'OUT_OF_THE_RUNNING']);
  });

  test('that runs over the target date is a warning on the record of the edition', async () => {
    await correct({ fresh: true });
    await given.api.passTo('2024-02-01T02:00:00.000Z');
    const publicize = { editionId: given.editionId };
    expect(codes(await given.approver.run('publicize', publicize))).toEqual(['TARGET_DATE_OVERRUN']);
    await accepted(given.approver, 'publicize', { ...publicize, overrunReason: '更正后重新公示。' });
    const overruns = 'query ($id: ID!) { edition(id: $id) { overruns { deadline on reason at } } }';
    expect((await given.officer.ask(overruns, { id: given.editionId })).edition.overruns).toEqual([
      { deadline: 'selection', on: '2024-02-05', reason: '更正后重新公示。', at: '2024-02-01T02:00:00.000Z' },
    ]);
    expect((await given.cityApprover.ask(overruns, { id: given.editionId })).edition.overruns).toBeNull();
  });
});
