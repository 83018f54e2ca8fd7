import { editionMessages } from './edition/messages.ts';
import { honorMessages } from './honor/messages.ts';
import { nominationMessages } from './nomination/messages.ts';
import { noticeMessages } from './notice/messages.ts';
import { personMessages } from './person/messages.ts';
import { protectionMessages } from './protection/messages.ts';
import { reviewMessages } from './review/messages.ts';
import { slateMessages } from './slate/messages.ts';

/** Every refusal in words, in both languages. `{name}` is filled in from the refusal's params. */
export const messages = {
  ...editionMessages,
  ...slateMessages,
  ...nominationMessages,
  ...reviewMessages,
  ...noticeMessages,
  ...honorMessages,
  ...personMessages,
  ...protectionMessages,
  // Any command
  NOT_PERMITTED: {
    en: 'You may not do this. It is for: {roles}.',
    zh: '您没有此项权限。可办理的角色：{roles}。',
  },
  OUT_OF_JURISDICTION: {
    en: 'This concerns bureau {bureau}, and is not for the bureau of your token to do.',
    zh: '该事项涉及 {bureau}，不由您所在单位办理。',
  },
  PROGRAM_UNKNOWN: {
    en: 'There is no such program. Known programs: {known}.',
    zh: '没有这项选树活动。已有活动：{known}。',
  },
  DEFINITION_INVALID: {
    en: 'The definition does not hold at {at}: {problem}.',
    zh: '活动定义在 {at} 处有误：{problem}。',
  },
  REVISION_CONFLICT: {
    en: 'You expected revision {expected}, but it is at {actual}. Read it again, then decide.',
    zh: '您依据的是第 {expected} 版，现为第 {actual} 版。请重新查看后再办理。',
  },
  COMMAND_ID_REUSED: {
    en: 'This commandId was used for another command. Use a new one, or repeat the first with the same content.',
    zh: '该 commandId 已用于另一项操作。请更换，或以相同内容重复提交。',
  },
  TOO_MUCH_CONTENTION: {
    en: 'Too many people changed this at the same moment. Nothing was recorded; try again.',
    zh: '同时办理的人过多，本次未作记录，请重试。',
  },
  INPUT_INVALID: {
    en: 'The input does not hold: {problem}.',
    zh: '填写有误：{problem}。',
  },
  // Fields of a form or an input
  FIELD_REQUIRED: {
    en: '{label} is required. Fill it in{orNone}.',
    zh: '“{label}”不得空项，请填写{orNone}。',
  },
  FIELD_INVALID: {
    en: '{label} is not acceptable: {problem}. Accepted: {accepted}.',
    zh: '“{label}”填写有误：{problem}。应填：{accepted}。',
  },
  FIELD_UNKNOWN: {
    en: 'The form of this program has no field "{field}". Its fields are: {known}.',
    zh: '本活动登记表没有“{field}”这一栏。可填栏目：{known}。',
  },
  // Steps of the procedure
  STEP_UNKNOWN: {
    en: 'The program asks for no such step here. Steps that are recorded here: {known}.',
    zh: '此处没有这一环节。可记录的环节：{known}。',
  },
  STEP_OF_LEVEL: {
    en: '{step} is recorded by bureaus of these levels: {levels}.',
    zh: '“{step}”由以下层级的单位记录：{levels}。',
  },
  STEP_EVIDENCE: {
    en: '{step} needs at least one piece of evidence.',
    zh: '“{step}”须至少附一项证据。',
  },
  // Working days
  CALENDAR_YEAR_UNPUBLISHED: {
    en: 'The working days of {year} have not been published, so the period cannot be counted. Add the year to the calendar.',
    zh: '{year} 年的放假安排尚未公布，无法计算工作日。请先补充该年日历。',
  },
} as const satisfies Record<string, { en: string; zh: string }>;
