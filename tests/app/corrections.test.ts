import { describe, expect, it } from 'vitest';
import { editionStream } from '../../src/domain/edition/edition.ts';
import { flexId as editionId } from '../support/editions.ts';
import { officer, provinceApprover } from '../support/people.ts';
import { codesOf, shortlisted, succeed, unopposed } from './course.ts';
import type { Replica } from './replicas.ts';

const anew = (noticeId: string, nominationId: string | undefined) => ({
  noticeId,
  nominationId,
  correction: '工作单位应为某某平台。',
  fresh: true,
  reason: '打印错误。',
});
const correct = (replica: Replica, noticeId: string, nominationId: string | undefined) =>
  replica.execute('correctNotice', anew(noticeId, nominationId), { actor: provinceApprover });
const publicize = (replica: Replica, nominationId: string | undefined) =>
  replica.execute(
    'publicize',
    { editionId, nominationIds: [nominationId], overrunReason: '更正后重新公示。' },
    { actor: provinceApprover },
  );
const recognize = (replica: Replica, noticeId: string, nominationId: string | undefined) =>
  replica.execute('recognize', { noticeId, nominationIds: [nominationId] }, { actor: provinceApprover });

describe('A correction that needs fresh publicity', () => {
  it('is followed by the edition, also after a crash between the two, once', async () => {
    const { one, log, clock, noticeId, nominations, passTo, typesOf } = await unopposed();
    const [id] = nominations;
    const append = log.append.bind(log);
    log.append = (stream, ...rest) =>
      stream === editionStream(editionId) ? Promise.reject(new Error('gone')) : append(stream, ...rest);
    expect(await correct(one, noticeId, id)).toMatchObject({ ok: true });
    expect(await typesOf()).not.toContain('NomineeTakenOffNotice');
    expect(codesOf(await publicize(one, id))).toEqual(['ALREADY_PUBLICIZED']);

    log.append = append;
    await passTo(new Date(clock.now() + 1_000).toISOString());
    await passTo(new Date(clock.now() + 60_000).toISOString());
    expect((await typesOf()).filter((type) => type === 'NomineeTakenOffNotice')).toHaveLength(1);
    expect(await publicize(one, id)).toMatchObject({ ok: true });
  });

  it('is refused if recognition comes first', async () => {
    const { one, other, noticeId, nominations, typesOf } = await unopposed();
    const [id] = nominations;
    const recognized = one.justBefore('ErratumIssued', () => recognize(other, noticeId, id));
    expect(codesOf(await correct(one, noticeId, id))).toEqual(['ALREADY_RECOGNIZED']);
    expect(await recognized).toMatchObject({ ok: true });
    expect(await typesOf()).not.toContain('ErratumIssued');
  });

  it('keeps from recognition by the notice if it comes first', async () => {
    const { one, other, noticeId, nominations, typesOf } = await unopposed();
    const [id] = nominations;
    const corrected = one.justBefore('NomineeCleared', () => correct(other, noticeId, id));
    expect(codesOf(await recognize(one, noticeId, id))).toEqual(['PUBLICIZED_ANEW']);
    expect(await corrected).toMatchObject({ ok: true });
    expect(await typesOf()).not.toContain('NomineeCleared');
  });

  it('takes along an objection that comes just before it, and nobody can lodge one there after it', async () => {
    const { one, other, nominations, passTo } = await shortlisted();
    const [id] = nominations;
    const { id: noticeId } = await succeed(one, provinceApprover, 'publicize', { editionId });
    const objection = {
      noticeId,
      nominationId: id,
      objector: { name: '邢坦言', contact: '15900007777' },
      grounds: '登记的从业时间与事实不符。',
      evidence: [],
    };
    const lodged = one.justBefore('ErratumIssued', () => other.execute('object', objection, { actor: officer }));
    expect(await correct(one, noticeId, id)).toMatchObject({ ok: true });
    expect(await lodged).toMatchObject({ ok: true });
    expect(codesOf(await other.execute('object', objection, { actor: officer }))).toEqual(['PUBLICIZED_ANEW']);
    const later = await publicize(one, id);
    await passTo('2024-02-05T01:00:00.000Z');
    expect(codesOf(await recognize(one, later.ok ? later.id : '', id))).toEqual(['OBJECTION_STANDS']);
  });
});
