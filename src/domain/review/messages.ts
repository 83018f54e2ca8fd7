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
  CONFLICT_OF_INTEREST: {
    en: 'The expert must stand aside from this nomination: {grounds}. Assign another, or have two people lift the bar.',
    zh: '该专家应当回避此申报：{grounds}。请另派专家，或经两人办理解除回避。',
  },
  MUST_STAND_ASIDE: {
    en: 'You must stand aside from this nomination. Step aside (recuse), or ask the province to look into it.',
    zh: '您应当回避此申报，请办理回避（recuse），或联系省级工作人员核实。',
  },
  EXPERT_UNAVAILABLE: {
    en: '{expert} can score from {from} to {to} only.',
    zh: '{expert} 仅可在 {from} 至 {to} 期间评审。',
  },
  PINNED_BY_OFFICERS: {
    en: 'Only officers of the deciding level pin a conflict. State KINSHIP or INTEREST.',
    zh: '仅决定层级工作人员可指定回避，其他人请填写 KINSHIP 或 INTEREST。',
  },
  NO_ASSIGNMENT_TO_WITHDRAW: {
    en: '{expert} has nothing of this nomination still to score. A score is voided (voidScore) instead.',
    zh: '{expert} 没有待评的该申报；已评分的请作废评分（voidScore）。',
  },
  NO_SCORE_TO_VOID: {
    en: '{expert} has no score of this nomination that counts.',
    zh: '{expert} 对该申报没有有效评分。',
  },
  NO_CONFLICT: {
    en: 'Nothing on record bars {expert} from this nomination. Declare the conflict first (declareConflict), with what it is.',
    zh: '现有记录中 {expert} 与该申报没有回避情形。请先登记回避情形（declareConflict）。',
  },
  OWN_BAR: {
    en: 'Nobody lifts their own bar.',
    zh: '任何人不得为本人解除回避。',
  },
  BAR_LIFT_REQUESTED: {
    en: 'It was asked already that this bar be lifted. Confirm or refuse that first.',
    zh: '已申请解除该回避，请先批准或驳回。',
  },
  BAR_NOT_LIFTABLE: {
    en: 'The expert drafted or reviewed this nomination. That bar cannot be lifted.',
    zh: '该专家曾填报或审核此申报，不得解除回避。',
  },
  NO_BAR_LIFT_REQUESTED: {
    en: 'Nobody asked that this bar be lifted. Ask for it first (requestBarLift).',
    zh: '尚未申请解除该回避，请先申请（requestBarLift）。',
  },
  POINTS_INVALID: {
    en: 'Points for {criterion} go from 0 to {max} in steps of {step}.',
    zh: '“{criterion}”应为 0 至 {max} 分，每档 {step} 分。',
  },
  CRITERION_UNKNOWN: {
    en: 'The rubric has no such criterion. Its criteria are: {known}.',
    zh: '评分标准没有这一项。评分项：{known}。',
  },
  COMMENT_REQUIRED: {
    en: 'A score of {total} needs a remark of at least {minLength} characters.',
    zh: '评分 {total} 分须填写评语，不少于 {minLength} 字。',
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
