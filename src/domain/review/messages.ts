/** Refusals of the review, in words. */
export const reviewMessages = {
  NOT_SUBMITTED: {
    en: 'The nomination is {status}. Experts review only what was submitted to the deciding level.',
    zh: '该申报当前状态为 {status}，专家只评审已报送的申报。',
  },
  NOT_IN_EDITION: {
    en: 'Nomination {nomination} is not of edition {edition}.',
    zh: '申报 {nomination} 不属于年度 {edition}。',
  },
  NO_ONE_REVISION: {
    en: 'This command writes to many reviews, which have no revision in common. Leave expectedRevision out.',
    zh: '该操作涉及多份评审，没有共同的版本，请勿填写 expectedRevision。',
  },
  DUE_IN_PAST: {
    en: 'Reviews cannot be due on {dueOn}, which has passed. Give today or a later day.',
    zh: '评审截止日期 {dueOn} 已过，应为今天或以后。',
  },
  RECUSED: {
    en: 'The expert is recused from this nomination.',
    zh: '该专家已回避此申报。',
  },
  REVIEW_ASSIGNED: {
    en: '{expert} reviews this nomination already.',
    zh: '{expert} 已承担该申报的评审。',
  },
  REVIEW_NOT_ASSIGNED: {
    en: 'This nomination is not assigned to you.',
    zh: '该申报未分配给您评审。',
  },
  POINTS_INVALID: {
    en: 'Points for {criterion} go from 0 to {max} in steps of {step}.',
    zh: '“{criterion}”应为 0 至 {max} 分，每档 {step} 分。',
  },
  CRITERION_UNKNOWN: {
    en: 'The rubric has no such criterion. Its criteria are: {known}.',
    zh: '评分标准没有这一项。评分项：{known}。',
  },
  REVISION_REASON_REQUIRED: {
    en: 'You have scored this nomination. To revise the score, give a reason.',
    zh: '您已评分。如需修改，请填写理由。',
  },
  NOT_VERIFIED: {
    en: 'The nomination has not been verified yet. Verify it first: a review of the deciding level that passes it.',
    zh: '该申报尚未经核查，请先由决定层级核查通过（review）。',
  },
} as const;
