import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { CertificateNumber, NominationId, NoticeId } from '../../src/domain/ids.ts';
import type { NoticeFact } from '../../src/domain/notice/notice.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { flexId as editionId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

const { given, whenEmpty, stateOf } = specOf(aggregates.notice);

const noticeId = 'notice' as NoticeId;
const nominationId = 'n1' as NominationId;
const other = 'n2' as NominationId;
const nominee = { bureau: bureaus.city, category: 'OTHER' };

const published: NoticeFact = {
  type: 'NoticePublished',
  data: {
    noticeId,
    editionId,
    channel: 'DEPARTMENT_WEBSITE',
    fromNotice: true,
    nominees: [
      { ...nominee, nominationId, serial: 1 },
      { ...nominee, nominationId: other, serial: 2 },
    ],
    period: {
      publishedOn: '2024-01-30',
      periodStart: '2024-01-31',
      periodEnd: '2024-02-05',
      closesAt: shanghai('2024-02-05T23:59:59.999'),
      days: ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05'],
      countPublicationDay: false,
    },
  },
};
const abandoned = (id = nominationId): NoticeFact => ({
  type: 'ClearanceAbandoned',
  data: { noticeId, editionId, nominationId: id },
});
const cleared: NoticeFact = {
  type: 'NomineeCleared',
  data: { noticeId, editionId, nominationId, ...nominee, certificate: 'HN-FS-2023-001' as CertificateNumber },
};
const abandon = (attempt: number) => ({ type: 'AbandonClearance', nominationId, attempt }) as const;

describe('A recognition that was begun and came to nothing', () => {
  it('is given up, so that one that was only slow has to decide again', () => {
    given(published).when(abandon(0)).thenFacts(abandoned());
    expect(stateOf(published, abandoned(), abandoned(other), abandoned())).toMatchObject({
      abandoned: new Map([
        [nominationId, 2],
        [other, 1],
      ]),
    });
  });

  it('is given up once for each attempt', () => {
    given(published, abandoned()).when(abandon(0)).thenNothing();
    given(published, abandoned()).when(abandon(1)).thenFacts(abandoned());
    given(published, abandoned(other)).when(abandon(0)).thenFacts(abandoned());
  });

  it('stands if it was recorded after all', () => {
    given(published, cleared).when(abandon(0)).thenNothing();
  });

  it('is of a notice that there is', () => {
    whenEmpty(abandon(0)).thenRefused('NOTICE_NOT_FOUND', { path: ['noticeId'] });
  });
});
