import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { accepted, passed, stamped } from '../support/dossiers.ts';
import { nomineesOf } from '../support/objections.ts';
import { bureaus } from '../support/people.ts';
import { beforeThePanel, type Selection, shortlisted } from '../support/selection.ts';

/** Three seats, one of them for part-time work, where nobody was put forward. */
let given: Selection;
beforeEach(async () => {
  given = await shortlisted({
    target: 3,
    categoryTargets: [
      { category: 'NEW_FORM', target: 2 },
      { category: 'PART_TIME', target: 1 },
    ],
  });
});
afterEach(() => given.api.close());

const selection = `edition {
  shortages { category { code } target running short alternatesElsewhere }
  reallocations { from { code } to { code } seats reason document { title sha256 } decidedAt }
  program { categories { code target } }
}`;
const look = async (by = given.officer): Promise<Answer> =>
  (await by.ask(`query ($id: ID!) { ${selection.replace('edition', 'edition(id: $id)')} }`, { id: given.editionId }))
    .edition;
const document = { title: '关于调剂名额的决定', sha256: 'a'.repeat(64) };
const move = (changes: object = {}, by = given.approver): Promise<Answer> =>
  by.run(
    'reallocateSeats',
    {
      editionId: given.editionId,
      from: 'PART_TIME',
      to: 'NEW_FORM',
      seats: 1,
      reason: '兼职类无人申报。',
      document,
      ...changes,
    },
    selection,
  );
const promote = (nominationId: string | undefined, changes: object = {}): Promise<Answer> =>
  given.approver.run('promoteAlternate', {
    editionId: given.editionId,
    promoted: nominationId,
    reason: '名额调剂后依次递补。',
    ...changes,
  });

describe('before the shortlist', () => {
  test('a seat is not free while somebody who may take it must still supply something', async () => {
    await given.api.close();
    given = await beforeThePanel({
      target: 5,
      categoryTargets: [
        { category: 'NEW_FORM', target: 4 },
        { category: 'PART_TIME', target: 1 },
      ],
    });
    await given.api.passTo('2024-01-25T02:00:00.000Z');
    const [nominationId = ''] = given.nominations;
    const opinion = stamped('请补充证明原件。');
    await accepted(given.officer, 'review', { nominationId, decision: 'SUPPLEMENT', opinion });
    expect((await look()).shortages).toMatchObject([
      { running: 0, short: 1 },
      { running: 4, short: 0 },
    ]);
    expect(codes(await move({ from: 'NEW_FORM', to: 'PART_TIME' }))).toEqual(['SEATS_NOT_FREE']);
  });
});

describe('before scoring is closed', () => {
  test('what was supplied to the province is verified anew (R-F26)', async () => {
    await given.api.close();
    given = await beforeThePanel();
    const { api, officer, approver, editionId } = given;
    const [nominationId = ''] = given.nominations;
    await api.passTo('2024-01-25T02:00:00.000Z');
    await accepted(approver, 'freezeRubric', { editionId });
    const closing = async () => codes(await officer.run('closeScoring', { editionId }));
    const opinion = stamped('请补充证明原件。');
    await accepted(officer, 'review', { nominationId, decision: 'SUPPLEMENT', opinion });
    expect(await closing()).toEqual(['SUPPLEMENTS_AWAITED', 'PANEL_INCOMPLETE']);
    await accepted(await api.as('CITY_CLERK', bureaus.city), 'resubmit', { nominationId, note: '已补充。' });
    expect(await closing()).toEqual(['CANDIDATES_UNVERIFIED', 'PANEL_INCOMPLETE']);
    await passed(officer, nominationId);
    expect(await closing()).toEqual(['PANEL_INCOMPLETE']);
  });
});

describe('unfilled seats', () => {
  test('are shown as a shortage to the province, and stay unfilled', async () => {
    expect((await look()).shortages).toEqual([
      { category: { code: 'PART_TIME' }, target: 1, running: 0, short: 1, alternatesElsewhere: 2 },
      { category: { code: 'NEW_FORM' }, target: 2, running: 2, short: 0, alternatesElsewhere: 0 },
    ]);
    expect(await look(given.cityApprover)).toMatchObject({ shortages: null, reallocations: null });
    expect((await promote(given.nominations[2])).errors).toEqual([
      expect.objectContaining({ code: 'NO_PLACE_FREE', path: ['promoted'], ruleId: 'R-F02' }),
    ]);
  });

  test('move to another category by a recorded decision of the province only, as far as they are free', async () => {
    expect(codes(await move({}, given.officer))).toEqual(['NOT_PERMITTED']);
    expect((await move({ seats: 2 })).errors).toEqual([
      expect.objectContaining({ code: 'SEATS_NOT_FREE', path: ['seats'], ruleId: 'R-F02' }),
    ]);
    expect(codes(await move({ from: 'NEW_FORM', to: 'PART_TIME' }))).toEqual(['SEATS_NOT_FREE']);
    expect(codes(await move({ to: 'SELF_EMPLOYED' }))).toEqual(['CATEGORY_WITHOUT_TARGET']);
    const { edition, errors } = await move();
    expect(errors).toEqual([]);
    expect(edition.reallocations).toEqual([
      {
        from: { code: 'PART_TIME' },
        to: { code: 'NEW_FORM' },
        seats: 1,
        reason: '兼职类无人申报。',
        document,
        decidedAt: '2024-01-25T02:00:00.000Z',
      },
    ]);
    const targets = edition.program.categories.filter(({ target }: Answer) => target !== null);
    expect(targets).toEqual([
      { code: 'PART_TIME', target: 0 },
      { code: 'NEW_FORM', target: 3 },
    ]);
    expect(edition.shortages).toMatchObject([
      { category: { code: 'PART_TIME' }, target: 0, short: 0 },
      { category: { code: 'NEW_FORM' }, target: 3, running: 2, short: 1 },
    ]);
    expect(await look()).toEqual(edition);
  });

  test('go to the next alternate, who is publicized for a full period of the own and recognized', async () => {
    const { approver, api, editionId, nominations } = given;
    const { notice } = await accepted(approver, 'publicize', { editionId }, 'notice { id }');
    await accepted(approver, 'reallocateSeats', {
      editionId,
      from: 'PART_TIME',
      to: 'NEW_FORM',
      seats: 1,
      reason: '兼职类无人申报。',
      document,
    });
    expect(codes(await promote(nominations[3]))).toEqual(['NOT_THE_NEXT_ALTERNATE']);
    expect(codes(await promote(nominations[2]))).toEqual([]);
    expect(codes(await promote(nominations[3]))).toEqual(['NO_PLACE_FREE']);
    expect((await look()).shortages).toMatchObject([{}, { running: 3, short: 0 }]);

    await api.passTo('2024-01-29T02:00:00.000Z');
    const { notice: own } = await accepted(
      approver,
      'publicize',
      { editionId },
      'notice { id periodStart periodEnd nominees { nodes { nominationId serial } } }',
    );
    expect(own).toMatchObject({
      periodStart: '2024-01-30',
      periodEnd: '2024-02-04',
      nominees: { nodes: [{ nominationId: nominations[2], serial: 3 }] },
    });
    await api.passTo('2024-02-02T01:00:00.000Z');
    await accepted(approver, 'recognize', { noticeId: notice.id });
    expect(codes(await approver.run('recognize', { noticeId: own.id }))).toEqual(['PERIOD_RUNNING']);
    await api.passTo('2024-02-05T01:00:00.000Z');
    await accepted(approver, 'recognize', { noticeId: own.id });
    expect((await nomineesOf(own.id, api.anyone)).map(({ certificate }) => certificate)).toEqual(['HN-FS-2023-003']);
  });

  test('that somebody left behind are filled once, with or without naming who left', async () => {
    const { approver, editionId, nominations } = given;
    await accepted(approver, 'withdraw', { nominationId: nominations[0], reason: '本人放弃。' });
    expect((await look()).shortages).toMatchObject([{}, { running: 1, short: 1 }]);
    expect(codes(await promote(nominations[2]))).toEqual([]);
    expect(codes(await promote(nominations[3], { replaced: nominations[0] }))).toEqual(['NO_PLACE_FREE']);
    const { edition } = await approver.ask('query ($id: ID!) { edition(id: $id) { revision } }', { id: editionId });
    expect(codes(await promote(nominations[3], { expectedRevision: edition.revision - 1 }))).toEqual([
      'REVISION_CONFLICT',
    ]);
  });
});
