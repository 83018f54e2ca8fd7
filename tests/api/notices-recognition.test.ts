import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { accepted } from '../support/dossiers.ts';
import { lodged, nomineesOf, ruled } from '../support/objections.ts';
import { names, type Publicized, publicized } from '../support/selection.ts';

let given: Publicized;
let anyone: Caller;
beforeEach(async () => {
  given = await publicized();
  anyone = given.api.anyone;
});
afterEach(() => given.api.close());

describe('recognition', () => {
  const recognize = (input: object = {}) =>
    given.approver.run('recognize', { noticeId: given.noticeId, ...input }, 'notice { status }');

  test('waits until the period has ended', async () => {
    expect(codes(await recognize())).toEqual(['PERIOD_RUNNING']);
  });

  test('is refused to a nominee against whom an objection stands, and given to the other', async () => {
    await lodged(given, anyone);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    const payload = await recognize({ nominationIds: given.nominations.slice(0, 2) });
    expect(payload.errors).toEqual([
      expect.objectContaining({ code: 'OBJECTION_STANDS', path: ['nominationIds'], ruleId: 'R-F28' }),
    ]);
    expect(codes(await recognize())).toEqual([]);
    expect((await nomineesOf(given.noticeId, anyone)).map(({ certificate }) => certificate)).toEqual([
      null,
      'HN-FS-2023-002',
    ]);
  });

  test('is refused to who has not seen the last objection', async () => {
    const seen = 'query ($id: ID!) { notice(id: $id) { revision } }';
    const { revision } = (await given.approver.ask(seen, { id: given.noticeId })).notice;
    await lodged(given, anyone);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    const { errors } = await recognize({ expectedRevision: revision });
    expect(errors).toEqual([
      expect.objectContaining({ __typename: 'RevisionConflict', expected: revision, actual: revision + 2 }),
    ]);
    expect((await anyone.ask(seen, { id: given.noticeId })).notice).toEqual({ revision: null });
  });

  test('follows when the objection is dismissed', async () => {
    const { id } = await lodged(given, anyone);
    await ruled(given, 'admitObjection', id);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    expect((await ruled(given, 'dismissObjection', id)).objection).toMatchObject({
      status: 'DISMISSED',
      standing: false,
      findings: '经核查，情况属实。',
    });
    expect(codes(await recognize())).toEqual([]);
    expect((await nomineesOf(given.noticeId, anyone)).map(({ certificate }) => certificate)).toEqual([
      'HN-FS-2023-001',
      'HN-FS-2023-002',
    ]);
  });

  test('of one whose objection is upheld goes to the next alternate, publicized in turn', async () => {
    const { id } = await lodged(given, anyone);
    await ruled(given, 'admitObjection', id);
    expect((await ruled(given, 'upholdObjection', id)).objection).toMatchObject({ status: 'UPHELD', standing: true });
    const [out, , next] = given.nominations;
    const statusOf = 'query ($id: ID!) { nomination(id: $id) { status } }';
    expect(await given.approver.ask(statusOf, { id: out })).toEqual({ nomination: { status: 'DISQUALIFIED' } });

    await accepted(given.approver, 'promoteAlternate', {
      editionId: given.editionId,
      replaced: out,
      promoted: next,
      reason: '异议成立，依次递补。',
    });
    const { notice } = await accepted(
      given.approver,
      'publicize',
      { editionId: given.editionId },
      'notice { id periodStart periodEnd nominees { nodes { nominationId name serial } } }',
    );
    expect(notice.id).not.toBe(given.noticeId);
    expect(notice).toMatchObject({
      periodStart: '2024-01-26',
      periodEnd: '2024-02-01',
      nominees: { nodes: [{ nominationId: next, name: names[2], serial: 3 }] },
    });

    await given.api.passTo('2024-02-02T01:00:00.000Z');
    expect(codes(await recognize({ nominationIds: [out] }))).toEqual(['OBJECTION_STANDS', 'OUT_OF_THE_RUNNING']);
    for (const noticeId of [given.noticeId, notice.id]) await accepted(given.approver, 'recognize', { noticeId });
    const { honorees } = await anyone.ask('{ honorees { nodes { certificate name } } }');
    expect(honorees.nodes).toEqual([
      { certificate: 'HN-FS-2023-002', name: names[1] },
      { certificate: 'HN-FS-2023-003', name: names[2] },
    ]);
  });
});
