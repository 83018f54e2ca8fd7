import { describe, expect } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import { publicityPeriod } from '../../src/domain/calendar.ts';
import type { HonorCommand } from '../../src/domain/honor/decide.ts';
import type { HonorFact } from '../../src/domain/honor/honor.ts';
import type { CertificateNumber, NominationId, NoticeId, ObjectionId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { NoticeCommand } from '../../src/domain/notice/decide.ts';
import type { NoticeFact } from '../../src/domain/notice/notice.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId } from '../support/editions.ts';
import { bureaus as of, provinceApprover } from '../support/people.ts';
import { outcomeOf, rule } from '../support/rule-spec.ts';
import { calendar } from './dossiers.ts';

const notices = specOf(aggregates.notice);
const honors = specOf(aggregates.honor);
const edition = editionOf(flex);
const noticeId = 'notice' as NoticeId;
const nominationId = 'n1' as NominationId;
const other = 'n2' as NominationId;
const certificate = 'HN-FS-2023-001' as CertificateNumber;

/** A notice published at an instant in Shanghai, with the days of its period. */
const published = (local: string, program = flex): { fact: NoticeFact; days: readonly string[]; closesAt: string } => {
  const { workingDays, countPublicationDay } = program.publicity;
  const publishedAt = shanghai(local);
  const counted = publicityPeriod(calendar, {
    publishedAt,
    timeZone: program.timeZone,
    workingDays,
    countPublicationDay,
  });
  if ('refusals' in counted) return expect.fail('The year is published.');
  const period = { ...counted.period, days: [...counted.period.days], countPublicationDay };
  const nominees = [nominationId, other].map((id, i) => ({
    nominationId: id,
    bureau: of.county,
    category: 'NEW_FORM',
    serial: i + 1,
  }));
  const command: NoticeCommand = {
    type: 'PublishNotice',
    edition: editionOf(program),
    noticeId,
    nominees,
    period,
    calendar,
  };
  const [fact] = outcomeOf(notices.whenEmpty(command, { at: publishedAt, by: provinceApprover }).decision).facts();
  return { fact: fact ?? expect.fail('Nothing was published.'), days: period.days, closesAt: period.closesAt };
};

const clear = (history: readonly NoticeFact[], at: string, nominee = nominationId) => {
  const command: NoticeCommand = {
    type: 'ClearNominees',
    edition,
    nominees: [{ nominationId: nominee, certificate, out: false }],
  };
  return outcomeOf(notices.given(...history).when(command, { at, by: provinceApprover }).decision);
};

/** 5 February 2024 is the last day: Sunday the 4th is worked in place of the Spring Festival. */
const winter = published('2024-01-30T09:00:00.000');
const after = shanghai('2024-02-06T00:00:00.000');

describe('Publicity', () => {
  rule('R-F27')
    .passes('on the website, five whole working days, a worked Sunday among them', () => {
      expect(winter.fact.data).toMatchObject({ channel: 'DEPARTMENT_WEBSITE', fromNotice: true });
      expect(winter.days).toEqual(['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05']);
      clear([winter.fact], after).accepted('NoticeClosed', 'NomineeCleared');
    })
    .passes('over the Spring Festival, whose eight days do not count', () => {
      const { days } = published('2024-02-07T18:00:00.000');
      expect(days).toEqual(['2024-02-08', '2024-02-09', '2024-02-18', '2024-02-19', '2024-02-20']);
    })
    .passes('published late at night or early in the morning: the day of publication never counts (A13)', () => {
      for (const time of ['00:00:00.000', '23:59:59.999']) {
        expect(published(`2024-01-30T${time}`).days[0]).toBe('2024-01-31');
      }
    })
    .fails('recognized in the last millisecond of the fifth day (A14)', () => {
      clear([winter.fact], winter.closesAt).refused(['R-F27', 'PERIOD_RUNNING']);
      expect(winter.closesAt).toBe(shanghai('2024-02-05T23:59:59.999'));
    })
    .fails('recognized on what would be the fifth day if Sundays never counted', () => {
      clear([winter.fact], shanghai('2024-02-05T09:00:00.000')).refused(['R-F27', 'PERIOD_RUNNING']);
    });
});

describe('Objections', () => {
  const about = { noticeId, objectionId: 'objection' as ObjectionId, nominationId };
  const lodged = (changes: object = {}): NoticeFact => ({
    type: 'ObjectionLodged',
    data: {
      ...about,
      editionId: flexId,
      objector: { name: '邢坦言', contact: '15900007777' },
      anonymous: false,
      grounds: '不实',
      evidence: [],
      inTime: true,
      ...changes,
    },
  });
  const admitted: NoticeFact = { type: 'ObjectionAdmitted', data: { ...about, note: '受理' } };
  const dismissed: NoticeFact = { type: 'ObjectionDismissed', data: { ...about, findings: '不属实' } };
  const upheld: NoticeFact = { type: 'ObjectionUpheld', data: { ...about, editionId: flexId, findings: '属实' } };
  const anonymous = (() => {
    const { objector: _, ...data } = lodged().data as { objector: unknown };
    return { type: 'ObjectionLodged', data: { ...data, anonymous: true } } as NoticeFact;
  })();

  rule('R-F28')
    .passes('nobody objected', () => clear([winter.fact], after).accepted('NoticeClosed', 'NomineeCleared'))
    .passes('an objection was dismissed, came too late, or was anonymous and not admitted (A15)', () => {
      for (const history of [[lodged(), admitted, dismissed], [lodged({ inTime: false })], [anonymous]]) {
        clear([winter.fact, ...history], after).accepted('NoticeClosed', 'NomineeCleared');
      }
    })
    .passes('an objection holds its own nominee only (A15)', () => {
      clear([winter.fact, lodged()], after, other).accepted('NoticeClosed', 'NomineeCleared');
    })
    .fails('an objection stands: lodged, admitted or upheld', () => {
      for (const history of [[lodged()], [lodged(), admitted], [lodged(), admitted, upheld], [anonymous, admitted]]) {
        clear([winter.fact, ...history], after).refused(['R-F28', 'OBJECTION_STANDS']);
      }
    });
});

describe('After recognition', () => {
  const recognized: HonorFact = {
    type: 'Recognized',
    data: {
      certificate,
      editionId: flexId,
      nominationId,
      noticeId,
      person: 'pseudonym' as PersonPseudonym,
      bureau: of.county,
      category: 'NEW_FORM',
      recognizedOn: '2024-02-06',
    },
  };
  const evidence = [{ title: '判决书' }];
  const later = { at: '2024-06-01T01:00:00.000Z', by: provinceApprover };
  const on = (history: readonly HonorFact[], command: HonorCommand) =>
    outcomeOf(honors.given(...history).when(command, later).decision);
  const report = (given = evidence): HonorCommand => ({
    type: 'ReportViolation',
    bureau: of.city,
    statement: '被判刑',
    evidence: given,
  });
  const reported = [recognized, ...on([recognized], report()).facts()];
  const revoke = (changes: object = {}): HonorCommand => ({
    type: 'Revoke',
    edition,
    ground: 'BELOW_STANDARD',
    statement: '达不到认定标准',
    evidence,
    ...changes,
  });

  rule('R-F29')
    .passes('each ground; a violation together with its serious social impact (A17)', () => {
      on(reported, revoke()).accepted('Revoked');
      on(reported, revoke({ ground: 'OTHER' })).accepted('Revoked');
      on(reported, revoke({ ground: 'VIOLATION_WITH_SERIOUS_IMPACT', impact: '媒体广泛报道' })).accepted('Revoked');
    })
    .fails('a violation alone (A17)', () => {
      on(reported, revoke({ ground: 'VIOLATION_WITH_SERIOUS_IMPACT' })).refused(['R-F29', 'IMPACT_REQUIRED']);
    })
    .fails('a ground there is not, or no evidence', () => {
      on(reported, revoke({ ground: 'UNPOPULAR' })).refused(['R-F29', 'GROUND_UNKNOWN']);
      on(reported, revoke({ evidence: [] })).refused(['R-F29', 'EVIDENCE_REQUIRED']);
    });

  rule('R-F30')
    .passes('a locality reported it', () => on(reported, revoke()).accepted('Revoked'))
    .fails('nobody reported it', () => on([recognized], revoke()).refused(['R-F30', 'NOT_REPORTED']));

  const followUp = (bureau = of.county, answers: object = { on: '2024-05-20', note: '落实创业担保贷款' }) =>
    ({ type: 'FollowUp', edition, bureau, step: 'FOLLOW_UP', answers, evidence: [] }) as HonorCommand;
  rule('R-F31')
    .passes('recorded by every level, as often as there is something to say; or not at all', () => {
      for (const bureau of [of.county, of.city, of.province]) on([recognized], followUp(bureau)).accepted('FollowedUp');
      on([recognized, ...on([recognized], followUp()).facts()], followUp()).accepted('FollowedUp');
    })
    .fails('a record without what was done, or of a day to come', () => {
      on([recognized], followUp(of.county, { on: '2024-05-20' })).refused(['R-F31', 'FIELD_REQUIRED']);
      on([recognized], followUp(of.county, { on: '2024-06-02', note: '走访' })).refused(['R-F31', 'FIELD_INVALID']);
    });
});
