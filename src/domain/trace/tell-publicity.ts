import { bureauName, dayOf, groundName, stepName } from './names.ts';
import type { Tellers } from './tell.ts';

const objection = (zh: string, en: string) => ({ text: { zh, en } });

/** What came of it in public, in words. */
export const publicityTellers: Tellers = {
  NoticeOrdered: ({ data }, program) => ({
    text: {
      zh: `决定公示，公告编号 ${data.noticeId}。${data.overrun ? `超过目标日期 ${data.overrun.on}，已说明理由。` : ''}`,
      en: `It was decided to publicize it in notice ${data.noticeId}.${data.overrun ? ` The target date ${data.overrun.on} was overrun, for the reason given.` : ''}`,
    },
    ruleId: program.publicity.ruleId,
    says: data.overrun?.reason,
  }),
  NoticePublished: ({ data: { period } }, program) => ({
    text: {
      zh: `${period.publishedOn} 发布公示，公示期 ${period.periodStart} 至 ${period.periodEnd}，共 ${period.days.length} 个工作日。`,
      en: `The notice was published on ${period.publishedOn}; its period runs from ${period.periodStart} through ${period.periodEnd}, ${period.days.length} working days.`,
    },
    ruleId: program.publicity.ruleId,
    period,
  }),
  ErratumIssued: ({ data }) => ({
    text: data.fresh
      ? {
          zh: '公示内容作重大更正，须重新公示。',
          en: 'The notice was corrected so far that it has to be publicized anew.',
        }
      : { zh: '公示内容更正。', en: 'What the notice says of it was corrected.' },
    says: data.reason,
  }),
  NomineeTakenOffNotice: ({ data }) => ({
    text: {
      zh: `移出公示 ${data.noticeId}，待重新公示。`,
      en: `It was taken off notice ${data.noticeId}, to be publicized anew.`,
    },
  }),
  ObjectionLodged: ({ data }, program, { events }) => {
    const notice = events.find((event) => event.type === 'NoticePublished' && event.data.noticeId === data.noticeId);
    const closes = notice?.type === 'NoticePublished' ? dayOf(program, notice.data.period.closesAt) : undefined;
    const time = data.inTime ? ['在公示期内', 'in time'] : ['在公示期满后', 'after the period'];
    const name = data.anonymous ? ['匿名', 'Anonymous'] : ['实名', 'Real-name'];
    return {
      text: {
        zh: `${name[0]}异议 ${data.objectionId}，${time[0]}提出${closes ? `（公示期至 ${closes}）` : ''}${data.postmarkedOn ? `，邮戳 ${data.postmarkedOn}` : ''}。`,
        en: `${name[1]} objection ${data.objectionId} was lodged ${time[1]}${closes ? ` (the period ran through ${closes})` : ''}${data.postmarkedOn ? `, postmarked ${data.postmarkedOn}` : ''}.`,
      },
      ruleId: program.publicity.clearanceRule,
      says: data.grounds,
      documents: data.evidence,
    };
  },
  ObjectionAdmitted: ({ data }) => ({
    ...objection(`异议 ${data.objectionId} 受理。`, `Objection ${data.objectionId} was admitted.`),
    says: data.note,
  }),
  ObjectionRefused: ({ data }) => ({
    ...objection(`异议 ${data.objectionId} 不予受理。`, `Objection ${data.objectionId} was refused.`),
    says: data.reason,
  }),
  ObjectionUpheld: ({ data }, program) => ({
    ...objection(`异议 ${data.objectionId} 成立。`, `Objection ${data.objectionId} was upheld.`),
    ruleId: program.publicity.clearanceRule,
    says: data.findings,
  }),
  ObjectionDismissed: ({ data }) => ({
    ...objection(`异议 ${data.objectionId} 不成立。`, `Objection ${data.objectionId} was dismissed.`),
    says: data.findings,
  }),
  Disqualified: ({ data }, program) => ({
    ...objection(
      `因异议 ${data.objectionId} 成立，取消资格。`,
      `It was disqualified, since objection ${data.objectionId} was upheld.`,
    ),
    ruleId: program.publicity.clearanceRule,
  }),
  NoticeClosed: () => ({ text: { zh: '公示期满。', en: 'The period of the notice ended.' } }),
  NomineeLeft: ({ data }) => ({
    text:
      data.reason === 'WITHDRAWN'
        ? { zh: '因撤回退出公示。', en: 'It left the notice, being withdrawn.' }
        : { zh: '因否决退出公示。', en: 'It left the notice, being rejected.' },
  }),
  NomineeStayed: () => ({
    text: { zh: '退出公示未成，仍在公示中。', en: 'The leaving came to nothing: it stayed on the notice.' },
  }),
  ClearanceAbandoned: () => ({
    text: {
      zh: '认定未能及时完成记录，须重新办理。',
      en: 'A recognition that was begun was not recorded in time, and had to be decided anew.',
    },
  }),
  HonorClaimed: ({ data }) => ({
    text: {
      zh: `证书 ${data.certificate} 记入个人荣誉。`,
      en: `Certificate ${data.certificate} was entered among the honors of the person.`,
    },
  }),
  HonorReleased: ({ data }) => ({
    text: {
      zh: `证书 ${data.certificate} 不再计入个人荣誉。`,
      en: `Certificate ${data.certificate} no longer counts among the honors of the person.`,
    },
  }),
  NomineeCleared: ({ data }, program) => ({
    text: {
      zh: `公示无异议，予以认定，证书编号 ${data.certificate}。`,
      en: `No objection stood, and it was cleared for recognition with certificate ${data.certificate}.`,
    },
    ruleId: program.publicity.clearanceRule,
  }),
  Recognized: ({ data }, program) => ({
    text: {
      zh: `${data.recognizedOn} 认定，证书编号 ${data.certificate}。`,
      en: `It was recognized on ${data.recognizedOn} with certificate ${data.certificate}.`,
    },
    ruleId: program.publicity.clearanceRule,
  }),
  CircularIssued: ({ data }, program) => ({
    text: {
      zh: `通报 ${data.number}（${data.issuedOn}）列入该证书。`,
      en: `Circular ${data.number} of ${data.issuedOn} lists the certificate.`,
    },
    ruleId: program.circular?.ruleId,
  }),
  ViolationReported: ({ data }, program) => {
    const by = bureauName(program, data.by);
    return {
      text: { zh: `${by.zh}报告违规情况。`, en: `${by.en} reported a violation.` },
      ruleId: program.revocation.reportRule,
      says: data.statement,
      documents: data.evidence,
    };
  },
  FollowedUp: ({ data }, program) => {
    const [bureau, step] = [bureauName(program, data.bureau), stepName(program, data.step)];
    return {
      text: { zh: `${bureau.zh}记录环节“${step.zh}”。`, en: `${bureau.en} recorded the step ${step.en}.` },
      documents: data.evidence,
    };
  },
  Revoked: ({ data }, program) => {
    const ground = groundName(program, data.ground);
    return {
      text: {
        zh: `${data.revokedOn} 撤销认定，理由：${ground.zh}${data.fromNotice ? '' : '（通知未作规定）'}。`,
        en: `The honor was revoked on ${data.revokedOn}. Ground: ${ground.en}${data.fromNotice ? '' : ' (not from the notice)'}.`,
      },
      ruleId: program.revocation.ruleId,
      says: data.statement,
      documents: data.evidence,
    };
  },
};
