import type { NoticeId } from '../ids.ts';
import { isOut } from '../nomination/nomination.ts';
import { type Case, deadlineAt } from './case.ts';
import { type Conclusion, conclude, notReached } from './conclusions.ts';
import { entriesOf } from './entry.ts';
import { type Event, isAbout } from './event.ts';
import { whyOut } from './out.ts';
import type { Answer, Question } from './trace.ts';

/** The last notice that was published with it on. */
export const lastNotice = (records: Case) =>
  records
    .of('NoticePublished')
    .filter(({ data }) => data.nominees.some((item) => item.nominationId === records.nominationId))
    .at(-1);

/** Whether it was publicized. `shortlisted`: the answer to the question before. */
export const publicizingQuestion = (records: Case, shortlisted: Answer): Question => {
  const { closesBy } = records.edition.program.publicity;
  return {
    kind: 'PUBLICIZED',
    ...whyPublicized(records, shortlisted),
    entries: entriesOf(records, (event) => belongs(event, records)),
    deadline: closesBy === undefined ? undefined : deadlineAt(records, closesBy),
  };
};

const whyPublicized = (
  records: Case,
  shortlisted: Answer,
): { readonly answer: Answer; readonly conclusion: Conclusion; readonly noticeId?: NoticeId } => {
  const { nomination, edition, nominationId } = records;
  const notice = lastNotice(records)?.data;
  const takenOff = records
    .of('NomineeTakenOffNotice')
    .some(({ data }) => data.nominationId === nominationId && data.noticeId === notice?.noticeId);
  if (notice && !takenOff) {
    const { publishedOn, periodStart, periodEnd, days } = notice.period;
    return {
      answer: 'YES',
      noticeId: notice.noticeId,
      conclusion: conclude(
        'PUBLICIZED',
        {
          zh: `${publishedOn} 公示，公示期 ${periodStart} 至 ${periodEnd}，共 ${days.length} 个工作日。`,
          en: `It was publicized on ${publishedOn}, for ${days.length} working days from ${periodStart} through ${periodEnd}.`,
        },
        edition.program.publicity.ruleId,
      ),
    };
  }
  const ended = shortlisted === 'NO' || isOut(nomination.status);
  if (shortlisted !== 'YES') return { answer: 'NOT_REACHED', conclusion: notReached(ended) };
  if (isOut(nomination.status)) return { answer: 'NO', conclusion: whyOut(records) };
  if (takenOff) {
    return {
      answer: 'OPEN',
      conclusion: conclude('TAKEN_OFF_NOTICE', {
        zh: '公示内容作重大更正，移出原公示，待重新公示。',
        en: 'It was taken off its notice after a correction, and is to be publicized anew.',
      }),
    };
  }
  return {
    answer: edition.status === 'CONCLUDED' ? 'NO' : 'OPEN',
    conclusion: conclude('NOTICE_AWAITED', { zh: '入选，尚未公示。', en: 'It is selected, and not publicized yet.' }),
  };
};

const belongs = (event: Event, { nominationId, edition }: Case): boolean => {
  switch (event.type) {
    case 'NoticeOrdered':
    case 'NoticePublished':
      return event.data.nominees.some((item) => item.nominationId === nominationId);
    case 'ErratumIssued':
    case 'NomineeTakenOffNotice':
      return isAbout(event, nominationId);
    case 'DeadlineExtended':
      return event.data.deadline === edition.program.publicity.closesBy;
    default:
      return false;
  }
};
