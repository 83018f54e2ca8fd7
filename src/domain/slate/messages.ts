/** Refusals of the slate, in words. */
export const slateMessages = {
  BUREAU_NOT_ON_PATH: {
    en: 'Bureau {bureau} does not put people forward in this program.',
    zh: '单位 {bureau} 不是本活动的报送单位。',
  },
  SEAT_HELD: {
    en: 'This nomination holds a seat on the slate of {bureau} already.',
    zh: '该申报已列入 {bureau} 的报送名单。',
  },
  NOT_HELD_HERE: {
    en: 'The nomination is with bureau {holder}; only that bureau can act on it now.',
    zh: '该申报现由 {holder} 办理，只有该单位可以处理。',
  },
  NOT_PASSED: {
    en: 'The nomination is {status}. It must first pass the review of this bureau.',
    zh: '该申报当前状态为 {status}，须先经本单位审核通过。',
  },
  SLATE_ABANDONED: {
    en: 'The slate of {bureau} was not submitted in time and is deemed abandoned.',
    zh: '{bureau} 逾期未报，视为放弃。',
  },
  QUOTA_EXCEEDED: {
    en: 'Bureau {bureau} may put forward {quota}, and {taken} seats are taken. Release a seat first.',
    zh: '{bureau} 名额为 {quota} 名，已占用 {taken} 名。请先退出一名。',
  },
  DEADLINE_PASSED: {
    en: 'The deadline was {on}, through the end of that day. It has passed.',
    zh: '报送截止日期为 {on}（当日 24 时），已逾期。',
  },
  LATE_UNLESS_ACCEPTED: {
    en: 'The deadline was {on}. A late entry goes forward only if the bureau above accepts it with a reason (acceptLateEntry).',
    zh: '报送截止日期为 {on}，已逾期。须由上级部门说明理由同意接收后，方可报送。',
  },
  LATENESS_FINAL: {
    en: 'The deadline of {on} knows no late entries.',
    zh: '{on} 的时限不接受逾期报送。',
  },
  NOT_LATE: {
    en: 'The deadline of {on} has not passed; no late entry needs to be accepted.',
    zh: '{on} 的时限未过，无须办理逾期接收。',
  },
  LATE_ENTRY_ACCEPTED: {
    en: 'This nomination is accepted already.',
    zh: '该申报已同意接收。',
  },
  SEAT_FORWARDED: {
    en: 'The nomination has gone forward from {bureau} and can no longer be taken off its slate. Withdraw it instead.',
    zh: '该申报已由 {bureau} 报出，不能移出名单，可办理撤回。',
  },
  CATEGORY_NOT_COVERED: {
    en: 'Category {category} has {has} nominees on the slate; at least {least} is required.',
    zh: '“{category}”仅有 {has} 人，每个类别至少报送 {least} 人。',
  },
  FORWARDED_ONE_BY_ONE: {
    en: 'Bureau {bureau} forwards each nomination on its own; there is no slate to submit.',
    zh: '{bureau} 逐人报送，无须整体提交名单。',
  },
  SEAT_UNFIT: {
    en: 'Nomination {nomination} on the slate is no longer passed by this bureau. Take it off the slate.',
    zh: '名单中的申报 {nomination} 已不是本单位审核通过状态，请移出名单。',
  },
  SEAT_BARRED: {
    en: 'Nomination {nomination} on the slate no longer fulfills the rule "{quote}": {problem}. Accepted: {accepted}. Put that right, have it waived where the rule holds in principle only, or take the nomination off the slate.',
    zh: '名单中的申报 {nomination} 已不符合“{quote}”：{problem}。应为：{accepted}。请补正，原则性规定可申请豁免，或移出名单。',
  },
  SLATE_EMPTY: {
    en: 'The slate of {bureau} holds nobody who is not forwarded yet. Put at least one nominee on it; its quota is {quota}.',
    zh: '{bureau} 报送名单中没有待报送人选，请至少列入一人，名额为 {quota} 名。',
  },
  FEWER_THAN_QUOTA: {
    en: '{taken} of {quota} seats are taken. If fewer are meant, set confirmFewer.',
    zh: '名额 {quota} 名，现报送 {taken} 名。如确认少报，请设置 confirmFewer。',
  },
  STEP_MISSING: {
    en: 'The step "{step}" is not on record for this slate. Record it first (recordSlateStep).',
    zh: '缺少“{step}”记录，请先记录（recordSlateStep）。',
  },
} as const;
