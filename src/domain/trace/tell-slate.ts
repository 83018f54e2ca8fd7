import type { Program } from '../program/program.ts';
import { bureauOf, stageOf } from '../program/program.ts';
import type { ReleaseReason } from '../slate/slate.ts';
import { bureauName, deadlineName } from './names.ts';
import type { Tellers } from './tell.ts';

const releaseWords: Readonly<Record<ReleaseReason, { zh: string; en: string }>> = {
  WITHDRAWN: { zh: '申报撤回', en: 'the nomination was withdrawn' },
  RETURNED: { zh: '退回修改', en: 'it was sent back' },
  REJECTED: { zh: '审核否决', en: 'it was rejected' },
  TAKEN_OFF: { zh: '移出名单', en: 'it was taken off the slate' },
  DEADLINE: { zh: '报送截止前未随名单报送', en: 'it was not submitted with the slate by the deadline' },
  EXPIRED: { zh: '逾期未补正', en: 'its supplement did not come in time' },
};

const slateOf = (program: Program, bureau: string) => {
  const office = bureauOf(program, bureau);
  return office && stageOf(program, office.level)?.slate;
};

const deadlineRule = (program: Program, key: string) => program.deadlines.find((item) => item.key === key);

/** What happened on slates and to what bounds them, in words. */
export const slateTellers: Tellers = {
  LateEntryAccepted: ({ data }, program) => {
    const bureau = bureauName(program, data.bureau);
    return {
      text: {
        zh: `逾期后经上级同意列入${bureau.zh}名单。`,
        en: `The bureau above let it on the slate of ${bureau.en} after the deadline.`,
      },
      ruleId: deadlineRule(program, slateOf(program, data.bureau)?.deadline ?? '')?.ruleId,
      says: data.reason,
    };
  },
  SeatTaken: ({ data }, program, { nominationId }) => {
    const bureau = bureauName(program, data.bureau);
    const other = data.nominationId !== nominationId;
    const late = data.late ? [`（逾期）`, ' (after the deadline)'] : ['', ''];
    return {
      text: {
        zh: `${other ? `另一申报 ${data.nominationId} ` : ''}占用${bureau.zh}名额：第 ${data.taken} 个，共 ${data.cap} 个${late[0]}。`,
        en: `${other ? `Another nomination, ${data.nominationId},` : 'It'} took a seat of ${bureau.en}: number ${data.taken} of ${data.cap}${late[1]}.`,
      },
      ruleId: slateOf(program, data.bureau)?.capRule,
    };
  },
  SeatReleased: ({ data }, program) => {
    const [bureau, reason] = [bureauName(program, data.bureau), releaseWords[data.reason]];
    return {
      text: {
        zh: `释放${bureau.zh}名额：${reason.zh}。`,
        en: `Its seat of ${bureau.en} was freed: ${reason.en}.`,
      },
    };
  },
  SlateSubmitted: ({ data }, program, { nominationId }) => {
    const bureau = bureauName(program, data.bureau);
    const on = data.items.some((item) => item.nominationId === nominationId);
    return {
      text: {
        zh: `${bureau.zh}报送名单（${data.items.length} 人，名额 ${data.quota}）${on ? '' : '，本申报不在其中'}。`,
        en: `${bureau.en} submitted its slate: ${data.items.length} nominees, quota ${data.quota}${on ? '' : '; this one was not among them'}.`,
      },
      ruleId: slateOf(program, data.bureau)?.capRule,
    };
  },
  SlateAbandoned: ({ data }, program) => {
    const bureau = bureauName(program, data.bureau);
    const deadline = deadlineRule(program, data.deadline);
    return {
      text: {
        zh: `${bureau.zh}逾期未报送名单，视为放弃（名单上 ${data.nominations.length} 人）。`,
        en: `${bureau.en} did not submit its slate in time: deemed abandoned, with ${data.nominations.length} nominees on it.`,
      },
      ruleId: deadline?.lateRule ?? deadline?.ruleId,
    };
  },
  DeadlineExtended: ({ data }, program) => {
    const name = deadlineName(program, data.deadline);
    return {
      text: {
        zh: `“${name.zh}”期限由 ${data.from} 延至 ${data.to}。`,
        en: `The deadline ${name.en} was extended from ${data.from} to ${data.to}.`,
      },
      ruleId: deadlineRule(program, data.deadline)?.ruleId,
      says: data.reason,
    };
  },
  DeadlinePassed: ({ data }, program) => {
    const name = deadlineName(program, data.deadline);
    return {
      text: { zh: `“${name.zh}”期限届满。`, en: `The deadline ${name.en} passed.` },
      ruleId: deadlineRule(program, data.deadline)?.ruleId,
    };
  },
  QuotaAdjusted: ({ data }, program) => {
    const bureau = bureauName(program, data.bureau);
    return {
      text: {
        zh: `${bureau.zh}名额由 ${data.from} 调整为 ${data.to}。`,
        en: `The quota of ${bureau.en} was changed from ${data.from} to ${data.to}.`,
      },
      ruleId: slateOf(program, data.bureau)?.capRule,
      says: data.reason,
    };
  },
};
