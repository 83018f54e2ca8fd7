/** Refusals of the notice, in words. */
export const noticeMessages = {
  NOTICE_NOT_FOUND: {
    en: 'There is no such notice.',
    zh: '没有这份公示。',
  },
  NOT_ON_NOTICE: {
    en: 'This nominee is not on notice {notice}.',
    zh: '该人选不在公示 {notice} 中。',
  },
  PUBLICIZED_ANEW: {
    en: 'What notice {notice} said of this nominee was corrected so far that the nominee is publicized anew. Turn to the later notice, once it is published.',
    zh: '公示 {notice} 中该人选的内容已作重大更正，须重新公示。请在重新公示发布后，按新公示办理。',
  },
  POSTMARK_BY_OFFICER: {
    en: 'A postmark is entered by an officer of the province who holds the letter. Leave postmarkedOn out.',
    zh: '邮戳日期由收到信件的省级工作人员登记，请勿填写 postmarkedOn。',
  },
  POSTMARK_IMPOSSIBLE: {
    en: 'The postmark lies before the notice or after today. Give a day from {from} to today.',
    zh: '邮戳日期早于公示日或晚于今天，应为 {from} 至今天之间。',
  },
  OBJECTION_EXISTS: {
    en: 'This objection is lodged already.',
    zh: '该异议已经提出。',
  },
  OBJECTION_NOT_FOUND: {
    en: 'There is no such objection on this notice.',
    zh: '该公示没有这项异议。',
  },
  OBJECTION_SETTLED: {
    en: 'The objection is {status}; this needs one that is {from}.',
    zh: '该异议当前状态为 {status}，仅 {from} 状态可作此处理。',
  },
  OBJECTION_LATE: {
    en: 'The objection came after the period closed on {closedOn}. Refuse it, and follow the clue as a report of a violation.',
    zh: '该异议在 {closedOn} 公示期满后提出，不予受理，可作为线索另行核查。',
  },
  ALREADY_CLEARED: {
    en: 'The nominee is recognized already. Report a violation instead.',
    zh: '该人选已获认定，请改为报告违规情况。',
  },
  PERIOD_RUNNING: {
    en: 'The period of public notice runs through {until}. Nobody can be recognized before it has ended.',
    zh: '公示期至 {until}，期满前不能认定。',
  },
  NOTHING_TO_RECOGNIZE: {
    en: 'Name at least one nominee to recognize.',
    zh: '请至少填写一名拟认定人选。',
  },
  OBJECTION_STANDS: {
    en: 'Objection {objection} to nomination {nomination} is {status}. Only nominees without a standing objection are recognized.',
    zh: '申报 {nomination} 有异议 {objection}（{status}），公示无异议的方可认定。',
  },
  ALREADY_RECOGNIZED: {
    en: 'Nomination {nomination} is recognized already.',
    zh: '申报 {nomination} 已获认定。',
  },
} as const;
