/** Refusals of the nomination, in words. */
export const nominationMessages = {
  NOMINATION_NOT_FOUND: {
    en: 'There is no such nomination.',
    zh: '没有这份申报。',
  },
  COMMAND_EXPIRED: {
    en: 'This command took too long and was given up. Nothing was recorded; send it again with a new commandId.',
    zh: '该操作超时作废，未作记录。请更换 commandId 后重新提交。',
  },
  NOMINATION_EXISTS: {
    en: 'Nomination {nomination} exists already.',
    zh: '申报 {nomination} 已存在。',
  },
  OUT_OF_THE_RUNNING: {
    en: 'Nomination {nomination} was rejected, withdrawn, lapsed or disqualified; nothing more can be done with it.',
    zh: '申报 {nomination} 已被否决、撤回、视为放弃或取消资格，不能再办理。',
  },
  BUREAU_MAY_NOT_NOMINATE: {
    en: 'Bureau {bureau} does not nominate in this program. Bureaus of these levels do: {levels}.',
    zh: '单位 {bureau} 不能申报。可申报的层级：{levels}。',
  },
  CATEGORY_UNKNOWN: {
    en: 'The program has no such category. Its categories are: {known}.',
    zh: '没有这一类别。类别有：{known}。',
  },
  CATEGORY_MISMATCH: {
    en: 'The form names another category than the nomination, which is {category}. Leave it out of the form, or make them agree.',
    zh: '登记表中的类别与申报类别（{category}）不一致，请改为一致或不填。',
  },
  ALREADY_NOMINATED: {
    en: 'This person has a nomination in this edition already. One person, one nomination.',
    zh: '此人在本年度已有申报，每人只能申报一次。',
  },
  NOT_IN_DRAFT: {
    en: 'The form can be changed only while it is drafted or returned; it is {status}, with bureau {holder}.',
    zh: '仅草稿或退回补正时可以修改登记表；当前状态为 {status}，在 {holder}。',
  },
  PERSON_FIXED: {
    en: 'The identity number cannot be changed: it says whom the nomination is about. Withdraw it and nominate anew.',
    zh: '身份证号不能修改。如确有错误，请撤回后重新申报。',
  },
  FOUR_EYES: {
    en: 'You had a hand in this nomination, so you may not {act} it. Another person must.',
    zh: '您参与过该申报的填报或审核，须由他人办理（{act}）。',
  },
  NOT_REVIEWABLE: {
    en: 'A nomination that is {status} cannot be given the decision {decision}.',
    zh: '状态为 {status} 的申报不能作出 {decision} 的决定。',
  },
  SIGNED_IN_FUTURE: {
    en: 'The opinion is dated in the future. Give the day it was signed.',
    zh: '意见日期晚于今天，请填写实际签署日期。',
  },
  NOT_RETURNED: {
    en: 'The nomination is {status}. Only a returned one is resubmitted.',
    zh: '该申报当前状态为 {status}，只有被退回的才能重新提交。',
  },
} as const;
