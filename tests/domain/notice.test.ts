import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { CertificateNumber, NominationId, NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import type { NoticeCommand } from '../../src/domain/notice/decide.ts';
import { holds, type NoticeFact, type ObjectionStatus } from '../../src/domain/notice/notice.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import { objectionWords } from '../../src/domain/terms-in-words.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId, youth, youthId } from '../support/editions.ts';
import { bureaus as of, officer, provinceApprover } from '../support/people.ts';

const { given, whenEmpty } = specOf(aggregates.notice);

const edition = editionOf(flex);
const noticeId = 'notice' as NoticeId;
const id = (n: number) => `n${n}` as NominationId;
const objectionId = 'objection' as ObjectionId;
const calendar = builtInCalendar('cn');

const period = {
  publishedOn: '2024-01-30',
  periodStart: '2024-01-31',
  periodEnd: '2024-02-05',
  closesAt: shanghai('2024-02-05T23:59:59.999'),
  days: ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05'],
  countPublicationDay: false,
};
const running = { at: shanghai('2024-02-01T10:00:00.000') };
const lastMoment = { at: period.closesAt };
const ended = { at: shanghai('2024-02-06T00:00:00.000'), by: provinceApprover };

const nominees = [1, 2, 3].map((n) => ({ nominationId: id(n), bureau: of.county, category: 'NEW_FORM', serial: n }));
const publish: NoticeCommand = { type: 'PublishNotice', edition, noticeId, nominees, period, calendar };
const published: NoticeFact = {
  type: 'NoticePublished',
  data: { noticeId, editionId: flexId, channel: 'DEPARTMENT_WEBSITE', fromNotice: true, nominees, period },
};

const objector = { name: '王某', contact: '13800138000' };
type Lodge = Extract<NoticeCommand, { type: 'LodgeObjection' }>;
const lodge = (changes: Partial<Lodge> = {}): NoticeCommand => ({
  type: 'LodgeObjection',
  objectionId,
  nominationId: id(1),
  objector,
  grounds: 'not flexibly employed',
  evidence: [{ title: 'a contract' }],
  timeZone: flex.timeZone,
  ...changes,
});
type Lodged = Extract<NoticeFact, { type: 'ObjectionLodged' }>['data'];
const lodged = (changes: Partial<Lodged> = {}): NoticeFact => ({
  type: 'ObjectionLodged',
  data: {
    noticeId,
    editionId: flexId,
    objectionId,
    nominationId: id(1),
    objector,
    anonymous: false,
    grounds: 'not flexibly employed',
    evidence: [{ title: 'a contract' }],
    inTime: true,
    ...changes,
  },
});
const anonymously = () => {
  const { objector: _, ...rest } = lodged().data as Lodged;
  return { type: 'ObjectionLodged', data: { ...rest, anonymous: true } } as NoticeFact;
};

const about = { noticeId, objectionId, nominationId: id(1) };
const admitted: NoticeFact = { type: 'ObjectionAdmitted', data: { ...about, note: 'checked' } };
const refused: NoticeFact = { type: 'ObjectionRefused', data: { ...about, reason: 'no ground' } };
const upheld: NoticeFact = { type: 'ObjectionUpheld', data: { ...about, editionId: flexId, findings: 'true' } };
const dismissed: NoticeFact = { type: 'ObjectionDismissed', data: { ...about, findings: 'false' } };
const closed: NoticeFact = { type: 'NoticeClosed', data: { noticeId, editionId: flexId } };

const rulings = {
  admit: { type: 'AdmitObjection', objectionId, note: 'checked' },
  refuse: { type: 'RefuseObjection', objectionId, reason: 'no ground' },
  uphold: { type: 'UpholdObjection', objectionId, findings: 'true' },
  dismiss: { type: 'DismissObjection', objectionId, findings: 'false' },
} as const satisfies Record<string, NoticeCommand>;

const certificate = (n: number) => `HN-FS-2023-00${n}` as CertificateNumber;
const clear = (numbers: readonly number[], out: readonly number[] = []): NoticeCommand => ({
  type: 'ClearNominees',
  edition,
  nominees: numbers.map((n) => ({ nominationId: id(n), certificate: certificate(n), out: out.includes(n) })),
});
const cleared = (n: number): NoticeFact => ({
  type: 'NomineeCleared',
  data: {
    noticeId,
    editionId: flexId,
    nominationId: id(n),
    bureau: of.county,
    category: 'NEW_FORM',
    certificate: certificate(n),
  },
});

describe('When there is no notice', () => {
  const thatDay = { at: shanghai('2024-01-30T10:00:00.000') };

  it('it is published as ordered, on the channel of the program', () => {
    whenEmpty(publish, thatDay).thenFacts(published);
  });

  it('one that a crash kept from its day still has five working days from the day it is published (R-F27)', () => {
    whenEmpty(publish, { at: shanghai('2024-02-01T10:00:00.000') }).thenFacts({
      type: 'NoticePublished',
      data: {
        ...published.data,
        period: {
          publishedOn: '2024-02-01',
          periodStart: '2024-02-02',
          periodEnd: '2024-02-07',
          closesAt: shanghai('2024-02-07T23:59:59.999'),
          days: ['2024-02-02', '2024-02-04', '2024-02-05', '2024-02-06', '2024-02-07'],
          countPublicationDay: false,
        },
      } as never,
    });
  });

  it('one that the program adds to its source notice says so (A11)', () => {
    whenEmpty({ ...publish, edition: editionOf(youth) } as NoticeCommand, thatDay).thenFacts({
      type: 'NoticePublished',
      data: { ...published.data, editionId: youthId, fromNotice: false } as never,
    });
  });

  it('nothing can be done with it', () => {
    for (const command of [
      lodge(),
      ...Object.values(rulings),
      { type: 'CloseNotice' } as const,
      clear([1]),
      leave(1),
    ]) {
      whenEmpty(command).thenRefused('NOTICE_NOT_FOUND', { path: ['noticeId'] });
    }
  });
});

const leave = (n: number, reason: 'WITHDRAWN' | 'REJECTED' = 'WITHDRAWN'): NoticeCommand => ({
  type: 'LeaveNotice',
  nominationId: id(n),
  reason,
});
const left = (n: number, reason: 'WITHDRAWN' | 'REJECTED' = 'WITHDRAWN'): NoticeFact => ({
  type: 'NomineeLeft',
  data: { noticeId, editionId: flexId, nominationId: id(n), reason },
});

describe('When published', () => {
  it('it is published once', () => {
    given(published).when(publish, running).thenNothing();
  });

  it('anyone may object to one nominee, through the last millisecond of the period (A14)', () => {
    given(published).when(lodge(), running).thenFacts(lodged());
    given(published).when(lodge(), lastMoment).thenFacts(lodged());
  });

  it('an objection that comes later is recorded as late', () => {
    given(published)
      .when(lodge(), ended)
      .thenFacts(lodged({ inTime: false }));
  });

  it('once the notice has taken its own close an objection is late, whatever its clock says', () => {
    given(published, closed)
      .when(lodge(), lastMoment)
      .thenFacts(lodged({ inTime: false }));
  });

  it('one that came by post is in time by its postmark (A14)', () => {
    const by = { ...ended, by: officer };
    given(published, closed)
      .when(lodge({ postmarkedOn: '2024-02-05' }), by)
      .thenFacts(lodged({ postmarkedOn: '2024-02-05', inTime: true }));
    given(published, closed)
      .when(lodge({ postmarkedOn: '2024-02-06' }), by)
      .thenFacts(lodged({ postmarkedOn: '2024-02-06', inTime: false }));
  });

  it('its postmark is a day from the notice to today, as days are counted in Shanghai', () => {
    const from = { path: ['postmarkedOn'], params: { from: '2024-01-30' } };
    const postmarked = (postmarkedOn: string) => lodge({ postmarkedOn });
    const today = { at: shanghai('2024-02-01T00:00:00.000'), by: officer };
    given(published).when(postmarked('2024-01-29'), today).thenRefused('POSTMARK_IMPOSSIBLE', from);
    given(published)
      .when(postmarked('2024-01-30'), today)
      .thenFacts(lodged({ postmarkedOn: '2024-01-30' }));
    given(published)
      .when(postmarked('2024-02-01'), today)
      .thenFacts(lodged({ postmarkedOn: '2024-02-01' }));
    given(published).when(postmarked('2024-02-02'), today).thenRefused('POSTMARK_IMPOSSIBLE', from);
  });

  it('one without a name is recorded as anonymous (A15)', () => {
    given(published)
      .when(lodge({ objector: undefined }), running)
      .thenFacts(anonymously());
  });

  it('an objection is to somebody on this notice', () => {
    given(published)
      .when(lodge({ nominationId: id(9) }), running)
      .thenRefused('NOT_ON_NOTICE', { path: ['nominationId'], params: { notice: noticeId } });
  });

  it('the same objection is not lodged twice; another one to the same nominee is', () => {
    given(published, lodged()).when(lodge(), running).thenRefused('OBJECTION_EXISTS');
    const second = { objectionId: 'second' as ObjectionId };
    given(published, lodged()).when(lodge(second), running).thenFacts(lodged(second));
  });

  it('it closes after its period, once', () => {
    given(published).when({ type: 'CloseNotice' }, lastMoment).thenNothing();
    given(published).when({ type: 'CloseNotice' }, ended).thenFacts(closed);
    given(published, closed).when({ type: 'CloseNotice' }, ended).thenNothing();
  });
});

describe('An objection', () => {
  const steps: Record<ObjectionStatus, readonly NoticeFact[]> = {
    LODGED: [lodged()],
    ADMITTED: [lodged(), admitted],
    REFUSED: [lodged(), refused],
    UPHELD: [lodged(), admitted, upheld],
    DISMISSED: [lodged(), admitted, dismissed],
  };
  const outcomes = { admit: admitted, refuse: refused, uphold: upheld, dismiss: dismissed };
  const from: Record<keyof typeof rulings, ObjectionStatus> = {
    admit: 'LODGED',
    refuse: 'LODGED',
    uphold: 'ADMITTED',
    dismiss: 'ADMITTED',
  };

  for (const [name, ruling] of Object.entries(rulings) as [keyof typeof rulings, NoticeCommand][]) {
    for (const [status, history] of Object.entries(steps) as [ObjectionStatus, NoticeFact[]][]) {
      it(`that is ${status}: ${name}`, () => {
        const said = given(published, ...history).when(ruling, running);
        if (from[name] === status) said.thenFacts(outcomes[name]);
        else
          said.thenRefused('OBJECTION_SETTLED', {
            path: ['objectionId'],
            params: { status: objectionWords[status], from: objectionWords[from[name]] },
          });
      });
    }
  }

  it('that was never lodged is not ruled on', () => {
    for (const ruling of Object.values(rulings)) {
      given(published)
        .when(ruling, running)
        .thenRefused('OBJECTION_NOT_FOUND', { path: ['objectionId'] });
    }
  });

  it('that came late is not admitted, only refused', () => {
    const late = lodged({ inTime: false });
    given(published, late)
      .when(rulings.admit, ended)
      .thenRefused('OBJECTION_LATE', { path: ['objectionId'], params: { closedOn: '2024-02-05' } });
    given(published, late).when(rulings.refuse, ended).thenFacts(refused);
  });

  it('that is anonymous may be admitted where it holds a clue (A15)', () => {
    given(published, anonymously()).when(rulings.admit, running).thenFacts(admitted);
  });

  it('to somebody who is recognized already is not admitted', () => {
    given(published, closed, cleared(1), lodged({ postmarkedOn: '2024-02-05' }))
      .when(rulings.admit, ended)
      .thenRefused('ALREADY_CLEARED', { path: ['objectionId'] });
  });
});

describe('When the period has ended', () => {
  it('nobody is recognized a millisecond before (R-F27)', () => {
    given(published)
      .when(clear([1]), lastMoment)
      .thenRefused('PERIOD_RUNNING', { ruleId: 'R-F27', params: { until: '2024-02-05' } });
  });

  it('who has no objection is recognized, and the notice closes with it if it had not', () => {
    given(published)
      .when(clear([1, 3]), ended)
      .thenFacts(closed, cleared(1), cleared(3));
    given(published, closed)
      .when(clear([2]), ended)
      .thenFacts(cleared(2));
  });

  it('who is named twice is recognized once', () => {
    given(published, closed)
      .when(clear([2, 1, 2]), ended)
      .thenFacts(cleared(2), cleared(1));
  });

  it('somebody is to be named', () => {
    given(published, closed)
      .when(clear([]), ended)
      .thenRefused('NOTHING_TO_RECOGNIZE', { path: ['nominationIds'] });
  });

  it('only somebody on this notice', () => {
    given(published, closed)
      .when(clear([9]), ended)
      .thenRefused('NOT_ON_NOTICE', { path: ['nominationIds'] });
  });

  it('nobody who left the running since', () => {
    given(published, closed)
      .when(clear([1, 2], [2]), ended)
      .thenRefused('OUT_OF_THE_RUNNING', { path: ['nominationIds'], params: { nomination: id(2) } });
  });

  it('nobody twice', () => {
    given(published, closed, cleared(1))
      .when(clear([1]), ended)
      .thenRefused('ALREADY_RECOGNIZED', { path: ['nominationIds'], params: { nomination: id(1) } });
  });

  const standing: readonly (readonly [string, readonly NoticeFact[], boolean])[] = [
    ['lodged in time', [lodged()], true],
    ['lodged late', [lodged({ inTime: false })], false],
    ['anonymous', [anonymously()], false],
    ['anonymous but admitted', [anonymously(), admitted], true],
    ['admitted', [lodged(), admitted], true],
    ['upheld', [lodged(), admitted, upheld], true],
    ['refused', [lodged(), refused], false],
    ['dismissed', [lodged(), admitted, dismissed], false],
  ];

  it.each(standing)('an objection that is %s', (_, history, standsAgainst) => {
    const said = given(published, closed, ...history).when(clear([1]), ended);
    if (!standsAgainst) said.thenFacts(cleared(1));
    else {
      said.thenRefused('OBJECTION_STANDS', {
        path: ['nominationIds'],
        ruleId: 'R-F28',
        params: { nomination: id(1), objection: objectionId },
      });
    }
  });

  it('one objection of several is enough, and it holds its own nominee only (A15)', () => {
    const second = { ...about, objectionId: 'second' as ObjectionId };
    const history = [
      published,
      lodged(),
      admitted,
      dismissed,
      lodged({ objectionId: second.objectionId }),
      { type: 'ObjectionAdmitted', data: { ...second, note: 'checked' } } as NoticeFact,
    ];
    given(...history)
      .when(clear([1]), ended)
      .thenRefused('OBJECTION_STANDS', {
        path: ['nominationIds'],
        ruleId: 'R-F28',
        params: { objection: 'second', status: objectionWords.ADMITTED },
      });
    given(...history)
      .when(clear([2]), ended)
      .thenFacts(closed, cleared(2));
  });

  it('everything against it is told, and nobody is recognized in part', () => {
    given(published, lodged())
      .when(clear([1, 2, 9], [2]), lastMoment)
      .thenAllRefused(
        ['PERIOD_RUNNING', { ruleId: 'R-F27' }],
        ['OBJECTION_STANDS', { path: ['nominationIds'], ruleId: 'R-F28' }],
        ['OUT_OF_THE_RUNNING', { path: ['nominationIds'] }],
        ['NOT_ON_NOTICE', { path: ['nominationIds'] }],
      );
  });

  it('names no rule where the program’s source says nothing of publicity (A11)', () => {
    given(published)
      .when({ ...clear([1]), edition: editionOf(youth) } as NoticeCommand, running)
      .thenRefused('PERIOD_RUNNING');
  });
});

describe('A nominee who withdraws or is rejected', () => {
  it.each(['WITHDRAWN', 'REJECTED'] as const)('leaves the notice first: %s', (reason) => {
    given(published).when(leave(1, reason), running).thenFacts(left(1, reason));
    given(published, closed).when(leave(1, reason), ended).thenFacts(left(1, reason));
  });

  it('leaves once', () => {
    given(published, left(1)).when(leave(1, 'REJECTED'), ended).thenNothing();
  });

  it('has nothing to leave where it is not on the notice', () => {
    given(published).when(leave(9), ended).thenNothing();
  });

  it('is not recognized any more; the others are', () => {
    given(published, closed, left(1))
      .when(clear([1, 2]), ended)
      .thenRefused('OUT_OF_THE_RUNNING', { path: ['nominationIds'], params: { nomination: id(1) } });
    given(published, closed, left(1))
      .when(clear([2]), ended)
      .thenFacts(cleared(2));
  });

  it('is on it again if the leaving came to nothing', () => {
    const stayed: NoticeFact = { type: 'NomineeStayed', data: { noticeId, editionId: flexId, nominationId: id(1) } };
    const keep: NoticeCommand = { type: 'KeepNominee', nominationId: id(1) };
    given(published, closed, left(1)).when(keep, ended).thenFacts(stayed);
    given(published, closed, left(1), stayed).when(keep, ended).thenNothing();
    given(published, closed, left(1), stayed)
      .when(clear([1]), ended)
      .thenFacts(cleared(1));
  });

  it('does not leave once recognized', () => {
    given(published, closed, cleared(1))
      .when(leave(1), ended)
      .thenRefused('ALREADY_RECOGNIZED', { path: ['nominationId'], params: { nomination: id(1) } });
    given(published, closed, cleared(1)).when(leave(2), ended).thenFacts(left(2));
  });
});

describe('Whether an objection holds its nominee', () => {
  const objection = { id: objectionId, nominationId: id(1), anonymous: false, inTime: true };

  it('follows from its status, its time and its name', () => {
    const holding = (['LODGED', 'ADMITTED', 'REFUSED', 'UPHELD', 'DISMISSED'] as const).filter((status) =>
      holds({ ...objection, status }),
    );
    expect(holding).toEqual(['LODGED', 'ADMITTED', 'UPHELD']);
  });
});
