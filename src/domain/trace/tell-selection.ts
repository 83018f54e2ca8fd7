import { groundWords, inWords } from '../terms-in-words.ts';
import { categoryName } from './names.ts';
import type { Tellers } from './tell.ts';

const sum = (points: Readonly<Record<string, number>>): string =>
  String(Object.values(points).reduce((total, value) => total + Math.round(value * 100), 0) / 100);

const overrunWords = (overrun: { readonly on: string } | undefined) =>
  overrun
    ? {
        zh: `超过目标日期 ${overrun.on}，已说明理由。`,
        en: ` The target date ${overrun.on} was overrun, for the reason given.`,
      }
    : { zh: '', en: '' };

/** How it fared before the panel, in words. */
export const selectionTellers: Tellers = {
  RubricFrozen: ({ data: { rubric } }) => ({
    text: {
      zh: `评分标准固定：每份申报 ${rubric.panelSize} 位专家，${rubric.passMark === null ? '不设合格线' : `合格线 ${rubric.passMark}`}。`,
      en: `The rubric was frozen: ${rubric.panelSize} experts for each nomination, ${rubric.passMark === null ? 'no pass mark' : `pass mark ${rubric.passMark}`}.`,
    },
    ruleId: rubric.ruleId,
  }),
  ReviewAssigned: ({ data }) => ({
    text: { zh: `分派专家 ${data.expert} 评审。`, en: `Expert ${data.expert} was assigned to it.` },
  }),
  ReviewerRecused: ({ data }) => ({
    text: { zh: `专家 ${data.expert} 回避。`, en: `Expert ${data.expert} stepped aside.` },
    says: data.reason,
  }),
  ExpertDismissed: ({ data }) => ({
    text: { zh: `专家 ${data.expert} 被解聘。`, en: `Expert ${data.expert} was dismissed.` },
    says: data.reason,
  }),
  AssignmentWithdrawn: ({ data }) => ({
    text: { zh: `撤回对专家 ${data.expert} 的分派。`, en: `The assignment to expert ${data.expert} was withdrawn.` },
    says: data.reason,
  }),
  ScoreVoided: ({ data }) => {
    const grounds = inWords(groundWords, data.grounds) as { readonly zh: string; readonly en: string };
    return {
      text: {
        zh: `专家 ${data.expert} 应当回避（${grounds.zh}），评分作废。`,
        en: `The score of expert ${data.expert} was voided, who had to stand aside: ${grounds.en}.`,
      },
      says: data.reason,
    };
  },
  ConflictDeclared: ({ data }) => ({
    text: {
      zh: `登记与专家 ${data.expert} 的回避情形：${groundWords[data.ground].zh}。`,
      en: `A conflict with expert ${data.expert} was declared: ${groundWords[data.ground].en}.`,
    },
    says: data.detail,
  }),
  BarLiftRequested: ({ data }) => ({
    text: {
      zh: `申请解除专家 ${data.expert} 的回避。`,
      en: `It was asked that the bar of expert ${data.expert} be lifted.`,
    },
    says: data.reason,
  }),
  BarLiftConfirmed: ({ data }) => ({
    text: { zh: `批准解除专家 ${data.expert} 的回避。`, en: `The bar of expert ${data.expert} was lifted.` },
    says: data.note,
  }),
  BarLiftRefused: ({ data }) => ({
    text: { zh: `驳回解除专家 ${data.expert} 回避的申请。`, en: `The bar of expert ${data.expert} was upheld.` },
    says: data.reason,
  }),
  ScoringReopened: ({ data }) => ({
    text: { zh: '重新开放评分。', en: 'Scoring was opened again.' },
    says: data.reason,
  }),
  Scored: ({ data }, program) => ({
    text: {
      zh: `专家 ${data.expert} 评分 ${sum(data.points)}。`,
      en: `Expert ${data.expert} gave ${sum(data.points)} points.`,
    },
    ruleId: program.rubric.ruleId,
    says: data.comment,
    points: data.points,
  }),
  ScoreRevised: ({ data }, program) => ({
    text: {
      zh: `专家 ${data.expert} 将评分改为 ${sum(data.points)}。`,
      en: `Expert ${data.expert} revised the score to ${sum(data.points)} points.`,
    },
    ruleId: program.rubric.ruleId,
    says: data.reason,
    points: data.points,
  }),
  ScoringClosed: () => ({
    text: { zh: '评分截止，此后的评分不计入。', en: 'Scoring was closed: what came after it does not count.' },
  }),
  SeatsReallocated: ({ data }, program) => {
    const [from, to] = [categoryName(program, data.from), categoryName(program, data.to)];
    return {
      text: {
        zh: `${data.seats} 个名额由“${from.zh}”调至“${to.zh}”。`,
        en: `${data.seats} places were moved from ${from.en} to ${to.en}.`,
      },
      ruleId: program.targetRule,
      says: data.reason,
      documents: [data.document],
    };
  },
  ShortlistDecided: ({ data }, program) => {
    const overrun = overrunWords(data.overrun);
    return {
      text: {
        zh: `拟定名单：入选 ${data.selected.length} 人，递补 ${data.alternates.length} 人，未达合格线 ${data.belowPassMark.length} 人。${overrun.zh}`,
        en: `The shortlist was decided: ${data.selected.length} selected, ${data.alternates.length} alternates, ${data.belowPassMark.length} below the pass mark.${overrun.en}`,
      },
      ruleId: program.targetRule,
      says: data.overrun?.reason,
    };
  },
  AlternatePromoted: ({ data }, _, { nominationId }) => ({
    text:
      data.promoted === nominationId
        ? {
            zh: data.replaced ? `递补入选，接替申报 ${data.replaced}。` : '递补入选，填补空缺名额。',
            en: data.replaced
              ? `It was promoted in the place of nomination ${data.replaced}.`
              : 'It was promoted to a place that was free.',
          }
        : { zh: `由递补申报 ${data.promoted} 接替。`, en: `The alternate ${data.promoted} took its place.` },
    says: data.reason,
  }),
};
