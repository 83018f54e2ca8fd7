import type { Recorded } from '../event.ts';
import type { CertificateNumber } from '../ids.ts';
import { isOut } from '../nomination/nomination.ts';
import { evolveNotice, initialNotice, type NoticeFact, noticeStream, objectionHolding } from '../notice/notice.ts';
import { objectionWords } from '../terms-in-words.ts';
import type { Case } from './case.ts';
import { type Conclusion, conclude, notReached } from './conclusions.ts';
import { entriesOf } from './entry.ts';
import { type Event, isAbout } from './event.ts';
import { groundName } from './names.ts';
import { whyOut } from './out.ts';
import { lastNotice } from './publicizing.ts';
import type { Answer, Question } from './trace.ts';

interface Reason {
  readonly answer: Answer;
  readonly conclusion: Conclusion;
}

/** Whether it was recognized. `publicized`: the answer to the question before. */
export const recognizingQuestion = (records: Case, publicized: Answer): Question => ({
  kind: 'RECOGNIZED',
  ...whyRecognized(records, publicized),
  entries: entriesOf(records, (event) => belongsToRecognition(event, records)),
  noticeId: lastNotice(records)?.data.noticeId,
});

const whyRecognized = (records: Case, publicized: Answer): Reason => {
  const { nomination, edition } = records;
  const { clearanceRule } = edition.program.publicity;
  const certificate = certificateIn(records);
  if (certificate) {
    return {
      answer: 'YES',
      conclusion: conclude(
        'RECOGNIZED',
        {
          zh: `公示期满且无未决异议，予以认定，证书编号 ${certificate}。`,
          en: `The period ended without a standing objection, and it was recognized with certificate ${certificate}.`,
        },
        clearanceRule,
      ),
    };
  }
  const out = isOut(nomination.status);
  if (publicized !== 'YES') return { answer: 'NOT_REACHED', conclusion: notReached(out || publicized === 'NO') };
  if (out) return { answer: 'NO', conclusion: whyOut(records) };
  return { answer: edition.status === 'CONCLUDED' ? 'NO' : 'OPEN', conclusion: whatStandsAgainst(records) };
};

const whatStandsAgainst = (records: Case): Conclusion => {
  const { nominationId, edition, events } = records;
  const { clearanceRule, ruleId } = edition.program.publicity;
  const published = lastNotice(records);
  const stream = published && noticeStream(published.data.noticeId);
  const notice = events
    .filter((event) => event.stream === stream)
    .reduce((state, event) => evolveNotice(state, event as Recorded<NoticeFact>), initialNotice);
  const holding = notice.status === 'NONE' ? undefined : objectionHolding(notice, nominationId);
  if (holding) {
    const status = objectionWords[holding.status];
    return conclude(
      'OBJECTION_STANDS',
      {
        zh: `异议 ${holding.id}（${status.zh}）未了结，不予认定。`,
        en: `Objection ${holding.id} is ${status.en}, and keeps it from recognition.`,
      },
      clearanceRule,
    );
  }
  if (notice.status === 'OPEN') {
    return conclude(
      'PERIOD_RUNNING',
      {
        zh: `公示期至 ${notice.period.periodEnd}，尚未期满。`,
        en: `The period of the notice runs through ${notice.period.periodEnd}.`,
      },
      ruleId,
    );
  }
  return conclude(
    'CLEARANCE_AWAITED',
    {
      zh: '公示期满且无未决异议，待认定。',
      en: 'The period is over and no objection stands; it is not recognized yet.',
    },
    clearanceRule,
  );
};

const certificateIn = (records: Case): CertificateNumber | undefined =>
  records.of('Recognized', 'NomineeCleared').find((event) => isAbout(event, records.nominationId))?.data.certificate;

const belongsToRecognition = (event: Event, records: Case): boolean => {
  const { nominationId, edition } = records;
  switch (event.type) {
    case 'ObjectionLodged':
    case 'ObjectionAdmitted':
    case 'ObjectionRefused':
    case 'ObjectionUpheld':
    case 'ObjectionDismissed':
    case 'NomineeLeft':
    case 'NomineeStayed':
    case 'ClearanceAbandoned':
    case 'NomineeCleared':
    case 'Recognized':
    case 'HonorClaimed':
      return isAbout(event, nominationId);
    case 'HonorReleased':
      return isAbout(event, nominationId) && event.data.reason === 'NEVER_RECORDED';
    case 'Disqualified':
      return true;
    case 'Withdrawn':
    case 'Rejected':
      return edition.publicized.has(nominationId);
    case 'NoticeClosed': {
      const { noticeId } = event.data;
      return [edition.publicized.get(nominationId), ...(edition.publicizedBefore.get(nominationId) ?? [])].includes(
        noticeId,
      );
    }
    case 'CircularIssued': {
      const certificate = certificateIn(records);
      return certificate !== undefined && event.data.certificates.includes(certificate);
    }
    default:
      return false;
  }
};

/** Whether the honor was taken back. */
export const revokingQuestion = (records: Case): Question => ({
  kind: 'REVOKED',
  ...whyRevoked(records),
  entries: entriesOf(records, (event) => belongsToRevocation(event, records)),
});

const whyRevoked = (records: Case): Reason => {
  const { program } = records.edition;
  const certificate = certificateIn(records);
  if (!certificate) return { answer: 'NOT_REACHED', conclusion: notReached(isOut(records.nomination.status)) };
  const revoked = records.of('Revoked').find(({ data }) => data.certificate === certificate);
  if (revoked) {
    const ground = groundName(program, revoked.data.ground);
    return {
      answer: 'YES',
      conclusion: conclude(
        'REVOKED',
        {
          zh: `${revoked.data.revokedOn} 撤销认定，理由：${ground.zh}。`,
          en: `The honor was revoked on ${revoked.data.revokedOn}. Ground: ${ground.en}.`,
        },
        program.revocation.ruleId,
      ),
    };
  }
  const reports = records.of('ViolationReported').filter(({ data }) => data.certificate === certificate).length;
  return {
    answer: 'NO',
    conclusion:
      reports > 0
        ? conclude(
            'REPORTED_NOT_REVOKED',
            {
              zh: `有 ${reports} 件违规报告，未撤销认定。`,
              en: `A violation was reported ${reports} times; the honor was not revoked.`,
            },
            program.revocation.reportRule,
          )
        : conclude('HONOR_STANDS', { zh: '认定有效，未撤销。', en: 'The honor stands.' }),
  };
};

const belongsToRevocation = (event: Event, records: Case): boolean => {
  switch (event.type) {
    case 'ViolationReported':
    case 'FollowedUp':
    case 'Revoked':
      return event.data.certificate === certificateIn(records);
    case 'HonorReleased':
      return isAbout(event, records.nominationId) && event.data.reason === 'REVOKED';
    default:
      return false;
  }
};
