import { outcomes } from '../rules/finding.ts';
import { decisionWords } from '../terms-in-words.ts';
import type { EventOf } from './event.ts';
import { bodyName, bureauName, categoryName, stepName } from './names.ts';
import type { Tellers, Told } from './tell.ts';

const outcomeWords: Readonly<Record<(typeof outcomes)[number], { zh: string; en: string }>> = {
  PASSED: { zh: '项通过', en: 'passed' },
  FAILED: { zh: '项不符合', en: 'failed' },
  NEEDS_WAIVER: { zh: '项需豁免', en: 'in need of a waiver' },
  NEEDS_JUDGMENT: { zh: '项待人工判断', en: 'in need of a judgment' },
};

const answerWords = {
  CLEAR: { zh: '无不良情况', en: 'nothing against the nominee' },
  ADVERSE: { zh: '有不良情况', en: 'something against the nominee' },
  UNKNOWN: { zh: '无记录可查，不能作为通过依据', en: 'nothing on record, which clears nobody' },
} as const;

const assessed = ({ data }: EventOf<'EligibilityAssessed'>): Told => {
  const counts = outcomes
    .map((outcome) => ({ outcome, count: data.findings.filter((item) => item.outcome === outcome).length }))
    .filter(({ count }) => count > 0);
  const evidence: Readonly<Record<string, Record<string, unknown>>> | null = data.evidence;
  return {
    text: {
      zh: `审查条款 ${data.findings.length} 项：${counts.map(({ outcome, count }) => `${count} ${outcomeWords[outcome].zh}`).join('，')}。`,
      en: `${data.findings.length} rules were assessed: ${counts.map(({ outcome, count }) => `${count} ${outcomeWords[outcome].en}`).join(', ')}.`,
    },
    findings: data.findings.map((item) => ({ ...item, evidence: evidence?.[item.ruleId] ?? null })),
    judgments: data.judgments,
  };
};

/** What happened to the dossier, in words. */
export const dossierTellers: Tellers = {
  NominationClaimed: () => ({
    text: {
      zh: '此人在本年度没有其他申报，由本申报占用。',
      en: 'The person stood in no other nomination of the edition, and was claimed for this one.',
    },
  }),
  NominationReleased: () => ({
    text: {
      zh: '此人不再被本申报占用，可在本年度另行申报。',
      en: 'The person was let go, and may be nominated anew in the edition.',
    },
  }),
  PriorHonorRecorded: ({ data: { honor } }) => ({
    text: {
      zh: `登记此人曾获荣誉：层级 ${honor.level}，主题 ${honor.topic}，授予日期 ${honor.awardedOn}。`,
      en: `An honor of the person was put on record: level ${honor.level}, topic ${honor.topic}, awarded on ${honor.awardedOn}.`,
    },
  }),
  Nominated: ({ data }, program) => {
    const [bureau, category] = [bureauName(program, data.bureau), categoryName(program, data.category)];
    return {
      text: {
        zh: `${bureau.zh}申报，类别“${category.zh}”。`,
        en: `${bureau.en} nominated in the category ${category.en}.`,
      },
    };
  },
  EligibilityAssessed: assessed,
  Reviewed: ({ data }, program) => {
    const [bureau, decision] = [bureauName(program, data.bureau), decisionWords[data.decision]];
    const { text, signer, signedOn, conclusion } = data.opinion;
    const advice = conclusion && (conclusion === 'RECOMMEND' ? ['推荐', 'recommended'] : ['不推荐', 'not recommended']);
    return {
      text: {
        zh: `${bureau.zh}审核决定：${decision.zh}${advice ? `（${advice[0]}）` : ''}。意见已盖章。`,
        en: `${bureau.en} decided: ${decision.en}${advice ? ` (${advice[1]})` : ''}. The opinion is stamped.`,
      },
      ruleId: program.opinionRule,
      says: text,
      signature: { signer, signedOn },
      judgments: data.judgments,
    };
  },
  VettingAnswered: ({ data }, program) => {
    const [body, answer] = [bodyName(program, data.body), answerWords[data.answer]];
    return {
      text: {
        zh: `${body.zh}于 ${data.answeredOn} 答复：${answer.zh}。`,
        en: `${body.en} answered on ${data.answeredOn}: ${answer.en}.`,
      },
      ruleId: program.vetting?.ruleId,
      says: data.note,
      documents: data.evidence,
    };
  },
  StepRecorded: ({ data }, program) => {
    const [bureau, step] = [bureauName(program, data.bureau), stepName(program, data.step)];
    return {
      text: { zh: `${bureau.zh}记录环节“${step.zh}”。`, en: `${bureau.en} recorded the step ${step.en}.` },
      ruleId: program.steps.find(({ code }) => code === data.step)?.ruleId,
      documents: data.evidence,
    };
  },
  WaiverRequested: ({ data }, program) => {
    const bureau = bureauName(program, data.bureau);
    return {
      text: {
        zh: `${bureau.zh}就条款 ${data.ruleId} 申请豁免。`,
        en: `${bureau.en} asked for a waiver of rule ${data.ruleId}.`,
      },
      ruleId: data.ruleId,
      says: data.reason,
      documents: data.evidence,
    };
  },
  WaiverConfirmed: ({ data }, program) => {
    const bureau = bureauName(program, data.bureau);
    return {
      text: {
        zh: `${bureau.zh}确认对条款 ${data.ruleId} 的豁免。`,
        en: `${bureau.en} confirmed the waiver of rule ${data.ruleId}.`,
      },
      ruleId: data.ruleId,
      says: data.note,
    };
  },
  WaiverRefused: ({ data }, program) => {
    const bureau = bureauName(program, data.bureau);
    return {
      text: {
        zh: `${bureau.zh}不同意对条款 ${data.ruleId} 的豁免。`,
        en: `${bureau.en} refused the waiver of rule ${data.ruleId}.`,
      },
      ruleId: data.ruleId,
      says: data.reason,
    };
  },
  Returned: ({ data }, program) => {
    const [from, to] = [bureauName(program, data.from), bureauName(program, data.to)];
    return {
      text: {
        zh: `${from.zh}退回 ${to.zh}修改，已占名额随之释放。`,
        en: `${from.en} sent it back to ${to.en} for correction; seats held were freed.`,
      },
      says: data.reason,
    };
  },
  SupplementRequired: ({ data }, program) => {
    const from = bureauName(program, data.from);
    return {
      text: {
        zh: `${from.zh}要求补正，期限至 ${data.dueOn}；名额保留。`,
        en: `${from.en} asked for a supplement by ${data.dueOn}; seats are kept.`,
      },
      ruleId: program.supplement?.ruleId,
      says: data.reason,
    };
  },
  SupplementExpired: (_, program) => ({
    text: {
      zh: '补正期限届满仍未补正，视为放弃。',
      en: 'What was missing was not supplied in time: the nomination lapsed.',
    },
    ruleId: program.supplement?.ruleId,
  }),
  Resubmitted: ({ data }) => ({
    text: { zh: '更正或补正后重新提交。', en: 'Handed in again, corrected or supplemented.' },
    says: data.note,
  }),
  Forwarded: ({ data }, program) => {
    const [from, to] = [bureauName(program, data.from), bureauName(program, data.to)];
    return { text: { zh: `${from.zh}报送 ${to.zh}。`, en: `${from.en} put it forward to ${to.en}.` } };
  },
  Rejected: ({ data }, program) => {
    const by = bureauName(program, data.by);
    return { text: { zh: `${by.zh}否决，申报终止。`, en: `${by.en} rejected it for good.` } };
  },
  Withdrawn: ({ data }) => ({ text: { zh: '申报撤回。', en: 'The nomination was withdrawn.' }, says: data.reason }),
  Lapsed: ({ data }, program) => {
    const bureau = bureauName(program, data.bureau);
    return {
      text: {
        zh: `${bureau.zh}的报送名单逾期未报，名单上的申报视为放弃。`,
        en: `The slate of ${bureau.en} was not submitted in time, and the nomination lapsed with it.`,
      },
    };
  },
};
