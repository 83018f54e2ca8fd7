import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { CertificateNumber, NominationId, NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import type { NoticeCommand } from '../../src/domain/notice/decide.ts';
import type { NoticeFact, Objection } from '../../src/domain/notice/notice.ts';
import { objectionWords } from '../../src/domain/terms-in-words.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { flexId as editionId, editionOf, flex } from '../support/editions.ts';
import { bureaus as of, officer, provinceApprover } from '../support/people.ts';

const { given, whenEmpty, stateOf } = specOf(aggregates.notice);

const noticeId = 'notice' as NoticeId;
const [one, two] = ['n1', 'n2'] as [NominationId, NominationId];
const objectionId = 'objection' as ObjectionId;
const period = {
  publishedOn: '2024-01-30',
  periodStart: '2024-01-31',
  periodEnd: '2024-02-05',
  closesAt: shanghai('2024-02-05T23:59:59.999'),
  days: ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05'],
  countPublicationDay: false,
};
const running = { at: shanghai('2024-02-01T10:00:00.000'), by: provinceApprover };
const ended = { at: shanghai('2024-02-06T00:00:00.000'), by: provinceApprover };

const published: NoticeFact = {
  type: 'NoticePublished',
  data: {
    noticeId,
    editionId,
    channel: 'DEPARTMENT_WEBSITE',
    fromNotice: true,
    nominees: [one, two].map((nominationId, i) => ({
      nominationId,
      bureau: of.county,
      category: 'NEW_FORM',
      serial: i + 1,
    })),
    period,
  },
};
const closed: NoticeFact = { type: 'NoticeClosed', data: { noticeId, editionId } };

const words = { correction: '工作单位应为某某平台', reason: '打印错误' };
type Correct = Extract<NoticeCommand, { type: 'CorrectNotice' }>;
const correct = (changes: Partial<Correct> = {}): NoticeCommand => ({
  type: 'CorrectNotice',
  nominationId: one,
  ...words,
  fresh: false,
  out: false,
  ...changes,
});
const erratum = (fresh: boolean): NoticeFact => ({
  type: 'ErratumIssued',
  data: { noticeId, editionId, nominationId: one, ...words, fresh },
});

const about = { noticeId, objectionId, nominationId: one };
const lodged = (changes: object = {}): NoticeFact => ({
  type: 'ObjectionLodged',
  data: {
    ...about,
    editionId,
    objector: { name: '王某', contact: '13800138000' },
    anonymous: false,
    grounds: 'not flexibly employed',
    evidence: [],
    inTime: true,
    ...changes,
  },
});
const anonymous = lodged({ objector: undefined, anonymous: true });
const admit: NoticeCommand = { type: 'AdmitObjection', objectionId, note: 'checked' };
const admitted: NoticeFact = { type: 'ObjectionAdmitted', data: { ...about, note: 'checked' } };
const cleared = (nominationId: NominationId): NoticeFact => ({
  type: 'NomineeCleared',
  data: {
    noticeId,
    editionId,
    nominationId,
    bureau: of.county,
    category: 'NEW_FORM',
    certificate: 'HN-FS-2023-001' as CertificateNumber,
  },
});
const clear = (nominationId: NominationId, heldBefore?: Objection): NoticeCommand => ({
  type: 'ClearNominees',
  edition: editionOf(flex),
  nominees: [{ nominationId, certificate: 'HN-FS-2023-001' as CertificateNumber, out: false, heldBefore }],
});

describe('A correction of what a notice says of a nominee', () => {
  it('is shown with it, and the period runs on', () => {
    given(published).when(correct(), running).thenFacts(erratum(false));
    expect(stateOf(published, erratum(false))).toMatchObject({ status: 'OPEN', period, renewed: new Set() });
    given(published, closed, erratum(false)).when(clear(one), ended).thenFacts(cleared(one));
  });

  it('may be followed by another one, and comes also after the period', () => {
    given(published, erratum(false)).when(correct(), running).thenFacts(erratum(false));
    given(published, closed).when(correct(), ended).thenFacts(erratum(false));
  });

  it('is of somebody on the notice who can still be recognized by it', () => {
    const path = ['nominationId'];
    whenEmpty(correct(), running).thenRefused('NOTICE_NOT_FOUND', { path: ['noticeId'] });
    given(published)
      .when(correct({ nominationId: 'n9' as NominationId }), running)
      .thenRefused('NOT_ON_NOTICE', { path, params: { notice: noticeId } });
    given(published, closed, cleared(one))
      .when(correct(), ended)
      .thenRefused('ALREADY_RECOGNIZED', { path, params: { nomination: one } });
    given(published)
      .when(correct({ out: true }), running)
      .thenRefused('OUT_OF_THE_RUNNING', { path, params: { nomination: one } });
    given(published, {
      type: 'NomineeLeft',
      data: { noticeId, editionId, nominationId: one, reason: 'WITHDRAWN' },
    })
      .when(correct({ fresh: true }), running)
      .thenRefused('OUT_OF_THE_RUNNING', { path, params: { nomination: one } });
  });
});

describe('A correction so substantial that the nominee is publicized anew', () => {
  const anew = (field: string) => ({ path: [field], params: { notice: noticeId } });

  it('takes the nominee off this notice, and nobody else', () => {
    given(published)
      .when(correct({ fresh: true }), running)
      .thenFacts(erratum(true));
    given(published, closed, erratum(true))
      .when(clear(one), ended)
      .thenRefused('PUBLICIZED_ANEW', anew('nominationIds'));
    given(published, closed, erratum(true)).when(clear(two), ended).thenFacts(cleared(two));
  });

  it('is made once', () => {
    for (const fresh of [true, false]) {
      given(published, erratum(true))
        .when(correct({ fresh }), running)
        .thenRefused('PUBLICIZED_ANEW', anew('nominationId'));
    }
  });

  it('leaves nothing to leave here for who withdraws', () => {
    given(published, erratum(true))
      .when({ type: 'LeaveNotice', nominationId: one, reason: 'WITHDRAWN' }, running)
      .thenNothing();
  });

  it('sends later objections to the later notice', () => {
    const {
      noticeId: _,
      editionId: __,
      inTime: ___,
      anonymous: ____,
      ...objection
    } = lodged().data as never as Record<string, never>;
    const lodge = { type: 'LodgeObjection', ...objection, timeZone: flex.timeZone } as unknown as NoticeCommand;
    given(published, erratum(true)).when(lodge, running).thenRefused('PUBLICIZED_ANEW', anew('nominationId'));
    given(published, erratum(true))
      .when({ ...lodge, nominationId: two } as NoticeCommand, running)
      .thenFacts(lodged({ nominationId: two }));
  });

  it('leaves objections that stand to be ruled on here', () => {
    given(published, lodged(), erratum(true)).when(admit, running).thenFacts(admitted);
    given(published, lodged(), admitted, erratum(true))
      .when({ type: 'DismissObjection', objectionId, findings: 'false' }, running)
      .thenFacts({ type: 'ObjectionDismissed', data: { ...about, findings: 'false' } });
    given(published, lodged(), admitted, erratum(true))
      .when({ type: 'UpholdObjection', objectionId, findings: 'true' }, running)
      .thenFacts({ type: 'ObjectionUpheld', data: { ...about, editionId, findings: 'true' } });
  });

  it('lets no objection begin to stand here that did not: who recognizes on the later notice can be sure', () => {
    given(published, anonymous).when(admit, running).thenFacts(admitted);
    given(published, anonymous, erratum(true)).when(admit, running).thenRefused('PUBLICIZED_ANEW', anew('objectionId'));
    given(published, anonymous, erratum(true))
      .when({ type: 'RefuseObjection', objectionId, reason: 'no clue' }, { ...running, by: officer })
      .thenFacts({ type: 'ObjectionRefused', data: { ...about, reason: 'no clue' } });
  });
});

describe('A nominee who is publicized anew', () => {
  it('is not recognized while an objection stands that was lodged on the notice before (R-F28)', () => {
    const before: Objection = {
      id: objectionId,
      nominationId: one,
      status: 'ADMITTED',
      anonymous: false,
      inTime: true,
    };
    given(published, closed)
      .when(clear(one, before), ended)
      .thenRefused('OBJECTION_STANDS', {
        path: ['nominationIds'],
        ruleId: 'R-F28',
        params: { objection: objectionId, status: objectionWords.ADMITTED },
      });
    given(published, closed).when(clear(one), ended).thenFacts(cleared(one));
  });
});

describe('A second objection that is upheld', () => {
  it('says so: the nominee is disqualified already', () => {
    const second = { ...about, objectionId: 'second' as ObjectionId };
    const upheld: NoticeFact = { type: 'ObjectionUpheld', data: { ...about, editionId, findings: 'true' } };
    given(
      published,
      lodged(),
      admitted,
      lodged({ objectionId: second.objectionId }),
      { type: 'ObjectionAdmitted', data: { ...second, note: 'checked' } },
      upheld,
    )
      .when({ type: 'UpholdObjection', objectionId: second.objectionId, findings: 'true' }, running)
      .thenFacts({ type: 'ObjectionUpheld', data: { ...second, editionId, findings: 'true', again: true } });
  });
});
