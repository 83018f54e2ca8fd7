import { describe, expect, it } from 'vitest';
import { listNotices, noticesByIds } from '../../projections/notice-board.ts';
import { listNoticeNominees } from '../../projections/notice-nominees.ts';
import { countObjections, listObjections, objectionsByIds } from '../../projections/objection-register.ts';
import type { Reader } from '../../projections/reader.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import {
  category,
  certificateOf,
  county,
  edition,
  nominationOf,
  notice,
  objectionOf,
  period,
  type Scenario,
  scenario,
} from './scenario.ts';

const places = placesOfTest();

/** A notice with two nominees. */
const given = async (tell: (s: Scenario) => void): Promise<Reader> => {
  const s = scenario();
  s.open();
  s.nominate('one', { name: '张三' });
  s.nominate('two', { name: '李四' });
  s.at('2024-02-19T01:00:00.000Z');
  s.publish('one', 'two');
  tell(s);
  return (await readModelsOf(s.events, places)).database;
};

const about = (objection: string, id = 'one') => ({
  noticeId: notice,
  objectionId: objectionOf(objection),
  nominationId: nominationOf(id),
});
const objectionIn = (reader: Reader, id: string) => objectionsByIds(reader, [objectionOf(id)]).get(objectionOf(id));

describe('the notice board', () => {
  it('shows a notice with its period, open until it is closed', async () => {
    const open = noticesByIds(await given(() => {}), [notice]).get(notice);
    expect(open).toEqual({
      ...{
        noticeId: notice,
        editionId: edition,
        channel: 'WEBSITE',
        fromNotice: false,
        status: 'OPEN',
        closedAt: null,
      },
      ...{ ...period, publishedAt: '2024-02-19T01:00:00.000Z', nominees: 2, revision: 0 },
    });
    const reader = await given((s) => {
      s.at('2024-02-26T16:00:00.000Z');
      s.onNotice({ type: 'NoticeClosed', data: { noticeId: notice, editionId: edition } });
    });
    const closed = listNotices(
      reader,
      { programCode: 'FLEX_STAR' },
      { by: 'publishedAt', direction: 'DESC' },
      { first: 9 },
    );
    expect(closed.rows).toMatchObject([{ status: 'CLOSED', closedAt: '2024-02-26T16:00:00.000Z', revision: 1 }]);
  });

  it('shows the nominees by serial, with their names of today, their objections and certificates', async () => {
    const reader = await given((s) => {
      s.onNomination('two', { type: 'FormAmended', data: { category, changes: { name: '李肆' } } });
      s.lodge('o1', 'one');
      const cleared = {
        noticeId: notice,
        editionId: edition,
        nominationId: nominationOf('two'),
        bureau: county,
        category,
      };
      s.onNotice({ type: 'NomineeCleared', data: { ...cleared, certificate: certificateOf('HN-2') } });
    });
    const { rows } = listNoticeNominees(reader, { noticeId: notice }, { first: 9 });
    expect(rows).toMatchObject([
      { serial: 1, name: '张三', standingObjections: 1, certificate: null, nominationStatus: 'DRAFTED' },
      { serial: 2, name: '李肆', standingObjections: 0, certificate: 'HN-2' },
    ]);
  });
});

describe('the objection register', () => {
  it('keeps what was said, by whom, and what came of it', async () => {
    const reader = await given((s) => {
      s.at('2024-02-21T01:00:00.000Z');
      s.lodge('o1', 'one', { postmarkedOn: '2024-02-20', evidence: [{ title: '照片' }] });
      s.at('2024-02-22T01:00:00.000Z');
      s.onNotice({ type: 'ObjectionAdmitted', data: { ...about('o1'), note: '受理' } });
      s.at('2024-02-23T01:00:00.000Z');
      s.onNotice({ type: 'ObjectionUpheld', data: { ...about('o1'), editionId: edition, findings: '属实' } });
    });
    expect(objectionIn(reader, 'o1')).toEqual({
      ...{ ...about('o1'), editionId: edition, status: 'UPHELD', inTime: true, anonymous: false, standing: true },
      ...{ postmarkedOn: '2024-02-20', lodgedAt: '2024-02-21T01:00:00.000Z', updatedAt: '2024-02-23T01:00:00.000Z' },
      ...{ note: '受理', findings: '属实', objectorName: '赵某', objectorContact: '13900000000' },
      ...{ grounds: '事迹不实', evidence: [{ title: '照片' }], restricted: { nominee: false, objector: false } },
    });
  });

  it('lets stand what was lodged in time by name, admitted or upheld, and nothing else', async () => {
    const reader = await given((s) => {
      s.lodge('named', 'one');
      s.lodge('late', 'one', { inTime: false });
      s.lodge('anonymous', 'one', { anonymous: true });
      s.lodge('admitted', 'one', { anonymous: true });
      s.onNotice({ type: 'ObjectionAdmitted', data: { ...about('admitted'), note: '受理' } });
      s.lodge('refused', 'one');
      s.onNotice({ type: 'ObjectionRefused', data: { ...about('refused'), reason: '不属实名' } });
      s.lodge('dismissed', 'two');
      s.onNotice({ type: 'ObjectionDismissed', data: { ...about('dismissed', 'two'), findings: '不实' } });
    });
    const standing = listObjections(reader, { standing: true }, { by: 'lodgedAt', direction: 'ASC' }, { first: 9 });
    expect(standing.rows.map(({ objectionId }) => objectionId)).toEqual(['named', 'admitted']);
    expect(countObjections(reader, { nominationId: nominationOf('one') })).toBe(5);
    expect(countObjections(reader, { statuses: ['REFUSED', 'DISMISSED'] })).toBe(2);
  });
});
